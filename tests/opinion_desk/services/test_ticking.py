"""What time does by itself: marks once, ladders, messages owed with their cause and sent at least once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.outbox import Delivery, Message, MessageState
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.response_clock import ClockState
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services import chosen_time, sending
from opinion_desk.services.desk import Desk
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store import outbox
from opinion_desk.store.store import Store
from tests.opinion_desk.domain.matters import REPORTS, without
from tests.opinion_desk.services.stand_ins import BY, HOUSING, NINE, FakeSender, minutes, ticking_of

MAJOR = Judgement(
    emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.FIRST, paper="文"
)


def matters(store: Store, clock: Any, tmp_path: Path) -> IncidentService:
    """The matters of a desk that reports nothing upward, so that a test looks at the clocks of the release alone."""
    return IncidentService(store, without(*REPORTS), Settings(), clock, EvidenceFiles(tmp_path / "evidence"))


@pytest.fixture
def incidents(store: Store, clock: Any, tmp_path: Path) -> IncidentService:
    """Those matters, with one unit in the registry."""
    store.add_unit(Unit(0, HOUSING, "housing_construction"))
    return matters(store, clock, tmp_path)


@pytest.fixture
def accident(incidents: IncidentService, clock: Any) -> Incident:
    """A matter of level II whose clocks started at nine."""
    opened = incidents.open("云川大桥引桥支架坍塌", published=NINE, deed=BY)
    return incidents.confirm(opened.id, MAJOR, deed=BY)


def fired_at(ticks: TickService, *afters: float) -> list[tuple[float, str]]:
    """Tick so many minutes after nine; the marks that fired, each with the tick that saw it."""
    return [(after, f"{fired.clock}.{fired.mark}") for after in afters for fired in ticks.fire(NINE + minutes(after))]


def test_each_mark_fires_once_however_often_it_is_asked(store: Store, accident: Incident, clock: Any) -> None:
    ticks = ticking_of(store, clock)
    assert fired_at(ticks, 0, 149, 150, 150, 151, 180, 180, 240, 270, 299.99, 300, 300, 301) == [
        (150, "release.target_soon"),
        (180, "release.target"),
        (240, "release.deadline_soon"),
        (270, "release.deadline_near"),
        (300, "release.deadline"),
    ]
    assert fired_at(ticks, 10_000, 10_000) == [
        (10_000, "conference.deadline_early"),
        (10_000, "conference.deadline_soon"),
        (10_000, "conference.deadline"),
    ]


def test_a_tick_tells_what_fired_with_the_names_people_know(store: Store, accident: Incident, clock: Any) -> None:
    clock.forward(hours=3)
    (soon, target) = ticking_of(store, clock).tick().fired
    assert (target.incident, target.number) == (accident.id, accident.number)
    assert (target.name, target.mark_name, target.due) == ("首次权威发布", "力争3小时", NINE + timedelta(hours=3))
    assert soon.mark == "target_soon"


def test_a_mark_fires_once_across_two_processes_and_a_restart(path: Path, clock: Any, tmp_path: Path) -> None:
    here, there = Store.open(path), Store.open(path)
    incidents = matters(here, clock, tmp_path)
    opened = incidents.open("一件事", published=NINE, deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    assert fired_at(ticking_of(here, clock), 150) and fired_at(ticking_of(there, clock), 150) == []
    assert fired_at(ticking_of(there, clock), 180) and fired_at(ticking_of(here, clock), 180) == []
    here.close()
    there.close()
    again = Store.open(path)
    assert fired_at(ticking_of(again, clock), 150, 180) == []
    assert fired_at(ticking_of(again, clock), 240) == [(240, "release.deadline_soon")]
    keys = [row.message.key for row in again.outbox.all()]
    assert len(keys) == len(set(keys)) == 5  # two reminders, the target, its first call, and the one an hour later
    assert again.verify() == []
    again.close()


def test_the_message_is_owed_in_the_transaction_in_which_the_mark_fires(
    store: Store, accident: Incident, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(tx: object, message: Message) -> bool:
        raise OSError("no room")

    monkeypatch.setattr(outbox, "put", fail)
    with pytest.raises(OSError, match="no room"):
        ticking_of(store, clock).fire(NINE + minutes(150))
    assert store.incidents.get(accident.id) == accident and store.outbox.waiting() == 0
    monkeypatch.undo()
    assert fired_at(ticking_of(store, clock), 150) == [(150, "release.target_soon")]
    assert store.outbox.waiting() == 1


def test_after_an_outage_every_mark_is_recorded_late_and_the_ladder_calls_once(
    store: Store, accident: Incident, clock: Any, incidents: IncidentService
) -> None:
    robot = FakeSender()
    clock.forward(hours=5, minutes=45)
    ticked = ticking_of(store, clock, webhook=robot).tick()
    assert [fired.mark for fired in ticked.fired][-1] == "deadline" and len(ticked.fired) == 5
    calls = [act for act in incidents.history(accident.id) if act.kind is ActKind.ESCALATED]
    assert [(call.data["rung"], call.data["to"], call.data["skipped"]) for call in calls] == [
        (3, "宣传部主要负责人", ["值班负责人", "宣传部分管领导"])
    ]
    assert [message.to for message in robot.sent] == ["宣传部主要负责人"]


def test_the_ladder_climbs_while_nobody_acts_and_stops_when_somebody_answers(
    store: Store, accident: Incident, clock: Any, incidents: IncidentService
) -> None:
    robot = FakeSender()
    ticks = ticking_of(store, clock, webhook=robot)
    for _ in range(16):  # three hours, then five minutes at a time until ten past twelve and beyond
        clock.set(max(clock.now() + minutes(5), NINE + minutes(180)))
        ticks.tick()
        if clock.now() == NINE + minutes(215):
            incidents.answer_call(accident.id, deed=BY)
    assert [(message.to, message.created - NINE) for message in robot.sent] == [
        ("宣传部分管领导", minutes(190)),
        ("宣传部主要负责人", minutes(210)),
        ("宣传部主要负责人", minutes(245)),  # the answer has held for half an hour
    ]
    release = incidents.get(accident.id).clock("release")
    assert release is not None and release.state is ClockState.RUNNING  # answering stops the calls, never the clock


def test_answering_the_call_takes_the_matter_s_notices_from_this_desk(
    store: Store, accident: Incident, clock: Any, incidents: IncidentService
) -> None:
    clock.set(NINE + minutes(180))
    ticking_of(store, clock).tick()
    told = store.outbox.notices()
    assert told and {notice.incident_id for notice in told} == {accident.id}
    incidents.answer_call(accident.id, deed=BY)
    assert store.outbox.notices() == []


def test_a_release_in_time_leaves_the_target_met_and_nobody_is_called(
    store: Store, accident: Incident, clock: Any, incidents: IncidentService
) -> None:
    clock.forward(hours=2)
    incidents.answer(accident.id, EvidenceKind.RELEASE, "通报", address="https://example.cn/1", deed=BY)
    robot = FakeSender()
    clock.forward(hours=10)
    assert ticking_of(store, clock, webhook=robot).tick().fired == () and robot.sent == []


def test_a_message_says_number_level_and_mark_and_nothing_of_the_matter(
    store: Store, accident: Incident, clock: Any
) -> None:
    robot = FakeSender()
    clock.forward(hours=3, minutes=10)
    ticking_of(store, clock, webhook=robot).tick()
    (message,) = robot.sent
    assert message.text.startswith(f"{accident.number} · 重大级 · 提级至第 2 层")
    assert accident.title not in message.text + message.subject and "坍塌" not in message.text


def test_without_a_robot_the_call_becomes_a_notice_on_this_desk(store: Store, accident: Incident, clock: Any) -> None:
    clock.forward(hours=3, minutes=10)
    assert ticking_of(store, clock).tick().waiting == 0
    assert "宣传部分管领导" in [notice.to for notice in store.outbox.notices()]


def test_a_clock_that_is_started_again_owes_its_messages_again(
    store: Store, incidents: IncidentService, accident: Incident, clock: Any
) -> None:
    """The second assignment to the same unit has the same clock id: its marks are told once more."""
    incidents.assign(accident.id, HOUSING, deed=BY)
    ticks = ticking_of(store, clock)
    clock.forward(minutes=31)
    assert [fired.clock for fired in ticks.tick().fired] == [f"receipt:{HOUSING}"]
    incidents.give_back(accident.id, HOUSING, "请补充材料", deed=BY)
    incidents.assign(accident.id, HOUSING, deed=BY)
    clock.forward(minutes=31)
    assert [fired.clock for fired in ticks.tick().fired] == [f"receipt:{HOUSING}"]
    told = [notice for notice in store.outbox.notices() if "签收已超时" in notice.text]
    assert len(told) == 2


def test_a_failing_robot_is_tried_later_and_then_no_more_often_than_its_waits(
    store: Store, accident: Incident, clock: Any
) -> None:
    robot = FakeSender(*[Delivery(sent=False, why="机器人没有应答")] * 3)
    ticks = ticking_of(store, clock, webhook=robot)
    clock.forward(hours=3, minutes=10)
    assert ticks.tick().waiting == 1
    tried: list[float] = []
    for second in range(0, 300, 5):
        before = len(robot.sent)
        ticks.send(clock.now() + timedelta(seconds=second))
        tried += [second] * (len(robot.sent) - before)
    assert tried == [30, 90, 210]
    assert store.outbox.waiting() == 0 and {message.key for message in robot.sent} == {robot.sent[0].key}


def test_a_message_that_is_refused_for_good_is_given_up_with_its_reason(
    store: Store, accident: Incident, clock: Any
) -> None:
    robot = FakeSender(Delivery(sent=False, why="机器人拒绝了消息", again=False))
    clock.forward(hours=3, minutes=10)
    ticking_of(store, clock, webhook=robot).tick()
    (row,) = [row for row in store.outbox.all() if row.message.channel == "webhook"]
    assert (row.state, row.why, store.outbox.waiting()) == (MessageState.DEAD, "机器人拒绝了消息", 0)


def test_a_robot_that_never_works_is_given_up_after_so_many_tries(store: Store, accident: Incident, clock: Any) -> None:
    robot = FakeSender(*[Delivery(sent=False, why="没有应答")] * 99)
    ticks = ticking_of(store, clock, webhook=robot)
    clock.forward(hours=3, minutes=10)
    ticks.tick()
    for hour in range(1, 30):
        ticks.send(clock.now() + timedelta(hours=hour))
    assert len(robot.sent) == outbox.MOST_TRIES and store.outbox.waiting() == 0


def test_a_crash_while_sending_sends_again_marked_as_a_possible_repeat(path: Path, clock: Any, tmp_path: Path) -> None:
    class Crashing(FakeSender):
        def send(self, message: Message) -> Delivery:
            super().send(message)
            raise KeyboardInterrupt

    store = Store.open(path)
    incidents = matters(store, clock, tmp_path)
    opened = incidents.open("一件事", published=NINE, deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    clock.forward(hours=3, minutes=10)
    with pytest.raises(KeyboardInterrupt):
        ticking_of(store, clock, webhook=Crashing()).tick()
    store.close()
    again, robot = Store.open(path), FakeSender()
    ticks = ticking_of(again, clock, webhook=robot)
    assert ticks.tick().sent == 0  # it may still be under way elsewhere
    clock.forward(minutes=2)
    ticks.tick()
    assert [(message.maybe_again, message.tries) for message in robot.sent] == [(True, 2)]
    notices = again.outbox.notices()
    assert len(notices) == 2 and again.outbox.waiting() == 0
    again.close()


def test_a_notice_that_was_posted_before_the_crash_stands_there_once(store: Store, clock: Any) -> None:
    message = Message("k", NOTICE, "值班员", "s", "t", NINE)
    store.write_now(lambda tx: outbox.put(tx, message))
    store.write_now(lambda tx: outbox.claim(tx, NINE))
    store.write_now(lambda tx: outbox.post_notice(tx, message))  # and then the machine stopped
    assert ticking_of(store, clock).send(NINE + minutes(3)) == 1
    assert len(store.outbox.notices()) == 1


def owe(store: Store, *messages: tuple[str, str]) -> None:
    owed = [Message(key, channel, "值班员", key, key, NINE) for key, channel in messages]
    store.write_now(lambda tx: [outbox.put(tx, message) for message in owed])


def test_a_robot_that_asks_for_patience_is_left_alone_while_notices_go_on(store: Store, clock: Any) -> None:
    owe(store, ("a", "webhook"), ("b", NOTICE), ("c", "webhook"), ("d", NOTICE))
    robot = FakeSender(Delivery(sent=False, why="太频繁", wait_s=90))
    ticks = ticking_of(store, clock, webhook=robot)
    assert ticks.send(NINE) == 2 and [message.key for message in robot.sent] == ["a"]
    assert ticks.send(NINE + timedelta(seconds=89)) == 0
    assert ticks.send(NINE + timedelta(seconds=90)) == 2
    assert [message.key for message in robot.sent] == ["a", "a", "c"]


def test_a_robot_that_hangs_costs_one_wait_a_round_not_one_a_message(
    store: Store, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    owe(store, ("a", "webhook"), ("b", "webhook"), ("c", "webhook"))
    monkeypatch.setattr(sending, "SLOW_S", 0.0)
    robot = FakeSender(*[Delivery(sent=False, why="没有应答")] * 9)
    ticking_of(store, clock, webhook=robot).send(NINE)
    assert [message.key for message in robot.sent] == ["a"] and store.outbox.waiting() == 3


def test_one_message_that_a_robot_dislikes_does_not_hold_up_the_others(store: Store, clock: Any) -> None:
    owe(store, ("a", "webhook"), ("b", "webhook"))
    robot = FakeSender(Delivery(sent=False, why="代码 40008"))
    assert ticking_of(store, clock, webhook=robot).send(NINE) == 1
    assert [message.key for message in robot.sent] == ["a", "b"]


def test_a_channel_that_breaks_is_logged_and_stops_nothing(
    store: Store, clock: Any, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(FakeSender):
        def send(self, message: Message) -> Delivery:
            raise ZeroDivisionError

    owe(store, ("a", "webhook"), ("b", NOTICE))
    assert ticking_of(store, clock, webhook=Broken()).send(NINE) == 1
    assert store.outbox.waiting() == 1 and "ZeroDivisionError" in caplog.text


def test_a_channel_that_is_not_there_any_more_is_told(store: Store, clock: Any) -> None:
    owe(store, ("a", "webhook"))
    ticking_of(store, clock).send(NINE)
    (row,) = store.outbox.all()
    assert row.state is MessageState.DEAD and "webhook" in (row.why or "")


def test_a_chosen_time_is_refused_at_a_desk_at_work(store: Store, accident: Incident, clock: Any) -> None:
    ticks = ticking_of(store, clock)
    for far in (timedelta(hours=3), -timedelta(seconds=31)):
        with pytest.raises(Refused) as why:
            ticks.tick(clock.now() + far)
        assert why.value.id == "tick_now_refused"
    assert store.incidents.get(accident.id) == accident
    assert ticks.tick(clock.now() + timedelta(seconds=30)).fired == ()


def test_a_home_that_was_empty_when_first_used_so_may_choose_its_time_for_good(
    make_desk: Callable[..., Desk], clock: Any
) -> None:
    make_desk().tick(clock.now() + timedelta(days=3))
    later = make_desk()
    later.incidents.open("一件事", deed=BY)
    assert later.tick(clock.now() + timedelta(days=9)).now == clock.now() + timedelta(days=9)


def test_a_home_with_something_in_it_may_not_and_the_demo_may(make_desk: Callable[..., Desk], clock: Any) -> None:
    desk = make_desk()
    desk.incidents.open("一件事", deed=BY)
    with pytest.raises(Refused):
        desk.tick(clock.now() + timedelta(days=3))
    desk.mark_demo()
    assert desk.tick(clock.now() + timedelta(days=3)).now == clock.now() + timedelta(days=3)


def test_where_time_is_chosen_a_deed_is_entered_no_earlier_than_it(store: Store, clock: Any) -> None:
    chosen_time.allow(store)
    chosen_time.choose(store, NINE + timedelta(days=2))
    chosen_time.choose(store, NINE + timedelta(days=1))  # going back does not move it
    assert chosen_time.time_of_entry(store, NINE, None) == NINE + timedelta(days=2)
    assert chosen_time.time_of_entry(store, NINE, NINE + timedelta(days=5)) == NINE + timedelta(days=5)


def test_at_a_desk_at_work_a_deed_is_entered_now(store: Store) -> None:
    assert chosen_time.time_of_entry(store, NINE, NINE + timedelta(days=5)) == NINE
    assert chosen_time.is_unused(store)
