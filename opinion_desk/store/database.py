"""The database: one writer, a pool of readers, and changes told to this process and to others."""

from __future__ import annotations

import queue
import uuid
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

from ..domain.errors import Unavailable
from .backup import Progress, back_up
from .changes import ChangesFeed
from .connecting import Place, check_file, choose_journal, connect, place_of
from .driver import sqlite3
from .faults import translated
from .migrating import NEWEST, migrate
from .writing import Job, Listener, Writer, Written

T = TypeVar("T")
_READERS: Final = 6


class Database:
    """An open database. Every method may be called from any thread; close it once."""

    def __init__(self, place: Place, connection: sqlite3.Connection) -> None:
        """Used by `open`, which checks and migrates first."""
        self.place = place
        self._name = uuid.uuid4().hex  # marks our own rows among the changes
        self._write_connection = connection
        self._writer = Writer(connection, place.where, self._name)
        self._idle: queue.LifoQueue[sqlite3.Connection] = queue.LifoQueue()
        self._free = _Slots(_READERS)
        self._feeds: list[ChangesFeed] = []
        self._closed = False

    @classmethod
    def open(cls, path: Path | None) -> Database:
        """The database in that file, made when missing; None is one in memory. Refused or Unavailable with a sentence."""
        place = place_of(path)
        if place.path is not None:
            check_file(place.path, NEWEST)
            try:
                place.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise Unavailable("store_cannot_open", path=place.path) from error
        with translated(place.where):
            connection = connect(place, writes=True)
            try:
                migrate(connection, place)
                if place.path is not None:
                    choose_journal(connection)
            except BaseException:
                connection.close()
                raise
        return cls(place, connection)

    @property
    def where(self) -> str:
        """The file, or the word for memory, as sentences name it."""
        return self.place.where

    def write(self, job: Job[T]) -> Future[Written[T]]:
        """Queue a job as one transaction; the future also carries Refused and Unavailable."""
        return self._writer.submit(job)

    def write_now(self, job: Job[T]) -> Written[T]:
        """The same, waited for. Not to be called from a job or a listener: it would wait for itself."""
        if self._writer.is_current_thread():
            raise RuntimeError("write_now called from inside the writer")
        return self._writer.submit(job).result()

    def on_changes(self, listener: Listener) -> None:
        """Call `listener` after each write of this process that touched anything, in the writer's thread."""
        self._writer.listen(listener)

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection that can only read; each statement sees the last committed state."""
        with self._free.taken(self.where), translated(self.where):
            connection = self._take()
            try:
                yield connection
            except BaseException:
                connection.close()  # whatever state it is in, nobody inherits it
                raise
            self._idle.put(connection)

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """The same, where every statement sees one and the same state."""
        with self.read() as connection:
            connection.execute("BEGIN")
            yield connection
            connection.execute("ROLLBACK")  # nothing was written; a COMMIT fails where the file is damaged

    def changes_feed(self, *, own: bool = False) -> ChangesFeed:
        """A feed of what other processes write; with `own` also what this one writes. Used by one thread at a time."""
        with translated(self.where):
            feed = ChangesFeed(connect(self.place, writes=False), self.where, None if own else self._name)
        self._feeds.append(feed)
        return feed

    def back_up(self, out: Path, progress: Progress | None = None) -> None:
        """Copy the whole database, as it is at one instant, to a file while work goes on; whole or not at all."""
        with self.snapshot() as connection:
            back_up(connection, out, progress)

    def close(self) -> None:
        """Finish what is queued, then close every connection; a second call does nothing."""
        if self._closed:
            return
        self._closed = True
        self._writer.close()
        for feed in self._feeds:
            feed.close()
        while not self._idle.empty():
            self._idle.get_nowait().close()
        try:
            self._write_connection.execute("PRAGMA analysis_limit = 400")
            self._write_connection.execute("PRAGMA optimize")
        except sqlite3.Error:
            pass  # statistics for the planner, made again another day
        finally:
            self._write_connection.close()

    def _take(self) -> sqlite3.Connection:
        if self._closed:
            raise Unavailable("store_closed")
        try:
            return self._idle.get_nowait()
        except queue.Empty:
            return connect(self.place, writes=False)


class _Slots:
    """At most so many readers at once; the next one waits a little, then is told that the store is busy."""

    def __init__(self, count: int) -> None:
        self._slots: queue.SimpleQueue[int] = queue.SimpleQueue()
        for number in range(count):
            self._slots.put(number)

    @contextmanager
    def taken(self, where: str) -> Iterator[None]:
        try:
            slot = self._slots.get(timeout=30)
        except queue.Empty:
            raise Unavailable("store_busy", path=where) from None
        try:
            yield
        finally:
            self._slots.put(slot)
