"""来源: the table of health and its deeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.list_rules import JsonRules, PageRules, SourceRules
from opinion_desk.domain.source import Form, HealthState
from ui.parts.keys_sheet import KeysSheet
from ui.parts.labels import Elided
from ui.parts.sheet import Ask
from ui.parts.tick import Tick
from ui.seat import Seat
from ui.sources.add_sheet import AddSheet, Kind
from ui.sources.edit_sheet import EditSheet
from ui.sources.folder_sheet import FolderSheet
from ui.sources.page import SourcesPage
from ui.sources.starter_sheet import StarterSheet
from ui.sources.table_model import LAST, LAST_DAY, NAME, NEXT, STATE, WHY, SourceModel
from ui.sources.toolbar import EDIT, PAUSE
from ui.sources.watch_sheet import WatchSheet

from .fake_desk import FakeDesk
from .showing import InWindow

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, in_window: InWindow, home: Home) -> SourcesPage:
    made = in_window(SourcesPage(seat), 1200, 700)
    made.shown()
    home(seat)
    return made


def state_of(desk: FakeDesk) -> HealthState:
    return desk.sources.kept[0][1].state


def mark(page: SourcesPage, name: str) -> None:
    page.table.mark(next(row.source.id for row in page.model.rows if row.source.name == name))


def test_the_table_keeps_the_rules_of_qt_and_shows_failing_sources_first(
    seat: Seat, desk: FakeDesk, qtbot: QtBot
) -> None:
    model = SourceModel(seat)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(desk.sources.list())
    first = [model.index(0, column).data() for column in (NAME, STATE, LAST, WHY)]
    assert first[:3] == ["云川生活", "异常", "13:39"]
    assert "503" in first[3]
    assert model.index(1, STATE).data() == "沉默" and model.index(2, LAST).data() == "—"
    assert tester is not None


def test_a_source_is_read_before_it_is_added(page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    page.add()
    sheet = page.window().findChild(AddSheet)
    assert sheet is not None
    sheet.accept()
    assert "请填写网址" in sheet.error.text()
    sheet.address.setText("https://absent.example/rss.xml")
    sheet.accept()
    home(seat)
    assert "404" in sheet.error.text()
    sheet.address.setText("https://weekly.example/rss.xml")
    sheet.accept()
    home(seat)
    assert len(desk.sources.kept) == 10
    assert "青石周报" in [made.text() for made in sheet.findChildren(QLabel)]
    sheet.accept()
    home(seat)
    assert desk.sources.kept[-1][0].address == "https://weekly.example/rss.xml"
    assert "已添加“青石周报”" in page.bar.words
    row = page.current()
    assert row is not None
    assert row.source.name == "青石周报"


def test_a_page_without_a_feed_shows_its_lists_and_the_picked_one_is_added(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.add()
    sheet = page.window().findChild(AddSheet)
    assert sheet is not None
    sheet.address.setText("https://yunchuan.example/page/")
    sheet.folder.setText("政府网站")
    sheet.accept()
    home(seat)
    assert sheet.kind.chosen is Kind.PAGE and sheet.page.isVisible()
    assert sheet.page.lists.count() == 2
    assert sheet.page.rules == SourceRules(page=PageRules("ul.news_list > li", next='a:contains("下一页")'))
    assert sheet.accept_button.text() == "添加"
    sheet.page.lists.setCurrentRow(1)
    assert sheet.page.rules == SourceRules(page=PageRules("div.left > ul > li"))
    assert "人事任免信息公开" in [made.text() for made in sheet.findChildren(Elided)]
    sheet.page.full_text.setChecked(True)
    assert sheet.accept_button.text() == "试读并查看"  # with the texts it must be read again
    sheet.accept()
    home(seat)
    sheet.accept()
    home(seat)
    source = desk.sources.kept[-1][0]
    assert (source.form, source.folder) == (Form.LIST_PAGE, "政府网站")
    assert source.rules == SourceRules(page=PageRules("div.left > ul > li"), full_text=True)


def test_a_page_made_by_scripts_is_told_and_json_needs_its_title(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.add()
    sheet = page.window().findChild(AddSheet)
    assert sheet is not None
    sheet.address.setText("https://yunchuan.example/page/script")
    sheet.accept()
    home(seat)
    assert "脚本" in sheet.error.text()
    sheet.kind.choose(Kind.JSON)
    sheet.accept()
    assert "标题" in sheet.error.text()
    sheet.json.fields["title"].setText("name")
    sheet.json.fields["entries"].setText("data.rows")
    sheet.accept()
    home(seat)
    sheet.accept()
    home(seat)
    assert desk.sources.kept[-1][0].rules == SourceRules(json=JsonRules("name", "data.rows"))


def test_the_rules_of_a_list_page_are_found_anew_or_written_and_tried_before_they_are_kept(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = SourceRules(page=PageRules("ul.gone > li", summary="p", pages=2), full_text=True, content="div.text")
    desk.sources.add("https://yunchuan.example/page/", "政务动态", Form.LIST_PAGE, rules=before)
    page.refresh()
    home(seat)
    mark(page, "政务动态")
    page.edit()
    sheet = page.window().findChild(EditSheet)
    assert sheet is not None and sheet.page.rules == before  # nothing is lost of what was kept
    sheet.page.fields["rows"].setText("")
    sheet.accept()
    assert "每一行" in sheet.error.text()
    sheet.look()
    home(seat)
    found = sheet.page.rules
    assert found is not None
    assert found.page is not None
    assert found.page.rows == "ul.news_list > li"
    tried: list[object] = []
    monkeypatch.setattr(desk.sources, "probe", lambda address, internal, rules: tried.append(rules))
    sheet.accept()
    home(seat)
    kept = desk.sources.kept[-1][0].rules
    assert tried == [kept]
    assert kept is not None and kept.page is not None and (kept.page.pages, kept.content) == (2, "div.text")


def test_of_the_starter_list_only_what_is_ticked_is_added(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.choose_starters()
    sheet = page.window().findChild(StarterSheet)
    assert sheet is not None
    assert not any(tick.isChecked() for tick in sheet.findChildren(Tick))
    sheet.accept()
    assert "请先勾选" in sheet.error.text()
    ticks = {tick.text(): tick for tick in sheet.findChildren(Tick)}
    ticks["人民网 时政"].setChecked(True)
    ticks["领导留言板"].setChecked(True)
    sheet.accept()
    assert "留言板编号" in sheet.error.text()
    asked = next(made for made in sheet.findChildren(QLineEdit) if "留言板编号" in made.placeholderText())
    asked.setText("539")
    assert sheet.accept_button.text() == "添加 2 个"
    sheet.accept()
    home(seat)
    assert [source.address for source, _ in desk.sources.kept[-2:]] == [
        "http://www.people.com.cn/rss/politics.xml",
        "rsshub://people/liuyan/539",
    ]
    assert "已添加 2 个来源" in page.bar.words
    page.choose_starters()
    again = page.window().findChildren(StarterSheet)[-1]
    assert not next(tick for tick in again.findChildren(Tick) if tick.text() == "人民网 时政").isEnabled()


def test_a_changed_address_is_read_again_before_it_is_added(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.add()
    sheet = page.window().findChild(AddSheet)
    assert sheet is not None
    sheet.address.setText("https://weekly.example/rss.xml")
    sheet.accept()
    home(seat)
    sheet.address.setText("https://absent.example/rss.xml")
    sheet.accept()
    home(seat)
    assert len(desk.sources.kept) == 10


def test_space_pauses_and_resumes(page: SourcesPage, desk: FakeDesk, seat: Seat, qtbot: QtBot, home: Home) -> None:
    mark(page, "云川日报")
    page.window().activateWindow()
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    home(seat)
    assert state_of(desk) is HealthState.PAUSED
    mark(page, "云川日报")
    page.pause()
    home(seat)
    assert state_of(desk) is HealthState.WELL


def test_removing_asks_once_and_names_the_source(
    page: SourcesPage, desk: FakeDesk, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    mark(page, "云川晚报")
    page.remove()
    ask = page.window().findChild(Ask)
    assert ask is not None
    assert any("云川晚报" in made.text() for made in ask.findChildren(QLabel))
    assert len(desk.sources.kept) == 10
    ask.accept()
    home(seat)
    assert "云川晚报" not in [source.name for source, _ in desk.sources.kept]


def test_a_name_and_an_interval_are_changed(page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    mark(page, "云川日报")
    page.edit()
    sheet = page.window().findChild(EditSheet)
    assert sheet is not None
    sheet.name.clear()
    sheet.accept()
    assert "要有名称" in sheet.error.text()
    sheet.name.setText("云川日报（要闻）")
    sheet.interval.choose(1800)
    sheet.accept()
    home(seat)
    assert (desk.sources.kept[0][0].name, desk.sources.kept[0][0].interval_s) == ("云川日报（要闻）", 1800)


def test_collecting_now_tells_what_came(page: SourcesPage, seat: Seat, home: Home) -> None:
    mark(page, "云川日报")
    page.collect()
    home(seat)
    assert "新增 7 条" in page.bar.words


def test_opml_is_taken_in(page: SourcesPage, seat: Seat, tmp_path: Path, home: Home) -> None:
    page.import_opml(tmp_path / "feeds.opml")
    home(seat)
    assert page.bar.words == "已添加 3 个来源，1 个原来就有。"


def test_an_empty_desk_says_how_to_begin(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    page = SourcesPage(empty_seat)
    qtbot.addWidget(page)
    page.shown()
    home(empty_seat)
    assert page.stack.currentIndex() == 1
    assert not page.toolbar.deeds[PAUSE].isEnabled()


def test_a_round_of_collecting_is_counted_and_can_be_stopped(
    page: SourcesPage, seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    under_way, go_on = Event(), Event()

    def visit() -> None:
        under_way.set()
        go_on.wait(5)

    desk.sources.each_visit = visit
    page.collect_due()
    assert under_way.wait(5)
    qtbot.waitUntil(lambda: f"1 / {len(desk.sources.kept)}" in page.bar.words)
    page.bar.retry()
    go_on.set()
    home(seat)
    assert page.bar.words.startswith("已停止")


def test_a_file_is_taken_in_and_every_line_left_out_is_named(page: SourcesPage, seat: Seat, home: Home) -> None:
    sheet = page.import_file(Path("12345.csv"))
    home(seat)
    assert sheet.told.text() == "读到 47 条，新增 40 条，原来就有 6 条；1 行没有读入，1 行有字段未采用。"
    assert sheet.skipped.toPlainText().splitlines() == ["第 12 行：没有标题", "第 30 行（其余内容已读入）：日期看不懂"]


def test_a_file_that_cannot_be_used_is_told_beside_it(
    page: SourcesPage, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.items.failure = Refused("title_missing")
    sheet = page.import_file(Path("12345.csv"))
    home(seat)
    assert "没有标题" in sheet.error.text()


def test_an_import_whose_sheet_was_closed_ends_in_the_bar(page: SourcesPage, seat: Seat, home: Home) -> None:
    page.import_file(Path("12345.csv")).close_sheet()
    home(seat)
    assert page.bar.words.startswith("12345.csv：读到 47 条")


def test_the_first_source_is_marked_from_the_start(page: SourcesPage) -> None:
    assert page.table.selectionModel().hasSelection()


def test_an_inner_address_leads_to_the_tick_that_allows_it(
    page: SourcesPage, seat: Seat, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(address: str, internal: bool = False, rules: object = None) -> None:
        raise Refused("address_not_public", host="10.0.0.8")

    monkeypatch.setattr(seat.desk.sources, "probe", refuse)
    page.add()
    sheet = page.window().findChild(AddSheet)
    assert sheet is not None
    sheet.address.setText("http://10.0.0.8/rss.xml")
    sheet.accept()
    home(seat)
    assert "勾选“本单位内网地址”" in sheet.error.text()
    assert page.window().focusWidget() is sheet.internal


def test_health_is_told_in_words_and_the_silent_stand_behind_the_failing(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.refresh()
    home(seat)
    rows = [(page.model.index(n, STATE).data(), page.model.index(n, WHY).data()) for n in range(2)]
    assert [state for state, _ in rows] == ["异常", "沉默"]
    assert rows[1][1].startswith("通常每天 39 条，今天 ") and "起没有新的" in rows[1][1]
    told = " ".join(page.model.index(n, WHY).data() for n in range(page.model.rowCount()))
    assert "已永久迁到 https://news.yunchuan.example/rss.xml" in told and "盯守中" in told


def test_a_source_is_watched_for_some_hours_and_let_go(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.refresh()
    home(seat)
    page.table.mark(1)
    page.watch()
    sheet = page.window().findChild(WatchSheet)
    assert sheet is not None
    sheet.hours.choose(3)
    sheet.accept()
    home(seat)
    row = page.current()
    assert row is not None and row.health.watch_until == desk.clock.now() + timedelta(hours=3)
    assert "正在盯守" in page.bar.words
    page.watch()
    home(seat)
    row = page.current()
    assert row is not None and row.health.watch_until is None


def test_an_outage_is_one_bar_and_goes_by_itself(page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    desk.sources.down = desk.clock.now()
    page.refresh()
    home(seat)
    assert "网络不通" in page.outage.words
    desk.sources.down = None
    page.refresh()
    home(seat)
    assert page.outage.words == ""


def test_folders_stand_as_lines_with_what_is_in_them_and_are_shut_by_key(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.sources.move((1, 7), "政府网站")
    desk.sources.move((2,), "政府网站 / 县区")
    page.refresh()
    home(seat)
    names = [page.model.index(n, NAME).data() for n in range(5)]
    assert names == ["政府网站（3）", "云川生活", "云川日报", "县区（1）", "云川新闻网"]
    assert page.model.index(0, STATE).data() == "异常" and page.model.index(0, WHY).data() == "1 个异常"
    assert page.model.index(3, LAST_DAY).data() == "50"
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.table.mark(2)
    page.window().activateWindow()
    QTest.keyClick(page.table, Qt.Key.Key_Left)  # to the folder around it, which it then shuts
    QTest.keyClick(page.table, Qt.Key.Key_Left)
    assert page.model.row_of(2) == -1 and page.model.row_of("政府网站 / 县区") == 3
    QTest.keyClick(page.table, Qt.Key.Key_Space)  # pauses all that is in it
    home(seat)
    assert [source.paused for source, _ in desk.sources.kept[:3]] == [False, True, False]
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.model.row_of(2) == 4 and tester is not None


def test_several_sources_are_moved_at_once_and_stay_marked_when_the_table_is_read_again(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    page.table.mark(1, 2)
    assert not page.toolbar.deeds[EDIT].isEnabled()
    page.move_marked()
    sheet = page.window().findChild(FolderSheet)
    assert sheet is not None
    sheet.folder.setText("本地媒体")
    sheet.accept()
    home(seat)
    assert "已把 2 个来源移到“本地媒体”" in page.bar.words
    assert [source.folder for source, _ in desk.sources.kept[:3]] == ["本地媒体", "本地媒体", ""]
    assert {row.source.id for row in page.table.marked_rows} == {1, 2}


def test_the_filter_leaves_what_has_all_its_words(page: SourcesPage, seat: Seat, home: Home) -> None:
    page.toolbar.filter.setText("异常")
    assert [page.model.index(n, NAME).data() for n in range(page.model.rowCount())] == ["云川生活"]
    page.toolbar.filter.setText("晚报 rss.xml")
    assert [page.model.index(n, NAME).data() for n in range(page.model.rowCount())] == ["云川晚报"]
    page.toolbar.filter.clear()
    assert page.model.rowCount() == 10


def test_proxy_and_headers_are_set_and_a_bad_one_is_told_beside_them(
    page: SourcesPage, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    mark(page, "云川日报")
    page.edit()
    sheet = page.window().findChild(EditSheet)
    assert sheet is not None and not sheet.visiting.proxy.isVisible()
    sheet.visiting.headers.setPlainText("没有冒号")
    sheet.accept()
    assert "名称: 值" in sheet.error.text() and sheet.visiting.proxy.isVisible()
    sheet.visiting.headers.setPlainText("Cookie: a=1")
    sheet.accept()
    home(seat)
    assert "Cookie" in sheet.error.text()
    sheet.visiting.headers.setPlainText("Accept-Language： zh-CN")
    sheet.visiting.proxy.setText("http://10.0.0.2:8080/")
    sheet.accept()
    home(seat)
    source = desk.sources.kept[0][0]
    assert (source.proxy, source.headers) == ("http://10.0.0.2:8080", (("Accept-Language", "zh-CN"),))


def test_ten_thousand_sources_are_arranged_by_lines_not_widgets(seat: Seat, desk: FakeDesk) -> None:
    [first, *_] = desk.sources.list()
    rows = [
        replace(first, source=replace(first.source, id=n, folder=f"分组 {n % 40} / 县区")) for n in range(1, 10_001)
    ]
    model = SourceModel(seat)
    model.show_rows(rows)
    assert model.rowCount() == 10_000 + 40 + 40
    model.wanted = "没有这样的名称"
    model.arrange()
    assert model.rowCount() == 0


def test_esc_closes_the_sheet_over_the_page_and_clears_the_filter_only_without_one(
    page: SourcesPage, qtbot: QtBot
) -> None:
    page.window().activateWindow()
    page.toolbar.filter.setText("没有这一家")
    assert "没有符合“没有这一家”的来源" in page.table.nothing_words
    QTest.keyClick(page.table, Qt.Key.Key_Question)
    sheet = page.window().findChild(KeysSheet)
    assert sheet is not None and sheet.isVisible() and not sheet.cancel_button.isVisible()
    QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Escape)
    assert not sheet.isVisible() and page.toolbar.filter.text()
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.toolbar.filter.text() and not page.table.nothing_words


def test_what_is_due_tells_no_time_of_long_ago(seat: Seat, desk: FakeDesk) -> None:
    source, health = desk.sources.kept[0]
    then = (datetime.fromtimestamp(0, UTC), seat.now(), seat.now() + timedelta(minutes=5))
    desk.sources.kept = [(replace(source, id=n), replace(health, next_check=at)) for n, at in enumerate(then, 1)]
    model = SourceModel(seat)
    model.show_rows(desk.sources.list())
    told = [model.index(model.row_of(id), NEXT).data() for id in (1, 2, 3)]
    assert told[:2] == ["即将", "即将"] and ":" in told[2]


def test_a_small_screen_shows_either_the_rules_or_the_way_of_visiting_and_a_folder_no_proxy(
    page: SourcesPage, desk: FakeDesk, home: Home, seat: Seat
) -> None:
    rules = SourceRules(page=PageRules("ul.news_list > li"))
    (first, _), (second, _), *_rest = desk.sources.kept
    listed = EditSheet(page, seat, replace(first, form=Form.LIST_PAGE, rules=rules))
    listed.open_sheet()
    assert listed.page.isVisible()
    listed.visiting.open()
    assert listed.visiting.proxy.isVisible() and not listed.page.isVisible()
    listed.close_sheet()
    folder = EditSheet(page, seat, replace(second, form=Form.FOLDER))
    folder.open_sheet()
    home(seat)
    assert folder.files.isVisible() and not folder.visiting.isVisible()
