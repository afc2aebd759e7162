"""The seal of the desk: a rounded field with 舆 in it, on the rail, in the title bar and in the tray."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from ..fonts import font
from ..theme import colour

_SIZES = (16, 24, 32, 48, 64, 128)


def paint_seal(painter: QPainter, field: QRectF) -> None:
    """Draw it into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("accent"))
    painter.drawRoundedRect(field, field.width() * 0.26, field.width() * 0.26)
    painter.setPen(colour("on_accent"))
    painter.setFont(font(max(9, round(field.width() * (0.45 if field.width() > 30 else 0.66))), bold=True))
    painter.drawText(field, Qt.AlignmentFlag.AlignCenter, "舆")


def seal_icon() -> QIcon:
    """It as an icon, in the sizes that title bars, task bars and trays ask for."""
    made = QIcon()
    for size in _SIZES:
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_seal(painter, QRectF(0.5, 0.5, size - 1, size - 1))
        painter.end()
        made.addPixmap(picture)
    return made
