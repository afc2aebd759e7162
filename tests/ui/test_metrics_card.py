"""The reading pane's cards of counts and of how an item came by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from opinion_desk.domain.entering import EnteredNote, Platform, Way
from opinion_desk.domain.item import Metrics
from ui.inbox.entering.by_hand import ByHand
from ui.inbox.entering.counting import figures_of
from ui.inbox.entering.picture_sheet import PictureSheet
from ui.seat import Seat

from . import yunchuan
from .fake_desk import FakeDesk
from .showing import InWindow
from .yunchuan import NOW

Home = Callable[[Seat], None]


@pytest.fixture
def by_hand(seat: Seat, in_window: InWindow) -> ByHand:
    return in_window(ByHand(seat), 900, 700)


def words(of: ByHand) -> list[str]:
    return [made.text() for made in of.findChildren(QLabel) if made.isVisibleTo(of)]


def test_a_figure_keeps_its_last_known_value_and_changes_since_the_time_before() -> None:
    early, late = NOW - timedelta(hours=2), NOW - timedelta(hours=1)
    series = (
        Metrics(early, reads=1200, likes=40),
        Metrics(late, reads=1200, likes=35, comments=3),
        Metrics(NOW, reads=5400),
    )
    found = {figure.name: (figure.value, figure.change) for figure in figures_of(series)}
    assert found == {"reads": (5400, 4200), "comments": (3, None), "likes": (35, -5)}
    assert figures_of(()) == ()


def test_counts_are_told_with_their_time_their_change_in_words_and_the_times_before(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.entering.series[20] = tuple(
        Metrics(NOW - timedelta(hours=5 - n), reads=reads, comments=12, likes=likes)
        for n, (reads, likes) in enumerate(((900, None), (1200, 30), (5400, 40), (12800, 35), (33400, 30)))
    )
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    card = by_hand.metrics
    assert [(tile.name, tile.value, tile.change) for tile in card.tiles] == [
        ("阅读", "3.3万", "+2万"), ("评论", "12", "不变"), ("点赞", "30", "−5"),
    ]  # fmt: skip
    assert "数据 · 今天 17:39 所见" in words(by_hand)
    assert len(card.listed) == 4 and card.listed[0] == ("17:39", "3.3万", "12", "30")
    card.show_whole()
    assert card.listed[-1] == ("13:39", "900", "12", "—")


def test_a_figure_older_than_the_heading_tells_its_own_time(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.entering.series[20] = (
        Metrics(NOW - timedelta(hours=5), reads=900),
        Metrics(NOW - timedelta(hours=1), likes=30),
    )
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    assert [tile.toolTip() for tile in by_hand.metrics.tiles] == ["阅读 900，今天 13:39 所见", "点赞 30"]


def test_a_place_in_a_hot_list_rises_when_its_number_falls(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.entering.series[20] = (Metrics(NOW - timedelta(hours=1), rank=9), Metrics(NOW, rank=4, heat=123456.0))
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    assert [(tile.value, tile.change) for tile in by_hand.metrics.tiles] == [("第 4", "升 5 位"), ("12.3万", "")]


def test_an_item_of_a_source_without_counts_shows_neither_card(by_hand: ByHand, seat: Seat, home: Home) -> None:
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    assert by_hand.isHidden()


def test_figures_of_one_item_never_stand_beside_another(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.entering.series[20] = (Metrics(NOW, likes=3),)
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    assert by_hand.isVisible()
    by_hand.show_item(yunchuan.item(30))
    assert by_hand.isHidden(), "while the other is still being read"
    home(seat)
    assert by_hand.isHidden()


def test_an_entered_item_tells_how_it_came_and_opens_its_picture_on_a_sheet(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    image = QImage(300, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("#336699"))
    path = tmp_path / "kept.png"
    image.save(str(path))
    desk.entering.notes[20] = EnteredNote(
        Way.SCREENSHOT, Platform.DOUYIN, "夜班值班员", NOW - timedelta(hours=1), "ab12" + "0" * 56 + "cd34"
    )
    desk.entering.pictures[20] = path
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    told = words(by_hand)
    assert {"截图", "抖音", "夜班值班员 今天 17:39 录入", "截图已遮盖后存证 ab12…cd34"} <= set(told)
    assert by_hand.metrics.isHidden()
    thumbnail = by_hand.origin.thumbnail
    assert thumbnail is not None
    QTest.keyClick(thumbnail, Qt.Key.Key_Return)
    sheet = by_hand.window().findChild(PictureSheet)
    assert sheet is not None and sheet.isVisible() and sheet.canvas.image.size() == image.size()
    QTest.keyClicks(sheet.canvas, "+")
    assert sheet.canvas.zoom > 1
    QTest.keyClick(sheet.canvas, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_a_picture_that_cannot_be_read_any_more_is_told(
    by_hand: ByHand, desk: FakeDesk, seat: Seat, home: Home, tmp_path: Path
) -> None:
    desk.entering.notes[20] = EnteredNote(Way.SCREENSHOT, Platform.OTHER, "值班员", NOW, "ab" * 32)
    desk.entering.pictures[20] = tmp_path / "gone.png"
    by_hand.show_item(yunchuan.item(20))
    home(seat)
    assert "存下的截图打不开；可以从备份恢复。" in words(by_hand)
