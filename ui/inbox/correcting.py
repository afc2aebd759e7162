"""The way through the sheets of a correction: first what, then, for topics and units, which."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.verdict import Verdict

from ..seat import Seat
from .correction import CorrectionSheet, FunctionSheet, TopicSheet


class Correcting(QObject):
    """`corrected` carries the id it was asked with and the Correction; `failed` what kept a list from being read."""

    corrected = Signal(int, object)
    failed = Signal(object)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        super().__init__(over)
        self._over, self._seat = over, seat

    def ask(self, id: int, verdict: Verdict, *, voices: bool = True) -> None:
        """What is to be corrected of this verdict; without `voices` who speaks is not asked."""
        sheet = CorrectionSheet(self._over, verdict, voices=voices)
        sheet.corrected.connect(lambda chosen: self.corrected.emit(id, chosen))
        sheet.topics_wanted.connect(lambda: self._ask_topics(id, verdict))
        sheet.functions_wanted.connect(lambda: self._ask_functions(id, verdict))
        sheet.open_sheet(sheet)
        sheet.setFocus()

    def _ask_topics(self, id: int, verdict: Verdict) -> None:
        now = tuple(topic.name for topic in verdict.listed_topics)

        def show(names: tuple[str, ...]) -> None:
            sheet = TopicSheet(self._over, self._seat, names, now)
            sheet.corrected.connect(lambda chosen: self.corrected.emit(id, chosen))
            sheet.open_sheet(sheet.first)

        self._seat.work.run(self, self._seat.desk.items.topics, show, self._not_read)

    def _ask_functions(self, id: int, verdict: Verdict) -> None:
        """Those the text speaks for besides the lead come first: the right one is mostly among them."""
        beside = [choice.function for choice in verdict.others]

        def show(functions: tuple[tuple[str, str], ...]) -> None:
            likely = sorted(functions, key=lambda one: beside.index(one[0]) if one[0] in beside else len(beside))
            sheet = FunctionSheet(self._over, tuple(likely))
            sheet.corrected.connect(lambda chosen: self.corrected.emit(id, chosen))
            sheet.open_sheet(sheet.search)

        self._seat.work.run(self, self._seat.desk.items.functions, show, self._not_read)

    def _not_read(self, error: DeskError) -> None:
        self.failed.emit(error)
