"""盯守: sources looked at every minute for some hours; it ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.source import Source

from ..parts.sheet import Sheet, field
from ..parts.watch_hours import hours_choice
from ..seat import Seat


class WatchSheet(Sheet):
    """`watching` tells until when, in a sentence."""

    watching = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, sources: Sequence[Source]) -> None:
        self._told = sources[0].name if len(sources) == 1 else f"{len(sources):,} 个来源"
        super().__init__(over, "盯守来源", self._told, width=440, accept="开始盯守")
        self._seat, self._ids = seat, tuple(source.id for source in sources)
        self.hours = hours_choice(self.tr("{n} 小时"))
        words = self.tr("每分钟检查一次，到时自动结束；对方要求放慢时照办。")
        self.body.addLayout(field(self.tr("多久"), self.hours, words))

    def accept(self) -> None:
        self.busy()
        sources, ids, hours = self._seat.desk.sources, self._ids, float(self.hours.chosen)
        self._seat.work.run(self, lambda: sources.watch(ids, hours), self._begun, self.failed)

    def _begun(self, until: datetime) -> None:
        self.close_sheet()
        words = self.tr("正在盯守“{name}”，到{until} 自动结束。")
        self.watching.emit(words.format(name=self._told, until=self._seat.told(until)))
