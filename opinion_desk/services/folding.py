"""Folding: the grouper's memory kept equal to what is stored, whoever else writes and whatever is rolled back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from ..domain.reading import Placed, TextToRead
from ..domain.verdict import Verdict
from ..store.store import Store
from .ports import Grouper

WINDOW: Final = timedelta(days=10)  # how far back reprints and events are looked for
FORGET_EVERY: Final = timedelta(hours=1)
_AGAIN: Final = 2_000  # ids looked at once more: another process may have stored below the newest since the last look
_EVER: Final = datetime.max.replace(tzinfo=UTC)


class Folding:
    """The one memory of a process, for any number of rounds at once."""

    def __init__(self, store: Store, grouper: Grouper) -> None:
        self._store = store
        self._grouper = grouper
        self._lock = threading.Lock()
        self._recalled = 0
        self._own: set[int] = set()  # placed here since the last recall
        self._stale = False  # the grouper remembers what was never stored
        self._forgot: datetime | None = None

    def recall(self, now: datetime) -> None:
        """Take in what other processes and earlier runs stored, and drop what is too old to be compared with."""
        with self._lock:
            self._forget(now)
            self._catch_up(now)

    def place(self, ids: Sequence[int], read: Sequence[tuple[TextToRead, Verdict]], now: datetime) -> list[Placed]:
        """Put new items, in order, under ids that nobody else will be given; what becomes of them is told to `follow`."""
        with self._lock:
            if self._stale:
                self._forget(now)
                self._catch_up(now)
            self._own.update(ids)
            rows = zip(ids, read, strict=True)
            return self._grouper.place_many(
                [(id, text, verdict, min(text.published or now, now)) for id, (text, verdict) in rows]
            )

    def follow(self, stored: Future[Any]) -> None:
        """Start anew from what is stored when the writing of placed items fails."""
        stored.add_done_callback(self._ended)

    def _ended(self, stored: Future[Any]) -> None:
        if stored.cancelled() or stored.exception() is not None:
            self._stale = True

    def _forget(self, now: datetime) -> None:
        if self._stale:
            self._grouper.forget(_EVER)
            self._recalled, self._own, self._stale = 0, set(), False
        elif self._forgot is None or not timedelta(0) <= now - self._forgot < FORGET_EVERY:
            self._grouper.forget(now - WINDOW)
            self._forgot = now

    def _catch_up(self, now: datetime) -> None:
        newest = self._store.items.newest_id()
        if newest > self._recalled:
            known = self._store.items.known_since(max(self._recalled - _AGAIN, 0), now - WINDOW)
            self._grouper.recall(row for row in known if row[0] not in self._own)
            self._own = {id for id in self._own if id > newest - _AGAIN}
            self._recalled = newest
