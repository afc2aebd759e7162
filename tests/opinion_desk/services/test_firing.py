"""Time at a desk: deeds after what was due before them, outages told once a recipient, jumps of the clock, standing in for the collector."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.acts import OF_THE_DESK, Act, ActKind
from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.clock_jump import Jump, Settled
from opinion_desk.domain.commands.clocks import start_clocks
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.outbox import Message
from opinion_desk.domain.policy import StartsOn
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services import chosen_time
from opinion_desk.services.deed import Deed
from opinion_desk.services.desk import Desk
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.firing import Firing
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.messages_owed import PlainOwing, line_of
from opinion_desk.services.recomputing import Recomputing
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.services.ticking import TickService
from opinion_desk.services.time_watch import TimeWatch
from opinion_desk.settings import Settings
from opinion_desk.store import incidents as rows
from opinion_desk.store import lease, outbox
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction
from tests.opinion_desk.domain.matters import REPORTS, without
from tests.opinion_desk.domain.test_escalation import KNOWN, UNKNOWN
from tests.opinion_desk.services.stand_ins import BY, NINE, FakeSender, minutes, ticking_of

MAJOR = Judgement(
    emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.FIRST, paper="文"
)
ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def incidents(store: Store, clock: Any, tmp_path: Path) -> IncidentService:
    """The matters of a desk that reports nothing upward."""
    return IncidentService(store, without(*REPORTS), Settings(), clock, EvidenceFiles(tmp_path / "evidence"))


def accident(incidents: IncidentService, published: datetime = NINE) -> Incident:
    opened = incidents.open("云川大桥引桥支架坍塌", published=published, deed=BY)
    return incidents.confirm(opened.id, MAJOR, deed=BY)


def keep_ticking(ticks: TickService, clock: Any, until: datetime) -> None:
    """Tick every two minutes, as often as a desk at work must at least."""
    while clock.now() < until:
        clock.set(min(clock.now() + minutes(2), until))
        ticks.tick()


def kinds(store: Store, id: int) -> list[ActKind]:
    return [act.kind for act in store.incidents.history(id)]


# --- deeds


def test_a_matter_that_is_dismissed_late_shows_the_breach_that_nobody_had_observed(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    matter = accident(incidents)
    clock.forward(hours=6)  # and nothing ticked
    after = incidents.dismiss(matter.id, "外地同名大桥", deed=BY)
    release = after.clock("release")
    assert release is not None and release.state is ClockState.CANCELLED
    assert release.breached_at == NINE + minutes(360)
    told = [row.message.text for row in store.outbox.all()]
    assert any("首次权威发布已超时" in text for text in told)
    assert store.verify() == []


def test_a_regrading_dated_before_the_breach_leaves_it_to_the_next_tick(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    matter = accident(incidents)
    clock.forward(hours=5, minutes=10)
    early = Deed("值班员", NINE + minutes(295))
    after = incidents.regrade(matter.id, replace(MAJOR, level=Level.EXTREME), deed=early)
    fired = {mark.id for mark in after.clocks[0].marks if mark.fired}
    assert fired == {"target_soon", "target", "deadline_soon", "deadline_near"}
    assert [f.mark for f in ticking_of(store, clock).tick().fired] == ["deadline"]


def test_a_refused_deed_leaves_what_was_due_to_the_tick(store: Store, incidents: IncidentService, clock: Any) -> None:
    matter = accident(incidents)
    clock.forward(hours=6)
    with pytest.raises(Refused):
        incidents.conclude(matter.id, deed=BY)
    assert store.incidents.get(matter.id) == matter and store.outbox.waiting() == 0
    assert len(ticking_of(store, clock).tick().fired) == 5


def test_who_is_there_is_asked_when_the_step_is_seen(store: Store, incidents: IncidentService, clock: Any) -> None:
    matter = accident(incidents)
    asked: list[tuple[str, datetime]] = []

    def present(post: str, now: datetime) -> bool:
        asked.append((post, now))
        return post != "值班负责人"

    ticks = ticking_of(store, clock, present)
    keep_ticking(ticks, clock, NINE + minutes(180))
    assert asked == [("值班负责人", NINE + minutes(180)), ("宣传部分管领导", NINE + minutes(180))]
    told = incidents.history(matter.id)[-1].data
    assert (told["to"], told["absent"]) == ("宣传部分管领导", ["值班负责人"])


def test_putting_calls_off_reads_their_notices_and_is_refused_beyond_the_next_mark(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    matter = accident(incidents)
    ticks = ticking_of(store, clock)
    keep_ticking(ticks, clock, NINE + minutes(182))
    assert incidents.latest_snooze(incidents.get(matter.id)) == NINE + minutes(240)
    with pytest.raises(Refused) as why:
        incidents.snooze(matter.id, NINE + minutes(250), deed=BY)
    assert "11-20 13:00" in why.value.sentence
    incidents.snooze(matter.id, NINE + minutes(230), deed=BY)
    assert store.outbox.notices() == []
    keep_ticking(ticks, clock, NINE + minutes(229))
    assert store.outbox.notices() == []
    keep_ticking(ticks, clock, NINE + minutes(230))
    assert ["值班负责人" in notice.text for notice in store.outbox.notices()] == [True]


def test_a_call_says_number_level_who_and_by_when(store: Store, incidents: IncidentService, clock: Any) -> None:
    matter = accident(incidents)
    keep_ticking(ticking_of(store, clock), clock, NINE + minutes(180))
    (call,) = [notice for notice in store.outbox.notices() if "提级" in notice.subject]
    assert call.text == (f"{matter.number} · 重大级 · 提级至第 1 层：告知值班负责人；首次权威发布最迟 11-20 14:00")


def test_a_drill_is_told_at_this_desk_alone_and_headed_so(incidents: IncidentService) -> None:
    drill = replace(accident(incidents), drill=True)
    data = {"clock": "release", "mark": "target", "rung": 2, "to": "宣传部分管领导", "channel": "webhook"}
    act = Act(ActKind.ESCALATED, NINE, NINE, "时限程序", {**data, "skipped": [], "since": 0}, drill.id)
    line = line_of(drill, act, ZONE)
    assert line is not None and line.channel == NOTICE
    assert line.subject.startswith("【演练】") and line.text.startswith("【演练】")


def test_confirming_owes_the_calendar_of_all_due_times_with_the_confirmation(
    store: Store, clock: Any, tmp_path: Path
) -> None:
    asked: list[tuple[str, int, bool]] = []

    class WithMail(PlainOwing):
        def owe_calendar(self, tx: Transaction, incident: Incident, now: datetime, *, drill: bool = False) -> int:
            asked.append((incident.number, len(incident.clocks), drill))
            return 1

    firing = Firing(ZONE, WithMail())
    service = IncidentService(store, without(*REPORTS), Settings(), clock, EvidenceFiles(tmp_path / "evidence"), firing)
    matter = accident(service)
    service.dismiss(matter.id, "误", deed=BY)
    assert asked == [(matter.number, 2, False)]


def test_where_time_is_chosen_a_deed_without_a_time_fires_nothing_beyond_what_was_chosen(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    chosen_time.allow(store)
    matter = accident(incidents)
    chosen_time.choose(store, NINE + minutes(200))
    clock.forward(hours=24 * 6)
    incidents.link(matter.id, [], deed=BY)
    fired = {mark.id for mark in store.incidents.get(matter.id).clocks[0].marks if mark.fired}
    assert fired == {"target_soon", "target"}


# --- outages


def test_after_an_outage_each_recipient_gets_one_message_for_all_matters(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    first, second = accident(incidents), accident(incidents, NINE - minutes(30))
    robot = FakeSender()
    ticks = ticking_of(store, clock, webhook=robot)
    ticks.tick()
    clock.forward(hours=6)
    assert len(ticks.tick().fired) == 10
    messages = [row.message for row in store.outbox.all()]
    assert sorted((message.channel, message.to) for message in messages) == [
        (NOTICE, "值班员"),
        ("webhook", "政府分管领导"),
    ]
    (text,) = [message.text for message in messages if message.to == "值班员"]
    assert text.startswith("本工作台 11-20 09:00 至 11-20 15:00（6 小时 0 分）没有运行，补记如下：\n1. ")
    assert first.number in text and second.number in text and "1 小时 30 分后察觉" in text
    assert first.title not in text
    assert [act.data["rung"] for act in incidents.history(first.id) if act.kind is ActKind.ESCALATED] == [4]
    clock.forward(minutes=1)
    assert ticks.tick().fired == () and store.verify() == []


def test_two_minutes_between_ticks_are_no_outage_and_a_second_more_is(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    accident(incidents)
    ticks = ticking_of(store, clock)

    def told(after: timedelta) -> list[str]:
        """What is new at this desk once so much time has passed since the last tick."""
        before = len(store.outbox.notices())
        clock.set(clock.now() + after)
        ticks.tick()
        return [notice.subject[:4] for notice in store.outbox.notices()][: len(store.outbox.notices()) - before]

    assert told(minutes(149)) == []
    assert told(minutes(2)) == ["YQ-2"]  # the reminder half an hour before the target
    assert told(minutes(28)) == []
    assert told(minutes(2) + timedelta(seconds=1)) == ["停机补记", "停机补记"]  # the target, and its first call


def test_a_crash_while_an_outage_is_made_up_for_loses_nothing_of_what_is_told(
    store: Store, incidents: IncidentService, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters = [accident(incidents) for _ in range(25)]  # more than a transaction takes
    ticks = ticking_of(store, clock)
    ticks.tick()
    clock.forward(hours=6)
    fire, done = TickService._fire, [0]

    def crash(self: TickService, tx: Transaction, ids: list[int], now: datetime, late: bool) -> Any:
        if done[0] == 1:
            raise OSError("the machine stopped")
        done[0] += 1
        return fire(self, tx, ids, now, late)

    monkeypatch.setattr(TickService, "_fire", crash)
    with pytest.raises(OSError, match="stopped"):
        ticks.fire(clock.now())
    monkeypatch.undo()
    assert store.outbox.waiting() == 0
    ticking_of(store, clock).fire(clock.now())
    messages = [row.message for row in store.outbox.all()]
    assert sorted(message.to for message in messages) == ["值班员", "政府分管领导"]
    assert messages[0].incident_id is None
    (told,) = [message for message in messages if message.to == "值班员"]
    assert f"停机补记（{5 * len(matters)} 项）" in told.subject
    assert "另有 113 项，请打开工作台查看。" in told.text


def test_a_message_of_an_outage_that_fails_to_be_owed_is_owed_by_the_next_tick(
    store: Store, incidents: IncidentService, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accident(incidents)
    ticks = ticking_of(store, clock)
    ticks.tick()
    clock.forward(hours=6)

    def fail(tx: object, message: Message) -> bool:
        raise OSError("no room")

    monkeypatch.setattr(outbox, "put", fail)
    with pytest.raises(OSError, match="no room"):
        ticks.tick()
    monkeypatch.undo()
    assert ticks.tick().fired == ()
    assert any("首次权威发布已超时" in row.message.text for row in store.outbox.all())


# --- jumps of the time


class Machine:
    """The clocks of a machine: one that can be set, and one that counts since boot, sleep included."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self._boot = 5_000_000

    def boot(self) -> int:
        return self._boot

    def run(self, **by: float) -> None:
        """Time goes by, whether the machine sleeps or not."""
        self._boot += timedelta(**by) // timedelta(milliseconds=1)
        self.clock.forward(**by)

    def set_by(self, **by: float) -> None:
        """Somebody sets the clock, or it is put right."""
        self.clock.forward(**by)

    def ticks(self, store: Store) -> TickService:
        watch = TimeWatch(self.boot)
        return TickService(
            store, Settings(), self.clock, SendService(store, {NOTICE: NoticeSender(store)}), watch=watch
        )


@pytest.fixture
def machine(clock: Any) -> Machine:
    return Machine(clock)


def jumps(store: Store) -> list[int]:
    """The seconds of every jump that was recorded."""
    acts = store.incidents.history(OF_THE_DESK)
    return [act.data["by_ms"] // 1000 for act in acts if act.kind is ActKind.CLOCK_JUMPED]


def test_a_change_of_more_than_half_a_minute_is_an_act_and_a_smaller_one_or_a_sleep_is_none(
    store: Store, machine: Machine
) -> None:
    ticks = machine.ticks(store)
    ticks.tick()
    machine.run(hours=9)  # a night asleep
    ticks.tick()
    machine.set_by(seconds=30)
    ticks.tick()
    machine.set_by(seconds=-30)
    ticks.tick()
    assert jumps(store) == []
    machine.set_by(seconds=31)
    ticks.tick()
    machine.run(seconds=1)
    machine.set_by(hours=-2)
    ticks.tick()
    assert jumps(store) == [31, -7200]
    assert store.verify() == []


def test_a_start_before_the_last_tick_is_a_jump_back(store: Store, machine: Machine) -> None:
    machine.ticks(store).tick()
    machine.set_by(seconds=-31)
    machine.ticks(store).tick()
    assert jumps(store) == [-31]
    machine.run(hours=3)
    machine.ticks(store).tick()  # a start after a pause says nothing about the time
    assert jumps(store) == [-31]


def test_backwards_nothing_un_fires_and_no_mark_fires_twice(
    store: Store, incidents: IncidentService, machine: Machine
) -> None:
    matter = accident(incidents)
    ticks = machine.ticks(store)
    machine.run(minutes=181)
    ticks.tick()
    fired = incidents.get(matter.id).clocks[0].marks
    machine.set_by(hours=-2)
    assert ticks.tick().fired == () and incidents.get(matter.id).clocks[0].marks == fired
    machine.run(hours=2)
    assert ticks.tick().fired == ()


def leap(store: Store, incidents: IncidentService, machine: Machine) -> tuple[Incident, TickService]:
    """A matter whose deadline is passed by a jump of three hours, two hours and a half into it."""
    matter = accident(incidents)
    ticks = machine.ticks(store)
    machine.run(minutes=150)
    ticks.tick()
    machine.run(seconds=1)
    machine.set_by(hours=3)
    ticks.tick()
    return incidents.get(matter.id), ticks


def test_a_breach_that_only_a_jump_forward_made_is_provisional_until_it_is_confirmed(
    store: Store, incidents: IncidentService, machine: Machine
) -> None:
    matter, ticks = leap(store, incidents, machine)
    deadline = matter.clocks[0].marks[-1]
    assert deadline.provisional and matter.clocks[0].state is ClockState.BREACHED
    assert not matter.clocks[0].marks[0].provisional
    assert not any("停机" in notice.subject for notice in store.outbox.notices())
    (told,) = ticks.jumps.open()
    assert told.words.startswith("系统时间向前跳动 3 小时 0 分") and told.ahead
    done = ticks.jumps.settle(Settled.CONFIRMED, deed=BY)
    assert (done.jumps, done.incidents) == (1, 1) and ticks.jumps.open() == ()
    after = incidents.get(matter.id)
    assert not after.clocks[0].marks[-1].provisional and after.clocks[0].breached_at is not None
    machine.run(hours=12)
    ticks.tick()
    assert not any(mark.provisional for mark in incidents.get(matter.id).clocks[1].marks)  # no doubt is left
    assert store.verify() == []


def test_a_breach_by_an_error_of_the_time_is_voided_and_its_mark_armed_anew(
    store: Store, incidents: IncidentService, machine: Machine
) -> None:
    matter, ticks = leap(store, incidents, machine)
    with pytest.raises(Refused) as why:
        ticks.jumps.settle(Settled.REJECTED, "对时有误", deed=BY)
    assert why.value.id == "jump_not_set_back" and "3 小时" in why.value.sentence
    machine.set_by(hours=-3)
    ticks.tick()
    key = replace(BY, key="once")
    assert ticks.jumps.settle(Settled.REJECTED, "对时有误", deed=key).incidents == 1
    assert ticks.jumps.settle(Settled.REJECTED, "对时有误", deed=key).jumps == 0
    release = incidents.get(matter.id).clocks[0]
    assert release.state is ClockState.RUNNING and release.breached_at is None
    keep = NINE + minutes(299)
    while machine.clock.now() < keep:
        machine.run(minutes=1)
        ticks.tick()
    assert incidents.get(matter.id).clocks[0].state is ClockState.RUNNING
    machine.run(minutes=2)
    assert "deadline~2" in [fired.mark for fired in ticks.tick().fired]
    assert store.verify() == []


def test_nothing_is_settled_where_nothing_jumped(store: Store, machine: Machine) -> None:
    with pytest.raises(Refused) as why:
        machine.ticks(store).jumps.settle(Settled.CONFIRMED, deed=BY)
    assert why.value.id == "jump_none"


def test_a_home_whose_time_is_chosen_has_no_jumps(make_desk: Callable[..., Desk], clock: Any) -> None:
    desk = make_desk()
    desk.tick(clock.now() + timedelta(days=3))
    desk.tick(clock.now() + timedelta(days=1))
    desk.tick()
    assert desk.ticking.jumps.open() == ()


def test_the_watch_begins_anew_after_another_process_had_it(clock: Any) -> None:
    machine = Machine(clock)
    watch = TimeWatch(machine.boot)
    assert watch.look(clock.now(), None) is None
    machine.set_by(hours=1)
    watch.forget()
    assert watch.look(clock.now(), NINE) is None
    machine.set_by(hours=1)
    assert watch.look(clock.now(), None) == Jump(NINE + minutes(60), NINE + minutes(120))


# --- who ticks


def test_a_window_ticks_only_while_nothing_collects(store: Store, incidents: IncidentService, clock: Any) -> None:
    accident(incidents)
    ticks = ticking_of(store, clock)
    store.write_now(lambda tx: lease.acquire(tx, lease.COLLECTOR, "pid-1", NINE, NINE + minutes(151)))
    clock.forward(minutes=150)
    assert ticks.stand_in() is None and store.incidents.get(1).clocks[0].marks[0].fired is None
    clock.forward(minutes=1)
    ticked = ticks.stand_in()
    assert ticked is not None and [fired.mark for fired in ticked.fired] == ["target_soon"] and ticked.sent == 1


def test_deadlines_of_an_unpublished_year_are_computed_anew_once_the_calendar_comes(
    store: Store, incidents: IncidentService, clock: Any
) -> None:
    matter = accident(incidents)
    started = datetime(2029, 12, 31, 1, tzinfo=NINE.tzinfo)
    policies = replace(without(), days=UNKNOWN)
    time = When(started, started, "值班员")
    chosen = policies.for_start(StartsOn.POLICY_PAPER, Level.MAJOR)
    store.write_now(
        lambda tx: rows.append(tx, matter.id, start_clocks(rows.load(tx, matter.id), chosen, started, policies, time))
    )
    unknown = Recomputing(store, lambda: policies)
    assert (unknown.step(started), unknown.step(started)) == (0, 0)
    known = Recomputing(store, lambda: replace(policies, days=KNOWN))
    assert known.step(started) == 1
    clock_ = store.incidents.get(matter.id).clock("interpretation")
    assert clock_ is not None and not clock_.provisional and clock_.deadline.astimezone(ZONE).day == 7
    assert Recomputing(store, lambda: replace(policies, days=KNOWN)).step(started) == 0
    assert ActKind.CLOCK_RECOMPUTED in kinds(store, matter.id) and store.verify() == []
