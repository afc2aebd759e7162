"""比对购买的服务: choosing exports, the comparison under way, and its lists."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.missed.matters import OURS
from opinion_desk.domain.missed.report import Missed
from opinion_desk.domain.period import Period
from opinion_desk.services.items import ImportReport
from opinion_desk.services.missed import VendorFile
from tests.opinion_desk.papers.test_missed import made
from ui.parts.sheet import Ask
from ui.seat import Seat
from ui.sources.missed.ask_sheet import AskSheet, compare_bought
from ui.sources.missed.lists import KINDS, LATE, MATTERS, MISSING, SITES, VENDORS
from ui.sources.missed.result_sheet import ResultSheet
from ui.sources.page import SourcesPage

from .fake_desk import FakeDesk
from .showing import InWindow

Home = Callable[[Seat], None]


class FakeMissed:
    """Answers with what the test laid ready, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[list[str], timedelta]] = []
        self.failure: Refused | None = None
        self.written: list[Path] = []
        self.imported = 0

    def compare(
        self, files: Sequence[VendorFile], period: Period, late: timedelta, progress: Any, stop: Any
    ) -> Missed | None:
        self.asked.append(([file.name for file in files], late))
        if self.failure is not None:
            raise self.failure
        return made()

    def export(self, missed: Missed, out: Path) -> Path:
        self.written.append(out)
        return out

    def import_missing(self, missed: Missed, progress: Any) -> ImportReport:
        self.imported += 1
        return ImportReport(2, 2, 0, ())


@pytest.fixture
def missed(desk: FakeDesk) -> FakeMissed:
    fake = FakeMissed()
    cast("Any", desk).missed = fake
    return fake


@pytest.fixture
def page(seat: Seat, missed: FakeMissed, in_window: InWindow, home: Home) -> SourcesPage:
    shown = in_window(SourcesPage(seat), 1200, 700)
    home(seat)
    return shown


def result(page: SourcesPage) -> ResultSheet:
    return [sheet for sheet in page.window().findChildren(ResultSheet) if sheet.isVisible()][-1]


def cells(sheet: ResultSheet, id: str) -> list[str]:
    return [line.cells[0] for line in sheet.tables[id].lines.lines]


def test_exports_with_their_vendors_are_compared_and_the_outcome_takes_the_place(
    page: SourcesPage, missed: FakeMissed, seat: Seat, home: Home
) -> None:
    sheet = compare_bought(page)
    sheet.accept()
    assert "至少选一个" in sheet.error.text() and not missed.asked
    sheet.add_file(Path("a.csv"), "甲舆情")
    sheet.add_file(Path("a.csv"))
    assert "已经选过" in sheet.error.text()
    sheet.add_file(Path("b.xlsx"))
    sheet.add_file(Path("c.csv"))
    away = sheet._lines.itemAt(2)
    assert away is not None
    sheet._remove(Path("c.csv"), away.widget())
    sheet.limit.choose(30)
    sheet.accept()
    home(seat)
    assert missed.asked == [(["甲舆情", "b"], timedelta(minutes=30))]
    assert cells(result(page), MATTERS) == ["来电说起的一件事情"]


def test_a_refusal_stands_in_the_sheet_with_what_was_chosen(
    page: SourcesPage, missed: FakeMissed, seat: Seat, home: Home
) -> None:
    missed.failure = Refused("missed_empty", vendor="甲")
    sheet = compare_bought(page)
    sheet.add_file(Path("a.csv"), "甲")
    sheet.accept()
    home(seat)
    assert "一行信息也没有" in sheet.error.text() and sheet.accept_button.isEnabled() and sheet.add_button.isEnabled()


def test_closing_the_sheet_asks_the_comparison_to_stop(page: SourcesPage) -> None:
    sheet: AskSheet = compare_bought(page)
    task = sheet._task
    sheet.close_sheet()
    assert task.asked_to_stop()


def test_figures_open_the_list_behind_them(page: SourcesPage, qtbot: QtBot) -> None:
    sheet = ResultSheet(page, made())
    sheet.open_sheet()
    figures = {figure.accessibleName().rsplit(" ", 1)[0]: figure for figure in sheet.figures}
    figures["本台漏"].click()
    assert sheet.tabs[MISSING].isChecked() and cells(sheet, MISSING) == ["本台没有的一件事情", "厂商迟收的一件事情"]
    figures["甲舆情漏"].click()
    assert cells(sheet, MISSING) == ["只有本台采到的一件事情"] and sheet._sides.chosen == "甲舆情"
    sheet._sides.choose(OURS)
    assert len(cells(sheet, MISSING)) == 2
    figures["甲舆情迟"].click()
    assert cells(sheet, LATE) == ["厂商迟收的一件事情"]
    for kind in KINDS:
        sheet.open_list(kind.id)
        QAbstractItemModelTester(sheet.tables[kind.id].lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert cells(sheet, VENDORS) == ["甲舆情"]
    sheet.open_list(SITES)
    sheet.tables[SITES].opened.emit()
    assert cells(sheet, MISSING) == ["本台没有的一件事情"] and sheet._told.text() == "gap.example：1 条"


def test_a_matter_and_an_item_are_opened_from_their_lines(page: SourcesPage) -> None:
    wished: list[tuple[str, int]] = []
    page.incident_requested.connect(lambda id, what: wished.append(("incident", id)))
    page.item_requested.connect(lambda id: wished.append(("item", id)))
    sheet = ResultSheet(page, made())
    sheet.open_sheet()
    sheet.tables[MATTERS].opened.emit()
    again = ResultSheet(page, made())
    again.open_sheet()
    again.open_list(MISSING, "甲舆情")
    again.tables[MISSING].opened.emit()
    assert wished == [("incident", 7), ("item", 2)]


def test_the_report_is_written_and_what_was_missed_is_imported_once_a_person_says_so(
    page: SourcesPage, missed: FakeMissed, seat: Seat, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = ResultSheet(page, made())
    sheet.open_sheet()
    sheet.export_to(tmp_path / "报告.docx")
    home(seat)
    assert missed.written == [tmp_path / "报告.docx"] and "已导出" in sheet.bar.words
    sheet._import.click()
    assert missed.imported == 0
    next(ask for ask in page.window().findChildren(Ask) if ask.isVisible()).accept()
    home(seat)
    assert missed.imported == 1 and "新增 2 条" in sheet.bar.words


def test_without_a_vendor_the_name_of_the_file_stands_for_it() -> None:
    assert VendorFile(Path("a.csv"), " 甲 ").name == "甲"
    assert VendorFile(Path("x/十一月导出.xlsx"), "  ").name == "十一月导出"
