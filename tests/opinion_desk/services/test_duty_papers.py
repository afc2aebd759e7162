"""Papers of duty built from what was kept: handovers as they were frozen, the log as it reads now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.duty.log import Note
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.levels import Level
from opinion_desk.domain.period import Period
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.deed import Deed
from opinion_desk.services.desk import Desk
from opinion_desk.settings import Settings
from tests.opinion_desk.services.stand_ins import NINE

MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="市应急局")
FRIDAY = Period(date(2026, 11, 20), date(2026, 11, 20), "Asia/Shanghai")
Make = Callable[..., Desk]


@pytest.fixture
def desk(make_desk: Make) -> Desk:
    """A desk without a rota, at nine on a Friday."""
    return make_desk(Settings("云川市", person="夜班值班员", issuer="中共云川市委宣传部"))


def test_a_handover_is_told_as_it_was_frozen_whatever_happened_since(desk: Desk, clock: Any) -> None:
    matter = desk.incidents.open("桥塌", deed=Deed("夜班值班员"))
    desk.incidents.confirm(matter.id, MAJOR, deed=Deed("夜班值班员"))
    made = desk.duty.offer("早班值班员", "两件已办", "盯住通报", "传真一份", deed=Deed("夜班值班员"))
    clock.forward(minutes=13)
    desk.duty.accept(made.id, deed=Deed("早班值班员"))
    desk.incidents.dismiss(matter.id, "误报", deed=Deed("早班值班员"))
    record = desk.duty_papers.handover(made.id)
    assert (record.issuer, record.post, record.state) == ("中共云川市委宣传部", "值班员", "已接班")
    assert (record.leaving, record.taking) == ("夜班值班员", "早班值班员")
    assert (record.offered, record.answered) == (NINE, NINE + timedelta(minutes=13))
    assert (record.done, record.undone, record.papers) == ("两件已办", "盯住通报", "传真一份")
    assert [one.kind for one in record.owed] == ["时限"] * 4 + ["补签"]
    assert {one.number for one in record.owed} == {matter.number}
    assert record.owed[0].due == min(one.due for one in record.owed if one.due is not None)


def test_declined_and_waiting_are_no_taking_over(desk: Desk, clock: Any) -> None:
    waiting = desk.duty.offer(deed=Deed("夜班值班员"))
    record = desk.duty_papers.handover(waiting.id)
    assert (record.taking, record.answered, record.state) == ("", None, "待接班")
    clock.forward(minutes=1)
    desk.duty.decline(waiting.id, "两件未交代", deed=Deed("早班值班员"))
    record = desk.duty_papers.handover(waiting.id)
    assert (record.taking, record.answered) == ("", None)
    assert record.state == "已拒接（早班值班员，11月20日 09:01）：两件未交代"


def test_the_log_reads_from_the_oldest_with_who_called_and_what_was_corrected(desk: Desk, clock: Any) -> None:
    matter = desk.incidents.open("桥塌", deed=Deed("夜班值班员"))
    first = desk.duty.log(
        Note("三人受伤", "市应急局", "值班员", "0519-55500119", incident=matter.id), deed=Deed("夜班值班员")
    )
    clock.forward(hours=1)
    desk.duty.log(Note("巡查正常"), deed=Deed("夜班值班员"))
    desk.duty.log(Note("两人受伤", "市应急局"), corrects=first.id, reason="医院核实", deed=Deed("早班值班员"))
    clock.forward(hours=24)
    desk.duty.log(Note("次日"), deed=Deed("早班值班员"))
    record = desk.duty_papers.log(FRIDAY)
    assert record.made == clock.now()
    assert [(line.at, line.course, line.by) for line in record.lines] == [
        (NINE, "两人受伤", "早班值班员"),
        (NINE + timedelta(hours=1), "巡查正常", "夜班值班员"),
    ]
    assert record.lines[0].corrected == (
        "11月20日 10:00 早班值班员更正，医院核实，起因经过原为“三人受伤”；来电岗位原为“值班员”；电话原为“0519-55500119”"
    )
    assert (record.lines[0].caller, record.lines[1].corrected) == ("市应急局", "")


def test_an_entry_names_the_matter_it_belongs_to(desk: Desk) -> None:
    matter = desk.incidents.open("桥塌", deed=Deed("夜班值班员"))
    desk.duty.log(Note("已通知住建局", phone="55500119", incident=matter.id), deed=Deed("夜班值班员"))
    (line,) = desk.duty_papers.log(FRIDAY).lines
    assert (line.course, line.caller) == (f"已通知住建局\n（舆情件 {matter.number}）", "55500119")


def test_a_long_log_is_told_whole(desk: Desk) -> None:
    for n in range(230):  # more than a page of the window shows
        desk.duty.log(Note(f"第{n}次巡查"), deed=Deed("夜班值班员"))
    assert len(desk.duty_papers.log(FRIDAY).lines) == 230


def test_a_demo_says_so_on_its_papers(desk: Desk) -> None:
    desk.mark_demo()
    assert desk.duty_papers.log(FRIDAY).watermark == "演示"


def test_none_of_that_number_is_refused_and_nothing_is_written(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused) as why:
        desk.duty_papers.handover(7)
    assert why.value.id == "handover_missing"
    written = desk.duty_papers.export(desk.duty_papers.log(FRIDAY), tmp_path / "日志.docx")
    assert written == tmp_path / "日志.docx" and written.exists()
