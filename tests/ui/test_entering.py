"""录入: the sheet with its three ways, covers in pixels of the picture, nothing lost, and what is told afterwards."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from opinion_desk.domain.entering import Cover, Pasted, Platform, Way
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.item import Metrics
from ui.inbox.entering.counting import read_count, short_count
from ui.inbox.entering.covers import LEAST, Covers
from ui.inbox.entering.note_sheet import NoteSheet
from ui.inbox.entering.picture import as_bytes, read_mime, read_picture
from ui.inbox.entering.sheet import EnterSheet
from ui.inbox.page import InboxPage
from ui.parts.sheet import Ask
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .fake_entering import FakeEntering
from .yunchuan import NOW

Home = Callable[[Seat], None]
SHARED = "7.43 复制打开抖音，看看【东湖路围挡】 https://v.douyin.com/iAbCdEf/ 点赞5300"


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> Iterator[InboxPage]:
    QGuiApplication.clipboard().clear()
    window = QMainWindow()
    made = InboxPage(seat)
    window.setCentralWidget(made)
    window.resize(1364, 848)
    qtbot.addWidget(window)
    window.show()
    made.shown()
    home(seat)
    yield made
    QGuiApplication.clipboard().clear()


@pytest.fixture
def sheet(page: InboxPage, seat: Seat, home: Home) -> EnterSheet:
    QTest.keyClicks(page.list, "n")
    home(seat)
    made = page.window().findChild(EnterSheet)
    assert made is not None
    return made


def picture(width: int = 400, height: int = 300) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("#336699"))
    return made


def is_open(sheet: EnterSheet, page: InboxPage) -> bool:
    return sheet in page.window().findChildren(EnterSheet) and sheet.isVisible()


# --- counts


@pytest.mark.parametrize(
    ("text", "count"),
    [("3400", 3400), ("3,400", 3400), ("1.2万", 12000), ("1.2w", 12000), ("2.5亿", 250_000_000), ("999+", 999),
     ("１．２万", 12000), ("10万+", 100_000), ("0", 0)],
)  # fmt: skip
def test_counts_are_read_as_apps_write_them(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["很多", "1.5", "-3", "12,34", "3400次赞", "99999亿", ""])
def test_what_is_no_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_count(text)


def test_a_count_written_short_never_tells_a_mark_before_it_is_reached() -> None:
    assert [short_count(n) for n in (9999, 12_000, 99_999, 1_239_999, 250_000_000)] == [
        "9,999", "1.2万", "9.9万", "123万", "2.5亿",
    ]  # fmt: skip


# --- covers


def test_covers_stay_within_the_picture_and_cover_every_pixel_they_touch() -> None:
    covers = Covers(400, 300)
    assert covers.add_between(10.2, 10.9, 60.1, 40.0)
    assert covers.chosen == Cover(10, 10, 51, 30)
    covers.move(-100, 1000)
    assert covers.chosen == Cover(0, 270, 51, 30)
    covers.grow(1000, 1000)
    assert covers.chosen == Cover(0, 270, 400, 30)
    covers.pull("rt", 20.5, 250.0)
    assert covers.chosen == Cover(0, 250, 21, 50)
    covers.pull("lb", 900, -900)  # an edge drawn over the opposite one stops before it
    assert covers.chosen == Cover(21 - LEAST, 250, LEAST, LEAST)
    assert not covers.add_between(5, 5, 8, 8), "a slip of the mouse hides nothing"
    covers.remove()
    assert covers.all == [] and covers.chosen is None


def test_a_picture_of_a_fine_display_is_counted_in_whole_pixels_and_keeps_them_as_a_file() -> None:
    fine = picture(200, 100)
    fine.setDevicePixelRatio(2.0)
    mime = QMimeData()
    mime.setImageData(fine)
    read = read_mime(mime)
    assert read is not None and (read.width(), read.devicePixelRatio()) == (200, 1.0)
    again = read_picture(as_bytes(read))
    assert again is not None and again.size() == fine.size() and again.pixelColor(3, 3) == QColor("#336699")
    noise = QImage(bytes(random.Random(7).randbytes(1800 * 1800 * 4)), 1800, 1800, QImage.Format.Format_RGB32)
    large = as_bytes(noise)
    same = read_picture(large)
    assert large[:2] == b"\xff\xd8" and same is not None and same.size() == noise.size(), (
        "a JPEG where a PNG is too large"
    )
    assert read_picture(b"GIF89a" + bytes(20)) is None and read_picture(b"") is None


def test_the_mouse_draws_moves_and_pulls_a_cover_in_pixels_of_the_picture_at_any_zoom(sheet: EnterSheet) -> None:
    sheet.choose(Way.SCREENSHOT)
    for zoom in (0.5, 1.0, 2.0):
        draw_at(sheet, zoom)


def draw_at(sheet: EnterSheet, zoom: float) -> None:
    shot = sheet.screenshot
    shot.take(picture())
    canvas = shot.canvas
    canvas.show_at(zoom)
    drag(sheet, (20, 20), (100, 60), zoom)
    assert shot.covers == (Cover(20, 20, 80, 40),)
    drag(sheet, (60, 40), (80, 50), zoom)  # from within: moved
    assert shot.covers == (Cover(40, 30, 80, 40),)
    drag(sheet, (120, 70), (160, 110), zoom)  # from the corner: pulled
    assert shot.covers == (Cover(40, 30, 120, 80),)
    seen = canvas.grab().toImage()
    here = QPointF(100, 60) * zoom * seen.devicePixelRatio()
    assert seen.pixelColor(here.toPoint()) == QColor(Qt.GlobalColor.black), "opaque at once"


def drag(sheet: EnterSheet, start: tuple[int, int], end: tuple[int, int], zoom: float) -> None:
    canvas = sheet.screenshot.canvas
    first, last = (QPoint(round(x * zoom), round(y * zoom)) for x, y in (start, end))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, first)
    QTest.mouseMove(canvas, (first + last) / 2)
    QTest.mouseMove(canvas, last)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)


def test_a_cover_is_added_moved_resized_and_removed_by_keys(sheet: EnterSheet) -> None:
    sheet.choose(Way.SCREENSHOT)
    shot = sheet.screenshot
    shot.take(picture())
    canvas = shot.canvas
    QTest.keyClick(canvas, Qt.Key.Key_A)
    QTest.keyClick(canvas, Qt.Key.Key_A)
    first, second = shot.covers
    assert first == second and shot.told.text() == "已遮 2 处"
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert shot.covers[1] == Cover(second.left + 8, second.top - 1, second.width, second.height + 8)
    QTest.keyClick(canvas, Qt.Key.Key_Space)  # marks the other
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert len(shot.covers) == 1 and shot.covers[0].top == second.top - 1
    QTest.keyClicks(canvas, "+")
    zoom = canvas.zoom
    QTest.keyClicks(canvas, "0")
    assert canvas.zoom != zoom


# --- the sheet


def test_a_shared_text_on_the_clipboard_is_offered_and_not_taken_by_itself(
    page: InboxPage, seat: Seat, home: Home
) -> None:
    QGuiApplication.clipboard().setText(SHARED)
    page.entering.button.click()
    home(seat)
    sheet = page.window().findChild(EnterSheet)
    assert sheet is not None and sheet.link.is_empty and sheet.facts.is_empty
    assert sheet.link.offer.isVisible() and "https://v.douyin.com/iAbCdEf/" in sheet.link.offer.text()
    sheet.link.offer.click()
    home(seat)
    facts = sheet.facts
    assert facts.link.text() == "https://v.douyin.com/iAbCdEf/"
    assert facts.platform.chosen is Platform.DOUYIN
    assert facts.counts.fields["likes"].text() == "5,300"
    assert not sheet.link.offer.isVisible()


def test_what_a_person_typed_is_not_overwritten_by_what_is_read(sheet: EnterSheet, seat: Seat, home: Home) -> None:
    sheet.link.paste.setPlainText("东湖路积水 https://a.example/1")
    home(seat)
    assert sheet.facts.title.text() == "东湖路积水"
    sheet.link.paste.setPlainText("东湖路又积水 https://a.example/2")
    home(seat)
    assert (sheet.facts.title.text(), sheet.facts.link.text()) == ("东湖路又积水", "https://a.example/2")
    sheet.facts.title.setText("东湖路积水半米，车辆熄火")
    sheet.facts.show_looked(Pasted("https://a.example/2", "另一个标题", "正文", Platform.WEIBO))
    assert sheet.facts.title.text() == "东湖路积水半米，车辆熄火"
    assert sheet.facts.body.toPlainText() == "正文"


def test_nothing_of_one_pasted_text_is_left_when_another_is_pasted(sheet: EnterSheet, seat: Seat, home: Home) -> None:
    sheet.link.paste.setPlainText(SHARED)
    home(seat)
    sheet.facts.counts.fields["reads"].setText("1.2万")
    sheet.link.paste.setPlainText("西环隧道积水")
    home(seat)
    facts = sheet.facts
    assert (facts.link.text(), facts.title.text(), facts.platform.chosen) == ("", "西环隧道积水", Platform.OTHER)
    assert facts.counts.fields["likes"].text() == "", "the other video's"
    assert facts.counts.fields["reads"].text() == "1.2万", "the person's own"
    sheet.link.paste.clear()
    home(seat)
    assert facts.title.text() == ""


def test_a_look_fills_the_fields_and_its_failure_stands_beside_the_button(
    sheet: EnterSheet, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert not sheet.link.look_button.isEnabled()
    sheet.link.paste.setPlainText("https://a.example/1")
    home(seat)
    desk.entering.failure = Unavailable("http_404", host="a.example")
    sheet.link.look_button.click()
    home(seat)
    assert "a.example" in sheet.link.status.text() and sheet.facts.title.text() == ""
    desk.entering.failure = None
    sheet.link.look_button.click()
    assert sheet.link.status.text() == "正在取网页…"
    home(seat)
    assert sheet.facts.title.text() == "东湖路施工围挡挡住盲道"
    sheet.facts.title.clear()
    sheet.link.look()
    sheet.link.look()  # no longer waited for: what comes is not taken
    home(seat)
    assert sheet.facts.title.text() == "" and sheet.link.status.text() == "已不再等。"


def test_an_entered_link_is_told_with_its_verdict_and_read_in_the_pane(
    page: InboxPage, sheet: EnterSheet, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    sheet.link.paste.setPlainText(SHARED)
    home(seat)
    sheet.facts.counts.fields["reads"].setText("1.2万")
    sheet.facts.published.setText("14:05")
    sheet.facts.title.setFocus()
    QTest.keyClick(sheet.facts.title, Qt.Key.Key_Return)
    home(seat)
    assert not is_open(sheet, page)
    (draft, by), = desk.entering.drafts  # fmt: skip
    assert (draft.way, draft.link, draft.platform, by) == (
        Way.LINK, "https://v.douyin.com/iAbCdEf/", Platform.DOUYIN, "夜班值班员",
    )  # fmt: skip
    assert draft.metrics == Metrics(NOW, reads=12000, likes=5300)
    assert draft.published is not None and draft.published == yunchuan.moment("14:05")
    made = yunchuan.item(FakeEntering.ENTERED)
    topic = yunchuan.verdict(FakeEntering.ENTERED).topics[0].name
    assert page.bar.words.startswith(f"已录入：{made.title}；研判为 {topic}，建议由 ")
    assert page.pane.item is not None and page.pane.item.item.id == made.id
    assert page.pane.by_hand.origin.isVisible() and len(page.pane.by_hand.metrics.tiles) == 2
    row = page.current()
    assert (row is None or row.item_id == made.id) and (row is not None or "不在当前筛选里" in page.bar.words)


def test_a_failed_entry_keeps_everything_that_was_typed(
    page: InboxPage, sheet: EnterSheet, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    QTest.keyClick(sheet, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert sheet.way is Way.TELEPHONE
    note = sheet.telephone
    sheet.accept()
    assert sheet.error.text() == "没有写事项；请用一句话写明是什么事。"
    note.title.setText("东湖路井盖缺失")
    note.place.setText("东湖路与滨江路口")
    note.body.setPlainText("昨夜起缺失，已有人绊倒。")
    desk.entering.failure = Unavailable("http_404", host="a.example")
    sheet.accept()
    home(seat)
    assert is_open(sheet, page) and sheet.error.isVisible()
    assert note.body.toPlainText() == "昨夜起缺失，已有人绊倒。"
    desk.entering.failure = None
    sheet.accept()
    home(seat)
    draft = desk.entering.drafts[-1][0]
    assert (draft.way, draft.title, draft.published) == (Way.TELEPHONE, "东湖路井盖缺失", NOW)
    assert draft.body == "地点：东湖路与滨江路口\n昨夜起缺失，已有人绊倒。"
    assert draft.link is None and draft.metrics is None and draft.picture is None


def test_a_screenshot_needs_covers_or_the_word_that_nothing_is_to_be_covered(
    page: InboxPage, sheet: EnterSheet, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    sheet.choose(Way.SCREENSHOT)
    sheet.facts.title.setText("群里传停水三天")
    sheet.accept()
    assert sheet.error.text().startswith("没有截图")
    QGuiApplication.clipboard().setImage(picture())
    QTest.keyClick(sheet.screenshot.choose_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sheet.screenshot.has_picture
    sheet.choose(Way.LINK)
    QTest.keyClick(sheet.link.paste, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert sheet.way is Way.SCREENSHOT, "a picture pasted among words is meant as the screenshot"
    sheet.accept()
    assert sheet.error.text().startswith("请先遮住")
    sheet.screenshot.nothing_to_cover.setChecked(True)
    sheet.screenshot.add_cover()
    assert not sheet.screenshot.nothing_to_cover.isChecked(), "covers and the tick exclude each other"
    cover = sheet.screenshot.covers[0]
    sheet.accept()
    home(seat)
    draft = desk.entering.drafts[-1][0]
    assert draft.covers == (cover,) and not draft.nothing_to_cover and draft.picture is not None
    kept = QImage.fromData(QByteArray(draft.picture))
    assert (kept.width(), kept.height()) == (400, 300)


def test_a_dropped_file_that_is_no_picture_is_told_and_the_picture_before_stays(
    sheet: EnterSheet, tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.png", tmp_path / "b.png"
    picture().save(str(good))
    bad.write_text("不是图片", encoding="utf-8")
    shot = sheet.screenshot
    for file in (good, bad):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(file))])
        of = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        entering = QDragEnterEvent(QPoint(9, 9), *of)
        QApplication.sendEvent(shot, entering)
        assert entering.isAccepted()
        QApplication.sendEvent(shot, QDropEvent(QPointF(9, 9), *of))
    assert shot.problem.text().startswith("这个文件打不开") and shot.has_picture
    QGuiApplication.clipboard().setText("文字")
    shot.paste()
    assert shot.problem.text().startswith("剪贴板里没有图片")


def test_esc_asks_once_where_something_is_written_and_closes_at_once_where_not(
    page: InboxPage, sheet: EnterSheet, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    sheet.choose(Way.TELEPHONE)
    sheet.telephone.body.setPlainText("井盖缺失")
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    asked = page.window().findChild(Ask)
    assert asked is not None and is_open(sheet, page)
    QTest.keyClick(asked, Qt.Key.Key_Escape)  # back to what was written
    assert is_open(sheet, page) and sheet.telephone.body.toPlainText() == "井盖缺失"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    next(ask for ask in page.window().findChildren(Ask) if ask.isVisible()).accept()
    assert not is_open(sheet, page)
    page.entering.ask()
    fresh = next(made for made in page.window().findChildren(EnterSheet) if made.isVisible())
    assert fresh.way is Way.TELEPHONE and fresh.is_empty, "of the last entry the way alone is remembered"
    QTest.keyClick(fresh, Qt.Key.Key_Escape)
    assert not is_open(fresh, page)


def test_a_link_that_is_known_leads_to_its_item_or_takes_the_counts_alone(
    page: InboxPage, sheet: EnterSheet, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    item = yunchuan.item(20)
    sheet.facts.link.setText(item.link or "")
    home(seat)
    known = sheet.facts.known
    assert known.isVisible() and known.words.text().startswith(f"这条已有：{item.title}")
    known.counts_button.click()
    assert sheet.error.text().startswith("没有填数据")
    sheet.facts.counts.fields["comments"].setText("许多")
    known.counts_button.click()
    assert sheet.error.text().startswith("看不懂评论“许多”")
    sheet.facts.counts.fields["comments"].setText("340")
    known.counts_button.click()
    home(seat)
    assert desk.entering.series[20] == (Metrics(NOW, comments=340),) and desk.entering.drafts == []
    assert page.bar.words.startswith("已补录数据：") and not is_open(sheet, page)
    page.entering.ask()
    again = next(made for made in page.window().findChildren(EnterSheet) if made.isVisible())
    again.facts.link.setText(yunchuan.item(30).link or "")
    home(seat)
    again.facts.known.open_button.click()
    home(seat)
    assert page.pane.item is not None and page.pane.item.item.id == 30


def test_tab_reaches_every_field_and_never_leaves_the_sheet(page: InboxPage, sheet: EnterSheet) -> None:
    for way in Way:
        tab_through(page, sheet, way)


def tab_through(page: InboxPage, sheet: EnterSheet, way: Way) -> None:
    sheet.choose(way)
    if way is Way.SCREENSHOT:
        sheet.screenshot.take(picture())
    sheet.first.setFocus()
    reached = set()
    for _ in range(40):
        QTest.keyClick(page.window().focusWidget(), Qt.Key.Key_Tab)
        here = page.window().focusWidget()
        assert sheet.isAncestorOf(here)
        reached.add(here)
    wanted = {
        Way.LINK: {sheet.link.paste, sheet.facts.title, sheet.facts.body, sheet.facts.counts.at},
        Way.SCREENSHOT: {sheet.screenshot.canvas, sheet.screenshot.nothing_to_cover, sheet.facts.title},
        Way.TELEPHONE: {sheet.telephone.title, sheet.telephone.place, sheet.telephone.body},
    }[way]
    assert {sheet.accept_button, *wanted} <= reached


def test_counts_of_a_time_that_lies_ahead_are_refused(sheet: EnterSheet, seat: Seat) -> None:
    counts = sheet.facts.counts
    counts.at.setText(f"{(NOW + timedelta(days=1)).astimezone(seat.desk.zone):%Y-%m-%d %H:%M}")
    missing = counts.missing()
    assert missing is not None and "将来" in missing[0]


def test_m_notes_the_counts_of_the_item_that_is_read(page: InboxPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    row = page.current()
    assert row is not None
    desk.entering.series[row.item_id] = (Metrics(NOW - timedelta(hours=2), reads=12000),)
    page.pane.by_hand.show_item(yunchuan.item(row.item_id))
    home(seat)
    QTest.keyClicks(page.list, "m")
    sheet = page.window().findChild(NoteSheet)
    assert sheet is not None and sheet.counts.first.placeholderText() == "上次 1.2万"
    sheet.accept()
    assert sheet.error.text() == "没有填数据；请至少填一项。"
    sheet.counts.first.setText("3.4万")
    sheet.accept()
    home(seat)
    assert desk.entering.series[row.item_id][-1] == Metrics(NOW, reads=34000)
    assert page.pane.by_hand.metrics.tiles[0].change == "+2.2万"
