"""Pages for the preview: white A4 sheets with a red masthead and lines of text, drawn by Qt."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from opinion_desk.domain.briefing import Briefing
from ui.fonts import font


def draw_pages(briefing: Briefing) -> list[bytes]:
    """One page; enough to see that what is shown follows what was edited."""
    page = QImage(794, 1123, QImage.Format.Format_RGB32)
    page.fill(QColor("white"))
    painter = QPainter(page)
    painter.setPen(QColor("#C8102E"))
    painter.setFont(font(44, bold=True))
    painter.drawText(QRectF(0, 90, 794, 60), Qt.AlignmentFlag.AlignCenter, briefing.title)
    painter.fillRect(90, 190, 614, 3, QColor("#C8102E"))
    painter.setPen(QColor("black"))
    y = 230
    for section in briefing.sections:
        painter.setFont(font(19, bold=True))
        painter.drawText(90, y, section.title)
        painter.setFont(QFont(font(16)))
        for item in section.items:
            y += 30
            painter.drawText(QRectF(90, y - 18, 614, 24), item.headline)
        y += 46
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    page.save(kept, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, the binding a string
    return [bytes(kept.data().data())]
