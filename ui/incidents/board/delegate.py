"""Paints a card of the board; its last line, where the clock counts, lies apart so that a second repaints nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...fonts import font
from ...frame.strip import Pressing, pressing
from ...theme import colour, tokens
from .card import Card
from .model import CARD

HEIGHT: Final = 152  # of a cell, the room between cards within it
_PAD: Final = 12.0
_MID: Final = Qt.AlignmentFlag.AlignVCenter
_RIGHT: Final = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE: Final = Qt.AlignmentFlag.AlignCenter
_LINE: Final = 20.0  # of a title of two
_NOT_FIRST: Final = "，。、；：！？）》”’"  # these do not begin a line


def body_of(cell: QRect) -> QRectF:
    """The card within its cell."""
    return QRectF(cell).adjusted(5, 4, -5, -4)


def clock_line(cell: QRect) -> QRectF:
    """The line of the clock."""
    body = body_of(cell)
    return QRectF(body.left() + _PAD, body.bottom() - 33, body.width() - 2 * _PAD, 24)


class CardDelegate(QStyledItemDelegate):
    """Paints the cards of a ColumnModel."""

    def __init__(self, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(150, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = index.data(CARD)
        if not isinstance(card, Card):
            return
        cell: QRect = option.rect
        state: QStyle.StateFlag = option.state
        stand = pressing(card.deadline, self._now()) if card.deadline is not None else None
        body = body_of(cell)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, body, state, late=stand is not None and stand.figures.startswith("−"))
        room = body.adjusted(_PAD, 10, -_PAD, 0)
        self._paint_head(painter, QRectF(room.left(), room.top(), room.width(), 20), card)
        self._paint_title(painter, QRectF(room.left(), room.top() + 25, room.width(), 2 * _LINE), card)
        self._paint_owed(painter, QRectF(room.left(), room.top() + 72, room.width(), 22), card)
        self._paint_clock(painter, clock_line(cell), card, stand)
        painter.restore()

    def _paint_ground(self, painter: QPainter, body: QRectF, state: QStyle.StateFlag, *, late: bool) -> None:
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(QPen(colour("red_text" if late else "accent" if hovered else "line"), 1.5 if late else 1))
        painter.setBrush(colour("raised" if tokens().dark else "surface"))  # a card lies above its column
        painter.drawRoundedRect(body.adjusted(0.75, 0.75, -0.75, -0.75), 10, 10)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent_text"), 2.5))
            painter.drawRoundedRect(body.adjusted(-1, -1, 1, 1), 11, 11)

    def _paint_head(self, painter: QPainter, room: QRectF, card: Card) -> None:
        self._paint_badge(painter, QRectF(room.left(), room.top(), 20, 20), card)
        right = room.right()
        if card.ended:
            right = self._paint_chip(painter, right, room, card.ended, "soft_grey", "text_2")
        if card.drill:
            right = self._paint_chip(painter, right, room, self.tr("演练"), "soft_red", "red_text")
        painter.setFont(font(12, tabular=True))
        painter.setPen(colour("text_3"))
        width = right - room.left() - 30
        wide = QFontMetricsF(painter.font()).horizontalAdvance(card.number)
        number = card.number if wide <= width else f"…{card.number[-4:]}"
        painter.drawText(QRectF(room.left() + 28, room.top(), width, room.height()), _MID, number)

    def _paint_chip(self, painter: QPainter, right: float, room: QRectF, words: str, fill: str, ink: str) -> float:
        """A filled word that ends at `right`; where the room before it ends."""
        painter.setFont(font(12, bold=True))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words) + 12
        spot = QRectF(right - wide, room.top(), wide, 20)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(spot, 5, 5)
        painter.setPen(colour(ink))
        painter.drawText(spot, _CENTRE, words)
        return right - wide - 6

    def _paint_badge(self, painter: QPainter, spot: QRectF, card: Card) -> None:
        painter.setFont(font(12, bold=True))
        if card.level is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().level(card.level)))
            painter.drawRoundedRect(spot, 5, 5)
            painter.setPen(QColor(tokens().on_level(card.level)))
            painter.drawText(spot, _CENTRE, card.level.numeral)
            return
        # A hint stands in an outline, so that nobody takes it for 核定; a grade in grey says 一 to 四.
        hinted = card.hint is not None
        painter.setPen(QPen(colour("text_3"), 1) if hinted else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if hinted else colour("soft_grey"))
        painter.drawRoundedRect(spot.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(colour("text_2"))
        words = card.hint.numeral if card.hint is not None else card.grade.words[:1] if card.grade is not None else "·"
        painter.drawText(spot, _CENTRE, words)

    def _paint_title(self, painter: QPainter, room: QRectF, card: Card) -> None:
        painter.setFont(font(14, bold=not card.ended))
        painter.setPen(colour("text_2" if card.ended else "text"))
        for place, line in enumerate(two_lines(card.title, QFontMetricsF(painter.font()), room.width())):
            painter.drawText(QRectF(room.left(), room.top() + place * _LINE, room.width(), _LINE), _MID, line)

    def _paint_owed(self, painter: QPainter, room: QRectF, card: Card) -> None:
        left = room.left()
        if card.owed:
            painter.setFont(font(12, bold=True))
            wide = QFontMetricsF(painter.font()).horizontalAdvance(card.owed) + 14
            spot = QRectF(left, room.top(), wide, room.height())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("soft_amber"))
            painter.drawRoundedRect(spot, 5, 5)
            painter.setPen(colour("amber_text"))
            painter.drawText(spot, _CENTRE, card.owed)
            left += wide + 8
        painter.setFont(font(12))
        painter.setPen(colour("text_2" if card.unit else "text_3"))
        words = QFontMetricsF(painter.font()).elidedText(
            card.unit or self.tr("未交办"), Qt.TextElideMode.ElideRight, room.right() - left
        )
        painter.drawText(QRectF(left, room.top(), room.right() - left, room.height()), _MID, words)

    def _paint_clock(self, painter: QPainter, room: QRectF, card: Card, stand: Pressing | None) -> None:
        right = room.right()
        if stand is not None:
            ink = colour("red_text" if stand.red else "text")
            painter.setPen(ink)
            painter.setFont(font(12, bold=True))
            if stand.word:
                painter.drawText(room, _RIGHT, stand.word)
                right -= QFontMetricsF(painter.font()).horizontalAdvance(stand.word) + 6
            painter.setFont(font(15, bold=True, tabular=True))
            painter.drawText(QRectF(room.left(), room.top(), right - room.left(), room.height()), _RIGHT, stand.figures)
            right -= QFontMetricsF(painter.font()).horizontalAdvance(stand.figures) + 8
        painter.setFont(font(12))
        painter.setPen(colour("text_2" if stand is not None else "text_3"))
        words = QFontMetricsF(painter.font()).elidedText(
            card.clock or card.aside, Qt.TextElideMode.ElideRight, max(0.0, right - room.left())
        )
        painter.drawText(QRectF(room.left(), room.top(), right - room.left(), room.height()), _MID, words)


def two_lines(text: str, metrics: QFontMetricsF, width: float) -> tuple[str, ...]:
    """The text in two lines of that width at most; what does not fit ends in an ellipsis. Chinese breaks anywhere."""
    if metrics.horizontalAdvance(text) <= width:
        return (text,)
    end = bisect_right(range(len(text) + 1), width, key=lambda count: metrics.horizontalAdvance(text[:count])) - 1
    while end > 1 and text[end] in _NOT_FIRST:
        end -= 1
    rest = metrics.elidedText(text[max(1, end) :].lstrip(), Qt.TextElideMode.ElideRight, width)
    return text[: max(1, end)], rest
