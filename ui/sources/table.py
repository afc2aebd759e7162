"""The table itself: whole lines are marked, several at once; folders open and shut; what is marked stays marked and in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ..fonts import font
from ..seat import Seat
from ..theme import colour
from .folders import FolderLine, Line, SourceLine
from .line_painting import HEIGHT, paint_line
from .table_model import (
    FORM_COLUMN,
    ITEMS,
    LAST,
    LAST_DAY,
    NAME,
    NEXT,
    STATE,
    USUAL,
    WHY,
    SourceModel,
    key_of,
)

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

_WIDTHS: Final = {
    NAME: 210, FORM_COLUMN: 96, STATE: 84, LAST: 96, NEXT: 96, USUAL: 82, LAST_DAY: 90, ITEMS: 78
}  # fmt: skip
_NARROW: Final = 1_250  # below that the form and the sum give their room to the words
_GIVING_WAY: Final = (FORM_COLUMN, ITEMS)
Index = QModelIndex | QPersistentModelIndex
_WHOLE: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_MORE: Final = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class _Height(QStyledItemDelegate):
    """Nothing but the height of a line: lines are painted whole."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, HEIGHT)


class SourceTable(QTreeView):
    """`marked_changed` tells that other lines are marked, `opened` that a source was double-clicked or Enter pressed on it."""

    marked_changed = Signal()
    opened = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.lines = SourceModel(seat, self)
        self.setModel(self.lines)
        self.setItemDelegate(_Height(self))
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)
        self.setAccessibleName(self.tr("来源列表"))
        self._set_up_head()
        self.selectionModel().selectionChanged.connect(lambda *_: self.marked_changed.emit())

    @property
    def marked(self) -> tuple[Line, ...]:
        """The marked lines, from above."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.lines.lines[place] for place in places)

    @property
    def marked_rows(self) -> tuple[SourceRow, ...]:
        """The marked sources, each once; a marked folder stands for all that is in it."""
        found: dict[int, SourceRow] = {}
        for line in self.marked:
            for row in line.rows if isinstance(line, FolderLine) else (line.row,):
                found.setdefault(row.source.id, row)
        return tuple(found.values())

    def current(self) -> SourceRow | None:
        """The source whose line alone is marked."""
        marked = self.marked
        return marked[0].row if len(marked) == 1 and isinstance(marked[0], SourceLine) else None

    def show_rows(self, rows: Iterable[SourceRow]) -> None:
        """Other sources, or the same with other health."""
        self._keeping(lambda: self.lines.show_rows(rows))

    def filter(self, words: str) -> None:
        """Only what has all of these words."""
        self.lines.wanted = words
        self._keeping(self.lines.arrange)

    def fold(self, folder: str, shut: bool) -> None:
        """Shut a folder, or open it."""
        if shut == (folder in self.lines.folded):
            return
        (self.lines.folded.add if shut else self.lines.folded.discard)(folder)
        self._keeping(self.lines.arrange)

    def mark(self, *keys: int | str) -> None:
        """Mark these lines alone, the first of them before the eyes."""
        places = [place for place in map(self.lines.row_of, keys) if place >= 0]
        if not places:
            return
        chosen = QItemSelection()
        for place in places:
            chosen.select(self.lines.index(place, 0), self.lines.index(place, WHY))
        first = self.lines.index(places[0], NAME)
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(chosen, _WHOLE)
        self.scrollTo(first)

    def _keeping(self, change: Callable[[], None]) -> None:
        """Do that, and mark what was marked before, without moving the table."""
        before = [key_of(line) for line in self.marked]
        here = self.currentIndex()
        current = key_of(self.lines.lines[here.row()]) if here.isValid() else None
        scrolled, count = self.verticalScrollBar().value(), self.lines.rowCount()
        change()
        if self.selectionModel().hasSelection() and self.lines.rowCount() == count:
            return
        places = [place for place in map(self.lines.row_of, before) if place >= 0]
        if not places and self.lines.lines:
            first = next((n for n, line in enumerate(self.lines.lines) if isinstance(line, SourceLine)), 0)
            places = [first]
        at = self.lines.row_of(current) if current is not None else -1
        if places:
            spot = self.lines.index(at if at >= 0 else places[0], NAME)
            self.selectionModel().setCurrentIndex(spot, QItemSelectionModel.SelectionFlag.NoUpdate)
            for place in places:
                self.selectionModel().select(self.lines.index(place, NAME), _MORE)
        self.verticalScrollBar().setValue(scrolled)
        self.marked_changed.emit()

    @property
    def nothing_words(self) -> str:
        """What stands in the empty table when the filter leaves nothing over."""
        if self.lines.lines or not self.lines.wanted:
            return ""
        return self.tr("没有符合“{words}”的来源。按 / 改筛选，Esc 清除。").format(words=self.lines.wanted)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.nothing_words:
            painter = QPainter(self.viewport())
            painter.setPen(colour("text_2"))
            painter.setFont(font(14))
            room = self.viewport().rect().adjusted(24, 40, -24, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self.nothing_words)
            painter.end()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QRectF(option.rect)
        if self.selectionModel().isRowSelected(index.row()):
            painter.fillRect(whole, colour("selected"))
            if index.row() == self.currentIndex().row() and self.hasFocus():
                painter.fillRect(QRectF(whole.left(), whole.top(), 3, whole.height()), colour("accent"))
        elif isinstance(self.lines.lines[index.row()], FolderLine):
            painter.fillRect(whole, colour("ground"))
        head = self.header()
        cells = [
            QRectF(head.sectionViewportPosition(column), whole.top(), head.sectionSize(column), whole.height())
            for column in range(head.count())
        ]
        painter.save()
        paint_line(painter, self.lines.lines[index.row()], self.lines, whole, cells)
        painter.restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        line = self.lines.lines[here.row()] if here.isValid() else None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self._open(line)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and line is not None:
            self._step(line, shut=event.key() == Qt.Key.Key_Left)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        line = self.lines.lines[index.row()] if index.isValid() else None
        if (
            isinstance(line, FolderLine)
            and event.button() is Qt.MouseButton.LeftButton
            and event.position().x() < 34 + 18 * line.depth
        ):
            self.fold(line.folder, not line.folded)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self._open(self.lines.lines[index.row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column in _GIVING_WAY:
            self.header().setSectionHidden(column, self.width() < _NARROW)

    def _open(self, line: Line) -> None:
        if isinstance(line, FolderLine):
            self.fold(line.folder, not line.folded)
        else:
            self.opened.emit()

    def _step(self, line: Line, *, shut: bool) -> None:
        """Left shuts a folder, or goes to the one around; right opens it."""
        if isinstance(line, FolderLine) and line.folded != shut:
            self.fold(line.folder, shut)
        elif shut:
            around = line.row.source.folder if isinstance(line, SourceLine) else line.folder.rpartition(" / ")[0]
            if around or isinstance(line, SourceLine):
                self.mark(around)

    def _set_up_head(self) -> None:
        head = self.header()
        head.setSectionsMovable(False)
        head.setStretchLastSection(True)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(60)
        head.setFixedHeight(34)
        for column, width in _WIDTHS.items():
            head.resizeSection(column, width)
