"""Incidents: acts appended to one chain, and the rows that follow from them, written in the same transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from ..domain.acts import GENESIS, OF_THE_DESK, Act, ActKind, link_hash
from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.instants import from_ms, to_ms, whole_ms
from ..domain.listing import Listing
from ..domain.open_counts import OpenCounts
from ..domain.replay import apply
from . import incident_rows, open_clocks
from .chain import act_from, chain_findings
from .chain_watch import ChainWatch
from .codec import decode
from .database import Database
from .driver import sqlite3
from .writing import Transaction

_ACT: Final = "INSERT INTO acts (seq, incident_id, kind, at_ms, entered_ms, by, data, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NEWEST: Final = "SELECT json FROM incidents WHERE open = ? ORDER BY opened_ms DESC, id DESC LIMIT ?"
_PRESSING: Final = (
    "SELECT json FROM incidents WHERE id IN (SELECT id FROM incidents AS one WHERE open = ? ORDER BY"
    " (SELECT min(deadline_ms) FROM clocks WHERE incident_id = one.id AND clocks.open = 1) NULLS LAST,"
    " opened_ms DESC, id DESC LIMIT ?) ORDER BY opened_ms DESC, id DESC"
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A matter, its acts, and the length and head of the whole chain, all of one moment."""

    incident: Incident
    acts: tuple[Act, ...]
    count: int
    head: str


class Incidents:
    """Reads of the family `incidents`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watch = ChainWatch()

    def get(self, id: int) -> Incident:
        """That matter as it stands; Refused when there is none."""
        with self._database.read() as connection:
            return _load(connection, id)

    def id_of(self, id: int | str) -> int:
        """The id behind an id or a number such as YQ-2026-0001; Refused when there is none."""
        text = str(id).strip()
        sql = (
            "SELECT id FROM incidents WHERE id = ?" if text.isdecimal() else "SELECT id FROM incidents WHERE number = ?"
        )
        value = int(text) if text.isdecimal() and len(text) < 19 else text.upper()
        with self._database.read() as connection:
            row = connection.execute(sql, (value,)).fetchone()
        if row is None:
            raise Refused("incident_missing", id=text)
        return int(row["id"])

    def due(self, now: datetime) -> list[int]:
        """The matters in which a mark or a call is due at `now`, most pressing first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id FROM incidents WHERE next_due_ms <= ? ORDER BY next_due_ms, id", (to_ms(now),)
            ).fetchall()
        return [row["id"] for row in rows]

    def next_due(self) -> datetime | None:
        """The next instant at which a tick has something to do."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT min(next_due_ms) AS ms FROM incidents WHERE next_due_ms IS NOT NULL"
            ).fetchone()
        return None if row["ms"] is None else from_ms(row["ms"])

    def count(self) -> int:
        """How many matters there are."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT count(*) FROM incidents").fetchone()[0])

    def many(self, ids: Iterable[int]) -> tuple[Incident, ...]:
        """The matters of these ids that are there, in the order of their ids."""
        with self._database.snapshot() as connection:
            return tuple(open_clocks.many(connection, ids).values())

    def nearest(self, limit: int, *, since: datetime | None = None, units_last: bool = False) -> open_clocks.Pairs:
        """The open clocks of open matters whose deadlines come first, at most so many; see `open_clocks.nearest`."""
        with self._database.snapshot() as connection:
            return open_clocks.nearest(connection, limit, since=since, units_last=units_last)

    def met_since(self, instant: datetime) -> open_clocks.Pairs:
        """The clocks met at that instant or after it, latest first."""
        with self._database.snapshot() as connection:
            return open_clocks.met_since(connection, instant)

    def due_before(self, instant: datetime) -> int:
        """How many open clocks have their deadline before that instant."""
        with self._database.read() as connection:
            return open_clocks.due_before(connection, instant)

    def open_counts(self, now: datetime) -> OpenCounts:
        """How many matters and clocks are open at `now`, and how many of the clocks are late."""
        with self._database.snapshot() as connection:
            return open_clocks.counts(connection, now)

    def history(self, id: int) -> tuple[Act, ...]:
        """The acts of a matter, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq", (id,)).fetchall()
        return tuple(act_from(row) for row in rows)

    def recorded(self, id: int) -> Recorded:
        """The matter with its history and the head of the chain, read in one and the same state; Refused when there is none."""
        with self._database.snapshot() as connection:
            incident = _load(connection, id)
            rows = connection.execute("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq", (id,)).fetchall()
            chain = connection.execute("SELECT count, head FROM chain").fetchone()
        return Recorded(incident, tuple(act_from(row) for row in rows), int(chain["count"]), str(chain["head"]))

    def of_item(self, item_id: int) -> tuple[int, ...]:
        """The matters an item was linked to."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT incident_id FROM incident_items WHERE item_id = ? ORDER BY incident_id", (item_id,)
            ).fetchall()
        return tuple(row["incident_id"] for row in rows)

    def head(self) -> str:
        """The hash of the newest act of all: with it alone any later change of the record can be shown."""
        with self._database.read() as connection:
            return str(connection.execute("SELECT head FROM chain").fetchone()["head"])

    def broken(self) -> list[str]:
        """What is wrong with the chain of acts; empty when nothing was changed, lost or reordered."""
        with self._database.snapshot() as connection:
            return chain_findings(connection)

    def unchanged(self, now: datetime) -> bool:
        """Whether the record is as this process last found it whole, and what came after is in order; see `ChainWatch`."""
        with self._database.snapshot() as connection:
            return self._watch.intact(connection, now)

    def listing(self, open_most: int, ended_most: int) -> Listing:
        """The newest so many ended matters, and all open ones, or where there are more the so many that are due soonest; each newest first."""
        with self._database.snapshot() as connection:
            of = "SELECT count(*) FROM incidents WHERE open = ?"
            open_count, ended_count = (int(connection.execute(of, (held,)).fetchone()[0]) for held in (1, 0))
            open_ones = connection.execute(_PRESSING if open_count > open_most else _NEWEST, (1, open_most)).fetchall()
            ended = connection.execute(_NEWEST, (0, ended_most)).fetchall()
        return Listing(_decoded(open_ones), _decoded(ended), open_count, ended_count)

    def list(self, open_only: bool = False) -> tuple[Incident, ...]:
        """All matters or only those the desk still holds, newest first."""
        where = "WHERE open = 1" if open_only else ""
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT json FROM incidents {where} ORDER BY opened_ms DESC, id DESC").fetchall()
        return _decoded(rows)


def reserve(tx: Transaction, year: int) -> tuple[int, str]:
    """The id and number of the next matter of that year; given for good when the transaction commits."""
    row = tx.one(
        "SELECT (SELECT coalesce(max(incident_id), 0) + 1 FROM incident_numbers) AS id,"
        " (SELECT coalesce(max(serial), 0) + 1 FROM incident_numbers WHERE year = ?) AS serial",
        (year,),
    )
    if row is None:
        raise AssertionError("a SELECT without FROM has one row")
    tx.execute(
        "INSERT INTO incident_numbers (year, serial, incident_id) VALUES (?, ?, ?)", (year, row["serial"], row["id"])
    )
    return row["id"], f"YQ-{year}-{row['serial']:04d}"


def load(tx: Transaction, id: int) -> Incident:
    """That matter as it stands within the transaction; Refused when there is none."""
    return _load(tx.connection, id)


def append(tx: Transaction, id: int, acts: Sequence[Act], *, key: str | None = None) -> Incident:
    """Append acts to the history of a matter and bring its rows after them; the matter as it then stands.

    `key` marks the command as done (see `done_before`). A first act must open the matter, under an id from `reserve`.
    """
    row = tx.one("SELECT json FROM incidents WHERE id = ?", (id,))
    incident = None if row is None else decode(Incident, row["json"])
    for act in _sealed(tx, id, acts):
        incident = apply(incident, act)
    if incident is None:
        raise Refused("incident_missing", id=id)
    if acts:
        incident_rows.write(tx, incident)
        tx.touch(Touched.INCIDENTS, Touched.CLOCKS, incidents=[id])
    if key is not None:
        tx.execute("INSERT INTO command_ids (key, incident_id) VALUES (?, ?)", (key, id))
    return incident


def acts_beyond(tx: Transaction, id: int, seen: int) -> tuple[Act, ...]:
    """The acts of a matter after its first `seen`, oldest first."""
    rows = tx.all("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq LIMIT -1 OFFSET ?", (id, seen))
    return tuple(act_from(row) for row in rows)


def append_of_desk(tx: Transaction, acts: Sequence[Act], *, key: str | None = None) -> tuple[Act, ...]:
    """Append acts that concern the whole desk (incident 0, which has no row); the acts with their places in the chain.

    `key` marks the command as done (see `done_before`).
    """
    sealed = tuple(_sealed(tx, OF_THE_DESK, acts))
    if sealed:
        tx.touch(Touched.INCIDENTS, Touched.CLOCKS)
    if key is not None:
        tx.execute("INSERT INTO command_ids (key, incident_id) VALUES (?, ?)", (key, OF_THE_DESK))
    return sealed


def history_of_desk(tx: Transaction) -> tuple[Act, ...]:
    """The acts that concern the whole desk, oldest first, within the transaction."""
    return tuple(
        act_from(row) for row in tx.all("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq", (OF_THE_DESK,))
    )


def fired_since(tx: Transaction, seq: int) -> tuple[int, ...]:
    """The matters in which a mark fired after that act of the chain."""
    rows = tx.all(
        "SELECT DISTINCT incident_id FROM acts WHERE seq > ? AND kind = ? ORDER BY incident_id",
        (seq, ActKind.MARK_FIRED.value),
    )
    return tuple(row["incident_id"] for row in rows)


def provisional(tx: Transaction) -> tuple[int, ...]:
    """The matters with an open clock whose deadline counts working days of an unpublished year."""
    rows = tx.all(
        "SELECT id FROM incidents WHERE EXISTS (SELECT 1 FROM json_each(incidents.json, '$.clocks') AS c"
        " WHERE json_extract(c.value, '$.provisional') AND json_extract(c.value, '$.state') IN ('running', 'breached'))"
        " ORDER BY id"
    )
    return tuple(row["id"] for row in rows)


def done_before(tx: Transaction, key: str | None) -> int | None:
    """The matter that a command of that key was carried out on, or None when it was not."""
    if key is None:
        return None
    row = tx.one("SELECT incident_id FROM command_ids WHERE key = ?", (key,))
    return None if row is None else int(row["incident_id"])


def _sealed(tx: Transaction, id: int, acts: Iterable[Act]) -> list[Act]:
    """The acts with their place in the chain, exactly as they will be read back."""
    chain = tx.one("SELECT count, head FROM chain")
    seq, prev = (0, GENESIS) if chain is None else (int(chain["count"]), str(chain["head"]))
    sealed: list[Act] = []
    for act in acts:
        data = json.dumps(act.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
        seq += 1
        placed = replace(
            act,
            at=whole_ms(act.at),
            entered=whole_ms(act.entered),
            data=json.loads(data),
            incident_id=id,
            seq=seq,
            prev=prev,
            hash="",
        )
        prev = link_hash(prev, placed)
        placed = replace(placed, hash=prev)
        tx.execute(
            _ACT,
            (seq, id, placed.kind.value, to_ms(placed.at), to_ms(placed.entered), placed.by, data, placed.prev, prev),
        )
        sealed.append(placed)
    tx.execute("UPDATE chain SET count = ?, head = ?", (seq, prev))
    return sealed


def _decoded(rows: Iterable[sqlite3.Row]) -> tuple[Incident, ...]:
    return tuple(decode(Incident, row["json"]) for row in rows)


def _load(connection: sqlite3.Connection, id: int) -> Incident:
    row = connection.execute("SELECT json FROM incidents WHERE id = ?", (id,)).fetchone()
    if row is None:
        raise Refused("incident_missing", id=id)
    return decode(Incident, row["json"])
