"""A small picture of a ladder over time: who is told when nobody acts, one step higher each time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.policy import Rung
from opinion_desk.domain.spans import length_words

from ..fonts import font
from ..theme import colour
from ..words import said

_HEIGHT: Final = 124
_EDGE: Final = 12
_RISE: Final = 44  # from the first rung to the last
_EVEN: Final = 0.6  # how much of the way rungs share evenly; the rest is by their minutes


class LadderPicture(QWidget):
    """Time goes to the right, the post rises; a full dot is sent out, a hollow one stays on this desk."""

    def __init__(self) -> None:
        super().__init__()
        self._rungs: tuple[Rung, ...] = ()
        self._repeat: timedelta | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_ladder(self, rungs: Sequence[Rung], repeat: timedelta | None) -> None:
        """Another ladder; it is also told in words."""
        self._rungs, self._repeat = tuple(rungs), repeat
        self.setAccessibleName("，".join(f"{_when(rung.after)} {rung.to}" for rung in rungs))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rungs:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots, wide = self._spots(), self._wide()
        self._paint_steps(painter, spots, wide)
        for rung, spot in zip(self._rungs, spots, strict=True):
            self._paint_rung(painter, rung, spot, wide)
        painter.end()

    def _wide(self) -> float:
        """The room of one rung."""
        return (self.width() - 2 * _EDGE) / (len(self._rungs) + (0.9 if self._repeat else 0.4))

    def _spots(self) -> list[QPointF]:
        last = max((rung.after.total_seconds() for rung in self._rungs), default=0) or 1
        steps = max(len(self._rungs) - 1, 1)
        across = self._wide() * steps
        spots = []
        for place, rung in enumerate(self._rungs):
            share = _EVEN * place / steps + (1 - _EVEN) * max(rung.after.total_seconds(), 0) / last
            if len(self._rungs) == 1:
                share = 0
            spots.append(QPointF(_EDGE + 8 + across * share, _HEIGHT - 34 - _RISE * place / steps))
        return spots

    def _paint_steps(self, painter: QPainter, spots: list[QPointF], wide: float) -> None:
        painter.setPen(QPen(colour("line"), 2))
        for here, there in pairwise(spots):
            painter.drawLine(here, QPointF(there.x(), here.y()))
            painter.drawLine(QPointF(there.x(), here.y()), there)
        end = QPointF(min(spots[-1].x() + wide * 0.9, self.width() - _EDGE), spots[-1].y())
        painter.setPen(QPen(colour("text_3" if self._repeat else "line"), 2, Qt.PenStyle.DotLine))
        painter.drawLine(spots[-1], end)
        if self._repeat is not None:
            painter.setFont(font(11))
            painter.setPen(colour("text_3"))
            words = self.tr("每{span}再呼").format(span=length_words(_minutes(self._repeat)))
            wanted = painter.fontMetrics().horizontalAdvance(words)
            left = min(end.x() - wanted, self.width() - _EDGE - wanted)
            painter.drawText(QPointF(max(left, spots[-1].x() + 10), end.y() + 16), words)

    def _paint_rung(self, painter: QPainter, rung: Rung, spot: QPointF, wide: float) -> None:
        sent_out = rung.channel != NOTICE
        painter.setPen(QPen(colour("accent"), 2))
        painter.setBrush(colour("accent") if sent_out else colour("surface"))
        painter.drawEllipse(spot, 6, 6)
        painter.setFont(font(13, bold=True))
        painter.setPen(colour("text"))
        room = max(min(wide, self.width() - spot.x()) + 2, 30)
        words = painter.fontMetrics().elidedText(rung.to or "—", Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(spot.x() - 7, spot.y() - 32, room + 8, 20), Qt.AlignmentFlag.AlignVCenter, words)
        painter.setFont(font(12, tabular=True))
        painter.setPen(colour("text_2"))
        painter.drawText(QRectF(spot.x() - 7, _HEIGHT - 20, wide, 18), Qt.AlignmentFlag.AlignVCenter, _when(rung.after))


def _when(after: timedelta) -> str:
    minutes = _minutes(after)
    return said("立即") if minutes <= 0 else said("{span}后").format(span=length_words(minutes))


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
