"""The dark rail: nine pages with their counts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ..fonts import font
from ..icons import paint_glyph
from ..theme import colour
from .places import PLACES, Place
from .seal import paint_seal

WIDTH = 76


class RailButton(QAbstractButton):
    """One page: icon, word, and the number of things that wait there."""

    def __init__(self, place: Place, number: int) -> None:
        super().__init__()
        self.place = place
        self.count = 0
        self.setText(QCoreApplication.translate("rail", place.word))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{self.text()}（Ctrl+{number}）")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, count: int) -> None:
        """The number on the badge; 0 shows none."""
        if count != self.count:
            self.count = count
            self.setAccessibleDescription(str(count) if count else "")
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 57)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        body = QRectF(self.rect()).adjusted(6, 2, -6, -2)
        on = self.isChecked()
        painter.setPen(QPen(colour("accent_text"), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(colour("rail_on") if on or self.underMouse() else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 9, 9)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawRoundedRect(QRectF(0, 16, 3, self.height() - 32), 1.5, 1.5)
        ink = colour("rail_text_on" if on else "rail_text")
        paint_glyph(painter, QRectF(0, 8, self.width(), 22), self.place.glyph, ink, 22)
        painter.setFont(font(12, bold=on))
        painter.setPen(ink)
        painter.drawText(QRectF(0, 32, self.width(), 18), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.count:
            self._paint_badge(painter)
        painter.end()

    def _paint_badge(self, painter: QPainter) -> None:
        words = str(self.count) if self.count < 1000 else "999+"
        painter.setFont(font(11, bold=True))
        width = max(17.0, painter.fontMetrics().horizontalAdvance(words) + 9.0)
        badge = QRectF(min(self.width() / 2 + 4, self.width() - width - 4), 5, width, 16)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("badge"))
        painter.drawRoundedRect(badge, 8, 8)
        painter.setPen(colour("on_accent"))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, words)


class Rail(QWidget):
    """The column of pages; up and down walk along it."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self.buttons: dict[str, RailButton] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 64, 0, 10)
        lines.setSpacing(1)
        for number, place in enumerate(PLACES, 1):
            made = RailButton(place, number)
            made.clicked.connect(lambda _checked=False, id=place.id: self.chosen.emit(id))
            self.buttons[place.id] = made
            if place.id == "settings":
                lines.addStretch(1)
            lines.addWidget(made)

    def choose(self, id: str) -> None:
        """Mark a page as the one in front."""
        self.buttons[id].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        self.focusNextPrevChild(step > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("rail"))
        paint_seal(painter, QRectF((WIDTH - 38) / 2, 13, 38, 38))
        painter.end()
