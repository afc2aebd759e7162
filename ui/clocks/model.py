"""The tiles of a board as Qt asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ..parts.labels import plain_tip
from .tile import Tile, spoken

TILE: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class BoardModel(QAbstractListModel):
    """Tiles in memory, most pressing first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.tiles: tuple[Tile, ...] = ()

    def show_tiles(self, tiles: Sequence[Tile]) -> None:
        """Other tiles; where they are of the same clocks in the same order only what differs is told to have changed."""
        fresh = tuple(tiles)
        if [tile.key for tile in fresh] == [tile.key for tile in self.tiles]:
            before, self.tiles = self.tiles, fresh
            for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.tiles = fresh
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.tiles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tile = self.tiles[index.row()]
        if role == TILE:
            return tile
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{tile.name} {tile.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(tile, self._now())
        if role == Qt.ItemDataRole.ToolTipRole:
            times = " · ".join(part for part in (tile.began, tile.aim, tile.latest) if part)
            matter = f"{tile.number} {tile.title}\n{tile.name} · {tile.owed_by}"
            return plain_tip(f"{matter}\n{times}\n{tile.stands}\n{tile.ground}")
        return None
