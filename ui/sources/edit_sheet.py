"""Changing a source: its name and how often it is looked at."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.source import Source

from ..parts.choices import Choice
from ..parts.sheet import Sheet, field
from ..seat import Seat

_OWN_PACE = 0
_MINUTES = (5, 10, 15, 30, 60, 120, 360, 720, 1440)


class EditSheet(Sheet):
    """`changed` tells that it was written."""

    changed = Signal()

    def __init__(self, over: QWidget, seat: Seat, source: Source) -> None:
        super().__init__(over, "修改来源", source.address, width=480, accept="保存")
        self._seat, self._source = seat, source
        self.name = QLineEdit(source.name)
        minutes = sorted({*_MINUTES, max(1, source.interval_s // 60)})
        own = (_OWN_PACE, self.tr("自动：按来源自己的更新快慢"))
        self.interval = Choice([own, *((n * 60, self._told(n)) for n in minutes)])
        self.interval.choose(_OWN_PACE if source.adaptive else max(1, source.interval_s // 60) * 60)
        self.body.addLayout(field(self.tr("名称"), self.name))
        self.body.addLayout(field(self.tr("检查间隔"), self.interval, self.tr("连续出错时会自动放慢，恢复后还原。")))

    def accept(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.refuse(self.tr("来源要有名称；请填写。"), self.name)
            return
        self.busy()
        sources, id, interval = self._seat.desk.sources, self._source.id, int(self.interval.chosen)
        rhythm = {"adaptive": True} if interval == _OWN_PACE else {"interval_s": interval}
        self._seat.work.run(self, lambda: sources.update(id, name=name, **rhythm), self._written, self.failed)

    def _told(self, minutes: int) -> str:
        if minutes % 60 == 0:
            return self.tr("每 {n} 小时").format(n=minutes // 60)
        return self.tr("每 {n} 分钟").format(n=minutes)

    def _written(self, _source: Source) -> None:
        self.close_sheet()
        self.changed.emit()
