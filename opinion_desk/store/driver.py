"""The SQLite driver: the one module that chooses it, so that everything else says `from .driver import sqlite3`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:  # no wheel for this platform: the interpreter's own SQLite, with the journal that suits it
        import sqlite3

__all__ = ["MINIMUM", "SQLITE_VERSION", "WAL_IS_SAFE", "sqlite3"]

SQLITE_VERSION: Final[tuple[int, ...]] = sqlite3.sqlite_version_info
MINIMUM: Final = (3, 43, 0)  # contentless_delete of FTS5
# Before 3.51.3 a write and a checkpoint at the same instant can corrupt a database in WAL mode.
WAL_IS_SAFE: Final = SQLITE_VERSION >= (3, 51, 3)
