"""A year at a desk, with ten days asleep: a matter or two a week, in all months, a rota with holes, and nothing fired twice, late or untold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from opinion_desk.domain.acts import ActKind
from opinion_desk.domain.checklist import StepState
from opinion_desk.domain.commands.ending import needs_review
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import Incident, IncidentState, ResponseWay
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.deed import Deed
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.domain.matters import REPORTS, without
from tests.opinion_desk.services.stand_ins import BY, HOUSING, NINE, FakeSender, ticking_of
from tests.opinion_desk.services.test_incident_machine import fired_places

ZONE: Final = ZoneInfo("Asia/Shanghai")
DAY: Final = timedelta(days=1)
ASLEEP: Final = (
    8,
    43,
    78,
    113,
    114,
    148,
    187,
    225,
    302,
    337,
)  # days of the year, mostly those on which a matter was opened
MAJOR: Final = Judgement(Emergency.ACCIDENT, Level.MAJOR, "澜州市应急管理局", Grade.FIRST)
ORDINARY: Final = Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC)
PLACE: Final = "https://yunchuan.example/1"


def present(post: str, now: datetime) -> bool:
    """Nobody leads the duty on the nights before Mondays, and the deputy is away in every tenth hour of the year."""
    local = now.astimezone(ZONE)
    if post == "值班负责人":
        return not (local.weekday() == 6 and local.hour >= 20)
    return post != "宣传部分管领导" or local.timetuple().tm_yday % 10 != 0


@dataclass
class Year:
    """The desk, its clock, and what people do about each matter."""

    store: Store
    service: IncidentService
    ticks: TickService
    clock: Any
    woke: list[datetime] = field(default_factory=list)

    def awake_until(self, until: datetime) -> None:
        """Tick on every instant at which something is due, and a minute before it, as a desk that ticks every second would."""
        while (due := self.store.incidents.next_due()) is not None and due <= until:
            for moment in (due - timedelta(minutes=1), due):
                if moment >= self.clock.now():
                    self.clock.set(moment)
                    self.ticks.fire(moment)  # sending comes with the last tick of the day
        self.clock.set(until)
        self.ticks.tick()
        self.send_all()

    def send_all(self) -> None:
        """Robots take so many messages a minute; what is left goes in the minutes after."""
        minutes = 0
        while self.store.outbox.waiting() and minutes < 30:
            minutes += 1
            self.clock.forward(minutes=1)
            self.ticks.send(self.clock.now())

    def asleep_until(self, until: datetime) -> None:
        """Nothing ticks until then; the first tick makes up for it."""
        self.clock.set(until)
        self.ticks.tick()
        self.woke.append(until)
        self.send_all()

    def matter(self, week: int) -> Incident:
        """The matter of a week: every other one a major accident, every other one a question of the public."""
        opened = self.service.open(f"第{week}周的事", published=self.clock.now(), deed=BY)
        confirmed = self.service.confirm(opened.id, MAJOR if week % 2 else ORDINARY, deed=BY)
        self.service.assign(opened.id, HOUSING, deed=BY)
        return confirmed

    def see_to(self, incident: Incident, day: int) -> None:
        """What people do about a matter once a day: they answer its calls, answer the public, and end it."""
        now = self.service.get(incident.id)
        if any(one.quiet_until is None for one in now.escalations):
            self.service.answer_call(now.id, deed=Deed("值班负责人"))
        if day == 1:
            kind = EvidenceKind.RELEASE if now.level else EvidenceKind.RESPONSE
            self.service.acknowledge(now.id, HOUSING, deed=BY)
            self.service.answer(now.id, kind, "通报", address=PLACE, deed=BY)
        if day == 2 and now.level:
            self.service.answer(now.id, EvidenceKind.CONFERENCE, "发布会", address=PLACE, deed=BY)
        if day == 3:
            for step in now.checklist:
                if step.state is StepState.OPEN:  # what was released has ticked its steps already
                    self.service.check(now.id, step.id, "已另行办理", deed=BY)
            self.service.conclude(now.id, deed=BY)
            if needs_review(now):
                self.service.review(now.id, "未启用", "按时发布", deed=BY)
            self.service.close(now.id, deed=BY)


@pytest.fixture
def year(store: Store, clock: Any, tmp_path: Path) -> Year:
    service = IncidentService(store, without(*REPORTS), Settings(), clock, EvidenceFiles(tmp_path / "evidence"))
    store.add_unit(Unit(0, HOUSING, None))
    return Year(store, service, ticking_of(store, clock, present, webhook=FakeSender()), clock)


@pytest.mark.long
def test_a_year_with_ten_days_asleep_fires_every_mark_once_and_tells_each_recipient_once_after_each(year: Year) -> None:
    open_ones: list[tuple[int, Incident]] = []
    for day in range(365):
        morning = NINE + day * DAY
        (year.asleep_until if day - 1 in ASLEEP else year.awake_until)(morning)
        for began, incident in open_ones:
            year.see_to(incident, day - began)
        if day % 7 == 1 or day % 14 == 5:
            open_ones.append((day, year.matter(day // 7)))
        open_ones = [(began, incident) for began, incident in open_ones if day - began < 3]
    assert len(year.woke) == 10
    check_marks(year)
    check_messages(year)
    check_calls(year)
    assert year.store.verify() == []


def check_marks(year: Year) -> None:
    """Each mark that fell due while its clock was owed fired once: at its very due, or at the first tick after a sleep or before a deed."""
    fired, late = 0, 0
    for incident in year.store.incidents.list():
        history = year.store.incidents.history(incident.id)
        assert all(n == 1 for n in Counter(fired_places(history)).values())
        for clock in incident.clocks:
            for mark in clock.marks:
                if mark.fired is None:
                    assert clock.met_at is None or mark.due > clock.met_at
                    continue
                fired += 1
                late += mark.fired != mark.due
                assert mark.fired == mark.due or mark.fired in year.woke
    assert fired > 200 and late > 10


def check_messages(year: Year) -> None:
    """One message a recipient after each sleep, and nothing is left to be sent."""
    messages = [row.message for row in year.store.outbox.all(100_000)]
    told = 0
    for woke in year.woke:
        recipients = Counter((m.channel, m.to) for m in messages if m.created == woke and m.key.startswith("outage"))
        told += len(recipients)
        assert all(n == 1 for n in recipients.values())
        assert not [m for m in messages if m.created == woke and not m.key.startswith("outage") and "提级" in m.text]
    assert told > 10 and year.store.outbox.waiting() == 0
    assert len({message.key for message in messages}) == len(messages)


def check_calls(year: Year) -> None:
    """Nobody was called who was not there, but for the last rung; and every matter came to its end."""
    absent = 0
    for incident in year.store.incidents.list():
        for act in year.store.incidents.history(incident.id):
            if act.kind is ActKind.ESCALATED:
                absent += bool(act.data["absent"])
                assert present(act.data["to"], act.at) or act.data["to"] == incident.ladder.rungs[-1].to  # type: ignore[union-attr]
    assert absent > 3
    ended = [incident.state for incident in year.store.incidents.list()]
    assert ended.count(IncidentState.CLOSED) >= 70
