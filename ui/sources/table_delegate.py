"""Cells of the sources table: health as a shape, a colour and a word."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opinion_desk.domain.source import HealthState

from ..fonts import font
from ..icons import paint_glyph
from ..theme import colour
from .table_model import NAME, SOURCE, STATE, WHY

HEIGHT = 44
_GLYPH = {
    HealthState.WELL: ("check-circle", "good"),
    HealthState.FAILING: ("warning", "red_text"),
    HealthState.SILENT: ("minus-circle", "amber_text"),
    HealthState.PAUSED: ("pause", "text_3"),
    HealthState.NEW: ("circle", "text_3"),
}


class SourceDelegate(QStyledItemDelegate):
    """Paints every cell, so that a row is one calm line."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(80, HEIGHT)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(SOURCE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selected"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        health, column = row.state, index.column()
        room = QRectF(rect.adjusted(10, 0, -10, 0))
        ink = "text_2"
        if column == NAME:
            ink = "text_3" if health is HealthState.PAUSED else "text"
            room.setLeft(room.left() + 8)
        elif column == STATE:
            glyph, ink = _GLYPH[health]
            paint_glyph(painter, QRectF(room.left(), room.center().y() - 8, 16, 16), glyph, colour(ink), 16)
            room.setLeft(room.left() + 22)
        elif column == WHY and health is HealthState.FAILING:
            ink = "red_text"
        elif column == WHY and health is HealthState.SILENT:
            ink = "amber_text"
        painter.setPen(colour(ink))
        painter.setFont(font(14 if column == NAME else 13, bold=column == NAME, tabular=True))
        words, metrics = index.data(), QFontMetrics(painter.font())
        if column == WHY and metrics.horizontalAdvance(words) > room.width():
            painter.setFont(font(12))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, words)
        else:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
            painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), words)
        painter.restore()
