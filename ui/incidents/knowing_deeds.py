"""Deeds done at once, by one press: a refusal because of newer acts says who did what, and the person goes on knowing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.incident import Incident

from ..parts.bars import Bar
from ..parts.sheet import MOVED, acts_now
from ..seat import Seat
from ..words import sentence_of


class KnowingDeeds(QObject):
    """`written` after each deed, and after a refusal because of newer acts, so that the page reads again.

    What one deed here added is known to the next, though the page has not been read again in between.
    """

    written = Signal()

    def __init__(self, page: QObject, seat: Seat, bar: Bar) -> None:
        super().__init__(page)
        self._page, self._seat, self._bar = page, seat, bar
        self._known: dict[int, int] = {}  # acts of a matter after the last deed done here

    def act(
        self,
        incident: Incident,
        act: Callable[[int], Incident],
        words: str = "",
        done: Callable[[Incident], object] | None = None,
    ) -> None:
        """Do what takes the count of acts that were seen, from the matter as it is shown; `words` are told after it."""
        self._do(incident.id, act, words, done, max(incident.acts, self._known.get(incident.id, 0)))

    def _do(
        self, id: int, act: Callable[[int], Incident], words: str, done: Callable[[Incident], object] | None, seen: int
    ) -> None:
        def came(after: Incident) -> None:
            if after.id == id:
                self._known[id] = after.acts
            if words:
                self._bar.tell(words)
            self.written.emit()
            if done is not None:
                done(after)

        def failed(error: DeskError) -> None:
            if error.id != MOVED:
                self._bar.fail(error)
                return
            now = acts_now(error)
            again = self.tr("看过了，仍要办")
            self._bar.notice(sentence_of(error), again, lambda: self._do(id, act, words, done, now))
            self.written.emit()

        self._seat.work.run(self._page, lambda: act(seen), came, failed)
