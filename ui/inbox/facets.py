"""The column of facets: piles, topics, monitoring categories, sources, each with its count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from opinion_desk.domain.inbox import Facet, Facets

from ..fonts import font
from ..theme import colour
from ..words import SCOPE, said

FACET: Final = Qt.ItemDataRole.UserRole + 1
_SHOWN: Final = 8  # of each kind, until the rest is asked for
Index = QModelIndex | QPersistentModelIndex
Line = tuple[str, Facet]  # kind: head, pile, topic, scope, source, more


class FacetModel(QAbstractListModel):
    """Headings and facets in one flat list, read from memory."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facets: Facets | None = None
        self._open: set[str] = set()
        self.lines: list[Line] = []

    def show_facets(self, facets: Facets) -> None:
        """Other counts; where the lines are the same ones, only their numbers change."""
        self._facets = facets
        self._rebuild()

    def unfold(self, kind: str) -> None:
        """Show all facets of a kind."""
        self._open.add(kind)
        self._rebuild()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        kind, facet = self.lines[index.row()]
        if role == FACET:
            return (kind, facet)
        if role == Qt.ItemDataRole.DisplayRole:
            return facet.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return facet.name if kind == "head" else f"{facet.name} {facet.count}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.lines[index.row()][0] == "head":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _rebuild(self) -> None:
        if self._facets is None:
            return
        lines: list[Line] = [("pile", facet) for facet in self._facets.piles]
        for kind, heading, facets in (
            ("topic", self.tr("领域"), self._facets.topics),
            ("scope", self.tr("监测类别"), self._facets.scopes),
            ("source", self.tr("来源"), self._facets.sources),
        ):
            if facets:
                lines.append(("head", Facet(kind, heading, 0)))
                shown = facets if kind in self._open else facets[:_SHOWN]
                lines += [(kind, _named(kind, facet)) for facet in shown]
                if len(facets) > len(shown):
                    lines.append(("more", Facet(kind, self.tr("更多"), len(facets) - len(shown))))
        same = [(k, f.id) for k, f in lines] == [(k, f.id) for k, f in self.lines]
        if same:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()


def _named(kind: str, facet: Facet) -> Facet:
    """Monitoring categories come by their ids; the screen says their words."""
    return replace(facet, name=said(SCOPE[facet.id])) if kind == "scope" and facet.id in SCOPE else facet


class _FacetDelegate(QStyledItemDelegate):
    def __init__(self, view: FacetView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 34 if index.data(FACET)[0] == "head" else 29)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        kind, facet = index.data(FACET)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(rect.adjusted(12, 0, -12, 0))
        if kind == "head":
            painter.setFont(font(12))
            painter.setPen(colour("text_3"))
            painter.drawText(room.adjusted(8, 8, 0, 0), Qt.AlignmentFlag.AlignVCenter, facet.name)
            painter.restore()
            return
        on = self._view.is_on(kind, facet.id)
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("soft_accent" if on else "raised"))
            painter.drawRoundedRect(room.adjusted(0, 1, 0, -1), 6, 6)
        inside = room.adjusted(8, 0, -8, 0)
        painter.setFont(font(12, tabular=True))
        count = f"{facet.count:,}" if kind != "more" else "···"
        wide = QFontMetrics(painter.font()).horizontalAdvance(count)
        painter.setPen(colour("accent_text" if on else "text_3"))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.setFont(font(13, bold=on))
        painter.setPen(colour("accent_text" if on else "text_2"))
        name = QFontMetrics(painter.font()).elidedText(
            facet.name, Qt.TextElideMode.ElideRight, int(inside.width()) - wide - 10
        )
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, name)
        painter.restore()


class FacetView(QListView):
    """One pile is on, with at most one facet of each kind beside it; a second click takes a facet off again."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.facets = FacetModel(self)
        self.on: dict[str, str] = {"pile": "waiting"}
        self.setModel(self.facets)
        self.setItemDelegate(_FacetDelegate(self))
        self.setMouseTracking(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setViewportMargins(0, 8, 0, 8)
        self.setAccessibleName(self.tr("筛选"))
        self.clicked.connect(self._clicked)

    def is_on(self, kind: str, id: str) -> bool:
        """Whether that facet narrows the list."""
        return self.on.get(kind) == id

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        kind, facet = self.facets.lines[index.row()]
        if kind == "head":
            return
        if kind == "more":
            self.facets.unfold(facet.id)
            return
        if kind != "pile" and self.is_on(kind, facet.id):
            del self.on[kind]
        else:
            self.on[kind] = facet.id
        self.viewport().update()
        self.chosen.emit()
