"""The heading of a board: its name, date and time to the second, how many matters and clocks, and who is on duty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ..fonts import font
from ..tokens import Tokens
from .board import Board, Counts


class Heading(QWidget):
    """All on one line whose sizes follow its height; what does not fit beside the time is cut short at the duty."""

    def __init__(self, tokens: Callable[[], Tokens], zone: ZoneInfo, height: int) -> None:
        super().__init__()
        self._tokens, self._zone = tokens, zone
        self._board: Board | None = None
        self.time = ""
        self.counts = Counts(0, 0, 0)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_board(self, board: Board, now: datetime) -> None:
        """Other figures and duty."""
        self._board = board
        self.tick(now)
        self.update()

    def tick(self, now: datetime) -> None:
        """Count on."""
        time = f"{now.astimezone(self._zone):%Y-%m-%d %H:%M:%S}"
        counts = self._board.counts(now) if self._board is not None else self.counts
        if (time, counts) == (self.time, self.counts):
            return
        self.time, self.counts = time, counts
        self.setAccessibleName(
            self.tr("时限看板，{time}，在办 {matters}，临期 {near}，超时 {late}，值班 {duty}").format(
                time=time, matters=counts.matters, near=counts.near, late=counts.late, duty=self.duty
            )
        )
        self.update()

    @property
    def duty(self) -> str:
        """Who is on duty, in words."""
        return self._board.duty if self._board is not None else ""

    def sizeHint(self) -> QSize:
        return QSize(600, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        h = self.height()
        line, left = h * 0.72, 0.0
        left = self._put(painter, left, line, self.tr("时限看板"), h * 0.42, "text", bold=True) + h * 0.4
        left = self._put(painter, left, line, self.time, h * 0.58, "text", bold=True) + h * 0.5
        for words, count, token in (
            (self.tr("在办舆情件"), self.counts.matters, "text"),
            (self.tr("临期"), self.counts.near, "amber_text" if self.counts.near else "text_2"),
            (self.tr("超时"), self.counts.late, "red_text" if self.counts.late else "text_2"),
        ):
            left = self._put(painter, left, line, words, h * 0.25, "text_2") + h * 0.1
            left = self._put(painter, left, line, str(count), h * 0.42, token, bold=True) + h * 0.28
        self._put_duty(painter, left, line)
        painter.end()

    def _put(self, painter: QPainter, left: float, line: float, words: str, size: float, token: str, *, bold: bool = False) -> float:  # fmt: skip
        painter.setFont(font(max(11, round(size)), bold=bold, tabular=True))
        painter.setPen(QColor(getattr(self._tokens(), token)))
        painter.drawText(QPointF(left, line), words)
        return left + QFontMetricsF(painter.font()).horizontalAdvance(words)

    def _put_duty(self, painter: QPainter, left: float, line: float) -> None:
        h = self.height()
        face = font(max(11, round(h * 0.32)), bold=True)
        before = self.tr("值班")
        small = QFontMetricsF(font(max(11, round(h * 0.25)))).horizontalAdvance(before) + h * 0.14
        room = self.width() - left - small - h * 0.1
        if room < h * 1.2:
            return
        words = QFontMetricsF(face).elidedText(self.duty, Qt.TextElideMode.ElideRight, room)
        begin = self.width() - QFontMetricsF(face).horizontalAdvance(words) - small
        begin = self._put(painter, begin, line, before, h * 0.25, "text_2") + h * 0.14
        self._put(painter, begin, line, words, h * 0.32, "text", bold=True)
