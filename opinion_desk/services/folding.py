"""Folding: the grouper's memory kept equal to what is stored, whoever else writes and whatever is rolled back."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from ..domain.reading import Placed, TextToRead
from ..domain.verdict import Verdict
from ..store.store import Store
from ..store.writing import Job, Written
from .ports import Grouper

T = TypeVar("T")
WINDOW: Final = timedelta(days=10)  # how far back reprints and events are looked for
FORGET_EVERY: Final = timedelta(hours=1)
_EVER: Final = datetime.max.replace(tzinfo=UTC)


class Folding:
    """The one memory of a process. Jobs that place items are handed to the writer through `submit` alone."""

    def __init__(self, store: Store, grouper: Grouper) -> None:
        self._store = store
        self._grouper = grouper
        self._lock = threading.Lock()
        self._recalled = 0
        self._own: set[int] = set()  # placed here since the last recall
        self._stale = False  # the grouper may remember what was rolled back, under ids that will be given again
        self._forgot: datetime | None = None

    def recall(self, now: datetime) -> None:
        """Take in what other processes and earlier runs stored, and drop what is too old to be compared with."""
        with self._lock:
            self._forget(now)
            self._catch_up(now)

    def place(
        self, ids: Sequence[int], read: Sequence[tuple[TextToRead, Verdict]], now: datetime
    ) -> list[Placed]:
        """Put new items, in order; called within a job given to `submit`.

        Behind a job that failed they are compared with each other alone: what is stored is recalled by the next round.
        """
        with self._lock:
            if self._stale:
                self._forget(now)
            self._own.update(ids)
            rows = zip(ids, read, strict=True)
            return self._grouper.place_many(
                [(id, text, verdict, min(text.published or now, now)) for id, (text, verdict) in rows]
            )

    def submit(self, job: Job[T]) -> Future[Written[T]]:
        """Queue a job that places items. The lock makes sure that the next job hears of its failure before it places any."""
        with self._lock:
            future = self._store.write(job)
            future.add_done_callback(self._ended)
        return future

    def _ended(self, future: Future[Written[T]]) -> None:
        if not future.cancelled() and future.exception() is not None:
            self._stale = True

    def _forget(self, now: datetime) -> None:
        if self._stale:
            self._grouper.forget(_EVER)
            self._recalled, self._own, self._stale = 0, set(), False
        elif self._forgot is None or now - self._forgot >= FORGET_EVERY:
            self._grouper.forget(now - WINDOW)
            self._forgot = now

    def _catch_up(self, now: datetime) -> None:
        newest = self._store.items.newest_id()
        if newest > self._recalled:
            known = self._store.items.known_since(self._recalled, now - WINDOW)
            self._grouper.recall(row for row in known if row[0] not in self._own)
            self._own = {id for id in self._own if id > newest}
            self._recalled = newest
