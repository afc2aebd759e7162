"""Duty at a desk: who holds a post, what is frozen into a handover, and that nothing is told twice or half."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.duty.handover import DutyKind, OwedKind
from opinion_desk.domain.duty.log import Note
from opinion_desk.domain.duty.pattern import OFFICER, Absence, HolidayTurns, Pattern, Turn, standard
from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.levels import Level
from opinion_desk.domain.outbox import Message
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.deed import Deed
from opinion_desk.services.desk import Desk
from opinion_desk.services.duty_reading import OnDuty
from opinion_desk.settings import Settings
from opinion_desk.store import outbox
from opinion_desk.store.driver import sqlite3
from tests.opinion_desk.services.stand_ins import NINE
from tests.opinion_desk.services.test_incidents import in_turn

TODAY = date(2026, 11, 20)
PATTERN = standard(TODAY, ("甲",))
CHIEF = Turn("值班负责人", "白班", ("主任",), weekdays=frozenset({1, 2, 3, 4, 5}))
Make = Callable[..., Desk]


@pytest.fixture
def desk(make_desk: Make) -> Desk:
    """A desk with a rota of one crew, at nine on a Friday."""
    made = make_desk(Settings("云川市", administrator="管理员"))
    made.duty.save(PATTERN, deed=Deed("管理员"))
    return made


def test_who_is_on_duty_comes_from_the_rota_and_else_from_the_settings(make_desk: Make, clock: Any) -> None:
    made = make_desk(Settings("云川市", person="夜班值班员"))
    assert made.on_duty() == OnDuty("夜班值班员")
    assert made.duty.responsible() == "夜班值班员"
    made.duty.save(replace(PATTERN, turns=(PATTERN.turns[0],)), deed=Deed("管理员"))
    assert made.on_duty() == OnDuty("甲", "白班", NINE + timedelta(hours=11))
    clock.forward(hours=12)
    assert made.on_duty() == OnDuty("管理员", "", NINE + timedelta(hours=23))


def test_a_call_reaches_whoever_is_there_and_nobody_where_nobody_is(desk: Desk, clock: Any) -> None:
    duty = desk.duty
    assert duty.holder("宣传部分管领导", clock.now()) == "宣传部分管领导"  # not of the rota: reached itself
    assert duty.holder(OFFICER, clock.now()) == "甲"
    duty.save(replace(PATTERN, turns=(*PATTERN.turns, CHIEF)), deed=Deed("管理员"))
    assert duty.holder("值班负责人", clock.now()) == "主任"
    assert duty.holder("值班负责人", clock.now() + timedelta(days=1)) == "管理员"  # Saturday
    desk.save(replace(desk.settings, administrator=""))
    assert duty.holder("值班负责人", clock.now() + timedelta(days=1)) is None
    duty.on(deed=Deed("甲"))
    duty.off(deed=Deed("甲"))
    assert duty.holder(OFFICER, clock.now()) is None
    duty.on(deed=Deed("乙"))
    assert (duty.holder(OFFICER, clock.now()), duty.responsible()) == ("乙", "甲")


def test_what_is_owed_is_frozen_into_the_handover(desk: Desk, clock: Any) -> None:
    incident = desk.incidents.open("云川大桥引桥支架坍塌", deed=Deed("甲"))
    judgement = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="市应急局")
    desk.incidents.confirm(incident.id, judgement, deed=Deed("甲"))
    desk.incidents.assign(incident.id, "云川市住房和城乡建设局", deed=Deed("甲"), enter_new=True)
    desk.incidents.give_back(incident.id, "云川市住房和城乡建设局", "不属监管范围", deed=Deed("甲"))
    desk.store.write_now(lambda tx: outbox.post_notice(tx, Message("a", NOTICE, "值班员", "市委来电未回", "t", NINE)))
    made = desk.duty.offer("乙", "两件已办", "盯住通报", "密件一份", deed=Deed("甲"))
    told = [(one.kind, one.number) for one in made.sheet.owed]
    assert told == [
        *[(OwedKind.CLOCK, incident.number)] * 4,
        (OwedKind.SIGNATURE, incident.number),
        (OwedKind.RETURNED, incident.number),
        (OwedKind.NOTICE, ""),
    ]
    desk.incidents.dismiss(incident.id, "误报", deed=Deed("甲"))
    assert desk.duty.owed()[0].kind is OwedKind.NOTICE
    assert desk.duty.handover(made.id).sheet == made.sheet
    clock.forward(minutes=1)
    accepted = desk.duty.accept(deed=Deed("乙"))
    assert (accepted.state, accepted.ended_by, accepted.sheet) == (DutyKind.ACCEPTED, "乙", made.sheet)
    assert desk.duty.handovers() == (accepted,)


def test_of_two_who_accept_at_once_one_is_refused_with_who_accepted(desk: Desk, make_desk: Make) -> None:
    made = desk.duty.offer(deed=Deed("甲"))
    other = make_desk(desk.settings)
    told = in_turn(
        lambda: desk.duty.accept(made.id, deed=Deed("乙")), lambda: other.duty.accept(made.id, deed=Deed("丙"))
    )
    (refusal,) = [one for one in told if isinstance(one, DeskError)]
    (accepted,) = [one for one in told if not isinstance(one, DeskError)]
    assert refusal.id == "handover_ended" and accepted.ended_by in refusal.sentence
    assert desk.duty.responsible() == accepted.ended_by


def test_leaving_while_responsible_offers_the_handover(desk: Desk) -> None:
    desk.duty.on(deed=Deed("甲"))
    desk.duty.off(deed=Deed("甲"))
    assert desk.duty.now()[0].left and desk.duty.responsible() == "甲"
    assert desk.duty.accept(deed=Deed("乙")).leaving == "甲"


def test_the_past_of_a_rota_is_not_changed(desk: Desk, clock: Any) -> None:
    clock.forward(days=3)
    with pytest.raises(Refused) as why:
        desk.duty.save(replace(PATTERN, since=date(2026, 11, 22)), deed=Deed("管理员"))
    assert why.value.id == "rota_since_past"
    desk.duty.save(replace(PATTERN, since=date(2026, 11, 23)), deed=Deed("管理员"))


def test_two_at_once_are_refused_and_holes_are_told_also_on_far_holidays(desk: Desk) -> None:
    twice = replace(PATTERN, turns=(*PATTERN.turns, Turn(OFFICER, "白班", ("乙",), weekdays=frozenset({7}))))
    with pytest.raises(Refused) as why:
        desk.duty.save(twice, deed=Deed("管理员"))
    assert why.value.id == "rota_overlap"
    assert desk.duty.pattern() == PATTERN
    festival = HolidayTurns("国庆节", date(2027, 10, 1), date(2027, 10, 2), PATTERN.turns[:1])
    away = Absence("甲", date(2026, 11, 25), date(2026, 11, 25), "培训")
    holes = desk.duty.save(replace(PATTERN, holidays=(festival,), absences=(away,)), deed=Deed("管理员"))
    assert [(hole.start.month, (hole.end - hole.start).total_seconds() / 3600) for hole in holes] == [
        (11, 24), (10, 12), (10, 12),
    ]  # fmt: skip


def test_checking_writes_nothing(desk: Desk) -> None:
    desk.changes()
    checked = desk.duty.check(replace(PATTERN, turns=PATTERN.turns[:1]))
    assert checked.holes and not checked.overlaps
    assert desk.changes() is None and desk.duty.pattern() == PATTERN


def test_what_is_written_is_told_as_duty(desk: Desk) -> None:
    desk.changes()
    desk.duty.log(Note("巡查正常"), deed=Deed("甲"))
    told = desk.changes()
    assert told is not None and told.touched == {Touched.DUTY}


@pytest.mark.parametrize("table", ["rotas", "duty_swaps", "duty_acts", "duty_log"])
def test_records_of_duty_cannot_be_changed_or_removed(desk: Desk, table: str) -> None:
    desk.duty.on(deed=Deed("甲"))
    desk.duty.log(Note("巡查正常"), deed=Deed("甲"))
    desk.duty.swap(date(2026, 11, 21), "白班", "乙", "公差", reported="带班领导", deed=Deed("甲"))
    for statement in (f"UPDATE {table} SET by = 'x'", f"DELETE FROM {table}"):
        with pytest.raises(sqlite3.IntegrityError):
            desk.store.write_now(lambda tx, sql=statement: tx.execute(sql))
    assert desk.verify() == []


def test_a_swap_refused_half_way_leaves_nothing(desk: Desk) -> None:
    start = NINE + timedelta(days=1)
    with pytest.raises(Refused):
        desk.duty.swap(date(2026, 11, 21), "白班", "乙", "换", exchange=(date(2026, 11, 22), "白班"), deed=Deed("甲"))
    assert all(shift.swap is None for shift in desk.duty.shifts(start, start + timedelta(days=3)))


def test_a_key_counts_once_for_every_command(desk: Desk, clock: Any) -> None:
    def twice(give: Callable[[], Any]) -> Any:
        first, again = give(), give()
        assert first == again
        return first

    first = desk.duty.save(PATTERN, deed=Deed("管理员", key="r"))
    assert desk.duty.save(PATTERN, deed=Deed("管理员", key="r")) == first
    assert len(desk.store.duty.versions()) == 2
    twice(lambda: desk.duty.on(deed=Deed("甲", key="on")))
    twice(lambda: desk.duty.swap(date(2026, 11, 21), "白班", "乙", "公差", deed=Deed("甲", key="s")))
    twice(lambda: desk.duty.log(Note("巡查"), deed=Deed("甲", key="l")))
    twice(lambda: desk.duty.offer(deed=Deed("甲", key="o")))
    twice(lambda: desk.duty.decline(reason="未交代", deed=Deed("乙", key="d")))
    clock.forward(minutes=1)
    twice(lambda: desk.duty.offer(deed=Deed("甲", key="o2")))
    twice(lambda: desk.duty.accept(deed=Deed("乙", key="a")))
    twice(lambda: desk.duty.on(deed=Deed("丙", key="on2")))
    twice(lambda: desk.duty.off(deed=Deed("丙", key="off")))


def test_only_the_newest_of_corrected_entries_is_listed_within_the_time_asked(desk: Desk, clock: Any) -> None:
    first = desk.duty.log(Note("三人"), deed=Deed("甲"))
    clock.forward(hours=2)
    desk.duty.log(Note("另一件"), deed=Deed("甲"))
    desk.duty.log(Note("两人"), corrects=first.id, reason="核实", deed=Deed("甲"))
    told = [(line.entry.note.course, len(line.before)) for line in desk.duty.entries()]
    assert told == [("另一件", 0), ("两人", 1)]
    (early,) = desk.duty.entries(NINE - timedelta(hours=1), NINE + timedelta(hours=1))
    assert early.entry.note.course == "两人"
    assert len(desk.duty.entries(limit=1)) == 1


def test_holidays_bear_their_names(desk: Desk) -> None:
    found = desk.duty.holidays(date(2026, 9, 30), date(2026, 10, 10))
    assert (found[date(2026, 10, 1)].name, found[date(2026, 10, 1)].off) == ("国庆节", True)
    assert not found[date(2026, 10, 10)].off and date(2026, 9, 30) not in found


def test_a_pattern_that_begins_later_leaves_today_to_the_one_before(desk: Desk) -> None:
    later = replace(standard(date(2026, 12, 1), ("新班",)))
    assert isinstance(later, Pattern)
    desk.duty.save(later, deed=Deed("管理员"))
    assert (desk.duty.pattern(), desk.duty.newest()) == (PATTERN, later)
    assert desk.duty.pattern(date(2026, 12, 1)) == later
