"""Changes between processes: every write transaction leaves a row, and a feed reads them when the database has moved."""

from __future__ import annotations

import json
from typing import Final

from ..domain.changes import Changes, Touched
from .driver import sqlite3
from .faults import translated

KEPT: Final = 2_000  # rows of the table; a reader further behind is told that everything was touched
_FEW: Final = 200  # ids named in one row; beyond it only the family is told
EVERYTHING: Final = Changes(frozenset(Touched))


def leave(connection: sqlite3.Connection, changes: Changes, writer: str) -> None:
    """Write the row of this transaction and prune old ones now and then."""
    cursor = connection.execute(
        "INSERT INTO changes (writer, touched, incidents, sources) VALUES (?, ?, ?, ?)",
        (writer, " ".join(sorted(changes.touched)), _ids(changes.incidents), _ids(changes.sources)),
    )
    seq = cursor.lastrowid or 0
    if seq % 256 == 0:
        connection.execute("DELETE FROM changes WHERE seq <= ?", (seq - KEPT,))


def _ids(ids: frozenset[int]) -> str | None:
    return json.dumps(sorted(ids)) if len(ids) <= _FEW else None


def _read_ids(text: str | None) -> frozenset[int]:
    return frozenset(json.loads(text)) if text else frozenset()


def changes_from(row: sqlite3.Row) -> Changes:
    """The Changes that one row of the table holds; families this version does not know are left out."""
    known = {family.value for family in Touched}
    touched = frozenset(Touched(name) for name in str(row["touched"]).split() if name in known)
    return Changes(touched, _read_ids(row["incidents"]), _read_ids(row["sources"]))


class ChangesFeed:
    """What others wrote since the last look. Not a timer: the caller decides how often to poll (at most 4 a second)."""

    def __init__(self, connection: sqlite3.Connection, where: str, own: str | None) -> None:
        """Take over a read connection; rows left by the writer named `own` are passed over."""
        self._connection = connection
        self._where = where
        self._own = own
        self._version = -1
        with translated(where):
            self._seq = self._newest()
            self._version = self._data_version()

    def poll(self) -> Changes | None:
        """The changes since the last poll, or None; costs one pragma while nothing moved."""
        with translated(self._where):
            version = self._data_version()
            if version == self._version:
                return None
            self._version = version
            return self._read() or None

    def close(self) -> None:
        """Give the connection back to the system."""
        self._connection.close()

    def _data_version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def _newest(self) -> int:
        return int(self._connection.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0])

    def _read(self) -> Changes:
        rows = self._connection.execute("SELECT * FROM changes WHERE seq > ? ORDER BY seq", (self._seq,)).fetchall()
        if not rows:
            return Changes()
        behind = int(rows[0]["seq"]) > self._seq + 1
        self._seq = int(rows[-1]["seq"])
        if behind:
            return EVERYTHING
        changes = Changes()
        for row in rows:
            if row["writer"] != self._own:
                changes |= changes_from(row)
        return changes
