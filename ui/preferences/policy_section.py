"""What the sections on policies share: the rows in force, a change that is kept at once or refused, and its undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.policy import Policies

from ..seat import Seat
from .section import Section

Rows = Mapping[str, Any]
Edit = Callable[[Any], Any]


class PolicySection(Section):
    """A subclass overrides `draw`, which is called when what is in force is not what stands here."""

    def __init__(self, seat: Seat, title: str, words: str) -> None:
        super().__init__(seat, title, words)
        self.rows: Rows = {}
        self.own = False
        self._policies: Policies | None = None

    @property
    def policies(self) -> Policies:
        """What the rows amount to; only after they came."""
        assert self._policies is not None
        return self._policies

    def draw(self) -> None:
        """Show what is in force."""

    def shown(self) -> None:
        service = self.seat.desk.policies

        def read() -> tuple[Any, Policies, bool]:
            rows = service.rows()
            return rows, service.check(rows), service.own

        self.seat.work.run(self, read, self._came, lambda error: self.bar.fail(error, self.shown), key="rows")

    def change(self, edit: Edit, words: str, failed: Callable[[DeskError], None] | None = None) -> None:
        """Put in force what `edit` makes of the rows; `words` tells that it was done, beside its undoing."""
        service, by = self.seat.desk.policies, self.seat.by
        self.seat.work.run(
            self, lambda: service.change(edit, by), lambda before: self.done(words, before), failed or self.bar.fail
        )

    def done(self, words: str, before: object) -> None:
        """Something was put in force by this section or one of its sheets."""
        self.bar.tell(words, self.tr("撤销"), lambda: self._put_back(before))
        self.shown()

    def _put_back(self, before: object) -> None:
        service, by = self.seat.desk.policies, self.seat.by

        def restored(_policies: object) -> None:
            self.bar.tell(self.tr("已撤销。"))
            self.shown()

        self.seat.work.run(self, lambda: service.put_back(before, by), restored, self.bar.fail)

    def _came(self, read: tuple[Any, Policies, bool]) -> None:
        if (read[0], read[2]) == (self.rows, self.own):
            return
        self.rows, self._policies, self.own = read
        self.draw()
