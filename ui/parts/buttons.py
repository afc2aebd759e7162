"""Buttons; one that stands for a key shows it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton

from ..fonts import font
from ..icons import icon
from ..theme import colour, tokens


class KeyButton(QPushButton):
    """A button with its key drawn as a small cap after the words."""

    def __init__(self, text: str, key: str, kind: str = "") -> None:
        super().__init__(text)
        self._key = key
        if kind:
            self.setProperty("kind", kind)
        self.setAccessibleName(f"{text} {key}")
        self.setToolTip(f"{text}（{key}）")

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(26, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        text, option.text = option.text, ""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        painter.setFont(font(13))
        words = painter.fontMetrics().horizontalAdvance(text)
        left = (self.width() - words - 26) / 2
        ink = self._ink()
        painter.setPen(ink)
        painter.drawText(QRectF(left, 0, words + 4, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        self._paint_cap(painter, QRectF(left + words + 8, (self.height() - 18) / 2, 18, 18), ink)
        painter.end()

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return colour("text_3")
        return colour("on_accent" if self.property("kind") == "primary" else "text")

    def _paint_cap(self, painter: QPainter, cap: QRectF, ink: QColor) -> None:
        edge = QColor(ink)
        edge.setAlpha(110 if tokens().dark else 90)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(cap.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(font(11))
        painter.setPen(ink)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, self._key)


def button(text: str, clicked: Callable[[], object], kind: str = "", glyph: str = "", *, hint: str = "") -> QPushButton:
    """A button: primary, danger, quiet, link or plain; with an icon where a name is given."""
    made = QPushButton(f" {text}" if glyph and text else text)  # a little room between icon and words
    if kind:
        made.setProperty("kind", kind)
    if glyph:
        made.setIcon(icon(glyph, "on_accent" if kind == "primary" else "text_2"))
        made.setIconSize(QSize(15, 15))
    made.setToolTip(hint)
    made.setAccessibleName(f"{text} {hint}".strip())  # read aloud: what it does, then its key
    made.clicked.connect(lambda: clicked())
    return made
