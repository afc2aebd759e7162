"""盯守: a source looked at every minute for some hours; it ends by itself."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.source import Source

from ..parts.choices import Choice
from ..parts.sheet import Sheet, field
from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

_HOURS: Final = (1, 3, 6, 12, 24, 48, 72)
_USUAL: Final = 6


class WatchSheet(Sheet):
    """`watching` tells until when, in a sentence."""

    watching = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, source: Source) -> None:
        super().__init__(over, "盯守来源", source.name, width=440, accept="开始盯守")
        self._seat, self._source = seat, source
        self.hours = Choice((n, self.tr("{n} 小时").format(n=n)) for n in _HOURS)
        self.hours.choose(_USUAL)
        words = self.tr("每分钟检查一次，到时自动结束；对方要求放慢时照办。")
        self.body.addLayout(field(self.tr("多久"), self.hours, words))

    def accept(self) -> None:
        self.busy()
        sources, id, hours = self._seat.desk.sources, self._source.id, float(self.hours.chosen)
        self._seat.work.run(self, lambda: sources.watch((id,), hours), self._begun, self.failed)

    def _begun(self, until: datetime) -> None:
        self.close_sheet()
        words = self.tr("正在盯守“{name}”，到{until} 自动结束。")
        self.watching.emit(words.format(name=self._source.name, until=self._seat.told(until)))


def is_watched(row: SourceRow, now: datetime) -> bool:
    """Whether a source is watched now."""
    return row.health.watch_until is not None and row.health.watch_until > now
