"""A drop-down that shows its caret in the theme's colour, and the data behind a choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView

from ..icons import paint_glyph
from ..theme import colour


class Choice(QComboBox):
    """Pairs of data and words; the wheel scrolls the page and never changes a choice by accident."""

    def __init__(self, pairs: Iterable[tuple[Any, str]] = ()) -> None:
        super().__init__()
        self.setView(QListView())
        # Kept here and not by Qt, which would hand an enum back as its bare value.
        self._data: list[Any] = []
        self.offer(pairs)

    def offer(self, pairs: Iterable[tuple[Any, str]]) -> None:
        """Other pairs, the first of them chosen; nothing happens where they are the same."""
        pairs = list(pairs)
        if [(data, self.itemText(place)) for place, data in enumerate(self._data)] == pairs:
            return
        self.clear()
        self._data = [data for data, _words in pairs]
        self.addItems([words for _data, words in pairs])

    @property
    def chosen(self) -> Any:
        """The data of what is chosen."""
        return self._data[self.currentIndex()] if self.currentIndex() >= 0 else None

    def choose(self, data: Any) -> None:
        """Choose by data; nothing happens when it is not among the pairs."""
        if data in self._data:
            self.setCurrentIndex(self._data.index(data))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRectF(self.width() - 24, (self.height() - 12) / 2, 12, 12)
        paint_glyph(painter, spot, "caret-down", colour("text_3"), 12)
        painter.end()
