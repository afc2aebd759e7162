"""经过: every act of the history, newest first, told in one line each."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from opinion_desk.domain.acts import ActKind

from ..fonts import font
from ..parts.labels import plain_tip
from ..seat import Seat
from ..theme import colour
from ..times import span
from .view import TimelineRow

ACT: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex
_LEFT: Final = 108
_RED: Final = (ActKind.ESCALATED, ActKind.RETURNED)
_GOOD: Final = (ActKind.CLOCK_MET, ActKind.RELEASED, ActKind.CONFERENCE_HELD, ActKind.RESPONDED, ActKind.CONCLUDED)
_BY_ITSELF: Final = (ActKind.CLOCK_STARTED, ActKind.CLOCK_MET, ActKind.MARK_FIRED, ActKind.CLOCK_SUPERSEDED)


class TimelineModel(QAbstractListModel):
    """The acts in memory."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[TimelineRow, ...] = ()

    def show_rows(self, rows: tuple[TimelineRow, ...]) -> None:
        """Another history, or the same grown at its head."""
        grown = len(rows) - len(self.rows)
        if grown >= 0 and self.rows and rows[grown:] == self.rows:
            if grown:
                self.beginInsertRows(QModelIndex(), 0, grown - 1)
                self.rows = rows
                self.endInsertRows()
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ACT:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{row.words}\n{row.act.by} · #{row.act.seq} · {row.act.hash[:12]}")
        return None


class _ActDelegate(QStyledItemDelegate):
    def __init__(self, seat: Seat, view: QListView) -> None:
        super().__init__(view)
        self._seat, self._view = seat, view
        self._words, self._small = font(14), font(12, tabular=True)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width()
        room = QRect(0, 0, max(width - _LEFT - 12, 80), 2000)
        box = QFontMetrics(self._words).boundingRect(room, int(Qt.TextFlag.TextWordWrap), index.data())
        return QSize(width, box.height() + 30)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ACT)
        if not isinstance(row, TimelineRow):
            return
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        painter.setPen(colour("text_3"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(rect.left(), rect.top() + 3, 74, 20), right, self._seat.short(row.act.at))
        self._paint_thread(painter, rect, row, index)
        room = QRectF(rect.left() + _LEFT, rect.top() + 1, rect.width() - _LEFT - 12, rect.height() - 26)
        painter.setFont(self._words)
        painter.setPen(colour("red_text" if self._is_bad(row) else "text"))
        painter.drawText(room, int(Qt.TextFlag.TextWordWrap), row.words)
        painter.setFont(self._small)
        painter.setPen(colour("text_3"))
        painter.drawText(QRectF(room.left(), room.bottom(), room.width(), 18), self._facts(row))
        painter.restore()

    def _paint_thread(self, painter: QPainter, rect: QRectF, row: TimelineRow, index: Index) -> None:
        centre = QPointF(rect.left() + 90, rect.top() + 13)
        painter.setPen(QPen(colour("line"), 2))
        top = centre.y() + 9 if index.row() == 0 else rect.top()
        if index.row():
            painter.drawLine(QPointF(centre.x(), top), QPointF(centre.x(), centre.y() - 8))
        if index.row() < index.model().rowCount() - 1:
            painter.drawLine(QPointF(centre.x(), centre.y() + 8), QPointF(centre.x(), rect.bottom() + 1))
        tone = "red_text" if self._is_bad(row) else "good" if row.act.kind in _GOOD else "accent"
        if row.act.kind in _BY_ITSELF:
            painter.setPen(QPen(colour(tone), 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(centre, 4, 4)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(tone))
            painter.drawEllipse(centre, 5, 5)

    def _is_bad(self, row: TimelineRow) -> bool:
        missed = row.act.kind is ActKind.MARK_FIRED and row.act.data.get("mark_kind") == "deadline"
        return missed or row.act.kind in _RED

    def _facts(self, row: TimelineRow) -> str:
        facts = [row.act.by]
        later = row.act.entered - row.act.at
        if later.total_seconds() >= 60:
            facts.append(self.tr("{span}后补记").format(span=span(later)))
        return " · ".join(facts)


class Timeline(QListView):
    """As high as its acts; the column around it scrolls."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.acts = TimelineModel(self)
        self.setModel(self.acts)
        self.setItemDelegate(_ActDelegate(seat, self))
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(160)
        self.setAccessibleName(self.tr("经过"))
