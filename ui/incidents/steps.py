"""The states a matter goes through, drawn as a line of stations."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from opinion_desk.domain.incident import IncidentState

from ..fonts import font
from ..theme import colour
from ..words import STATE, said

_STATIONS = (
    IncidentState.CANDIDATE,
    IncidentState.CONFIRMED,
    IncidentState.ASSIGNED,
    IncidentState.RESPONDING,
    IncidentState.CONCLUDED,
    IncidentState.CLOSED,
)


class Stations(QWidget):
    """Past stations are filled, the present one is a ring with its word in bold, those ahead are hollow."""

    def __init__(self) -> None:
        super().__init__()
        self._state = IncidentState.CANDIDATE
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_state(self, state: IncidentState) -> None:
        """Where it stands; nothing is drawn for a matter that left the line."""
        self._state = state
        self.setAccessibleName(said(STATE[state]))
        self.setVisible(state in _STATIONS)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, 46)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._state not in _STATIONS:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = _STATIONS.index(self._state)
        margin = 34.0
        step = (self.width() - 2 * margin) / (len(_STATIONS) - 1)
        spots = [QPointF(margin + n * step, 12) for n in range(len(_STATIONS))]
        for n, (one, next_one) in enumerate(pairwise(spots)):
            painter.setPen(QPen(colour("accent" if n < here else "track"), 2))
            painter.drawLine(one + QPointF(8, 0), next_one - QPointF(8, 0))
        for n, (spot, state) in enumerate(zip(spots, _STATIONS, strict=True)):
            self._paint_station(painter, spot, n, here)
            painter.setFont(font(12, bold=n == here))
            painter.setPen(colour("accent_text" if n == here else "text_2" if n < here else "text_3"))
            painter.drawText(QRectF(spot.x() - 50, 24, 100, 18), Qt.AlignmentFlag.AlignCenter, said(STATE[state]))
        painter.end()

    def _paint_station(self, painter: QPainter, spot: QPointF, n: int, here: int) -> None:
        if n < here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(spot, 5, 5)
        elif n == here:
            painter.setPen(QPen(colour("accent"), 3))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(spot, 6.5, 6.5)
        else:
            painter.setPen(QPen(colour("track"), 2))
            painter.setBrush(colour("surface"))
            painter.drawEllipse(spot, 4.5, 4.5)
