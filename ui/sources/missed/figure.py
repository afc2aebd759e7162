"""A figure that opens the list behind it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen

from ...fonts import font
from ...parts.pressable import Pressable
from ...theme import colour

_TONES = {"red": "red_text", "amber": "amber_text", "": "text"}


class Figure(Pressable):
    """A number over its name, framed; by click, Enter or the space bar."""

    def __init__(self, number: str, words: str, tone: str, opened: Callable[[], None]) -> None:
        super().__init__()
        self._number, self._words, self._tone = number, words, _TONES[tone]
        self.setAccessibleName(f"{words} {number}")
        self.setToolTip(f"{words} {number}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(lambda: opened())

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(font(18, bold=True, tabular=True)).horizontalAdvance(self._number)
        named = QFontMetrics(font(12)).horizontalAdvance(self._words)
        return QSize(min(130, max(wide, named) + 24), 56)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(colour("accent" if marked else "line"), 1))
        painter.setBrush(colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        room = self.rect().adjusted(12, 6, -8, -6)
        painter.setPen(colour(self._tone))
        painter.setFont(font(18, bold=True, tabular=True))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, self._number)
        painter.setPen(colour("text_2"))
        painter.setFont(font(12))
        cut = QFontMetrics(painter.font()).elidedText(self._words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()
