"""简报: the draft, its outline, its pages, its export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from opinion_desk.domain.briefing import BriefingKind
from ui.briefings.draft import Draft, Place
from ui.briefings.edit_sheet import LineSheet
from ui.briefings.outline import OutlineModel
from ui.briefings.page import BriefingsPage
from ui.seat import Seat

from .fake_desk import FakeDesk
from .showing import InWindow

Home = Callable[[Seat], None]
DAY = date(2026, 11, 20)


@pytest.fixture
def draft(desk: FakeDesk) -> Draft:
    return Draft(desk.briefings.build(BriefingKind.DAILY, DAY))


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> BriefingsPage:
    made = in_window(BriefingsPage(seat), 1300, 800)
    made.shown()
    home(seat)
    return made


def headlines(draft: Draft, section: int) -> list[str]:
    return [item.headline for item in draft.briefing().sections[section].items]


def test_an_untouched_draft_is_the_briefing_that_was_built(desk: FakeDesk) -> None:
    built = desk.briefings.build(BriefingKind.DAILY, DAY)
    assert Draft(built).briefing() == built


def test_what_is_struck_is_left_out_and_comes_back(draft: Draft) -> None:
    before = headlines(draft, 1)
    draft.strike(Place(1, 0))
    assert headlines(draft, 1) == before[1:]
    draft.strike(Place(1, 0))
    assert headlines(draft, 1) == before
    draft.strike(Place(0))
    assert draft.briefing().sections[0].title == "重点舆情"


def test_a_matter_moves_within_its_section_and_a_section_among_sections(draft: Draft) -> None:
    before = headlines(draft, 1)
    assert draft.move(Place(1, 0), 1) == Place(1, 1)
    assert headlines(draft, 1) == [before[1], before[0], before[2]]
    assert draft.move(Place(1, 0), -1) == Place(1, 0)
    assert draft.move(Place(1), -1) == Place(0)
    assert draft.briefing().sections[0].title == "重点舆情"


def test_a_matter_can_be_dragged_into_another_section(draft: Draft) -> None:
    moved = headlines(draft, 3)[0]
    assert draft.move_item(Place(3, 0), Place(1, 1)) == Place(1, 1)
    assert headlines(draft, 1)[1] == moved
    assert moved not in headlines(draft, 3)


def test_words_are_rewritten(draft: Draft) -> None:
    draft.rewrite(Place(1, 0), "新的标题", "新的摘要")
    draft.rewrite(Place(0), "总体", "第一段\n\n第二段")
    briefing = draft.briefing()
    assert (briefing.sections[1].items[0].headline, briefing.sections[1].items[0].summary) == ("新的标题", "新的摘要")
    assert briefing.sections[0].paragraphs == ("第一段", "第二段")


def test_the_outline_keeps_the_rules_of_qt_while_it_is_edited(draft: Draft, qtbot: QtBot) -> None:
    model = OutlineModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_draft(draft)
    assert model.rowCount() == 5 + 3 + 4 + 2
    model.strike(2)
    assert model.data(model.index(2), Qt.ItemDataRole.AccessibleTextRole).endswith("已划去")
    assert model.move(2, 1) == 3
    with qtbot.waitSignal(model.edited):
        model.rewrite(3, "改了", "")
    assert model.index(3).data() == "改了"
    assert tester is not None


def test_a_line_is_dropped_where_it_is_let_go(draft: Draft, qtbot: QtBot) -> None:
    model = OutlineModel()
    model.show_draft(draft)
    moved = model.index(7).data()
    model.dropMimeData(model.mimeData([model.index(7)]), Qt.DropAction.MoveAction, 2, 0, QModelIndex())
    assert model.index(2).data() == moved
    assert model.rowCount() == 14


def test_the_pages_stand_beside_and_follow_what_is_struck(page: BriefingsPage, desk: FakeDesk, qtbot: QtBot) -> None:
    assert len(page.preview.sheets) == 1
    drawn = len(desk.briefings.drawn)
    page.outline.setCurrentIndex(page.outline.model_.index(2))
    page.window().activateWindow()
    QTest.keyClick(page.outline, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(desk.briefings.drawn) > drawn)
    assert len(desk.briefings.drawn[-1].sections[1].items) == 2


def test_enter_edits_a_line_and_an_empty_title_is_refused(page: BriefingsPage, qtbot: QtBot) -> None:
    page.outline.setCurrentIndex(page.outline.model_.index(2))
    page.edit()
    sheet = page.window().findChild(LineSheet)
    assert sheet is not None
    sheet.headline.clear()
    sheet.accept()
    assert "标题不能空着" in sheet.error.text()
    sheet.headline.setText("改过的标题")
    sheet.accept()
    assert page.outline.model_.index(2).data() == "改过的标题"


def test_what_is_exported_is_what_was_edited(
    page: BriefingsPage, desk: FakeDesk, seat: Seat, tmp_path: Path, home: Home
) -> None:
    page.outline.setCurrentIndex(page.outline.model_.index(0))
    page.strike()
    page.export_to(tmp_path / "舆情日报.docx")
    home(seat)
    briefing, out = desk.briefings.exported[0]
    assert briefing.sections[0].title == "重点舆情"
    assert out.exists()
    assert "已导出" in page.bar.words


def test_the_archive_shows_the_issues(page: BriefingsPage) -> None:
    shown = [made.text() for made in page.archive.findChildren(QLabel)]
    assert "舆情日报 第 323 期（总第 1186 期）" in shown
