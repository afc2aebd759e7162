"""舆情件 as a board: a column a state, cards by what is due, filters, keys, and the way to the list and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from opinion_desk.domain.incident import IncidentState
from opinion_desk.domain.levels import Level
from ui.fonts import font
from ui.incidents.board.card import COLUMNS, UNFIXED, Card, Sought, cards_of, spoken
from ui.incidents.board.column import CardList
from ui.incidents.board.delegate import clock_line, two_lines
from ui.incidents.board.model import CARD, ColumnModel
from ui.incidents.page import IncidentsPage
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_incidents import FakeDeed

Home = Callable[[Seat], None]
BRIDGE, WATER, SCHOOL, TUNNEL, RUMOUR = 1, 2, 3, 4, 5
BY = FakeDeed("夜班值班员")


def made(seat: Seat, home: Home, qtbot: QtBot) -> IncidentsPage:
    window = QMainWindow()
    page = IncidentsPage(seat)
    window.setCentralWidget(page)
    window.resize(1364, 848)
    qtbot.addWidget(window)
    window.show()
    page.shown()
    home(seat)
    page.window_kept_alive = window  # type: ignore[attr-defined]  # so that it lives as long as its page
    return page


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> IncidentsPage:
    opened = made(seat, home, qtbot)
    opened.show_board(True)
    home(seat)
    return opened


def cards(seat: Seat) -> dict[int, Card]:
    return {card.id: card for card in cards_of(seat, seat.desk.incidents.list())}


def shown(page: IncidentsPage) -> dict[IncidentState, list[int]]:
    return {state: [card.id for card in one.list.cards.cards] for state, one in page.board.columns.items()}


def list_of(page: IncidentsPage, id: int) -> CardList:
    return next(one.list for one in page.board.columns.values() if one.list.cards.row_of(id) is not None)


# --- cards


def test_every_matter_has_a_card_in_the_column_of_its_state_by_what_is_due(seat: Seat, desk: FakeDesk) -> None:
    found = cards_of(seat, desk.incidents.list())
    assert {card.id: card.column for card in found} == {one.id: one.state for one in desk.incidents.list()}
    due = [card.deadline for card in found if card.deadline is not None]
    assert due == sorted(due) and [card.deadline for card in found[len(due) :]] == [None] * (len(found) - len(due))


def test_a_card_tells_level_number_unit_nearest_clock_and_what_is_owed_next(seat: Seat, desk: FakeDesk) -> None:
    bridge, matter = cards(seat)[BRIDGE], desk.incidents.get(BRIDGE)
    nearest = matter.open_clocks[0]
    assert (bridge.level, bridge.number, bridge.clock, bridge.deadline) == (
        matter.level, matter.number, nearest.name, nearest.deadline,
    )  # fmt: skip
    assert bridge.unit == seat.unit(matter.lead_unit) and bridge.unit_name == matter.lead_unit
    school = cards(seat)[SCHOOL]
    assert (school.owed, school.unit, school.deadline) == ("待核定", "", None)
    assert school.aside == "若为重大，最迟 18:20"
    assert cards(seat)[TUNNEL].owed == "待交办"


def test_a_card_is_read_aloud_whole_with_its_lateness_in_words(seat: Seat, desk: FakeDesk) -> None:
    words = spoken(cards(seat)[TUNNEL], desk.clock.now())
    assert words.startswith("Ⅰ 特别重大，YQ-2026-0120，西环隧道车辆起火")
    assert "待交办" in words and "未交办" in words and words.endswith("超时")


def test_a_drill_is_marked_and_what_was_dismissed_says_so(seat: Seat, desk: FakeDesk) -> None:
    drill = desk.incidents.open("演练：隧道火情", drill=True, deed=BY)
    desk.incidents.dismiss(SCHOOL, "误报", deed=BY)
    assert cards(seat)[drill.id].drill and spoken(cards(seat)[drill.id], desk.clock.now()).startswith("演练，")
    gone = cards(seat)[SCHOOL]
    assert (gone.column, gone.ended, gone.owed) == (IncidentState.CONCLUDED, "已排除", "")


def test_filters_find_by_level_unit_and_every_word_of_the_text(seat: Seat, desk: FakeDesk) -> None:
    desk.incidents.dismiss(SCHOOL, "误报", deed=BY)
    every = cards(seat)

    def found(sought: Sought) -> set[int]:
        return {id for id, card in every.items() if sought.finds(card)}

    assert SCHOOL not in found(Sought()) and SCHOOL in found(Sought(ended=True))
    assert found(Sought(level=Level.EXTREME)) == {TUNNEL}
    assert found(Sought(ended=True, level=UNFIXED)) == {id for id, card in every.items() if card.level is None}
    assert found(Sought(unit=yunchuan.WATER)) == {id for id, card in every.items() if card.unit_name == yunchuan.WATER}
    assert found(Sought(text=" 西环  yq-2026 ")) == {TUNNEL}
    assert found(Sought(text="西环 云川大桥")) == set()


@pytest.mark.parametrize(
    "text", ["短", "青石镇中心小学食堂疑似发生群体性腹泻，家长聚集校门", "Ω" * 900, "a，，，，，，，", ""]
)
@pytest.mark.parametrize("width", [1.0, 60.0, 170.0])
def test_a_title_takes_two_lines_at_most_and_loses_nothing_that_fits(text: str, width: float, qtbot: QtBot) -> None:
    metrics = QFontMetricsF(font(14, bold=True))
    lines = two_lines(text, metrics, width)
    assert len(lines) <= 2
    if width < 60:
        return  # narrower than a character: it is enough that it ends
    if "…" not in "".join(lines):
        assert "".join(lines) == text
    assert all(metrics.horizontalAdvance(line) <= width + 0.5 for line in lines)


def test_the_model_keeps_the_rules_of_qt_and_only_what_differs_is_told(
    seat: Seat, desk: FakeDesk, qtbot: QtBot
) -> None:
    model = ColumnModel(seat.now)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_cards(tuple(cards(seat).values()))
    resets, changed = list[int](), list[int]()
    model.modelReset.connect(lambda: resets.append(1))
    model.dataChanged.connect(lambda index, _last: changed.append(index.data(CARD).id))
    desk.incidents.assign(TUNNEL, yunchuan.HOUSING, deed=BY)
    fresh = cards(seat)
    model.show_cards([fresh[card.id] for card in model.cards])
    assert resets == [] and changed == [TUNNEL]
    model.show_cards([fresh[BRIDGE]])
    assert resets == [1] and model.row_of(TUNNEL) is None
    assert tester is not None


# --- the page


def test_the_board_shows_a_column_a_state_and_counts_its_cards(page: IncidentsPage, desk: FakeDesk) -> None:
    assert tuple(page.board.columns) == COLUMNS
    for state, ids in shown(page).items():
        assert set(ids) == {one.id for one in desk.incidents.list() if one.state is state}
        assert page.board.columns[state].count.text() == str(len(ids))
    assert page.board.count.text() == page.left.count.text()


def test_b_changes_between_list_and_board_and_the_choice_is_remembered(
    page: IncidentsPage, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    assert page.board.isVisible() and page.board.ways.board.isChecked()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_B)
    home(seat)
    assert not page.board.isVisible() and page.list.isVisible()
    assert page.detail.view is not None
    QTest.mouseClick(page.left.ways.board, Qt.MouseButton.LeftButton)
    home(seat)
    assert page.board.isVisible() and page.left.ways.list.isChecked()
    again = made(seat, home, qtbot)
    assert again.on_board and again.board.isVisible()
    QTest.mouseClick(again.board.ways.list, Qt.MouseButton.LeftButton)
    home(seat)
    assert not made(seat, home, qtbot).on_board


def test_enter_opens_a_matter_and_b_leads_back_to_its_card(page: IncidentsPage, seat: Seat, home: Home) -> None:
    chosen = list_of(page, WATER)
    chosen.choose(chosen.cards.row_of(WATER) or 0)
    chosen.setFocus()
    QTest.keyClick(chosen, Qt.Key.Key_Return)
    home(seat)
    assert page.detail.view is not None and page.detail.view.incident.id == WATER and page.detail.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_B)
    home(seat)
    assert page.board.isVisible() and chosen.currentIndex().data(CARD).id == WATER and chosen.hasFocus()


def test_a_click_opens_a_matter_and_the_board_stays_what_is_remembered(
    page: IncidentsPage, seat: Seat, home: Home
) -> None:
    tunnel = list_of(page, TUNNEL)
    spot = tunnel.visualRect(tunnel.cards.index(tunnel.cards.row_of(TUNNEL) or 0)).center()
    QTest.mouseClick(tunnel.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    home(seat)
    assert page.detail.view is not None and page.detail.view.incident.id == TUNNEL
    assert seat.memory.value("incidents/board") == "yes"


def test_arrows_move_within_a_column_and_on_to_the_next_that_has_cards(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    for n in range(3):
        desk.incidents.open(f"又一件 {n}", deed=BY)
    page.refresh()
    home(seat)
    first, *others = [one.list for one in page.board.columns.values() if one.list.cards.cards]
    first.choose(0)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert first.currentIndex().row() == 1
    for one in others:
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
        assert one.hasFocus() and one.currentIndex().isValid()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Right)
    assert others[-1].hasFocus()  # there is nothing beyond
    for one in (*others[:-1][::-1], first):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Left)
        assert one.hasFocus()


def test_filters_leave_the_rest_out_say_so_in_empty_columns_and_go_with_escape(
    page: IncidentsPage, seat: Seat, home: Home
) -> None:
    everything = shown(page)
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Slash)
    assert page.board.text.hasFocus()
    QTest.keyClicks(page.board.text, "0120 b")
    assert page.board.isVisible()  # a letter that is typed is no key of the page
    page.board.text.setText("西环")
    assert [id for ids in shown(page).values() for id in ids] == [TUNNEL]
    empty = page.board.columns[IncidentState.CANDIDATE].list
    assert "Esc" in empty.nothing
    QTest.keyClick(page.board.text, Qt.Key.Key_Return)
    assert list_of(page, TUNNEL).hasFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert shown(page) == everything and page.board.text.text() == ""
    page.board.level.choose(Level.EXTREME)
    page.board.level.activated.emit(1)
    assert [id for ids in shown(page).values() for id in ids] == [TUNNEL]


def test_what_is_filed_or_dismissed_is_shown_when_asked_for_and_that_is_remembered(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    desk.incidents.dismiss(SCHOOL, "误报", deed=BY)
    page.refresh()
    home(seat)
    assert all(SCHOOL not in ids for ids in shown(page).values())
    nothing = page.board.columns[IncidentState.CANDIDATE].list
    assert not nothing.cards.cards and "按 E 立件" in nothing.nothing
    page.board.whole.click()
    assert SCHOOL in shown(page)[IncidentState.CONCLUDED]
    again = made(seat, home, qtbot)
    assert SCHOOL in shown(again)[IncidentState.CONCLUDED]


def test_a_second_asks_for_the_clocks_alone_and_a_clock_that_runs_out_turns_red(
    page: IncidentsPage, desk: FakeDesk, qtbot: QtBot
) -> None:
    tunnel = list_of(page, TUNNEL)
    qtbot.waitExposed(page.window())
    counted = [card for card in tunnel.cards.cards if card.deadline is not None]
    assert tunnel.tick() == len(counted) > 0
    cell = tunnel.visualRect(tunnel.cards.index(0))
    line = clock_line(cell)
    assert line.height() < cell.height() / 4 and cell.contains(line.toAlignedRect())
    before = page.board.grab().toImage()
    desk.clock.forward(seconds=3)
    page.tick(desk.clock.now())
    after = page.board.grab().toImage()
    assert before != after


def test_a_card_moves_to_the_next_column_when_the_deed_is_done_elsewhere(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    assert TUNNEL in shown(page)[IncidentState.CONFIRMED]
    desk.incidents.assign(TUNNEL, yunchuan.HOUSING, deed=BY)
    page.refresh()
    home(seat)
    assert TUNNEL in shown(page)[IncidentState.ASSIGNED]
    assert cards(seat)[TUNNEL].owed == "待签收"


def test_of_very_many_matters_the_list_is_lengthened_by_asking(
    seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.incidents.page._OPEN_MOST", 2)
    monkeypatch.setattr("ui.incidents.page._MORE", 1)
    every = len(desk.incidents.list())
    page = made(seat, home, qtbot)
    listed = page.model.rowCount()
    assert listed < every and page.left.more.isVisible()
    assert page.left.more.text() == f"更多（另有 {every - listed} 件）"
    assert page.left.count.text().endswith(f"共 {every}")
    while page.left.more.isVisible():
        page.left.more.click()
        home(seat)
    assert page.model.rowCount() == every and not page.board.more.isVisibleTo(page.board)


def test_an_empty_desk_says_what_to_do_on_the_board_too(
    page: IncidentsPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.incidents.acts.clear()
    page.refresh()
    home(seat)
    assert not page.board.isVisible()
    empty = page._stack.currentWidget()
    assert empty is not None and any("还没有舆情件" in one.text() for one in empty.findChildren(QLabel))


def test_the_red_of_lateness_comes_with_its_word(seat: Seat, desk: FakeDesk) -> None:
    desk.clock.forward(hours=30)
    late = [card for card in cards(seat).values() if card.deadline is not None and card.deadline < desk.clock.now()]
    assert late and all("超时" in spoken(card, desk.clock.now()) for card in late)
