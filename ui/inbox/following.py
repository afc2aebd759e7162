"""The reading pane follows the list: the row is marked at once, and what a held key only passes over is not read."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.inbox import ReadItem

from ..parts.stepping import Stepping
from ..seat import Seat
from .reading import ReadingPane


class Following(QObject):
    """`item_id` is what the pane shows or is about to show, 0 for nothing. `failed` is told a DeskError."""

    failed = Signal(object)

    def __init__(self, parent: QObject, seat: Seat, pane: ReadingPane) -> None:
        super().__init__(parent)
        self._seat, self._pane = seat, pane
        self._stepping = Stepping(self)
        self._then: Callable[[ReadItem], object] | None = None
        self.item_id = 0

    def read(self, item_id: int, after_ms: int = 0) -> None:
        """Read that item, and show it unless another is wanted by then."""
        if item_id != self.item_id:
            self._then = None
        self.item_id = item_id
        read = self._seat.desk.items.read
        self._seat.work.run(
            self,
            lambda: read(item_id),
            self._show,
            self._fail,
            key="read",
            after_ms=after_ms,
        )

    def step_to(self, item_id: int) -> None:
        """The same of a row that a key reached: the first step is followed at once, those soon after it when the key rests."""
        self.read(item_id, self._stepping.wait_ms())

    def again(self) -> None:
        """Read the same item anew."""
        if self.item_id:
            self.read(self.item_id)

    def nothing(self) -> None:
        """No row is marked."""
        self.item_id, self._then = 0, None
        self._pane.show_nothing()

    def then(self, act: Callable[[ReadItem], object]) -> None:
        """Do this with the item, now where it is shown, else as soon as it is: never with the one the pane still shows."""
        shown = self._pane.item
        if shown is not None and shown.item.id == self.item_id:
            act(shown)
        else:
            self.again()
            self._then = act

    def _show(self, read: ReadItem) -> None:
        if read.item.id != self.item_id:
            return  # the mark was taken away meanwhile
        self._pane.show_item(read)
        act, self._then = self._then, None
        if act is not None:
            act(read)

    def _fail(self, error: DeskError) -> None:
        self._then = None  # what was asked for is not done later, unasked
        self.failed.emit(error)
