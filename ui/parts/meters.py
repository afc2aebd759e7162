"""Thin bars: how sure, and how much of a clock is used, with a tick at its target."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..theme import colour


def paint_meter(painter: QPainter, rect: QRectF, share: float, token: str) -> None:
    """A bar filled to `share` (0..1) in the colour of a token."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = rect.height() / 2
    painter.setBrush(colour("track"))
    painter.drawRoundedRect(rect, radius, radius)
    filled = QRectF(rect)
    filled.setWidth(max(rect.height(), rect.width() * min(max(share, 0.0), 1.0)))
    if share > 0:
        painter.setBrush(colour(token))
        painter.drawRoundedRect(filled, radius, radius)
    painter.restore()


class ClockBar(QWidget):
    """How much of a clock's time is used, with a tick where the target stands."""

    def __init__(self, height: int = 8) -> None:
        super().__init__()
        self._height = height
        self._share, self._tick, self._token = 0.0, -1.0, "accent"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, tick: float, token: str) -> None:
        """`share` and `tick` in 0..1 of the way to the deadline; a tick below 0 is not drawn."""
        if (share, tick, token) != (self._share, self._tick, self._token):
            self._share, self._tick, self._token = share, tick, token
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_meter(painter, QRectF(0, 4, self.width(), self._height), self._share, self._token)
        if self._tick >= 0:
            x = self.width() * min(self._tick, 1.0)
            painter.fillRect(QRectF(x - 1, 1, 2, self._height + 6), colour("text"))
        painter.end()
