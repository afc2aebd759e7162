"""纠正并学习: what a person says of the text on the bench is kept as one sample, all answers together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.verdict import Verdict

from ..inbox.correcting import Correcting
from ..inbox.correction import Correction
from ..seat import Seat


class Teaching(QObject):
    """`taught` tells in a sentence what was kept; `failed` the error with its retry."""

    taught = Signal(str)
    failed = Signal(object, object)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        super().__init__(over)
        self._seat = seat
        self._title, self._body = "", ""
        self._said: dict[str, Correction] = {}
        self._correcting = Correcting(over, seat)
        self._correcting.corrected.connect(lambda _id, correction: self._add(correction))
        self._correcting.failed.connect(lambda error: self.failed.emit(error, None))

    def begin(self) -> None:
        """Another text stands on the bench: nothing was said of it yet."""
        self._said = {}

    def ask(self, title: str, body: str, verdict: Verdict) -> None:
        """What is right of this text."""
        self._title, self._body = title, body
        self._correcting.ask(0, verdict, voices=False)

    def _add(self, correction: Correction) -> None:
        self._keep({**self._said, correction.field: correction})

    def _keep(self, said: dict[str, Correction]) -> None:
        learning, by, title, body = self._seat.desk.learning, self._seat.by, self._title, self._body
        answers: dict[str, Any] = {field: correction.value for field, correction in said.items()}

        def kept(_answer: object) -> None:
            self._said = said
            told = "，".join(correction.words for correction in said.values())
            words = self.tr("已记为样本：{told}。积累到一定数量后自动学习，也可在“学习”里立即学习。")
            self.taught.emit(words.format(told=told))

        self._seat.work.run(
            self, lambda: learning.teach(title, body, by=by, **answers), kept, lambda error: self._not_kept(error, said)
        )

    def _not_kept(self, error: DeskError, said: dict[str, Correction]) -> None:

        self.failed.emit(error, lambda: self._keep(said))
