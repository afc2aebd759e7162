"""The way through the sheets of a correction: first what, then, for topics and units, which."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.inbox import ReadItem

from ..seat import Seat
from .correction import CorrectionSheet, FunctionSheet, TopicSheet

_SURE = 0.5


class Correcting(QObject):
    """`corrected` carries the item's id and the Correction."""

    corrected = Signal(int, object)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        super().__init__(over)
        self._over, self._seat = over, seat

    def ask(self, read: ReadItem) -> None:
        """What is to be corrected of this item."""
        sheet = CorrectionSheet(self._over, read)
        sheet.corrected.connect(lambda chosen: self.corrected.emit(read.item.id, chosen))
        sheet.topics_wanted.connect(lambda: self._ask_topics(read))
        sheet.functions_wanted.connect(lambda: self._ask_functions(read))
        sheet.open_sheet(sheet)
        sheet.setFocus()

    def _ask_topics(self, read: ReadItem) -> None:
        topics = read.verdict.topics
        now = tuple(topic.name for topic in topics if topic.score >= _SURE) or tuple(t.name for t in topics[:1])
        sheet = TopicSheet(self._over, self._seat.desk.items.topics(), now)
        sheet.corrected.connect(lambda chosen: self.corrected.emit(read.item.id, chosen))
        sheet.open_sheet(sheet.first)

    def _ask_functions(self, read: ReadItem) -> None:
        sheet = FunctionSheet(self._over, self._seat.desk.items.functions())
        sheet.corrected.connect(lambda chosen: self.corrected.emit(read.item.id, chosen))
        sheet.open_sheet(sheet.search)
