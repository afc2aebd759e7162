"""Opening an incident (立件) from an item: its title and, where known, when it happened."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.inbox import InboxRow, ReadItem
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.origin import Origin

from ..deed import deed
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat


class OpeningSheet(Sheet):
    """`opened` carries the new incident's id."""

    opened = Signal(int)

    def __init__(self, over: QWidget, seat: Seat, row: InboxRow, read: ReadItem | None) -> None:
        super().__init__(over, "立件", "立件后先核定，再交办；首发与发现时间取自信息本身。", width=540, accept="立件")
        self._seat, self._row = seat, row
        self.title = QLineEdit(row.title)
        self.title.setMaxLength(80)
        first: datetime = min([row.when, *(copy.when for copy in read.reprints)] if read else [row.when])
        self.happened = MomentField(seat, optional=True)
        self.body.addLayout(field(self.tr("标题：一句话写明是什么事"), self.title))
        of_hotline = read is not None and read.ticket is not None
        words = self.tr("首发 {time}（{source}），转载 {n:,}")
        if of_hotline:  # others who asked the same did not reprint it
            words = self.tr("热线工单 {time}（{source}），内容相同的另有 {n:,} 件；不按热线时限计时")
        known = words.format(time=seat.told(first), source=row.source_name, n=row.reprints)
        self.body.addLayout(field(self.tr("事发时间（不清楚就留空）"), self.happened, known))
        others = len(read.related) if read else 0
        self.whole = Tick(self.tr("整个话题一并立件（另有 {n} 篇报道）").format(n=others))
        self.whole.setVisible(others > 0)
        self.body.addWidget(self.whole)

    def accept(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.refuse(self.tr("没有标题；请用一句话写明是什么事。"), self.title)
            return
        happened, problem = self.happened.read()
        if problem:
            self.refuse(problem, self.happened)
            return
        self.busy()
        service, item, by, whole = self._seat.desk.incidents, self._row.item_id, self._seat.by, self.whole.isChecked()

        def opened() -> Incident:
            items = service.items_of_event(item) if whole else (item,)
            origin = Origin.EVENT if whole else Origin.ITEM
            return service.open(title, items=items, origin=origin, happened=happened, deed=deed(by))

        self._seat.work.run(self, opened, self._opened, self.failed)

    def _opened(self, incident: Incident) -> None:
        self.close_sheet()
        self.opened.emit(incident.id)
