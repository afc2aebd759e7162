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
        for data, words in pairs:
            self.addItem(words, data)

    @property
    def chosen(self) -> Any:
        """The data of what is chosen."""
        return self.currentData()

    def choose(self, data: Any) -> None:
        """Choose by data; nothing happens when it is not among the pairs."""
        place = next((n for n in range(self.count()) if self.itemData(n) == data), -1)
        if place >= 0:
            self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRectF(self.width() - 24, (self.height() - 12) / 2, 12, 12)
        paint_glyph(painter, spot, "caret-down", colour("text_3"), 12)
        painter.end()
