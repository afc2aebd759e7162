"""An empty place that says what will stand there and what to do now."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..icons import paint_glyph
from ..theme import colour
from .labels import label


class _Emblem(QWidget):
    def __init__(self, glyph: str) -> None:
        super().__init__()
        self._glyph = glyph
        self.setFixedSize(QSize(72, 72))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("soft_accent"))
        painter.drawEllipse(QRectF(self.rect()))
        paint_glyph(painter, self.rect(), self._glyph, colour("accent_text"), 32)
        painter.end()


class Empty(QWidget):
    """An emblem, a line, a sentence, and the buttons that lead on."""

    def __init__(self, glyph: str, title: str, words: str, *buttons: QPushButton) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._title = label(title, "large")
        self._words = label(words, "body", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._words.setMaximumWidth(440)
        self._words.setMinimumWidth(200)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(12)
        lines.addStretch(2)
        lines.addWidget(_Emblem(glyph), 0, Qt.AlignmentFlag.AlignHCenter)
        lines.addSpacing(4)
        lines.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        words_row = QHBoxLayout()
        words_row.addStretch(1)
        words_row.addWidget(self._words, 100)
        words_row.addStretch(1)
        lines.addLayout(words_row)
        if buttons:
            under = QHBoxLayout()
            under.addStretch(1)
            for made in buttons:
                under.addWidget(made)
            under.addStretch(1)
            lines.addSpacing(4)
            lines.addLayout(under)
        lines.addStretch(3)

    def say(self, title: str, words: str) -> None:
        """Another line and sentence."""
        self._title.setText(title)
        self._words.setText(words)
