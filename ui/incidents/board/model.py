"""The cards of one column as Qt asks for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from .card import Card, spoken

CARD: Final = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class ColumnModel(QAbstractListModel):
    """Cards in memory, what is due first."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.cards: tuple[Card, ...] = ()

    def show_cards(self, cards: Sequence[Card]) -> None:
        """Other cards; where they are of the same matters in the same order only what differs is told to have changed."""
        fresh = tuple(cards)
        if [card.id for card in fresh] == [card.id for card in self.cards]:
            before, self.cards = self.cards, fresh
            for row, (old, new) in enumerate(zip(before, fresh, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self.cards = fresh
        self.endResetModel()

    def row_of(self, id: int) -> int | None:
        """Where that matter stands; None where it does not."""
        return next((row for row, card in enumerate(self.cards) if card.id == id), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == CARD:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{card.number} {card.title}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(card, self._now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{card.number} {card.title}\n{card.unit_name or self.tr('未交办')}\n{card.owed or card.ended}"
        return None
