"""Opening an incident (立件) from an item: its title and, where known, when it happened."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.inbox import InboxRow, ReadItem
from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
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
        known = self.tr("首发 {time}（{source}），转载 {n}").format(
            time=seat.told(first), source=row.source_name, n=row.reprints
        )
        self.body.addLayout(field(self.tr("事发时间（不清楚就留空）"), self.happened, known))

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
        desk, items, by = self._seat.desk, (self._row.item_id,), self._seat.by
        self._seat.work.run(
            self,
            lambda: desk.incidents.open(title, items=items, happened=happened, deed=deed(by)),
            self._opened,
            self.failed,
        )

    def _opened(self, incident: Incident) -> None:
        self.close_sheet()
        self.opened.emit(incident.id)
