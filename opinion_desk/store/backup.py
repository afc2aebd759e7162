"""Online copies of a database: written whole beside their place, then moved there in one step."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

from ..domain.errors import Unavailable
from ..domain.system_words import why_of
from .connecting import connect, place_of
from .driver import sqlite3
from .faults import translated


def back_up(connection: sqlite3.Connection, out: Path) -> None:
    """Copy the database behind `connection` to `out`, whole or not at all; writers go on meanwhile. Unavailable with a sentence."""
    part = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with translated(str(out)):
            _copy(connection, part)
        _sync(part)
        part.replace(out)
        _sync_folder(out.parent)
    except OSError as error:
        raise Unavailable("file_unwritable", path=out, why=why_of(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _copy(connection: sqlite3.Connection, part: Path) -> None:
    with closing(connect(place_of(part), writes=True)) as copy:
        connection.backup(copy, pages=-1)
        # One file: a journal beside the copy would be left behind when it is moved.
        copy.execute("PRAGMA journal_mode = DELETE")


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":  # only there a folder can be opened and synced
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
