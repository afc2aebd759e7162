"""Ledgers gathered from the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.item import Metrics
from opinion_desk.domain.ledger import CLOCKS, INCIDENTS, UNITS, Ledger
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.period import Period
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.ledgers import LedgerService
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    BY,
    HOUSING,
    NINE,
    WATER,
    FakePapers,
    entry,
    minutes,
    new_source,
    take,
)

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30), "Asia/Shanghai")
MAJOR = Judgement(
    emergency=Emergency.ACCIDENT,
    level=Level.MAJOR,
    authority="市应急局",
    grade=Grade.FIRST,
    response=ResponseWay.PUBLIC,
)


@pytest.fixture
def ledgers(store: Store, clock: Any) -> LedgerService:
    return LedgerService(store, FakePapers(), lambda: Settings(issuer="中共云川市委宣传部"), clock)


@pytest.fixture
def matter(store: Store, intake: Intake, incidents: IncidentService, clock: Any) -> Incident:
    """Opened at nine from two items; handed over, answered after forty minutes, released after an hour."""
    items = take(
        intake,
        new_source(store),
        entry("a", "支架坍塌", "支架坍塌。", at=NINE - minutes(40), metrics=Metrics(NINE, reads=1200, comments=7)),
        entry("b", "引桥塌了", "绕行怎么走。", at=NINE - minutes(30), metrics=Metrics(NINE, reads=300)),
        now=NINE - minutes(20),
    )
    opened = incidents.open("云川大桥引桥支架坍塌", items=tuple(items), deed=BY)
    incidents.confirm(opened.id, MAJOR, deed=BY)
    incidents.assign(opened.id, HOUSING, (WATER,), deed=BY)
    clock.forward(minutes=40)
    incidents.reply(opened.id, HOUSING, "已核实，伤员送医。", deed=BY)
    clock.forward(minutes=20)
    return incidents.answer(opened.id, EvidenceKind.RELEASE, "情况通报", address="https://gov.example/1", deed=BY)


def cell(ledger: Ledger, table: str, column: str, row: int = 0) -> Any:
    return next(t for t in ledger.tables if t.id == table).column(column)[row]


def test_a_matter_is_one_row_of_what_the_record_says(ledgers: LedgerService, matter: Incident) -> None:
    made = ledgers.build(NOVEMBER)
    told = {
        name: cell(made, INCIDENTS, name)
        for name in (
            "舆情件编号",
            "发布平台",
            "关注量",
            "跟帖数",
            "责任单位",
            "协办单位",
            "突发事件级别",
            "舆情等级",
            "原贴摘要",
        )
    }
    assert told == {
        "舆情件编号": matter.number, "发布平台": "云川日报", "关注量": 1500, "跟帖数": 7, "责任单位": HOUSING, "协办单位": WATER,
        "突发事件级别": "重大", "舆情等级": "一级", "原贴摘要": "支架坍塌。",
    }  # fmt: skip
    assert cell(made, INCIDENTS, "发布时间") == NINE - minutes(40)
    assert cell(made, INCIDENTS, "交办时间") == NINE
    assert cell(made, INCIDENTS, "首回时间") == NINE + minutes(40)
    assert cell(made, INCIDENTS, "办结时间") is None
    assert "情况通报" in cell(made, INCIDENTS, "线上情况")
    assert "未做" in cell(made, INCIDENTS, "线下情况")


def test_lateness_is_told_by_clock_and_the_row_is_marked(ledgers: LedgerService, matter: Incident) -> None:
    made = ledgers.build(NOVEMBER)
    clocks = next(t for t in made.tables if t.id == CLOCKS)
    by_name = {(row[2], row[3]): row for row in clocks.rows}
    receipt = by_name["签收", HOUSING]
    assert receipt[8] == timedelta(minutes=10)
    assert by_name["签收", WATER][8] == timedelta(minutes=30)  # still unanswered an hour after it was handed over
    assert clocks.rows.index(receipt) in clocks.late
    assert cell(made, INCIDENTS, "最长超时") >= timedelta(minutes=30)
    assert made.tables[0].late == {0}


def test_units_stand_each_in_its_row_the_lead_first(ledgers: LedgerService, matter: Incident) -> None:
    made = ledgers.build(NOVEMBER, (UNITS,))
    (units,) = made.tables
    assert [(row[2], row[3], row[10]) for row in units.rows] == [(HOUSING, "主办", "已回复"), (WATER, "协办", "待签收")]
    assert units.column("首回时间") == (NINE + minutes(40), None)


def test_only_matters_opened_in_the_period_stand_in_it_and_no_drill(
    ledgers: LedgerService, matter: Incident, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    october = Period(date(2026, 10, 1), date(2026, 10, 31), "Asia/Shanghai")
    assert [len(table.rows) for table in ledgers.build(october).tables] == [0, 0, 0]
    drill = replace(matter, drill=True)
    monkeypatch.setattr(type(store.ledgers), "opened", lambda self, start, end: (drill,))
    assert [len(table.rows) for table in ledgers.build(NOVEMBER).tables] == [0, 0, 0]


def test_the_column_of_kept_pages_is_there_only_where_a_page_is_kept(
    ledgers: LedgerService, matter: Incident, incidents: IncidentService, tmp_path: Path
) -> None:
    def names() -> list[str]:
        return [column.name for column in ledgers.build(NOVEMBER).tables[0].columns]

    assert "存证" not in names()
    page = tmp_path / "page.html"
    page.write_text("情况通报", encoding="utf-8")
    incidents.answer(matter.id, EvidenceKind.RELEASE, "第二号", file=page, deed=BY)
    assert "存证" in names()


def test_nothing_of_authors_and_callers_stands_in_any_column(ledgers: LedgerService, matter: Incident) -> None:
    for table in ledgers.build(NOVEMBER).tables:
        for column in table.columns:
            assert column.meaning
            assert not {"作者", "发布人", "姓名", "首接人", "电话"} & {column.name}


def test_it_is_written_where_it_was_asked_for(ledgers: LedgerService, tmp_path: Path) -> None:
    out = ledgers.export(ledgers.build(NOVEMBER), tmp_path / "台账.xlsx")
    assert out.read_text(encoding="utf-8") == "舆情台账 2026年11月"
