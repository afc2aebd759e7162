"""The tiles in a grid: arrows move between them, Enter or a click opens the matter, a second repaints what it changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QWidget

from ..tokens import Tokens
from .delegate import TileDelegate
from .legible import Grid, Parts, parts
from .model import BoardModel
from .tile import Shown, Tile, shown

Arrange = Callable[[int, QSize], Grid]


class TileView(QListView):
    """`arrange` gives the grid for so many tiles in such a room; a grid of 0 rows scrolls, with cells `cell_height` high."""

    opened = Signal(int)  # the incident

    def __init__(
        self,
        tokens: Callable[[], Tokens],
        now: Callable[[], datetime],
        arrange: Arrange,
        cell_height: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._arrange, self._cell_height, self._now = arrange, cell_height, now
        self._counted: list[tuple[Tile, Parts, Shown, bool, bool]] | None = None  # None: more than a second has passed
        self._asked = QRegion()
        self._last: dict[tuple[int, str, datetime], tuple[Shown, int]] = {}
        self.board = BoardModel(now, self)
        self.delegate = TileDelegate(tokens, now, self)
        self.setModel(self.board)
        self.setItemDelegate(self.delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(True)
        self.setUniformItemSizes(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not cell_height:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")
        self.setAccessibleName(self.tr("时限看板"))
        self.clicked.connect(self._open)

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Other tiles; the one that was chosen stays chosen while it is there."""
        chosen = self._chosen()
        self.board.show_tiles(tiles)
        self._fit()
        self._last.clear()
        if chosen is not None and self._chosen() is None:
            self.choose(next((n for n, tile in enumerate(self.board.tiles) if tile.key == chosen.key), 0))
        self.viewport().update()

    def choose(self, place: int) -> None:
        """Bring the keys to that tile; nothing happens where there is none."""
        if place < len(self.board.tiles):
            self.setCurrentIndex(self.board.index(place))

    def tick(self, now: datetime) -> int:
        """Count on: asks for a repaint of the figures, bars and tiles that look other than before; how many tiles those are."""
        self._counted, self._asked = [], QRegion()
        asked, room = 0, self.viewport().rect()
        for row, tile in enumerate(self.board.tiles):
            rect = self.visualRect(self.board.index(row))
            if rect.top() > room.bottom():
                break
            if rect.bottom() >= 0:
                asked += self._count_on(tile, QRectF(rect), now)
        self._asked &= room
        if not self._asked.isEmpty():
            self.viewport().update(self._asked)
        return asked

    def _count_on(self, tile: Tile, cell: QRectF, now: datetime) -> bool:
        places = parts(cell, close=self.delegate.grid.close)
        look = shown(tile, now)
        end = round(places.bar.width() * look.share)
        before = self._last.get(tile.key)
        self._last[tile.key] = look, end
        if before is None or before[0].stand is not look.stand:
            self._asked += cell.toAlignedRect()
            self._counted = None
            return True
        figures, bar = before[0].figures != look.figures, before[1] != end
        if figures:
            self._asked += places.figures.adjusted(0, 0, 0, -2).toAlignedRect()
        if bar:
            self._asked += places.bar.adjusted(0, -3, 0, 3).toAlignedRect()
        if (figures or bar) and self._counted is not None:
            self._counted.append((tile, places, look, figures, bar))
        return figures or bar

    def show_ring(self, on: bool) -> None:
        """Whether the chosen tile stands in a ring; a key puts it there."""
        if on != self.delegate.rings:
            self.delegate.rings = on
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.show_ring(True)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        counted, self._counted = self._counted, None
        if counted and event.region() == self._asked:  # a second and nothing else
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for tile, places, look, figures, bar in counted:
                self.delegate.count_on(painter, tile, places, look, figures=figures, bar=bar)
            painter.end()
            return
        self.delegate.touched = event.region()
        super().paintEvent(event)
        self.delegate.touched = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        if self._cell_height:  # Qt keeps room for the scroll bar whether it is there or not
            room -= QSize(self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self), 0)
        grid = self._arrange(len(self.board.tiles), room)
        height = self._cell_height or room.height() // grid.rows
        cell = QSize(max(1, (room.width() - 1) // grid.columns), max(1, height))
        if grid != self.delegate.grid or cell != self.delegate.cell:
            self.delegate.grid, self.delegate.cell = grid, cell
            self.setGridSize(cell)
            self.viewport().update()

    def _chosen(self) -> Tile | None:
        index = self.currentIndex()
        return self.board.tiles[index.row()] if index.isValid() and index.row() < len(self.board.tiles) else None

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.board.tiles[index.row()].incident_id)
