"""补录数据: the counts of an item as they stand now, or stood at another time."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.item import Metrics

from ...parts.sheet import Sheet
from ...seat import Seat
from .counts import CountsFields


class NoteSheet(Sheet):
    """`noted` when they are kept; what was seen last stands in the empty fields."""

    noted = Signal(int)

    def __init__(self, over: QWidget, seat: Seat, item_id: int, title: str, last: Metrics | None) -> None:
        super().__init__(over, "补录数据", title, width=620, accept="补录")
        self._seat, self._item_id = seat, item_id
        self.counts = CountsFields(seat)
        if last is not None:
            self.counts.remind(last)
        self.counts.typed.connect(self.error.hide)
        self.body.addWidget(self.counts)

    def accept(self) -> None:
        missing = self.counts.missing()
        metrics = self.counts.metrics() if missing is None else None
        if missing is None and metrics is None:
            missing = self.tr("没有填数据；请至少填一项。"), self.counts.first
        if missing is not None or metrics is None:
            self.refuse(*(missing or ("", self.counts.first)))
            return
        self.busy()
        note, item_id = self._seat.desk.entering.note_metrics, self._item_id
        self._seat.work.run(self, lambda: note(item_id, metrics), self._noted, self.failed)

    def _noted(self, _none: object) -> None:
        self.close_sheet()
        self.noted.emit(self._item_id)
