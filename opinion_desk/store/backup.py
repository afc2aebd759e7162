"""Online copies of a database, and putting one in a database's place: each in one step, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError, Unavailable
from ..domain.system_words import why_of
from .connecting import connect, place_of
from .driver import sqlite3
from .faults import translated

Progress = Callable[[int, int], None]  # pages copied, of how many
_PAGES: Final = 4_000  # a step
_PATIENCE_MS: Final = 1_500  # for commands that are about to end
BESIDE: Final = ("", "-journal", "-wal", "-shm")  # the files that make up a database


def back_up(connection: sqlite3.Connection, out: Path, progress: Progress | None = None) -> None:
    """Copy the database behind `connection` to `out`, whole or not at all; writers go on meanwhile. Unavailable with a sentence.

    Within a transaction every step copies one and the same state.
    """
    part = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with translated(str(out)):
            _copy(connection, part, progress)
        _sync(part)
        part.replace(out)
        sync_folder(out.parent)
    except OSError as error:
        raise Unavailable("file_unwritable", path=out, why=why_of(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _copy(connection: sqlite3.Connection, part: Path, progress: Progress | None) -> None:
    with closing(connect(place_of(part), writes=True)) as copy:
        _pages(connection, copy, progress)
        # One file: a journal beside the copy would be left behind when it is moved.
        copy.execute("PRAGMA journal_mode = DELETE")


def _pages(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress | None) -> None:
    if progress is None:
        source.backup(target, pages=-1)
        return
    tell = progress
    source.backup(target, pages=_PAGES, progress=lambda _status, left, pages: tell(pages - left, pages), sleep=0)


@contextmanager
def alone(path: Path) -> Iterator[sqlite3.Connection]:
    """The one connection to the database in that file, its log carried in; Unavailable while anybody else has it open."""
    with translated(str(path)):
        connection = sqlite3.connect(place_of(path).uri, uri=True, isolation_level=None, timeout=_PATIENCE_MS / 1000)
        with closing(connection):
            try:
                # Before anything is read: then a log is opened for this connection alone, or not at all.
                connection.execute("PRAGMA locking_mode = EXCLUSIVE")
                connection.execute("PRAGMA synchronous = EXTRA")
                connection.execute("BEGIN EXCLUSIVE")
                connection.execute("COMMIT")
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            except sqlite3.OperationalError as error:
                if "locked" in str(error) or "locking" in str(error):
                    raise Unavailable("desk_in_use") from error
                raise
            if mode != "delete":
                raise Unavailable("desk_in_use")
            yield connection


def put_in_place(source: Path, connection: sqlite3.Connection, progress: Progress | None = None) -> None:
    """Make the database behind `connection` (see `alone`) what that file is, in one transaction of its own."""
    with closing(connect(place_of(source), writes=False)) as copied:
        _pages(copied, connection, progress)


def is_damage(error: DeskError) -> bool:
    """Whether the file itself is at fault, so that nothing in it can be kept by SQLite."""
    return error.id in ("store_damaged", "database_not_ours")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names in a folder survive a power cut, where the system offers it."""
    if os.name != "posix":  # only there a folder can be opened and synced
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
