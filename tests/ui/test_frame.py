"""Rail, strip, bars, pulse, one window a home, and the window as a whole."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.inbox import Copy
from opinion_desk.domain.messages import sentence
from ui.absent.page import AbsentPage
from ui.frame.child import CollectorChild
from ui.frame.counts import read_overview
from ui.frame.first_start import FirstStart
from ui.frame.one_window import OneWindow, server_name
from ui.frame.places import PLACES
from ui.frame.strip import ClockStrip
from ui.frame.window import Window
from ui.inbox.page import InboxPage
from ui.incidents.page import IncidentsPage
from ui.language import speak_chinese
from ui.parts.bars import Bar
from ui.parts.sheet import Ask
from ui.parts.way import Way
from ui.preferences.desk import DeskSection
from ui.preferences.page import SettingsPage
from ui.seat import Seat

from .fake_desk import FakeDesk, FakeNotice
from .yunchuan import NOW

Home = Callable[[Seat], None]
# offscreen there is neither a tray to stand in nor an order of windows
NO_PLACE = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise", extend=True)


@pytest.fixture
def window(seat: Seat, qtbot: QtBot, home: Home) -> Window:
    made = Window(seat, collect=False)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.begin()
    made.pulse.stop()
    home(seat)
    return made


def test_the_nearest_clocks_stand_in_the_strip_and_the_late_one_is_red_and_says_so(window: Window) -> None:
    first = window.strip.pills[0]
    assert first.state.figures == "−00:13:06"
    assert (first.state.red, first.state.word) == (True, "超时")
    assert "超时" in first.accessibleName()
    second = window.strip.pills[1]
    assert (second.state.figures, second.state.red, second.state.word) == ("00:40:54", True, "临期")


def test_the_strip_counts_on_with_the_desks_own_clock(window: Window, desk: FakeDesk) -> None:
    desk.clock.forward(seconds=7)
    window.pulse.ticked.emit(desk.clock.now())
    assert window.strip.pills[1].state.figures == "00:40:47"


def test_a_narrow_strip_shows_fewer_clocks_and_says_how_many_more(window: Window, qtbot: QtBot) -> None:
    shown = [pill for pill in window.strip.pills if pill.isVisible()]
    everything = len(window.seat.desk.incidents.running())
    assert 2 <= len(shown) <= 4
    assert window.strip.more.text() == f"另有 {everything - len(shown)} 项"


def test_on_a_desk_with_very_many_late_clocks_one_that_was_just_missed_is_heard_too(
    seat: Seat, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = desk.incidents.running()
    oldest, missed = running[0], running[-1]
    assert missed[1].deadline - oldest[1].deadline > timedelta(hours=1)
    monkeypatch.setattr("ui.frame.counts._HEARD", 1)
    desk.clock.instant = missed[1].deadline + timedelta(seconds=1)
    assert [pair[1].deadline for pair in read_overview(seat).heard] == [oldest[1].deadline, missed[1].deadline]
    assert read_overview(seat).open.clocks == len(running)


def test_a_click_on_a_clock_opens_its_incident(window: Window, seat: Seat, qtbot: QtBot, home: Home) -> None:
    QTest.mouseClick(window.strip.pills[1], Qt.MouseButton.LeftButton)
    home(seat)
    page = window.pages["incidents"]
    assert window.stack.currentWidget() is page
    assert page.detail.view.incident.title == "云川大桥引桥施工支架坍塌"  # type: ignore[attr-defined]  # a page in general has no detail


def test_without_clocks_the_strip_says_so(looks: None, desk: FakeDesk, qtbot: QtBot) -> None:
    strip = ClockStrip()
    qtbot.addWidget(strip)
    strip.show_running((), desk.clock.now())
    assert not strip.quiet.isHidden()
    assert all(pill.isHidden() for pill in strip.pills)


def test_the_rail_counts_what_waits(window: Window) -> None:
    counts = {id: made.count for id, made in window.rail.buttons.items() if made.count}
    assert counts == {"inbox": 6, "incidents": 5, "clocks": 1, "sources": 1}


def test_every_place_of_the_rail_opens(window: Window, seat: Seat, home: Home) -> None:
    for place in PLACES:
        window.rail.buttons[place.id].click()
        home(seat)
        assert window.stack.currentWidget() is window.pages[place.id]


def test_who_is_on_in_the_strip_leads_to_duty(window: Window, seat: Seat, home: Home) -> None:
    QTest.mouseClick(window.strip.duty, Qt.MouseButton.LeftButton)
    home(seat)
    assert window.stack.currentWidget() is window.pages["duty"]


@pytest.mark.parametrize("id", ["situation"])
def test_a_place_that_is_not_there_yet_says_so_and_leads_on(seat: Seat, qtbot: QtBot, id: str) -> None:
    page = AbsentPage(seat, id)
    qtbot.addWidget(page)
    texts = " ".join(label.text() for label in page.findChildren(type(page.bar._words)))
    assert "尚未提供" in texts
    assert "这一版里" in texts


def test_changes_of_another_process_reach_the_frame(window: Window, seat: Seat, desk: FakeDesk, qtbot: QtBot) -> None:
    desk.items.file(desk.items.rows[3].item_id)
    window.pulse.look()
    qtbot.waitUntil(lambda: window.rail.buttons["inbox"].count == 5)


def test_a_notice_of_the_ladder_stands_in_the_bar_and_leads_to_its_matter(
    window: Window, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.notices.waiting = [FakeNotice(7, NOW, "YQ-2026-0117 首次权威发布已超时，请处置", "", 1)]
    window.refresh()
    home(seat)
    assert "已超时" in window.notices.bar.words
    window.notices.bar.retry()
    home(seat)
    assert desk.notices.waiting == []
    assert window.stack.currentWidget() is window.pages["incidents"]


def test_looking_at_a_message_reads_all_of_its_matter_and_the_next_matter_stands_there(
    window: Window, seat: Seat, desk: FakeDesk, home: Home
) -> None:
    desk.notices.waiting = [
        FakeNotice(9, NOW, "YQ-2026-0117 提级至第 2 层", "", 1),
        FakeNotice(8, NOW, "YQ-2026-0118 即将超时", "", 2),
        FakeNotice(7, NOW, "YQ-2026-0117 首次权威发布已超时", "", 1),
    ]
    window.refresh()
    home(seat)
    assert "另有 1 件" in window.notices.bar.words
    window.notices.bar.retry()
    home(seat)
    assert [notice.id for notice in desk.notices.waiting] == [8]
    assert "YQ-2026-0118" in window.notices.bar.words


def test_a_message_that_was_answered_elsewhere_goes(window: Window, seat: Seat, desk: FakeDesk, home: Home) -> None:
    desk.notices.waiting = [FakeNotice(7, NOW, "YQ-2026-0117 首次权威发布已超时", "", 1)]
    window.refresh()
    home(seat)
    desk.notices.read(7)
    window.refresh()
    home(seat)
    assert window.notices.bar.words == ""


def test_a_closed_message_stays_away_and_unread(window: Window, seat: Seat, desk: FakeDesk, home: Home) -> None:
    desk.notices.waiting = [FakeNotice(7, NOW, "YQ-2026-0117 首次权威发布已超时", "", 1)]
    window.refresh()
    home(seat)
    window.notices.bar._close.click()
    window.refresh()
    home(seat)
    assert window.notices.bar.words == ""
    assert len(desk.notices.waiting) == 1


def collecting(seat: Seat, qtbot: QtBot, home: Home, *, tray: bool) -> Window:
    window = Window(seat)
    qtbot.addWidget(window, before_close_func=lambda made: setattr(made, "_leaving", True))
    window.tray.there = tray
    window.show()
    window.refresh()
    home(seat)
    return window


@NO_PLACE
def test_closing_into_the_tray_keeps_the_collector_and_says_so_once(
    seat: Seat, qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, said = collecting(seat, qtbot, home, tray=True), list[str]()
    monkeypatch.setattr(window.tray, "say", lambda title, words: said.append(title))
    assert window.child is not None
    window.child.start()
    qtbot.waitUntil(lambda: window.child is not None and window.child.running)
    window.close()
    assert window.isHidden()
    assert window.child.running
    window.tray.opened.emit()
    assert window.isVisible()
    window.close()
    assert said == ["舆情工作台仍在运行"]
    window.child.stop()


def test_without_a_tray_closing_minimises_and_says_how_to_end(seat: Seat, qtbot: QtBot, home: Home) -> None:
    window = collecting(seat, qtbot, home, tray=False)
    window.close()
    assert window.isMinimized()
    assert "Ctrl+Q" in window.bar.words


@NO_PLACE
def test_a_demo_is_over_when_its_window_is_closed(seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home) -> None:
    window, gone = collecting(seat, qtbot, home, tray=True), list[int]()
    window.left.connect(lambda: gone.append(1))
    desk.is_demo = True
    window.close()
    assert gone == [1]


@NO_PLACE
def test_leaving_asks_while_clocks_run_and_then_leaves(seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home) -> None:
    window, gone = collecting(seat, qtbot, home, tray=True), list[int]()
    window.left.connect(lambda: gone.append(1))
    window.tray.menu.actions()[1].trigger()
    ask = window.findChild(Ask)
    assert ask is not None
    assert gone == []
    ask.accept()
    assert gone == [1]


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    assert speak_chinese(qapp)
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_the_window_remembers_its_page_inside_the_home_folder(
    window: Window, seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    window.open_page("sources")
    home(seat)
    window.close()
    assert (desk.home.folder / "window.ini").exists()
    again = Window(seat, collect=False)
    qtbot.addWidget(again)
    home(seat)
    assert again.stack.currentWidget() is again.pages["sources"]


def test_an_error_stands_in_a_bar_with_retry(looks: None, qtbot: QtBot) -> None:
    bar, tries = Bar(), list[int]()
    qtbot.addWidget(bar)
    bar.fail(Unavailable("fetch_timeout", host="a.example", seconds=10), lambda: tries.append(1))
    assert "a.example" in bar.words
    bar.retry()
    assert tries == [1]
    assert bar.words == ""


def test_a_refusal_has_nothing_to_retry(looks: None, qtbot: QtBot) -> None:
    bar = Bar()
    qtbot.addWidget(bar)
    bar.fail(Refused("title_missing"))
    assert bar.words.startswith("没有标题")
    assert bar._button.isHidden()


def test_a_second_window_of_a_home_calls_the_first_forward(tmp_path: Path, qapp: object, qtbot: QtBot) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.claim()
    with qtbot.waitSignal(first.called, timeout=2000):
        assert not second.claim()
    first.release()
    assert second.claim()
    second.release()
    assert server_name(tmp_path) != server_name(tmp_path / "other")


def test_the_collecting_process_starts_and_stops_with_the_window(desk: FakeDesk, qtbot: QtBot) -> None:
    parent = QObject()
    child = CollectorChild(desk.collector_command(), parent)
    child.start()
    qtbot.waitUntil(lambda: child.running)
    child.stop()
    assert not child.running


def words_at_the_end(qtbot: QtBot, says: str, code: int) -> list[str]:
    program = f"import sys; sys.stdout.buffer.write({says!r}.encode()); sys.exit({code})"
    told: list[str] = []
    parent = QObject()
    child = CollectorChild([sys.executable, "-c", program], parent)
    child.fell.connect(told.append)
    child.start()
    qtbot.waitUntil(child._again.isActive)
    child.stop()
    return told


def test_a_collector_that_ends_with_a_reason_is_told_with_it(qtbot: QtBot) -> None:
    told = words_at_the_end(qtbot, "持续采集中。\n磁盘已满。", 3)
    assert told[0].startswith("采集进程停了")
    assert told[0].endswith("磁盘已满。")


def test_a_home_that_is_collected_by_another_process_is_no_failure(qtbot: QtBot) -> None:
    told = words_at_the_end(qtbot, sentence("collector_elsewhere"), 3)
    assert told == []


def test_a_collector_that_cannot_start_is_told_in_words(tmp_path: Path, qtbot: QtBot) -> None:
    parent = QObject()
    child = CollectorChild([str(tmp_path / "absent")], parent)
    with qtbot.waitSignal(child.fell, timeout=3000) as fell:
        child.start()
    assert "采集进程启动不了" in fell.args[0]
    child.stop()


def test_first_start_asks_and_keeps_the_answers(
    empty_seat: Seat, empty_desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    window = Window(empty_seat, collect=False)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    window.pulse.stop()
    sheet = window.findChild(FirstStart)
    assert sheet is not None
    sheet.accept()
    assert "请写明本地" in sheet.error.text()
    sheet.place.setText("云川市")
    sheet.person.setText("夜班值班员")
    sheet.source.setText("https://a.example/rss.xml")
    sheet.accept()
    home(empty_seat)
    assert empty_desk.settings.jurisdiction == "云川市"
    assert empty_seat.by == "夜班值班员"
    assert [source.address for source, _ in empty_desk.sources.kept] == ["https://a.example/rss.xml"]


def test_first_start_can_be_left_for_later_and_does_not_come_back(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    window = Window(empty_seat, collect=False)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    window.pulse.stop()
    sheet = window.findChild(FirstStart)
    assert sheet is not None
    sheet.cancel_button.click()
    home(empty_seat)
    here = window.focusWidget()
    assert here is not None
    assert window.pages["inbox"].isAncestorOf(here)  # its keys work, though its list is empty
    again = Window(empty_seat, collect=False)
    qtbot.addWidget(again)
    again.begin()
    again.pulse.stop()
    home(empty_seat)
    assert again.findChild(FirstStart) is None


def test_a_destructive_act_asks_once_and_esc_leaves_all_as_it_was(window: Window, qtbot: QtBot) -> None:
    done: list[int] = []
    ask = Ask(window, "移除来源“云川日报”？", "已有的信息保留。", "移除", lambda: done.append(1))
    ask.open_sheet()
    QTest.keyClick(ask, Qt.Key.Key_Escape)
    assert done == []
    again = Ask(window, "移除来源“云川日报”？", "", "移除", lambda: done.append(1))
    again.open_sheet()
    QTest.keyClick(again, Qt.Key.Key_Return)
    assert done == [1]
    gc.collect()


def test_the_keyboard_stays_inside_a_sheet(window: Window, qtbot: QtBot) -> None:
    ask = Ask(window, "移除？", "", "移除", lambda: None)
    ask.open_sheet()
    for _ in range(6):
        ask.focusNextPrevChild(True)
        assert ask.isAncestorOf(window.focusWidget())
    ask.close_sheet()


@pytest.mark.parametrize("words", ["", "已有的信息保留。"])
def test_a_sheet_is_as_high_as_what_it_holds(window: Window, qtbot: QtBot, words: str) -> None:
    sheet = Ask(window, "移除？", words, "移除", lambda: None)
    sheet.open_sheet()
    qtbot.waitUntil(lambda: sheet.panel.height() >= 100)
    assert sheet.panel.geometry().contains(sheet.accept_button.geometry().translated(sheet.panel.pos()))
    sheet.close_sheet()


def test_a_page_is_not_changed_beneath_a_sheet(window: Window, seat: Seat, home: Home) -> None:
    window.open_page("sources")
    home(seat)
    window.activateWindow()
    ask = Ask(window, "移除？", "", "移除", lambda: None)
    ask.open_sheet()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.pages["sources"]
    ask.close_sheet()
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.stack.currentWidget() is window.pages["inbox"]


def test_who_sits_here_is_told_at_once_when_it_was_set(window: Window, seat: Seat, home: Home) -> None:
    page = window.open_page("settings")
    assert isinstance(page, SettingsPage)
    home(seat)
    section = page.open_section("desk")
    assert isinstance(section, DeskSection)
    home(seat)
    section.place.setText("东湖区")
    section.save()
    home(seat)
    assert window.windowTitle() == "东湖区 · 舆情工作台"


def test_a_first_source_that_cannot_be_read_leads_back_to_its_field(
    empty_seat: Seat, empty_desk: FakeDesk, qtbot: QtBot, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(address: str) -> None:
        raise Unavailable("http_404", host="absent.example")

    monkeypatch.setattr(empty_desk.sources, "add", absent)
    window = Window(empty_seat, collect=False)
    qtbot.addWidget(window)
    window.show()
    window.begin()
    window.pulse.stop()
    sheet = window.findChild(FirstStart)
    assert sheet is not None
    sheet.place.setText("云川市")
    sheet.source.setText("https://absent.example/rss.xml")
    sheet.accept()
    home(empty_seat)
    assert "404" in sheet.error.text()
    assert window.focusWidget() is sheet.source
    sheet.close_sheet()
    assert window.windowTitle() == "云川市 · 舆情工作台"
    home(empty_seat)


def test_a_related_item_leads_to_its_text(window: Window, seat: Seat, desk: FakeDesk, home: Home) -> None:
    window.open_incident(1)
    home(seat)
    page = window.pages["incidents"]
    assert isinstance(page, IncidentsPage)
    row = desk.items.rows[4]
    page.detail.related.show_related((Copy(row.item_id, row.title, row.source_name, row.when, None),))
    line = next(way for way in page.detail.related.findChildren(Way) if way.text() == row.title)
    QTest.keyClick(line, Qt.Key.Key_Return)
    home(seat)
    inbox = window.pages["inbox"]
    assert window.stack.currentWidget() is inbox
    assert isinstance(inbox, InboxPage)
    assert inbox.pane.item is not None
    assert inbox.pane.item.item.id == row.item_id
