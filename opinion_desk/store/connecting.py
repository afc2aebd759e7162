"""Connections: where a database lies, what each connection is told first, and whether a file is ours at all."""

from __future__ import annotations

import itertools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..domain.errors import Refused, Unavailable
from .driver import MINIMUM, SQLITE_VERSION, WAL_IS_SAFE, sqlite3

APPLICATION_ID: Final = 0x4F44_534B  # "ODSK", in bytes 68..71 of the file
BUSY_MS: Final = 10_000
_CACHE_KB: Final = 32_768
_HEADER: Final = b"SQLite format 3\x00"
_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a database lies: a file, or memory shared by the connections of this process."""

    path: Path | None
    uri: str

    @property
    def where(self) -> str:
        """As it is named in sentences."""
        return str(self.path) if self.path is not None else "内存"


def place_of(path: Path | None) -> Place:
    """The place of a file, or a new one in memory that no other place shares."""
    if path is None:
        return Place(None, f"file:/opinion_desk_{os.getpid()}_{next(_numbers)}?vfs=memdb")
    absolute = Path(path).absolute()
    return Place(absolute, absolute.as_uri())


def check_file(path: Path, newest: int) -> bool:
    """Whether the file exists and holds a database of ours; Refused for any other content, which is left untouched."""
    if SQLITE_VERSION < MINIMUM:
        raise Unavailable("sqlite_too_old", version=sqlite3.sqlite_version)
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise Unavailable("store_cannot_open", path=path) from error
    if not head:
        return False
    if _interrupted(path):
        return True  # SQLite puts the file back as it was; what it holds is looked at after that
    if len(head) < 100 or not head.startswith(_HEADER):
        raise Refused("database_not_ours", path=path)
    if int.from_bytes(head[60:64], "big") > newest:
        raise Refused("database_newer", path=path)
    return True


def _interrupted(path: Path) -> bool:
    """Whether a rollback journal lies beside the file: the power went while it was written, and its first bytes prove nothing."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size > 0
    except OSError:
        return False


def connect(place: Place, *, writes: bool) -> sqlite3.Connection:
    """A connection in autocommit mode, usable from any one thread at a time; without `writes` it can only read."""
    connection = sqlite3.connect(
        place.uri,
        uri=True,
        isolation_level=None,
        timeout=BUSY_MS / 1000,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.row_factory = sqlite3.Row
    for pragma in (
        f"busy_timeout = {BUSY_MS}",
        "foreign_keys = ON",
        # What was told as done survives a power cut: with WAL as FULL does, with a rollback journal only so, for FULL may
        # find a journal again whose deletion the disk had not yet kept, and take the last command back.
        "synchronous = EXTRA",
        "temp_store = MEMORY",
        "recursive_triggers = OFF",
        f"cache_size = -{_CACHE_KB}",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
    if not writes:
        connection.execute("PRAGMA query_only = ON")
    return connection


def choose_journal(connection: sqlite3.Connection) -> str:
    """Set the journal that is safe with this SQLite and say which it is; memory keeps its own."""
    wanted = "WAL" if WAL_IS_SAFE else "DELETE"
    mode = str(connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()[0])
    connection.execute("PRAGMA wal_autocheckpoint = 4000")  # 16 MB: fewer checkpoints while thousands of items come in
    connection.execute("PRAGMA journal_size_limit = 67108864")
    return mode
