"""Briefings: counted from what is stored, numbered, and archived only when they were written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.briefing import Briefing, BriefingKind
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.incident import ResponseWay
from opinion_desk.domain.levels import Grade
from opinion_desk.services.briefings import BriefingService
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, NINE, FakePapers, entry, minutes, new_source, take

DAY = date(2026, 11, 20)
SETTINGS = Settings(issuer="中共云川市委宣传部", report_to=("市委",), send_to=("市政府办",))


@pytest.fixture
def briefings(store: Store, clock: Any) -> BriefingService:
    return BriefingService(store, FakePapers(), SETTINGS, clock, "演示")


def figures(briefing: Briefing) -> dict[str, tuple[Any, Any]]:
    return {figure.name: (figure.value, figure.before) for figure in briefing.figures}


def words(briefing: Briefing) -> str:
    """Everything a briefing says, as one text."""
    return repr(briefing.sections)


def test_the_day_is_counted_in_the_desks_own_zone_and_beside_the_day_before(
    store: Store, intake: Intake, briefings: BriefingService
) -> None:
    daily, net = new_source(store), new_source(store, "云川网")
    midnight = NINE - timedelta(hours=9)
    take(intake, daily, entry("a", body="水压低", at=midnight), entry("b", title="外地消息", at=NINE - minutes(5)))
    take(intake, net, entry("c", body="水压低", at=midnight + minutes(30)))
    take(intake, daily, entry("d", body="旧事", at=midnight - minutes(1)))
    told = figures(briefings.build(BriefingKind.DAILY, DAY))
    assert told["采集信息"] == (3, 1) and told["去重后"] == (2, 1)
    assert told["涉本地"] == (1, 1) and told["本地负面"] == (1, 0)


def test_without_a_day_before_nothing_is_compared(store: Store, intake: Intake, briefings: BriefingService) -> None:
    take(intake, new_source(store), entry("a"))
    assert figures(briefings.build(BriefingKind.DAILY, DAY))["采集信息"] == (1, None)


def test_a_day_without_items_says_so_in_words(briefings: BriefingService) -> None:
    briefing = briefings.build(BriefingKind.DAILY, DAY)
    assert figures(briefing)["采集信息"] == (0, None)
    assert all(section.items or section.paragraphs or section.clocks or section.empty for section in briefing.sections)


def test_it_bears_issuer_addressees_mark_and_the_head_of_the_record(
    store: Store, briefings: BriefingService, incidents: IncidentService
) -> None:
    incidents.open("一件事", deed=BY)
    briefing = briefings.build(BriefingKind.DAILY, DAY)
    assert (briefing.issuer, briefing.report_to, briefing.send_to) == ("中共云川市委宣传部", ("市委",), ("市政府办",))
    assert briefing.watermark == "演示" and briefing.head_hash == store.incidents.head()
    assert (briefing.day, briefing.start, briefing.end) == (DAY, NINE - timedelta(hours=9), NINE + timedelta(hours=15))


def test_open_matters_stand_with_their_clocks(
    store: Store, intake: Intake, briefings: BriefingService, incidents: IncidentService
) -> None:
    (item,) = take(intake, new_source(store), entry("a", title="东湖水厂片区自来水异味", body="水有异味"))
    opened = incidents.open("东湖水厂片区自来水异味", [item], deed=BY)
    incidents.confirm(opened.id, Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC), deed=BY)
    briefing = briefings.build(BriefingKind.DAILY, DAY)
    (line,) = [line for section in briefing.sections for line in section.clocks]
    assert (line.number, line.due, line.late) == (opened.number, NINE + timedelta(hours=48), False)
    assert figures(briefing)["在办舆情件"][0] == 1 and "东湖水厂片区自来水异味" in words(briefing)


def test_exports_of_a_day_share_its_number_and_the_next_day_has_the_next(
    briefings: BriefingService, clock: Any, tmp_path: Path
) -> None:
    first = briefings.build(BriefingKind.DAILY, DAY)
    for name in ("a.docx", "a.pdf"):
        out = briefings.export(first, tmp_path / name)
        assert out.is_absolute() and out.read_text(encoding="utf-8") == "舆情日报"
    clock.forward(days=1)
    second = briefings.build(BriefingKind.DAILY, DAY + timedelta(days=1))
    briefings.export(second, tmp_path / "b.docx")
    clock.forward(days=60)
    third = briefings.build(BriefingKind.DAILY, date(2027, 1, 4))
    assert [(b.issue, b.total_issue) for b in (first, second, third)] == [(1, 1), (2, 2), (1, 3)]
    again = briefings.build(BriefingKind.DAILY, DAY)
    assert (again.issue, again.total_issue) == (1, 1)
    rows = briefings.archive()
    assert [(row.day, row.issue) for row in rows] == [(DAY + timedelta(days=1), 2), (DAY, 1), (DAY, 1)]
    assert rows[0].made == NINE + timedelta(days=1)


def test_a_paper_that_could_not_be_written_is_not_archived(briefings: BriefingService, tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        briefings.export(briefings.build(BriefingKind.DAILY, DAY), tmp_path / "a.full")
    assert briefings.archive() == ()


def test_an_edited_briefing_is_drawn_and_archived_as_edited(
    store: Store, briefings: BriefingService, tmp_path: Path
) -> None:
    edited = replace(briefings.build(BriefingKind.DAILY, DAY), title="舆情日报（改）", sections=())
    assert briefings.pages(edited, 72) == ["舆情日报（改）@72".encode()]
    briefings.export(edited, tmp_path / "a.docx")
    (row,) = briefings.archive()
    assert row.title == "舆情日报（改）" and store.briefings.get(row.id) == edited


@pytest.mark.parametrize(
    ("kind", "day", "span", "id"),
    [
        (BriefingKind.WEEKLY, DAY, (None, None), "briefing_kind_missing"),
        (BriefingKind.DAILY, DAY + timedelta(days=1), (None, None), "briefing_in_future"),
        (BriefingKind.DAILY, DAY, (NINE, NINE), "briefing_period_empty"),
    ],
)
def test_what_cannot_be_built_is_refused(
    briefings: BriefingService, kind: BriefingKind, day: date, span: tuple[Any, Any], id: str
) -> None:
    with pytest.raises(Refused) as why:
        briefings.build(kind, day, *span)
    assert why.value.id == id


def test_a_period_may_be_chosen(store: Store, intake: Intake, briefings: BriefingService) -> None:
    take(intake, new_source(store), entry("a", at=NINE - minutes(90)), entry("b", at=NINE - minutes(30)))
    briefing = briefings.build(BriefingKind.DAILY, DAY, NINE - minutes(60), NINE)
    assert figures(briefing)["采集信息"] == (1, 1)
