"""考核: units, the suggested list and figures of a chosen period; and the papers exported from the page of matters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from opinion_desk.domain.accounts import FOR_DECIDERS
from opinion_desk.domain.assignment import PaperKind
from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.ledger import UNITS
from ui.incidents.page import IncidentsPage
from ui.incidents.paper_export import LedgerSheet
from ui.parts.period import (
    LAST_MONTH,
    LAST_YEAR,
    OWN,
    THIS_MONTH,
    THIS_QUARTER,
    THIS_YEAR,
    PeriodChoice,
    named_period,
)
from ui.seat import Seat
from ui.units.accounts import AccountsView
from ui.units.page import ACCOUNTS, UnitsPage

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_papers import SUGGESTIONS
from .showing import InWindow

Home = Callable[[Seat], None]


def shown_words(view: AccountsView) -> str:
    """Everything the labels say."""
    return "\n".join(made.text() for made in view.findChildren(QLabel) if made.text())


@pytest.fixture
def view(seat: Seat, in_window: InWindow, home: Home) -> AccountsView:
    page = in_window(UnitsPage(seat), 1200, 700)
    page.open_tab(ACCOUNTS)
    home(seat)
    made = page.view(ACCOUNTS)
    assert isinstance(made, AccountsView)
    return made


def test_every_unit_has_its_row_and_the_marked_one_its_clocks(view: AccountsView) -> None:
    QAbstractItemModelTester(view.table.lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cells = [line.cells for line in view.table.lines.lines]
    assert cells[0] == ("市住房和城乡建设局", "6", "2", "10", "70%", "3", "48分", "5小时12分", "3", "0", "2", "1", "8")
    assert cells[4][4] == "—"
    assert view.table.lines.lines[0].tones[5] == "red_text"
    assert "首次权威发布" in shown_words(view)
    view.table.selectRow(1)
    assert view.table.marked == yunchuan.WATER
    QApplication.processEvents()
    clocks = "\n".join(made.text() for made in view.by_clock.findChildren(QLabel) if made.isVisible())
    assert "按时 9" in clocks
    assert "首次权威发布" not in clocks


def test_each_suggestion_tells_its_ground_and_that_others_decide(view: AccountsView) -> None:
    words = shown_words(view)
    assert FOR_DECIDERS in words
    for one in SUGGESTIONS:
        assert one.words in words
        assert one.ground in words
    assert "等 8 件" in words


def test_the_figures_stand_above(view: AccountsView) -> None:
    words = shown_words(view)
    for told in ("23 件", "86.2%", "2小时51分", "1 场"):
        assert told in words


def test_another_period_is_counted_anew(view: AccountsView, desk: FakeDesk, seat: Seat, home: Home) -> None:
    view.period.named.choose(LAST_MONTH)
    home(seat)
    assert desk.accounts.asked[-1].words == "2026年10月"
    view.period.first.setDate(QDate(2026, 10, 5))
    home(seat)
    assert view.period.named.chosen == OWN
    assert desk.accounts.asked[-1].first == date(2026, 10, 5)


def test_a_period_that_runs_backwards_is_refused_beside_and_nothing_is_asked(
    view: AccountsView, desk: FakeDesk
) -> None:
    before = len(desk.accounts.asked)
    view.period.first.setDate(QDate(2027, 1, 1))
    assert "止日早于起日" in view.bar.words
    assert len(desk.accounts.asked) == before


def test_an_empty_period_says_what_will_stand_there(view: AccountsView, desk: FakeDesk, seat: Seat, home: Home) -> None:
    desk.accounts.empty = True
    view.shown()
    home(seat)
    assert view.table.lines.lines == []
    assert "这段时间还没有单位的账" in shown_words(view)


def test_what_is_shown_is_exported(view: AccountsView, seat: Seat, home: Home, tmp_path: Path) -> None:
    view.export_to(tmp_path / "a.xlsx")
    home(seat)
    assert (tmp_path / "a.xlsx").read_text(encoding="utf-8") == "2026年11月"
    assert "已导出" in view.bar.words


def test_a_failure_stays_in_the_bar_and_nothing_can_be_exported(
    view: AccountsView, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.accounts.failure = Refused("account_rules_broken", path="x", why="y")
    view.shown()
    home(seat)
    assert "考核规则文件" in view.bar.words
    view.export_to(tmp_path / "a.xlsx")
    home(seat)
    assert list(tmp_path.glob("a.xlsx")) == []


def test_while_it_is_in_front_a_deed_counts_it_anew(view: AccountsView, desk: FakeDesk, qtbot: QtBot) -> None:
    page = view.window().findChild(UnitsPage)
    assert page is not None
    before = len(desk.accounts.asked)
    page.changed(Changes(frozenset({Touched.CLOCKS})))
    qtbot.waitUntil(lambda: len(desk.accounts.asked) == before + 1, timeout=3000)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        (THIS_MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (LAST_MONTH, date(2026, 10, 1), date(2026, 10, 31)),
        (THIS_QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (THIS_YEAR, date(2026, 1, 1), date(2026, 12, 31)),
        (LAST_YEAR, date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_named_periods_are_whole(name: str, first: date, last: date) -> None:
    assert named_period(name, date(2026, 11, 20)) == (first, last)


def test_the_month_before_january_is_december() -> None:
    assert named_period(LAST_MONTH, date(2026, 1, 31)) == (date(2025, 12, 1), date(2025, 12, 31))


# --- from the page of matters


@pytest.fixture
def matters(seat: Seat, in_window: InWindow, home: Home) -> IncidentsPage:
    made = in_window(IncidentsPage(seat), 1200, 800)
    made.shown()
    home(seat)
    home(seat)
    return made


def test_the_ledger_is_asked_for_by_period_and_table(
    matters: IncidentsPage, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "l.csv"
    monkeypatch.setattr("ui.incidents.paper_export.ask_target", lambda *_: out)
    sheet: LedgerSheet = matters.papers.ask_ledger()
    assert isinstance(sheet.period, PeriodChoice)
    sheet.tables.setCurrentIndex(3)
    sheet.period.first.setDate(QDate(2027, 1, 1))
    sheet.accept()
    assert "止日早于起日" in sheet.error.text()
    sheet.period.named.choose(THIS_YEAR)
    QTest.keyClick(sheet, Qt.Key.Key_Return)
    home(seat)
    period, tables = desk.ledgers.asked[-1]
    assert (period.words, tables) == ("2026年", (UNITS,))
    assert out.read_text(encoding="utf-8") == "2026年"
    assert "已导出" in matters.bar.words


def test_the_notice_of_each_unit_is_in_its_menu(
    matters: IncidentsPage, seat: Seat, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "n.docx"
    monkeypatch.setattr("ui.incidents.paper_export.ask_target", lambda *_: out)
    matters.open_incident(1)
    home(seat)
    actions = [action for menu in matters.findChildren(QMenu) for action in menu.actions()]
    assert "导出督办通知…" not in [action.text() for action in actions]
    next(action for action in actions if action.text() == "导出交办单…").trigger()
    home(seat)
    assert out.read_text(encoding="utf-8").startswith("舆情交办单 ")


def test_without_a_place_nothing_is_written(
    matters: IncidentsPage, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.incidents.paper_export.ask_target", lambda *_: None)
    matters.papers.ask_notice(desk.incidents.list()[0], yunchuan.HOUSING, PaperKind.ASSIGNED)
    assert matters.bar.words == ""
