"""信息: list, keys, corrections, reading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.inbox import ItemState, Order, Pile
from ui.inbox.correction import CorrectionSheet, FunctionSheet, TopicSheet
from ui.inbox.course import with_quiet_hours
from ui.inbox.list_model import ROW
from ui.inbox.opening import OpeningSheet
from ui.inbox.page import InboxPage
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .showing import InWindow
from .yunchuan import NOW

Home = Callable[[Seat], None]
Key = Callable[[str], None]


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> InboxPage:
    made = in_window(InboxPage(seat), 1364, 848)
    made.shown()
    home(seat)
    return made


@pytest.fixture
def press(page: InboxPage, qtbot: QtBot, seat: Seat, home: Home) -> Key:
    def typed(keys: str) -> None:
        page.window().activateWindow()
        for key in keys:
            QTest.keyClicks(page.list, key)
        home(seat)

    return typed


def test_the_list_folds_a_story_into_one_row_and_says_how_often_it_was_reprinted(
    page: InboxPage, seat: Seat, home: Home
) -> None:
    page.facets.on = {"pile": "all"}
    page.show_query()
    home(seat)
    bridge = [
        page.model.index(n).data(ROW) for n in range(page.model.rowCount()) if "引桥" in page.model.index(n).data()
    ]
    assert len(bridge) == 1
    assert (bridge[0].reprints, bridge[0].sources) == (12, 9)
    delegate = page.list.itemDelegate()
    assert "已立件 · 转载 12 · 9 个来源" in delegate._facts(bridge[0])  # type: ignore[attr-defined]  # the row's own words
    alike = replace(bridge[0], sources=1, source_name="青石县融媒体中心主办的每周综合新闻" * 2)
    told = delegate._facts_within(alike, 260)  # type: ignore[attr-defined]  # as above
    assert "…" in told and page.model.time_of(alike.when) in told and "内容相同 12 条" in told


def test_what_a_row_has_no_room_for_stands_in_its_tip(page: InboxPage) -> None:
    index = page.model.index(0)
    row = index.data(ROW)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert row.title in tip and row.source_name in tip


def test_a_facet_narrows_the_list_and_a_second_click_takes_it_off(
    page: InboxPage, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    view = page.facets

    def click(name: str) -> None:
        row = next(n for n, (kind, facet) in enumerate(view.facets.lines) if facet.name == name and kind != "head")
        view.clicked.emit(view.facets.index(row))
        home(seat)

    click("全部")
    everything = page.model.rowCount()
    click("教育")
    assert page.model.query.topics == ("教育",)
    assert page.model.rowCount() == 2
    click("教育")
    assert page.model.rowCount() == everything == 16


def test_j_and_k_walk_along_the_list(page: InboxPage, press: Key) -> None:
    press("jj")
    assert page.list.currentIndex().row() == 2
    press("k")
    assert page.list.currentIndex().row() == 1
    assert page.pane.item is not None
    assert page.pane.item.item.title == page.list.currentIndex().data()


def test_x_files_the_item_goes_on_to_the_next_and_u_takes_it_back(
    page: InboxPage, press: Key, desk: FakeDesk, seat: Seat
) -> None:
    row = page.current()
    assert row is not None
    press("x")
    assert desk.items._row(row.item_id).state is ItemState.FILED
    assert page.list.currentIndex().row() == 1
    assert page.bar.words == "已阅存"
    press("u")
    assert desk.items._row(row.item_id).state is ItemState.WAITING


def test_s_stars_and_stars_off(page: InboxPage, press: Key, desk: FakeDesk) -> None:
    row = page.current()
    assert row is not None
    press("s")
    assert desk.items._row(row.item_id).starred
    page.model.refresh()
    press("")
    press("s")
    assert not desk.items._row(row.item_id).starred


def test_a_correction_takes_two_keys(
    page: InboxPage, press: Key, desk: FakeDesk, qtbot: QtBot, seat: Seat, home: Home
) -> None:
    row = page.current()
    assert row is not None
    press("t")
    sheet = page.window().findChild(CorrectionSheet)
    assert sheet is not None
    QTest.keyClicks(sheet, "1")
    home(seat)
    assert desk.items.corrections == [(row.item_id, "attitude", "negative")]
    assert page.bar.words == "已修正为“负面”，并记为样本；满 8 条或过一分钟，后台自动学习"
    press("u")
    assert desk.items.corrections == []
    assert page.bar.words == "已撤销：已修正为“负面”"


@pytest.mark.parametrize("wanted", [("教育", "交通运输"), ()])
def test_topics_are_corrected_as_a_whole_also_to_none_at_all(
    page: InboxPage, press: Key, desk: FakeDesk, seat: Seat, home: Home, wanted: tuple[str, ...]
) -> None:
    press("t")
    first = page.window().findChild(CorrectionSheet)
    assert first is not None
    QTest.keyClicks(first, "l")
    home(seat)
    sheet = page.window().findChild(TopicSheet)
    assert sheet is not None
    for tick in sheet._ticks:
        tick.setChecked(tick.text() in wanted)
    sheet.accept()
    home(seat)
    assert desk.items.corrections[0][1:] == ("topics", wanted)


def test_that_nobody_answers_can_be_said(page: InboxPage, press: Key, desk: FakeDesk, seat: Seat, home: Home) -> None:
    press("t")
    first = page.window().findChild(CorrectionSheet)
    assert first is not None
    QTest.keyClicks(first, "d")
    home(seat)
    sheet = page.window().findChild(FunctionSheet)
    assert sheet is not None
    sheet.search.setText("不归任何部门")
    sheet.accept()
    home(seat)
    assert desk.items.corrections[0][1:] == ("function", "")


def test_a_new_topic_becomes_one_of_the_desks_own_and_one_it_cannot_take_is_refused_beside_its_field(
    page: InboxPage, press: Key, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    row = page.current()
    assert row is not None
    press("t")
    first = page.window().findChild(CorrectionSheet)
    assert first is not None
    QTest.keyClicks(first, "l")
    home(seat)
    sheet = page.window().findChild(TopicSheet)
    assert sheet is not None
    QTest.keyClick(sheet.first, Qt.Key.Key_N)
    assert page.window().focusWidget() is sheet.fresh
    assert sheet.fresh.text() == ""
    for tick in sheet._ticks:
        tick.setChecked(False)
    sheet.fresh.setText("电动车充电")
    sheet.accept()
    home(seat)
    assert sheet.error.text() == "已经有“电动车充电”这个领域。"
    assert page.window().focusWidget() is sheet.fresh
    sheet.fresh.setText("夜间噪声")
    sheet.accept()
    home(seat)
    assert desk.topics.kept[-1].name == "夜间噪声"
    assert desk.items.corrections == [(row.item_id, "topics", ("夜间噪声",))]


def test_a_unit_is_corrected_by_its_function(
    page: InboxPage, press: Key, desk: FakeDesk, qtbot: QtBot, seat: Seat, home: Home
) -> None:
    press("t")
    first = page.window().findChild(CorrectionSheet)
    assert first is not None
    QTest.keyClicks(first, "d")
    home(seat)
    sheet = page.window().findChild(FunctionSheet)
    assert sheet is not None
    sheet.search.setText("没有这样的部门")
    sheet.accept()
    assert "没有选定部门" in sheet.error.text()
    sheet.search.setText("供水")
    sheet.accept()
    home(seat)
    assert desk.items.corrections[0][1:] == ("function", "water_supply")


def test_e_opens_an_incident_with_its_times_and_a_title_is_needed(
    page: InboxPage, press: Key, desk: FakeDesk, qtbot: QtBot, seat: Seat, home: Home
) -> None:
    before = len(desk.incidents.acts)
    press("e")
    sheet = page.window().findChild(OpeningSheet)
    assert sheet is not None
    title = sheet.title.text()
    sheet.title.setText("  ")
    sheet.accept()
    assert "没有标题" in sheet.error.text()
    sheet.title.setText(title)
    sheet.happened.setText("下午")
    sheet.accept()
    assert "看不懂时间" in sheet.error.text()
    sheet.happened.setText("11:50")
    with qtbot.waitSignal(page.incident_requested) as asked:
        sheet.accept()
    assert len(desk.incidents.acts) == before + 1
    assert asked.args == [before + 1, "confirm"]
    happened = desk.incidents.get(before + 1).times.happened
    assert happened is not None and happened.astimezone(desk.zone).hour == 11


def test_e_on_an_opened_item_leads_to_its_incident(
    page: InboxPage, press: Key, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    page.facets.on = {"pile": "opened"}
    page.show_query()
    home(seat)
    page.list.setCurrentIndex(page.model.index(0))
    row = page.current()
    assert row is not None
    with qtbot.waitSignal(page.incident_requested) as asked:
        press("e")
    assert asked.args == [row.incident_id, ""]


def test_slash_goes_to_the_search_where_letters_are_letters(
    page: InboxPage, press: Key, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    press("/")
    QTest.keyClicks(page.search, "jx")
    assert page.search.text() == "jx"
    page.search.setText("停车")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    home(seat)
    assert page.model.query.search == "停车"
    assert page.model.rowCount() == 2


def test_a_search_without_hits_says_what_to_do(page: InboxPage, seat: Seat, qtbot: QtBot, home: Home) -> None:
    page.search.setText("飞碟")
    QTest.keyClick(page.search, Qt.Key.Key_Return)
    home(seat)
    assert page._list_or_nothing.currentIndex() == 1
    assert page._nothing._title.text() == "没有符合条件的信息"


def test_an_empty_desk_leads_to_the_sources(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    page = InboxPage(empty_seat)
    qtbot.addWidget(page)
    page.facets.on = {"pile": "all"}
    page.show_query()
    home(empty_seat)
    assert page._nothing._title.text() == "还没有信息"
    assert "来源" in page._nothing._words.text()


def test_the_order_turns_between_time_and_heat(page: InboxPage, seat: Seat, home: Home) -> None:
    page._turn_order()
    home(seat)
    assert page.model.query.order is Order.HEAT
    heats = [page.model.index(n).data(ROW).heat for n in range(page.model.rowCount())]
    assert heats == sorted(heats, reverse=True)


def test_a_list_that_cannot_be_read_says_why_and_can_be_tried_again(
    page: InboxPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.items.failure = Unavailable("file_unwritable", path="desk.sqlite3", why="磁盘已满")
    page.show_query()
    home(seat)
    assert "磁盘已满" in page.bar.words
    desk.items.failure = None
    page.bar.retry()
    home(seat)
    assert page.bar.words == ""
    assert page.model.rowCount() == 6


def test_the_pane_says_who_should_answer_and_why(page: InboxPage, seat: Seat, home: Home) -> None:
    page._following.read(10)
    home(seat)
    labels = {made.text() for made in page.pane.findChildren(type(page.pane.title))}
    assert "市住房和城乡建设局" in labels
    assert "市应急管理局、南岸街道办事处" in labels
    assert (
        "R1：任何政务舆情，归所在地、按层级、由主管者负责\n云川市政务公开实施意见 · 云政办〔2025〕7号 · 二（一）5"
        in labels
    )
    assert "施工支架 +1.9" in labels
    assert "初判 Ⅱ 级" in labels


def test_waiting_items_are_the_first_thing_seen(page: InboxPage) -> None:
    assert page.model.query.pile is Pile.WAITING
    assert page.list.currentIndex().row() == 0


def test_a_search_says_how_many_were_found(page: InboxPage, seat: Seat, home: Home) -> None:
    page.search.setText("大桥")
    page.search.returnPressed.emit()
    home(seat)
    assert page._count.text() == f"{page.model.rowCount()} 条"
    page.search.clear()
    home(seat)
    assert page._count.text() == ""


def test_hours_in_which_nothing_came_are_part_of_the_course() -> None:
    seven = NOW.replace(hour=7, minute=0, second=0, microsecond=0)
    course = with_quiet_hours(((seven, 2), (seven + timedelta(hours=3), 1)))
    assert [count for _, count in course] == [2, 0, 0, 1]


def test_the_star_of_the_pane_stars(page: InboxPage, seat: Seat, desk: FakeDesk, home: Home) -> None:
    row = page.current()
    assert row is not None
    page.pane._star.click()
    home(seat)
    assert next(line for line in desk.items.rows if line.item_id == row.item_id).starred


def test_the_keyboard_goes_to_the_list_when_the_first_items_come(
    empty_seat: Seat, empty_desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    window = QMainWindow()
    page = InboxPage(empty_seat)
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.show()
    page.shown()
    home(empty_seat)
    page.setFocus()
    empty_desk.items.rows = yunchuan.rows()
    page.model.refresh()
    home(empty_seat)
    assert window.focusWidget() is page.list


def test_a_search_without_results_is_cleared_from_where_it_says_so(page: InboxPage, seat: Seat, home: Home) -> None:
    everything = page.model.rowCount()
    page.search.setText("没有这样的信息")
    page.search.returnPressed.emit()
    home(seat)
    shown = [made.text() for made in page._nothing.findChildren(QPushButton) if not made.isHidden()]
    assert shown == ["清除条件"]
    page._nothing.cleared.emit()
    home(seat)
    assert page.search.text() == ""
    assert page.model.rowCount() == everything


def test_no_deed_meets_another_item_than_the_one_read(
    page: InboxPage, seat: Seat, desk: FakeDesk, press: Key, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page.model, "index_of", lambda _id: QModelIndex())
    before = list(desk.items.rows)
    page.show_item(desk.items.rows[3].item_id)
    home(seat)
    assert page.pane.item is not None
    assert page.pane.item.item.id == before[3].item_id
    press("X")
    assert desk.items.rows == before
    assert "请先在列表里选一条" in page.bar.words
    page.model.refresh()
    home(seat)
    assert page.pane.item.item.id == before[3].item_id
    press("J")
    assert page.current() is not None


def test_another_item_is_read_from_its_beginning(page: InboxPage, seat: Seat, press: Key, home: Home) -> None:
    page.window().resize(1100, 640)
    bar = page.pane._area.verticalScrollBar()
    bar.setMaximum(400)
    bar.setValue(120)
    press("J")
    assert bar.value() == 0


def test_a_held_key_marks_every_row_and_reads_where_it_rests_and_a_correction_is_never_of_what_it_passed(
    page: InboxPage, seat: Seat, press: Key, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    monkeypatch.setattr(page.pane._passage, "show_item", lambda item, _reasons: read.append(item.id))
    first = page.model.index_of(page._following.item_id).row()
    for step in range(1, 4):
        page._step(1)
        assert page.list.currentIndex().row() == first + step
    row = page.current()
    assert row is not None
    press("T")
    home(seat)
    assert read[-1] == row.item_id
    assert len(read) <= 2
    sheet = page.window().findChild(CorrectionSheet)
    assert sheet is not None
    assert page.pane.item is not None
    assert page.pane.item.item.id == row.item_id
