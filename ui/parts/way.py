"""A line of text that leads somewhere: by click, Enter or the space bar."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from ..fonts import font
from ..theme import colour
from .labels import plain_tip
from .pressable import Pressable


class Way(Pressable):
    """Elided where there is no room; underlined under the pointer and with the keyboard on it. `clicked` follows it."""

    def __init__(self, text: str, size: int = 13) -> None:
        super().__init__()
        self.setText(text)
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.setFont(font(size))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        marked = self.underMouse() or self.hasFocus()
        face = self.font()
        face.setUnderline(marked)
        painter = QPainter(self)
        painter.setFont(face)
        painter.setPen(colour("accent_text" if marked else "text"))
        cut = QFontMetrics(face).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(self.rect()), side, cut)
        painter.end()
