"""One row of the list, painted: level, title, facts, topics, attitude, unit and how sure."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opinion_desk.domain.inbox import InboxRow, ItemState
from opinion_desk.domain.verdict import Voice

from ..fonts import advance, cut, font
from ..icons import paint_glyph
from ..parts.meters import paint_meter
from ..theme import colour, tokens
from ..words import ATTITUDE, ATTITUDE_TONE, VOICE, said
from .list_model import ROW, InboxModel

HEIGHT: Final = 60
_LEFT: Final = 44
_UNIT: Final = 128
_VIEW: Final = 74
_CHIPS: Final = 150
_LEAST_NAME: Final = 60  # of a source, where the line is short
_NARROW: Final = 720  # below this width there is one topic, below _TIGHT none
_TIGHT: Final = 610
_MID: Final = Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints rows of an InboxModel; every row has the same height, so a long list scrolls freely."""

    def __init__(self, model: InboxModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._title, self._bold, self._small, self._chip = (
            font(15),
            font(15, bold=True),
            font(12, tabular=True),
            font(12),
        )
        self._unit, self._level = font(13), font(12, bold=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, InboxRow):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(
            painter, rect, bool(state & QStyle.StateFlag.State_Selected), bool(state & QStyle.StateFlag.State_MouseOver)
        )
        self._paint_level(painter, rect, row)
        right = rect.right() - 14
        self._paint_unit(painter, QRectF(right - _UNIT, rect.top(), _UNIT, HEIGHT), row)
        right -= _UNIT + 8 + _VIEW
        self._paint_view(painter, QRectF(right, rect.top(), _VIEW, HEIGHT), row)
        room = 0 if rect.width() < _TIGHT else _CHIPS // 2 + 6 if rect.width() < _NARROW else _CHIPS
        if room:
            right -= room + 6
            self._paint_topics(painter, QRectF(right, rect.top(), room, HEIGHT), row)
        self._paint_words(
            painter, QRectF(rect.left() + _LEFT, rect.top(), right - 14 - rect.left() - _LEFT, HEIGHT), row
        )
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, selected: bool, hovered: bool) -> None:
        if selected or hovered:
            painter.fillRect(rect, colour("selected" if selected else "raised"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right(), rect.bottom() + 0.5))

    def _paint_level(self, painter: QPainter, rect: QRect, row: InboxRow) -> None:
        spot = QRectF(rect.left() + 13, rect.top() + 13, 20, 20)
        if row.hint is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().level(row.hint)))
            painter.drawRoundedRect(spot, 5, 5)
            painter.setPen(QColor(tokens().on_level(row.hint)))
            painter.setFont(self._level)
            painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, row.hint.numeral)
        if row.starred:
            under = QRectF(rect.left() + 15, rect.top() + 36, 16, 16) if row.hint is not None else spot
            paint_glyph(painter, under, "star-fill", colour("amber_text"), 15)

    def _paint_words(self, painter: QPainter, room: QRectF, row: InboxRow) -> None:
        waiting = row.state is ItemState.WAITING
        face = self._bold if waiting else self._title
        painter.setFont(face)
        painter.setPen(colour("text" if waiting else "text_2"))
        title = cut(row.title, int(room.width()), 15, bold=waiting)
        painter.drawText(QRectF(room.left(), room.top() + 8, room.width(), 24), _MID, title)
        painter.setFont(self._small)
        painter.setPen(colour("text_3"))
        facts = self._facts_within(row, int(room.width()))
        painter.drawText(QRectF(room.left(), room.top() + 33, room.width(), 18), _MID, facts)

    def _facts_within(self, row: InboxRow, width: int) -> str:
        """The facts in so many pixels; a long name of a source gives way before the time does."""
        facts = self._facts(row)
        over = advance(facts, 12, tabular=True) - width
        if over <= 0:
            return facts
        named = advance(row.source_name, 12, tabular=True) - over
        name = cut(row.source_name, int(max(named, _LEAST_NAME)), 12, tabular=True)
        return cut(name + facts[len(row.source_name) :], width, 12, tabular=True)

    def _facts(self, row: InboxRow) -> str:
        facts = [row.source_name, self._model.time_of(row.when)]
        if row.incident_id is not None:
            facts.append(self.tr("已立件"))
        elif row.state is ItemState.FILED:
            facts.append(self.tr("已阅存"))
        if row.reprints:
            same_source = row.sources == 1  # tickets of the hotline that say the same: nobody reprinted them
            told = self.tr("内容相同 {n:,} 条") if same_source else self.tr("转载 {n:,}")
            facts.append(told.format(n=row.reprints))
        if row.sources > 1:
            facts.append(self.tr("{n} 个来源").format(n=row.sources))
        return " · ".join(facts)

    def _paint_topics(self, painter: QPainter, room: QRectF, row: InboxRow) -> None:
        left = room.left()
        for topic in row.topics[:2]:
            wide = advance(topic, 12) + 14
            if left + wide > room.right() and left > room.left():
                break
            self._paint_chip(
                painter, QRectF(left, room.center().y() - 10, min(wide, room.width()), 21), topic, "accent"
            )
            left += wide + 6

    def _paint_view(self, painter: QPainter, room: QRectF, row: InboxRow) -> None:
        official, rumour = row.voice is Voice.OFFICIAL, row.voice is Voice.RUMOUR
        words = said(VOICE[row.voice]) if official or rumour else said(ATTITUDE[row.attitude])
        tone = "plain" if official else "amber" if rumour else ATTITUDE_TONE[row.attitude]
        wide = advance(words, 12) + 14
        self._paint_chip(painter, QRectF(room.left(), room.center().y() - 10, wide, 21), words, tone)

    def _paint_unit(self, painter: QPainter, room: QRectF, row: InboxRow) -> None:
        painter.setFont(self._unit)
        if row.unit is None:
            painter.setPen(colour("text_3"))
            painter.drawText(room, _MID, self.tr("单位待定"))
            return
        painter.setPen(colour("text_2"))
        words = self._model.unit_of(row.unit)
        told = cut(words, int(room.width()), 13)
        painter.drawText(QRectF(room.left(), room.top() + 10, room.width(), 22), _MID, told)
        bar = room.width() if row.sure else room.width() - 32
        paint_meter(
            painter, QRectF(room.left(), room.top() + 40, bar, 5), row.unit_score, "accent" if row.sure else "text_3"
        )
        if not row.sure:
            painter.setFont(self._chip)
            painter.setPen(colour("amber_text"))
            painter.drawText(QRectF(room.right() - 26, room.top() + 33, 28, 18), _MID, self.tr("存疑"))

    def _paint_chip(self, painter: QPainter, room: QRectF, words: str, tone: str) -> None:
        ground, ink = {
            "accent": ("soft_accent", "accent_text"),
            "red": ("soft_red", "red_text"),
            "good": ("soft_good", "good"),
            "amber": ("soft_amber", "amber_text"),
            "plain": ("soft_grey", "text_2"),
        }[tone]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(room, 5, 5)
        painter.setFont(self._chip)
        painter.setPen(colour(ink))
        told = cut(words, int(room.width()) - 12, 12)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, told)
