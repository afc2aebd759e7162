"""The archive of briefings: each as it was exported, with its number; nothing in it is ever replaced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ..domain.briefing import Briefing, BriefingKind
from ..domain.changes import Touched
from ..domain.instants import from_ms, to_ms
from .codec import decode, encode
from .database import Database
from .driver import sqlite3
from .writing import Transaction

# Kinds of which there may be several a day; of the others a second export keeps the day's number.
_SEVERAL_A_DAY: Final = (BriefingKind.FLASH, BriefingKind.SPECIAL)


@dataclass(frozen=True, slots=True)
class BriefingRow:
    """A briefing that was exported; `revision` counts exports under the same number, from 1."""

    id: int
    kind: BriefingKind
    day: date
    issue: int
    total_issue: int
    revision: int
    made: datetime
    title: str


class Briefings:
    """Reads of the family `briefings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def list(self, limit: int = 500) -> list[BriefingRow]:
        """What was exported, newest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM briefings ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [_row(row) for row in rows]

    def get(self, id: int) -> Briefing | None:
        """A briefing as it was exported."""
        with self._database.read() as connection:
            row = connection.execute("SELECT json FROM briefings WHERE id = ?", (id,)).fetchone()
        return None if row is None else decode(Briefing, row["json"])

    def number(self, kind: BriefingKind, day: date) -> tuple[int, int]:
        """第几期 of that year and 总第几期: the day's own where it was exported before, else the next ones."""
        with self._database.read() as connection:
            return _number(connection, kind, day)


def archive(tx: Transaction, briefing: Briefing, now: datetime) -> int:
    """Keep a briefing as exported; its id. Another export of the same number becomes a further revision."""
    subject = str(briefing.issue) if briefing.kind in _SEVERAL_A_DAY else ""
    key = (briefing.kind.value, briefing.day.isoformat(), subject)
    row = tx.one(
        "SELECT coalesce(max(revision), 0) AS last FROM briefings WHERE kind = ? AND day = ? AND subject = ?", key
    )
    revision = 1 if row is None else int(row["last"]) + 1
    cursor = tx.execute(
        "INSERT INTO briefings (kind, day, subject, revision, year, issue, total_issue, title, made_ms, json)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *key,
            revision,
            briefing.day.year,
            briefing.issue,
            briefing.total_issue,
            briefing.title,
            to_ms(now),
            encode(briefing),
        ),
    )
    tx.touch(Touched.BRIEFINGS)
    return cursor.lastrowid or 0


def _number(connection: sqlite3.Connection, kind: BriefingKind, day: date) -> tuple[int, int]:
    if kind not in _SEVERAL_A_DAY:
        row = connection.execute(
            "SELECT issue, total_issue FROM briefings WHERE kind = ? AND day = ? ORDER BY revision DESC LIMIT 1",
            (kind.value, day.isoformat()),
        ).fetchone()
        if row is not None:
            return row["issue"], row["total_issue"]
    row = connection.execute(
        "SELECT (SELECT coalesce(max(issue), 0) + 1 FROM briefings WHERE kind = :kind AND year = :year) AS issue,"
        " (SELECT coalesce(max(total_issue), 0) + 1 FROM briefings WHERE kind = :kind) AS total",
        {"kind": kind.value, "year": day.year},
    ).fetchone()
    return row["issue"], row["total"]


def _row(row: sqlite3.Row) -> BriefingRow:
    return BriefingRow(
        row["id"],
        BriefingKind(row["kind"]),
        date.fromisoformat(row["day"]),
        row["issue"],
        row["total_issue"],
        row["revision"],
        from_ms(row["made_ms"]),
        row["title"],
    )
