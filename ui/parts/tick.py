"""A box to tick: what is on shows a tick, not only a colour."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ..icons import paint_glyph
from ..theme import colour


class Tick(QCheckBox):
    """A check box of the style sheet with the tick drawn into it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        painter = QPainter(self)
        paint_glyph(painter, box, "check", colour("on_accent"), 12)
        painter.end()
