"""The files of watched folders and what came of them, so that none is read twice as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..domain.changes import Touched
from ..domain.folder_files import FileState, FolderFile, FolderSeen
from ..domain.instants import from_ms, to_ms
from .database import Database
from .driver import sqlite3
from .rows import storable
from .writing import Transaction


@dataclass(frozen=True, slots=True)
class BadFiles:
    """How many files of a folder could not be understood, and the last of them with its reason."""

    count: int
    name: str
    why: str


class FolderFiles:
    """Reads of the family `folder_files`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, source_id: int) -> dict[str, FolderFile]:
        """Every file of a folder that was looked into, by name."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM folder_files WHERE source_id = ?", (source_id,)).fetchall()
        return {row["name"]: _file(row) for row in rows}

    def last(self, source_id: int, limit: int = 50) -> list[FolderFile]:
        """The files of a folder that were looked into last, the latest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM folder_files WHERE source_id = ? ORDER BY looked_ms DESC, name LIMIT ?",
                (source_id, limit),
            ).fetchall()
        return [_file(row) for row in rows]

    def bad(self) -> dict[int, BadFiles]:
        """The folders with files that could not be understood, by the id of the source."""
        with self._database.read() as connection:
            rows = connection.execute(  # SQLite takes the other columns from the row with the greatest time
                "SELECT source_id, count(*) AS files, name, why, max(looked_ms) FROM folder_files WHERE state IN (?, ?)"
                " GROUP BY source_id",
                (FileState.FAILED.value, FileState.UNREADABLE.value),
            ).fetchall()
        return {row["source_id"]: BadFiles(row["files"], row["name"], row["why"] or "") for row in rows}


def put(tx: Transaction, source_id: int, seen: FolderSeen) -> None:
    """Write down what a visit found out about a folder's files; goes with the entries that came of them."""
    tx.insert(
        "INSERT OR REPLACE INTO folder_files (source_id, name, size, modified_ns, state, looked_ms, digest, entries,"
        " skipped, mapping, why)",
        [
            (
                source_id,
                storable(file.name),
                file.size,
                file.modified_ns,
                file.state.value,
                to_ms(file.looked),
                file.digest,
                file.entries,
                file.skipped,
                file.mapping,
                file.why,
            )
            for file in seen.files
        ],
    )
    tx.executemany(
        "DELETE FROM folder_files WHERE source_id = ? AND name = ?", [(source_id, name) for name in seen.gone]
    )


def retry_failed(tx: Transaction, now: datetime) -> None:
    """Try the files again that could not be understood, at once: what their headings mean may be known by now."""
    tx.execute(
        "UPDATE sources SET next_check_ms = min(coalesce(next_check_ms, ?), ?) WHERE form = 'folder' AND id IN"
        " (SELECT source_id FROM folder_files WHERE state = ?)",
        (to_ms(now), to_ms(now), FileState.FAILED.value),
    )
    tx.execute("DELETE FROM folder_files WHERE state = ?", (FileState.FAILED.value,))
    tx.touch(Touched.SOURCES)


def _file(row: sqlite3.Row) -> FolderFile:
    return FolderFile(
        row["name"],
        row["size"],
        row["modified_ns"],
        FileState(row["state"]),
        from_ms(row["looked_ms"]),
        row["digest"],
        row["entries"],
        row["skipped"],
        row["mapping"],
        row["why"],
    )
