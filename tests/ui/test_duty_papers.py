"""Papers out of the page of duty: the record of a handover and the log, written where the person says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from opinion_desk.domain.duty.log import Note
from opinion_desk.services.deed import Deed
from ui.duty import papers
from ui.duty.hand_sheets import HandoverSheetView
from ui.duty.page import DutyPage
from ui.duty.papers import LogPaperSheet
from ui.parts.way import Way
from ui.seat import Seat

from ..written import docx_words
from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot) -> Iterator[DutyPage]:
    """The page of a desk with one entry in the log and a handover that was accepted."""
    desk.duty.log(Note("市应急局来电，现场已封控", "市应急局", "值班员", "0519-55500119"), deed=Deed("夜班值班员"))
    offered = desk.duty.offer("早班值班员", undone="盯住情况通报", deed=Deed("夜班值班员"))
    desk.clock.forward(minutes=10)
    desk.duty.accept(offered.id, deed=Deed("早班值班员"))
    made = DutyPage(seat)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.shown()
    home(seat)
    yield made
    home(seat)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names that were proposed; each is taken, in the folder of the test."""
    names: list[str] = []

    def take(_over: object, _title: str, name: str, _kinds: str) -> Path:
        names.append(name)
        return tmp_path / name

    monkeypatch.setattr(papers, "ask_target", take)
    return names


def test_a_handover_that_is_read_can_be_put_on_paper(
    page: DutyPage, seat: Seat, home: Home, asked: list[str], tmp_path: Path
) -> None:
    way = next(way for way in page.findChildren(Way) if "已接班" in way.text())
    way.click()
    (sheet,) = page.window().findChildren(HandoverSheetView)
    sheet.export_button.click()
    home(seat)
    assert asked == ["交接班记录-2026-11-20-1.docx"]
    words = docx_words(tmp_path / asked[0])
    assert "夜班值班员" in words and "盯住情况通报" in words and "已接班" in words
    assert page.bar.words.startswith("已导出 ")


def test_the_log_of_chosen_days_is_put_on_paper(
    page: DutyPage, seat: Seat, home: Home, asked: list[str], tmp_path: Path
) -> None:
    page.log.setFocus()
    QTest.keyClick(page.log.line, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    (sheet,) = page.window().findChildren(LogPaperSheet)
    period = sheet.period.period("Asia/Shanghai")
    assert (period.first, period.last) == (date(2026, 11, 20), date(2026, 11, 20))  # today, to begin with
    sheet.accept()
    home(seat)
    assert asked == ["值班日志-2026年11月20日.docx"]
    assert "市应急局 值班员" in docx_words(tmp_path / asked[0])


def test_days_the_wrong_way_round_are_refused_in_the_sheet(page: DutyPage, asked: list[str]) -> None:
    page.papers.ask_log()
    (sheet,) = page.window().findChildren(LogPaperSheet)
    sheet.period.last.setDate(QDate(2026, 11, 1))
    sheet.accept()
    assert sheet.isVisible() and sheet.error.text() and not asked


def test_a_file_that_cannot_be_written_is_told_in_the_bar(
    page: DutyPage, seat: Seat, home: Home, tmp_path: Path
) -> None:
    page.papers.write_handover(1, tmp_path / "记录.xlsx")
    home(seat)
    assert ".docx .pdf" in page.bar.words
