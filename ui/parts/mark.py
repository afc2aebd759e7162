"""A small mark before a line: well, or to be looked at."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ..icons import paint_glyph
from ..theme import colour


class Mark(QWidget):
    """An icon in the colour of a token."""

    def __init__(self, glyph: str, token: str) -> None:
        super().__init__()
        self._glyph, self._token = glyph, token
        self.setFixedSize(QSize(18, 20))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_glyph(painter, self.rect(), self._glyph, colour(self._token), 17)
        painter.end()
