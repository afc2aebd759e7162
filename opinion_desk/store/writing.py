"""The writer: one thread owns the write connection, and every job is one transaction, kept whole or not at all."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final, Generic, TypeVar

from ..domain.changes import Changes, Touched
from ..domain.errors import Unavailable
from . import changes as changes_table
from .driver import sqlite3
from .faults import as_desk_error
from .rows import marks, portions

T = TypeVar("T")
_log: Final = logging.getLogger(__name__)
_ROWS: Final = 300  # a statement of that many rows costs SQLite what as many statements cost, and Python far less


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """What a job returned and what its transaction touched."""

    value: T
    changes: Changes


class Transaction:
    """What a job works with: SQL on the write connection, and `touch` to declare what it changed."""

    __slots__ = ("_changes", "connection")

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._changes = Changes()

    def touch(self, *families: Touched, incidents: Iterable[int] = (), sources: Iterable[int] = ()) -> None:
        """Declare families of things changed, and the incidents and sources concerned."""
        self._changes |= Changes(frozenset(families), frozenset(incidents), frozenset(sources))

    @property
    def changes(self) -> Changes:
        """Everything declared so far."""
        return self._changes

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.connection.execute(sql, values)

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        """Run one statement once a row."""
        return self.connection.executemany(sql, rows)

    def insert(self, into: str, rows: Sequence[Sequence[Any]], at_once: int = _ROWS) -> None:
        """Insert rows of one length, so many a statement; `into` is the statement up to its VALUES.

        A statement of many rows gives the interpreter's lock up once. `executemany` does so for every row, and while
        another thread computes it waits each time until that thread is made to let go: seconds for a batch.
        """
        for portion in portions(rows, at_once):
            row = f"({marks(len(portion[0]))})"
            self.connection.execute(f"{into} VALUES {','.join([row] * len(portion))}", [*chain.from_iterable(portion)])

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Row | None:
        """The first row of an answer, or None."""
        row: sqlite3.Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def all(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[sqlite3.Row]:
        """Every row of an answer."""
        return self.connection.execute(sql, values).fetchall()


Job = Callable[[Transaction], T]
Listener = Callable[[Changes], None]


class Writer:
    """Runs jobs one after another in its own thread; listeners hear of every change from that thread."""

    def __init__(self, connection: sqlite3.Connection, where: str, name: str) -> None:
        self._connection = connection
        self._where = where
        self._name = name
        self._jobs: queue.SimpleQueue[tuple[Job[Any], Future[Any]] | None] = queue.SimpleQueue()
        self._listeners: list[Listener] = []
        self._gate = threading.Lock()
        self._closed = False
        self._thread = threading.Thread(target=self._run, name="store-writer", daemon=True)
        self._thread.start()

    def submit(self, job: Job[T]) -> Future[Written[T]]:
        """Queue a job; its future holds what it wrote, or Refused, Unavailable, or the job's own exception."""
        future: Future[Written[T]] = Future()
        with self._gate:
            if self._closed:
                raise Unavailable("store_closed")
            self._jobs.put((job, future))
        return future

    def listen(self, listener: Listener) -> None:
        """Call `listener` after each transaction that touched anything, in the writer's thread."""
        self._listeners.append(listener)

    def is_current_thread(self) -> bool:
        """Whether the caller runs inside the writer, where waiting for it would never end."""
        return threading.current_thread() is self._thread

    def close(self) -> None:
        """Finish what is queued, take nothing more, and end the thread."""
        with self._gate:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        self._thread.join()

    def _run(self) -> None:
        while (task := self._jobs.get()) is not None:
            job, future = task
            if not future.set_running_or_notify_cancel():
                continue
            try:
                written = self._transact(job)
            except BaseException as error:
                future.set_exception(self._translated(error))
            else:
                self._tell(written.changes)
                future.set_result(written)
            del job, future, task  # a waiting thread must not keep a large batch alive

    def _transact(self, job: Job[T]) -> Written[T]:
        self._connection.execute("BEGIN IMMEDIATE")
        transaction = Transaction(self._connection)
        try:
            value = job(transaction)
            if transaction.changes:
                changes_table.leave(self._connection, transaction.changes, self._name)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk may have rolled back by itself
                self._connection.execute("ROLLBACK")
            raise
        return Written(value, transaction.changes)

    def _translated(self, error: BaseException) -> BaseException:
        if isinstance(error, sqlite3.Error):
            known = as_desk_error(error, self._where)
            if known is not None:
                known.__cause__ = error
                return known
        return error

    def _tell(self, changes: Changes) -> None:
        if not changes:
            return
        for listener in tuple(self._listeners):
            try:
                listener(changes)
            except Exception:
                _log.exception("a listener to changes failed")
