"""Calm tables: rows of words in memory, painted one line each, for lists that are read more than edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ..fonts import font
from ..theme import colour
from .labels import plain_tip

LINE: Final = Qt.ItemDataRole.UserRole + 1
HEIGHT: Final = 40
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what it stands for, its words column by column, and the token of the columns that are not plain."""

    of: Any
    cells: tuple[str, ...]
    tones: dict[int, str] = field(default_factory=dict)
    hint: str = ""


class LinesModel(QAbstractTableModel):
    """`numbers` are the columns set to the right."""

    def __init__(self, heads: Sequence[str], numbers: Sequence[int] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads, self._numbers = tuple(heads), frozenset(numbers)
        self.lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other rows; where as many stand there as before, the marked one stays marked."""
        if len(lines) == len(self.lines):
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self._heads) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(line.hint or line.cells[index.column()])
        return self._side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        side = Qt.AlignmentFlag.AlignRight if column in self._numbers else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


class _LineDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line, column, rect = index.data(LINE), index.column(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour("selected"))
            if column == 0 and option.widget.hasFocus():
                painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), colour("accent"))
        painter.setPen(QPen(colour("line"), 1))
        painter.drawLine(QPointF(rect.left(), rect.bottom() + 0.5), QPointF(rect.right() + 1, rect.bottom() + 0.5))
        room = QRectF(rect.adjusted(18 if column == 0 else 10, 0, -10, 0))
        painter.setPen(colour(line.tones.get(column, "text" if column == 0 else "text_2")))
        painter.setFont(font(13, bold=column == 0, tabular=True))
        words = QFontMetrics(painter.font()).elidedText(
            line.cells[column], Qt.TextElideMode.ElideRight, int(room.width())
        )
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), words)
        painter.restore()


class LinesView(QTableView):
    """The table of a LinesModel: one row is marked at a time, one column takes what room is left.

    `opened` tells that the marked row was double-clicked or Enter pressed on it, whatever the platform does with a click.
    """

    opened = Signal()

    def __init__(self, model: LinesModel, widths: Sequence[int], stretched: int, name: str) -> None:
        super().__init__()
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(_LineDelegate(self))
        self.setAccessibleName(name)
        set_up(self, HEIGHT, dict(enumerate(widths)), stretched)
        self.doubleClicked.connect(lambda _index: self.opened.emit())

    @property
    def marked(self) -> Any:
        """What the marked row stands for; None where none is."""
        index = self.currentIndex()
        return self.lines.lines[index.row()].of if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.marked is not None:
            self.opened.emit()
            return
        super().keyPressEvent(event)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other rows; a row that stands for the same thing stays marked, else the first is."""
        before = self.marked
        self.lines.show_lines(lines)
        same = next((n for n, line in enumerate(lines) if line.of == before), 0)
        if lines:
            self.selectRow(same)


def set_up(table: QTableView, height: int, widths: Mapping[int, int], stretched: int) -> None:
    """A table of whole rows, each so high, one marked at a time: columns of these widths, one that takes what is left.

    The table must have its model.
    """
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(height)
    heads = table.horizontalHeader()
    heads.setSectionsClickable(False)
    heads.setHighlightSections(False)
    for column, width in widths.items():
        table.setColumnWidth(column, width)
    heads.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
