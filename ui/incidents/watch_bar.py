"""盯守中: how many sources are watched for this matter, until when, and the way to end it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ..parts.buttons import button
from ..parts.labels import label, plain_tip
from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.source_watching import MatterWatch


class WatchBar(QFrame):
    """A tinted line above the clocks, there while it lasts. `wanted`: watch, unwatch."""

    wanted = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._watch: MatterWatch | None = None
        self.setObjectName("note")
        self.setProperty("tone", "accent")
        self.words = label("", "strong", wrap=True)
        self.change = button(self.tr("更改…"), lambda: self.wanted.emit("watch"))
        self.stop = button(self.tr("停止"), lambda: self.wanted.emit("unwatch"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 6, 8, 6)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.change)
        line.addWidget(self.stop)
        self.hide()

    def show_watch(self, watch: MatterWatch | None) -> None:
        """What is watched for the matter that is shown; nothing where it is None."""
        self._watch = watch
        if watch is not None:
            words = self.tr("盯守中：{n} 个来源，至{until}，每分钟检查一次，到时自动结束")
            self.words.setText(words.format(n=len(watch.names), until=self._seat.told(watch.until)))
            self.words.setToolTip(plain_tip("\n".join(watch.names)))
        self.tick(self._seat.now())

    def tick(self, now: datetime) -> None:
        """It goes by itself when the time is over."""
        self.setVisible(self._watch is not None and self._watch.until > now)
