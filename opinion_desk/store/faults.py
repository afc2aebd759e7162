"""What SQLite says when the world is not as needed, turned into the desk's own errors; the one place that knows its codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ..domain.errors import DeskError, Refused, Unavailable
from .driver import sqlite3

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _PERM, _NOTADB, _NOMEM, _PROTOCOL = (
    5,
    6,
    8,
    10,
    11,
    13,
    14,
    3,
    26,
    7,
    15,
)

_SENTENCE_OF_CODE: Final = {
    _BUSY: "store_busy",
    _LOCKED: "store_busy",
    _PROTOCOL: "store_busy",  # the locks of a WAL were never to be had
    _READONLY: "store_read_only",
    _PERM: "store_read_only",
    _IOERR: "store_io",
    _CORRUPT: "store_damaged",
    _FULL: "store_disk_full",
    _CANTOPEN: "store_cannot_open",
    _NOMEM: "store_no_memory",
}


# What goes wrong while a database is copied comes without its code, in the words of SQLite alone.
_CODE_OF_WORDS: Final = {
    "database is locked": _BUSY,
    "database table is locked": _LOCKED,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
    "out of memory": _NOMEM,
    "locking protocol": _PROTOCOL,
}


def as_desk_error(error: sqlite3.Error, where: str) -> DeskError | None:
    """The desk's error for what SQLite raised, or None when it is a bug of ours (a broken constraint, wrong SQL)."""
    code = getattr(error, "sqlite_errorcode", None) or _CODE_OF_WORDS.get(str(error))
    if code is None:
        return None
    primary = int(code) & 0xFF
    if primary == _NOTADB:
        return Refused("database_not_ours", path=where)
    sentence = _SENTENCE_OF_CODE.get(primary)
    return None if sentence is None else Unavailable(sentence, path=where)


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Within it, what SQLite raises about the world comes out as Refused or Unavailable; bugs pass as they are."""
    try:
        yield
    except sqlite3.Error as error:
        known = as_desk_error(error, where)
        if known is None:
            raise
        raise known from error
