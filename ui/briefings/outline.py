"""The outline of a draft: sections and their matters as one list that can be dragged, struck and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ..fonts import font
from ..icons import paint_glyph
from ..parts.labels import plain_tip
from ..theme import colour
from .draft import Draft, Place

PLACE: Final = Qt.ItemDataRole.UserRole + 1
_MIME: Final = "application/x-desk-briefing-line"
Index = QModelIndex | QPersistentModelIndex


class OutlineModel(QAbstractListModel):
    """`edited` tells that the draft is another one now."""

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft: Draft | None = None
        self.places: list[Place] = []

    def show_draft(self, draft: Draft | None) -> None:
        """Another briefing."""
        self.beginResetModel()
        self.draft = draft
        self.places = draft.places() if draft is not None else []
        self.endResetModel()

    def strike(self, row: int) -> None:
        """Strike a line, or bring it back."""
        if self.draft is not None and 0 <= row < len(self.places):
            self.draft.strike(self.places[row])
            self.dataChanged.emit(self.index(0), self.index(len(self.places) - 1))
            self.edited.emit()

    def move(self, row: int, by: int) -> int:
        """Move a line up or down; the row where it stands then."""
        if self.draft is None or not 0 <= row < len(self.places):
            return row
        return self._after(self.draft.move(self.places[row], by))

    def rewrite(self, row: int, headline: str, text: str) -> None:
        """Other words for a line."""
        if self.draft is not None:
            self.draft.rewrite(self.places[row], headline, text)
            self.dataChanged.emit(self.index(row), self.index(row))
            self.edited.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.draft is None:
            return None
        place = self.places[index.row()]
        if role == PLACE:
            return place
        headline, text = self.draft.words(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return headline
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(text or headline)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("{words}，已划去").format(words=headline) if self.draft.is_struck(place) else headline
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        able = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return able | Qt.ItemFlag.ItemIsDragEnabled if self.places[index.row()].item >= 0 else able

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        made = QMimeData()
        made.setData(_MIME, str(indexes[0].row()).encode())
        return made

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if self.draft is None or not data.hasFormat(_MIME):
            return False
        source = self.places[int(bytes(data.data(_MIME).data()))]
        if source.item < 0:
            return False  # sections are moved by keys
        at = parent.row() if parent.isValid() else row
        at = min(max(at, 0), len(self.places))
        if at < len(self.places):
            target = self.places[at]
            target = Place(target.section, target.item) if target.item >= 0 else Place(target.section, 0)
        else:
            last = len(self.draft.sections) - 1
            target = Place(last, len(self.draft.sections[last].items))
        self._after(self.draft.move_item(source, target))
        return False  # the draft has moved it already: the view must not remove a row of its own

    def _after(self, place: Place) -> int:
        assert self.draft is not None
        self.beginResetModel()
        self.places = self.draft.places()
        self.endResetModel()
        self.edited.emit()
        return self.places.index(place)


class _LineDelegate(QStyledItemDelegate):
    def __init__(self, view: Outline) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 42 if index.data(PLACE).item < 0 else 38)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        draft, place = self._view.model_.draft, index.data(PLACE)
        if draft is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colour("selected" if selected else "raised"))
        head, struck = place.item < 0, draft.is_struck(place)
        room = QRectF(rect.adjusted(16 if head else 40, 0, -14, 0))
        if head and index.row():
            painter.setPen(QPen(colour("line"), 1))
            painter.drawLine(QPointF(rect.left(), rect.top() + 0.5), QPointF(rect.right(), rect.top() + 0.5))
        if not head:
            paint_glyph(
                painter,
                QRectF(rect.left() + 16, rect.center().y() - 7, 16, 16),
                "dots-six-vertical",
                colour("text_3"),
                14,
            )
        note = self._note(draft, place)
        painter.setFont(font(12))
        painter.setPen(colour("text_3"))
        wide = QFontMetrics(painter.font()).horizontalAdvance(note) + (10 if note else 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, note)
        face = font(14 if head else 13, bold=head)
        face.setStrikeOut(struck)
        painter.setFont(face)
        painter.setPen(colour("text_3" if struck else "text" if head else "text_2"))
        words = QFontMetrics(face).elidedText(index.data(), Qt.TextElideMode.ElideRight, int(room.width() - wide))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def _note(self, draft: Draft, place: Place) -> str:
        if draft.is_struck(place):
            return self.tr("已划去")
        section = draft.sections[place.section]
        if place.item >= 0:
            return ""
        kept = sum(not line.struck for line in section.items)
        if kept:
            return self.tr("{n} 条").format(n=kept)
        if section.section.clocks:
            return self.tr("{n} 项时限").format(n=len(section.section.clocks))
        return ""


class Outline(QListView):
    """Space strikes, Alt+Up and Alt+Down move, Enter edits; the mouse can drag."""

    def __init__(self) -> None:
        super().__init__()
        self.model_ = OutlineModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(_LineDelegate(self))
        self.setMouseTracking(True)
        self.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(self.tr("简报提纲"))
