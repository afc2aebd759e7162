"""A section of the settings: a title, a bar for what was done or refused, and cards below one another."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.changes import Changes, Touched

from ..parts.bars import Bar
from ..parts.cards import column, holder, row, scrolled
from ..parts.labels import label
from ..seat import Seat

_WIDEST: Final = 860


class Section(QWidget):
    """It is made when it is first opened, reads when it is brought to the front, and keeps what was typed meanwhile."""

    settings_changed = Signal()
    quit_requested = Signal()
    end_requested = Signal()  # another process takes over from here (a restore)

    def __init__(self, seat: Seat, title: str, words: str = "") -> None:
        super().__init__()
        self.seat = seat
        self.setObjectName("clear")
        self.bar = Bar()
        self.body = column(gap=14)
        inside = QWidget()
        inside.setMaximumWidth(_WIDEST)
        lines = column(label(title, "title"), gap=14)
        if words:
            lines.addWidget(label(words, "second", wrap=True))
        lines.addWidget(self.bar)
        lines.addLayout(self.body)
        lines.addStretch(1)
        inside.setLayout(lines)
        across = row(gap=0)
        across.addStretch(1)
        across.addWidget(inside, 1000)
        across.addStretch(1)
        across.setContentsMargins(24, 20, 24, 20)
        self.area = scrolled(holder(across))
        self.area.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self.area, gap=0))

    def shown(self) -> None:
        """It came to the front: what stands here is made of now."""

    def changed(self, changes: Changes) -> None:
        """Something was written while it is in front."""
        if changes.touches(Touched.SETTINGS):
            self.shown()
