"""Duty: versions of the rota, swaps, the history of posts, and the log; entered once and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from ..domain.changes import Touched
from ..domain.duty.handover import DutyAct, DutyKind, HandoverSheet
from ..domain.duty.log import LogEntry, Note
from ..domain.duty.pattern import Pattern
from ..domain.duty.pattern_json import pattern_json, read_pattern
from ..domain.duty.rota import Rota, Swap
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from .codec import decode, encode
from .database import Database
from .driver import sqlite3
from .rows import as_text
from .writing import Transaction

_FAR: Final = 1 << 60
_ACT: Final = (
    'INSERT INTO duty_acts (kind, post, at_ms, entered_ms, by, handover_id, leaving, "to", shift, reason, sheet)'
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True)
class RotaEntry:
    """A version of the rota as it was entered."""

    id: int
    pattern: Pattern
    by: str
    entered: datetime


class Duty:
    """Reads of the family `duty`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self) -> list[RotaEntry]:
        """Every version of the rota, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM rotas ORDER BY id").fetchall()
        return [RotaEntry(row["id"], read_pattern(row["json"]), row["by"], from_ms(row["entered_ms"])) for row in rows]

    def rota(self, first: date, last: date) -> Rota:
        """Every version, and the swaps of shifts that begin from the first to the last day."""
        with self._database.read() as connection:
            return rota(connection, first, last)

    def history(self, post: str, now: datetime) -> list[DutyAct]:
        """The acts of a post until `now`, oldest first, from its last handover on: what lies before decides nothing any more."""
        with self._database.read() as connection:
            return history(connection, post, now)

    def handovers(self, limit: int) -> list[DutyAct]:
        """The acts of the last so many handovers, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM duty_acts WHERE id IN (SELECT id FROM duty_acts WHERE kind = 'offered' ORDER BY id DESC LIMIT :n)"
                " OR handover_id IN (SELECT id FROM duty_acts WHERE kind = 'offered' ORDER BY id DESC LIMIT :n) ORDER BY id",
                {"n": limit},
            ).fetchall()
        return [_act(row) for row in rows]

    def handover(self, id: int) -> list[DutyAct]:
        """The acts of one handover; empty when there is none of that id."""
        with self._database.read() as connection:
            return handover_acts(connection, id)

    def log(self, start: datetime | None, end: datetime | None, limit: int) -> list[LogEntry]:
        """The latest entries of that time with every entry they correct, by id."""
        sql = (
            "WITH RECURSIVE chosen (id, corrects) AS ("
            "SELECT id, corrects FROM (SELECT id, corrects FROM duty_log WHERE at_ms >= ? AND at_ms < ?"
            " AND NOT EXISTS (SELECT 1 FROM duty_log later WHERE later.corrects = duty_log.id) ORDER BY at_ms DESC, id DESC LIMIT ?)"
            " UNION SELECT duty_log.id, duty_log.corrects FROM duty_log JOIN chosen ON duty_log.id = chosen.corrects)"
            " SELECT * FROM duty_log WHERE id IN (SELECT id FROM chosen) ORDER BY id"
        )
        first, last = (-_FAR if start is None else to_ms(start)), (_FAR if end is None else to_ms(end))
        with self._database.read() as connection:
            rows = connection.execute(sql, (first, last, limit)).fetchall()
        return [_entry(row) for row in rows]


def rota(connection: sqlite3.Connection, first: date, last: date) -> Rota:
    """Every version, and the swaps of shifts that begin from the first to the last day."""
    patterns = connection.execute("SELECT json FROM rotas ORDER BY id").fetchall()
    swaps = connection.execute(
        "SELECT * FROM duty_swaps WHERE day BETWEEN ? AND ? ORDER BY id", (first.isoformat(), last.isoformat())
    ).fetchall()
    return Rota(tuple(read_pattern(row["json"]) for row in patterns), tuple(map(_swap, swaps)))


def history(connection: sqlite3.Connection, post: str, now: datetime) -> list[DutyAct]:
    """As `Duty.history`, within a transaction."""
    ms = to_ms(now)
    rows = connection.execute(
        "SELECT * FROM duty_acts WHERE post = :post AND at_ms <= :ms AND id >= coalesce("
        "(SELECT max(id) FROM duty_acts WHERE post = :post AND at_ms <= :ms AND kind = 'accepted'), 0) ORDER BY id",
        {"post": post, "ms": ms},
    ).fetchall()
    return [_act(row) for row in rows]


def handover_acts(connection: sqlite3.Connection, id: int) -> list[DutyAct]:
    """As `Duty.handover`, within a transaction."""
    rows = connection.execute(
        "SELECT * FROM duty_acts WHERE id = :id AND kind = 'offered' OR handover_id = :id ORDER BY id", {"id": id}
    ).fetchall()
    return [_act(row) for row in rows]


def add_rota(tx: Transaction, pattern: Pattern, by: str, at: datetime, entered: datetime) -> int:
    """Keep a version; its id."""
    text = as_text(pattern_json(pattern))
    row = (pattern.since.isoformat(), by, to_ms(at), to_ms(entered), text)
    return _added(tx, tx.execute("INSERT INTO rotas (since, by, at_ms, entered_ms, json) VALUES (?, ?, ?, ?, ?)", row))


def add_swap(tx: Transaction, swap: Swap, entered: datetime) -> int:
    """Keep a swap; its id."""
    row = (
        swap.day.isoformat(), swap.shift, swap.post, swap.before, swap.after, swap.reason, swap.reported, swap.by,
        to_ms(swap.at), to_ms(entered),
    )  # fmt: skip
    sql = (
        "INSERT INTO duty_swaps (day, shift, post, before, after, reason, reported, by, at_ms, entered_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    )
    return _added(tx, tx.execute(sql, row))


def add_act(tx: Transaction, act: DutyAct) -> int:
    """Keep an act; its id."""
    sheet = None if act.sheet is None else encode(act.sheet)
    row = (
        act.kind.value, act.post, to_ms(act.at), to_ms(act.entered), act.by, act.handover, act.leaving, act.to,
        act.shift, act.reason, sheet,
    )  # fmt: skip
    return _added(tx, tx.execute(_ACT, row))


def add_entry(tx: Transaction, entry: LogEntry) -> int:
    """Keep an entry of the log; its id."""
    row = (
        to_ms(entry.at), to_ms(entry.entered), entry.by, entry.corrects, entry.reason, entry.note.incident,
        encode(entry.note),
    )  # fmt: skip
    sql = (
        "INSERT INTO duty_log (at_ms, entered_ms, by, corrects, reason, incident_id, json) VALUES (?, ?, ?, ?, ?, ?, ?)"
    )
    return _added(tx, tx.execute(sql, row))


def entry_to_correct(tx: Transaction, id: int) -> LogEntry:
    """That entry of the log; Refused when there is none, or another has taken its place."""
    row = tx.one("SELECT * FROM duty_log WHERE id = ?", (id,))
    if row is None:
        raise Refused("log_missing", id=id)
    later = tx.one("SELECT id FROM duty_log WHERE corrects = ?", (id,))
    if later is not None:
        raise Refused("log_corrected", id=id, by=later["id"])
    return _entry(row)


def entry(tx: Transaction, id: int) -> LogEntry:
    """That entry of the log, corrected or not; Refused when there is none."""
    row = tx.one("SELECT * FROM duty_log WHERE id = ?", (id,))
    if row is None:
        raise Refused("log_missing", id=id)
    return _entry(row)


def act(tx: Transaction, id: int) -> DutyAct:
    """The act of that id, which must be there."""
    row = tx.one("SELECT * FROM duty_acts WHERE id = ?", (id,))
    if row is None:
        raise KeyError(id)
    return _act(row)


def swap(tx: Transaction, id: int) -> Swap:
    """The swap of that id, which must be there."""
    row = tx.one("SELECT * FROM duty_swaps WHERE id = ?", (id,))
    if row is None:
        raise KeyError(id)
    return _swap(row)


def waiting(tx: Transaction) -> list[DutyAct]:
    """The offer that waits for an answer, the latest where several posts have one; empty when none does."""
    sql = (
        "SELECT * FROM duty_acts offered WHERE kind = 'offered' AND NOT EXISTS"
        " (SELECT 1 FROM duty_acts ended WHERE ended.handover_id = offered.id) ORDER BY id DESC LIMIT 1"
    )
    return [_act(row) for row in tx.all(sql)]


def done_before(tx: Transaction, key: str | None, family: str) -> int | None:
    """What a command of that key made, or None when it was not given yet; Refused when the key served for something else."""
    if key is None:
        return None
    row = tx.one("SELECT family, id FROM duty_keys WHERE key = ?", (key,))
    if row is None:
        return None
    if row["family"] != family:
        raise Refused("duty_key_used", key=key[:40])
    return int(row["id"])


def mark_done(tx: Transaction, key: str | None, family: str, id: int) -> None:
    """Remember that a command of that key was carried out."""
    if key is not None:
        tx.execute("INSERT INTO duty_keys (key, family, id) VALUES (?, ?, ?)", (key, family, id))


def _added(tx: Transaction, cursor: sqlite3.Cursor) -> int:
    tx.touch(Touched.DUTY)
    return int(cursor.lastrowid or 0)


def _act(row: sqlite3.Row) -> DutyAct:
    sheet = None if row["sheet"] is None else decode(HandoverSheet, row["sheet"])
    return DutyAct(
        DutyKind(row["kind"]), row["post"], from_ms(row["at_ms"]), from_ms(row["entered_ms"]), row["by"], row["id"],
        row["handover_id"], row["leaving"], row["to"], row["shift"], row["reason"], sheet,
    )  # fmt: skip


def _swap(row: sqlite3.Row) -> Swap:
    return Swap(
        date.fromisoformat(row["day"]), row["shift"], row["post"], row["before"], row["after"], row["reason"],
        row["by"], from_ms(row["at_ms"]), row["reported"], row["id"],
    )  # fmt: skip


def _entry(row: sqlite3.Row) -> LogEntry:
    note = decode(Note, row["json"])
    at, entered = from_ms(row["at_ms"]), from_ms(row["entered_ms"])
    return LogEntry(row["id"], at, entered, row["by"], note, row["corrects"], row["reason"])
