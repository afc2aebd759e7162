"""A band about jumps of the system's time, until a person says whether the time is right now."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QWidget

from opinion_desk.domain.clock_jump import Settled
from opinion_desk.domain.errors import DeskError

from ..deed import deed
from ..parts.buttons import button
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of

if TYPE_CHECKING:
    from opinion_desk.services.clock_jumps import OpenJump


class JumpBar(QFrame):
    """Hidden while the time goes evenly. 时间无误 confirms what fired; 时间有误 asks why and voids it. `settled` tells that it was done."""

    settled = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.setObjectName("band")
        self.setProperty("tone", "amber")
        self.words = label("", wrap=True)
        self.right = button(self.tr("时间无误"), self._confirm)
        self.wrong = button(self.tr("时间有误…"), self._reject)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        line.addWidget(self.wrong)
        line.addWidget(self.right)
        self.hide()

    def show_jumps(self, jumps: tuple[OpenJump, ...]) -> None:
        """What nobody has settled."""
        self.setVisible(bool(jumps))
        if not jumps:
            return
        newest, others = jumps[-1], len(jumps) - 1
        words = newest.words + (self.tr("，此前另有 {n} 次").format(n=others) if others else "")
        ahead = newest.ahead
        after = self.tr("；期间触发的节点待确认。") if any(j.jump.by.total_seconds() > 0 for j in jumps) else "。"
        self.words.setText(words + after)
        self.wrong.setEnabled(not ahead)
        self.wrong.setToolTip(self.tr("系统时间仍是跳动后的时间；请先校准，再认定它有误。") if ahead else "")

    def _confirm(self) -> None:
        jumps, by = self._seat.desk.ticking.jumps, self._seat.by
        self._seat.work.run(self, lambda: jumps.settle(Settled.CONFIRMED, deed=deed(by)), self._done, self._failed)

    def _reject(self) -> None:
        sheet = WrongTimeSheet(self, self._seat, lambda: self._done(None))
        sheet.open_sheet(sheet.reason)

    def _done(self, _answer: object) -> None:
        self.hide()
        self.settled.emit()

    def _failed(self, error: DeskError) -> None:
        self.words.setText(sentence_of(error))


class WrongTimeSheet(Sheet):
    """Asks why the time was wrong; what fired because of it does not count and is armed anew."""

    def __init__(self, over: QWidget, seat: Seat, done: Callable[[], None]) -> None:
        words = self.tr("系统时间曾经有误、现已校准：因此触发的节点不计，按正确的时间重新起算；记录保留。")
        super().__init__(over, self.tr("认定时间有误"), words, width=480, accept=self.tr("认定有误"))
        self._seat, self._done = seat, done
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(72)
        self.reason.setTabChangesFocus(True)
        self.body.addLayout(field(self.tr("原因，例如“主板电池失效”“对时服务器有误”"), self.reason))

    def accept(self) -> None:
        reason = self.reason.toPlainText().strip()
        if not reason:
            self.refuse(self.tr("请写明原因。"), self.reason)
            return
        self.busy()
        jumps, by = self._seat.desk.ticking.jumps, self._seat.by
        self._seat.work.run(
            self, lambda: jumps.settle(Settled.REJECTED, reason, deed=deed(by)), self._written, self.failed
        )

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self._done()
