"""Messages to whoever sits at this desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..store.store import Store
from .ports import Clock


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to whoever sits at this desk."""

    id: int
    at: datetime
    subject: str
    text: str
    incident_id: int | None


class Notices:
    """Messages to whoever sits at this desk."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def unread(self) -> tuple[Notice, ...]:
        """Newest first."""
        rows = self._store.outbox.notices()
        return tuple(Notice(row.id, row.at, row.subject, row.text, row.incident_id) for row in rows)

    def read(self, id: int) -> None:
        """Mark one as read."""
        self._store.read_notice(id, self._clock.now())
