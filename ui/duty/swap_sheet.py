"""调班: a shift is taken by another, or exchanged for one of theirs; with a reason, and to whom it was reported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.duty.rota import Shift, Swap

from ..deed import deed
from ..parts.choices import Choice
from ..parts.sheet import Sheet, field
from ..seat import Seat
from .hand_sheets import NameField


class SwapSheet(Sheet):
    """`others` are the shifts it can be exchanged for."""

    written = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, shift: Shift, others: Sequence[Shift], known: Sequence[str]) -> None:
        local = shift.start.astimezone(seat.desk.zone)
        told = f"{local:%m-%d} {shift.post}“{shift.name}”，现由{shift.who or '（空缺）'}值。"
        super().__init__(over, "调班", told, width=520, accept="调班")
        self._seat, self._shift = seat, shift
        self.to = NameField("", [name for name in known if name != shift.who])
        pairs: list[tuple[Shift | None, str]] = [(None, self.tr("不互换"))]
        pairs += [(one, self._told(one)) for one in others if one.who not in ("", shift.who) and one.post == shift.post]
        self.exchange = Choice(pairs)
        self.exchange.currentIndexChanged.connect(lambda _row: self._follow())
        self.reason, self.reported = QLineEdit(), QLineEdit()
        self.reported.setPlaceholderText(self.tr("例如 带班领导、市委值班室；没有报备就留空"))
        self.body.addLayout(field(self.tr("改由谁值"), self.to))
        self.body.addLayout(field(self.tr("互换"), self.exchange, self.tr("选对方的一班，两班一起换。")))
        self.body.addLayout(field(self.tr("理由"), self.reason))
        self.body.addLayout(field(self.tr("已向谁报备"), self.reported))

    def accept(self) -> None:
        to, reason, other = self.to.name, self.reason.text().strip(), self.exchange.chosen
        if not to:
            self.refuse(self.tr("请写明改由谁值。"), self.to)
            return
        if not reason:
            self.refuse(self.tr("调班须写明理由。"), self.reason)
            return
        duty, shift, by, reported = self._seat.desk.duty, self._shift, self._seat.by, self.reported.text().strip()
        exchange = None if other is None else (other.day, other.name)
        self.busy()
        self._seat.work.run(
            self,
            lambda: duty.swap(
                shift.day, shift.name, to, reason,
                post=shift.post, reported=reported, exchange=exchange, deed=deed(by),
            ),
            self._written,
            self.failed,
        )  # fmt: skip

    def _follow(self) -> None:
        other: Shift | None = self.exchange.chosen
        if other is not None:
            self.to.setText(other.who)
        self.to.setEnabled(other is None)

    def _told(self, shift: Shift) -> str:
        return f"{shift.start.astimezone(self._seat.desk.zone):%m-%d} {shift.name} {shift.who}"

    def _written(self, swap: Swap) -> None:
        self.close_sheet()
        words = self.tr("{day} “{shift}”已由 {before} 调为 {after}。")
        self.written.emit(words.format(day=f"{swap.day:%m-%d}", shift=swap.shift, before=swap.before or "空缺", after=swap.after))  # fmt: skip
