"""What is done with items from the list, each with its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.inbox import InboxRow, ItemState

from ..seat import Seat
from .correction import Correction

_KEPT = 50


@dataclass(frozen=True, slots=True)
class _Undo:
    words: str
    undo: Callable[[], object]


class InboxDeeds(QObject):
    """Writes of the 信息 page; `done` tells a sentence and whether it can be undone, `failed` the error with its retry."""

    done = Signal(str, bool)
    failed = Signal(object, object)

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self._seat = seat
        self._undo: list[_Undo] = []

    @property
    def undoable(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._undo)

    def file(self, row: InboxRow) -> None:
        """阅存, or take it back out."""
        items, id = self._seat.desk.items, row.item_id
        if row.state is ItemState.FILED:
            self._run(lambda: items.unfile(id), self.tr("已取消阅存"), lambda: items.file(id))
        else:
            self._run(lambda: items.file(id), self.tr("已阅存"), lambda: items.unfile(id))

    def star(self, row: InboxRow) -> None:
        """Star, or take the star off."""
        items, id, on = self._seat.desk.items, row.item_id, not row.starred
        words = self.tr("已加星") if on else self.tr("已去星")
        self._run(lambda: items.star(id, on), words, lambda: items.star(id, not on))

    def correct(self, item_id: int, correction: Correction) -> None:
        """修正研判."""
        items, by = self._seat.desk.items, self._seat.by
        corrected = self.tr("已修正为“{words}”").format(words=correction.words)
        self._run(
            lambda: items.correct(item_id, correction.field, correction.value, by),
            corrected,
            lambda: items.uncorrect(item_id, by),
            self.tr("，并记为样本；满 8 条或过一分钟，后台自动学习"),
        )

    def undo(self) -> None:
        """Take back the last deed."""
        if not self._undo:
            self.done.emit(self.tr("没有可以撤销的操作"), False)
            return
        last = self._undo.pop()

        def failed(error: DeskError) -> None:
            self._undo.append(last)
            self.failed.emit(error, self.undo)

        words = self.tr("已撤销：{words}").format(words=last.words)
        self._seat.work.run(self, last.undo, lambda _: self.done.emit(words, False), failed)

    def _run(self, act: Callable[[], object], words: str, undo: Callable[[], object], more: str = "") -> None:
        """`more` is told of the deed, and not again when it is taken back."""

        def succeeded(_: object) -> None:
            self._undo = [*self._undo[-_KEPT:], _Undo(words, undo)]
            self.done.emit(words + more, True)

        self._seat.work.run(
            self, act, succeeded, lambda error: self.failed.emit(error, lambda: self._run(act, words, undo, more))
        )
