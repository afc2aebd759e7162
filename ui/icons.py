"""Icons: glyphs drawn in the colour of the theme worn at that moment, sharp at any scale."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPixmap

from .fonts import icon_family
from .theme import colour

# Code points of the Phosphor face, version 1.3, as qtawesome ships it; a test compares them with its table.
GLYPHS: Final = {
    "chart-bar": 0xF0D2,
    "tray": 0xF336,
    "warning-octagon": 0xF35E,
    "warning": 0xF35C,
    "clock": 0xF0F9,
    "user-circle": 0xF347,
    "file-text": 0xF170,
    "rss": 0xF2A7,
    "bank": 0xF073,
    "gear-six": 0xF19C,
    "magnifying-glass": 0xF20A,
    "star": 0xF2F3,
    "star-fill": 0xFA5D,
    "caret-down": 0xF0C2,
    "caret-left": 0xF0C3,
    "caret-right": 0xF0C4,
    "x": 0xF36D,
    "check": 0xF0E7,
    "check-circle": 0xF0E8,
    "circle": 0xF0EC,
    "arrow-clockwise": 0xF020,
    "plus": 0xF27F,
    "pause": 0xF25E,
    "play": 0xF27C,
    "trash": 0xF334,
    "pencil-simple": 0xF266,
    "paper-plane-tilt": 0xF25C,
    "upload-simple": 0xF345,
    "download-simple": 0xF14C,
    "arrow-up": 0xF061,
    "arrow-down": 0xF022,
    "paperclip": 0xF258,
    "link": 0xF1F3,
    "folder-open": 0xF18C,
    "export": 0xF15A,
    "info": 0xF1E0,
    "archive": 0xF008,
    "arrow-square-out": 0xF058,
    "prohibit": 0xF289,
    "minus-circle": 0xF21B,
    "x-circle": 0xF36E,
    "eye-slash": 0xF15E,
    "newspaper": 0xF228,
    "dots-six-vertical": 0xF144,
    "sun": 0xF2FE,
    "moon": 0xF21F,
    "monitor": 0xF21D,
}


def paint_glyph(painter: QPainter, rect: QRect | QRectF, name: str, ink: QColor, size: float | None = None) -> None:
    """Draw an icon centred in `rect`, `size` px high (the rectangle's height if none)."""
    family = icon_family()
    if family is None:
        return
    face = QFont(family)
    face.setPixelSize(max(1, round(size if size is not None else rect.height())))
    painter.save()
    painter.setFont(face)
    painter.setPen(ink)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, chr(GLYPHS[name]))
    painter.restore()


class _Glyph(QIconEngine):
    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = colour("text_3") if mode is QIcon.Mode.Disabled else colour(self._token)
        paint_glyph(painter, rect, self._name, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Glyph(self._name, self._token)


def icon(name: str, token: str = "text_2") -> QIcon:
    """An icon that takes the colour of `token` in whichever theme is worn when it is drawn."""
    return QIcon(_Glyph(name, token))
