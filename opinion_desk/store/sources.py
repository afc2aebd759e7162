"""Sources and their health: one row each; a failing source is a row with its reason."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import to_ms
from ..domain.list_rules import SourceRules
from ..domain.source import Asks, Form, Health, HealthState, Source, Tier
from .codec import decode, encode
from .database import Database
from .driver import sqlite3
from .rows import as_text, instant_or_none, marks, portions
from .writing import Transaction

# Forms that nothing is fetched for: their items are brought by hand.
BY_HAND: Final = (Form.IMPORT, Form.MANUAL)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with its health, as lists show it."""

    source: Source
    health: Health


class Sources:
    """Reads and writes of the family `sources`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[SourceRow]:
        """Every source, in the order they were added; removed ones left out."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM sources WHERE removed_ms IS NULL ORDER BY id").fetchall()
        return [_row(row) for row in rows]

    def get(self, id: int) -> SourceRow:
        """That source; Refused when there is none."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM sources WHERE id = ?", (id,)).fetchone()
        if row is None:
            raise Refused("source_missing", id=id)
        return _row(row)

    def some(self, ids: Sequence[int]) -> list[SourceRow]:
        """These sources, each once, in the order asked for; Refused when one is missing."""
        found: dict[int, SourceRow] = {}
        with self._database.read() as connection:
            for portion in portions(ids):
                rows = connection.execute(f"SELECT * FROM sources WHERE id IN ({marks(len(portion))})", portion)
                found.update((row["id"], _row(row)) for row in rows)
        for id in ids:
            if id not in found:
                raise Refused("source_missing", id=id)
        return [found[id] for id in dict.fromkeys(ids)]

    def by_address(self, address: str) -> SourceRow | None:
        """The source at exactly that address."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT * FROM sources WHERE address = ? AND removed_ms IS NULL", (address,)
            ).fetchone()
        return None if row is None else _row(row)

    def due(self, now: datetime) -> list[SourceRow]:
        """The sources to be visited now, the longest waiting first; a source never visited is due at once."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM sources WHERE paused = 0 AND removed_ms IS NULL AND next_check_ms <= ?"
                " ORDER BY next_check_ms, id",
                (to_ms(now),),
            ).fetchall()
        return [_row(row) for row in rows]

    def watched(self, now: datetime, incident_id: int) -> list[SourceRow]:
        """The sources that are watched now for that incident."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM sources WHERE watch_incident = ? AND watch_ms > ? AND removed_ms IS NULL ORDER BY id",
                (incident_id, to_ms(now)),
            ).fetchall()
        return [_row(row) for row in rows]

    def next_due(self) -> datetime | None:
        """When the next source falls due."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT min(next_check_ms) AS ms FROM sources WHERE paused = 0 AND removed_ms IS NULL"
            ).fetchone()
        return instant_or_none(row["ms"])

    def failing(self) -> int:
        """How many of the sources that are visited fail."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) AS n FROM sources WHERE errors > 0 AND paused = 0 AND removed_ms IS NULL"
            ).fetchone()
        return int(row["n"])


def add(tx: Transaction, source: Source) -> Source:
    """Add a source (its `id` is given here); Refused when the address is known. A removed one comes back with its items."""
    known = tx.one("SELECT id, name, removed_ms FROM sources WHERE address = ?", (source.address,))
    if known is not None and known["removed_ms"] is None:
        raise Refused("source_known", name=known["name"], address=source.address)
    due = None if source.form in BY_HAND else 0
    if known is not None:
        tx.execute("UPDATE sources SET removed_ms = NULL, next_check_ms = ? WHERE id = ?", (due, known["id"]))
        added = replace(source, id=known["id"])
        _update(tx, added)
    else:
        cursor = tx.execute(
            "INSERT INTO sources (name, address, form, internal, tier, interval_s, paused, folder, rules, adaptive, proxy, headers,"
            " next_check_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*_columns(source), due),
        )
        added = replace(source, id=cursor.lastrowid or 0)
    tx.touch(Touched.SOURCES, sources=[added.id])
    return added


def treat_as_hotline(tx: Transaction, id: int) -> None:
    """Take a source for the hotline's; one whose tier was chosen keeps it."""
    tx.execute("UPDATE sources SET tier = ? WHERE id = ? AND tier = ?", (Tier.HOTLINE.value, id, Tier.OTHER.value))
    tx.touch(Touched.SOURCES, sources=[id])


def update(tx: Transaction, source: Source) -> None:
    """Replace what a person set: name, address, form, tier, interval, pause. Refused when unknown or the address is another's."""
    other = tx.one("SELECT id, name FROM sources WHERE address = ? AND id <> ?", (source.address, source.id))
    if other is not None:
        raise Refused("source_known", name=other["name"], address=source.address)
    if _update(tx, source) == 0:
        raise Refused("source_missing", id=source.id)
    tx.touch(Touched.SOURCES, sources=[source.id])


def move(tx: Transaction, ids: Sequence[int], folder: str) -> None:
    """Put these sources into a folder."""
    tx.executemany("UPDATE sources SET folder = ? WHERE id = ? AND removed_ms IS NULL", [(folder, id) for id in ids])
    tx.touch(Touched.SOURCES, sources=ids)


def pause(tx: Transaction, ids: Sequence[int], paused: bool) -> None:
    """Pause these sources, or resume them."""
    tx.executemany("UPDATE sources SET paused = ? WHERE id = ? AND removed_ms IS NULL", [(paused, id) for id in ids])
    tx.touch(Touched.SOURCES, sources=ids)


def remove(tx: Transaction, id: int, now: datetime) -> None:
    """Stop visiting and listing a source; its items stay. Refused when unknown."""
    cursor = tx.execute("UPDATE sources SET removed_ms = ? WHERE id = ? AND removed_ms IS NULL", (to_ms(now), id))
    if cursor.rowcount == 0:
        raise Refused("source_missing", id=id)
    tx.touch(Touched.SOURCES, sources=[id])


def watch(tx: Transaction, ids: Sequence[int], until: datetime, incident_id: int | None, now: datetime) -> None:
    """Look at these sources every minute until then, from now on; a later call sets another end. Refused when one is unknown."""
    for id in ids:
        cursor = tx.execute(
            "UPDATE sources SET watch_ms = ?, watch_incident = ?, next_check_ms = min(coalesce(next_check_ms, ?), ?)"
            " WHERE id = ? AND removed_ms IS NULL",
            (to_ms(until), incident_id, to_ms(now), to_ms(now), id),
        )
        if cursor.rowcount == 0:
            raise Refused("source_missing", id=id)
    tx.touch(Touched.SOURCES, sources=ids)


def unwatch(tx: Transaction, ids: Sequence[int]) -> None:
    """Go back to the usual rhythm after the next visit."""
    tx.executemany("UPDATE sources SET watch_ms = NULL, watch_incident = NULL WHERE id = ?", [(id,) for id in ids])
    tx.touch(Touched.SOURCES, sources=ids)


def _update(tx: Transaction, source: Source) -> int:
    _forget_answer(tx, source)
    cursor = tx.execute(
        "UPDATE sources SET name = ?, address = ?, form = ?, internal = ?, tier = ?, interval_s = ?, paused = ?,"
        " folder = ?, rules = ?, adaptive = ?, proxy = ?, headers = ? WHERE id = ? AND removed_ms IS NULL",
        (*_columns(source), source.id),
    )
    return int(cursor.rowcount)


def _forget_answer(tx: Transaction, source: Source) -> None:
    """Read by other rules the same document says other things, so that it must come whole once more."""
    tx.execute(
        "UPDATE sources SET etag = NULL, last_modified = NULL, digest = NULL"
        " WHERE id = ? AND (address <> ? OR rules IS NOT ?)",
        (source.id, source.address, _rules_text(source)),
    )


def _columns(source: Source) -> tuple[object, ...]:
    return (
        source.name,
        source.address,
        source.form.value,
        source.internal,
        source.tier.value,
        source.interval_s,
        source.paused,
        source.folder,
        _rules_text(source),
        source.adaptive,
        source.proxy,
        as_text(dict(source.headers)),
    )


def _rules_text(source: Source) -> str | None:
    return None if source.rules is None else encode(source.rules)


def source_of(row: sqlite3.Row) -> Source:
    return Source(
        row["id"],
        row["name"],
        row["address"],
        Form(row["form"]),
        bool(row["internal"]),
        Tier(row["tier"]),
        row["interval_s"],
        bool(row["paused"]),
        row["folder"],
        None if row["rules"] is None else decode(SourceRules, row["rules"]),
        bool(row["adaptive"]),
        row["proxy"],
        () if row["headers"] == "{}" else tuple(json.loads(row["headers"]).items()),
    )


def _row(row: sqlite3.Row) -> SourceRow:
    health = Health(
        state=_state(row),
        last_attempt=instant_or_none(row["last_attempt_ms"]),
        last_success=instant_or_none(row["last_success_ms"]),
        next_check=instant_or_none(row["next_check_ms"] or None),  # 0: at once, which is no instant to show
        errors=row["errors"],
        why=row["why"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        moved_to=row["moved_to"],
        items_last=row["items_last"],
        items_total=row["items_total"],
        pace=row["pace"],
        asks=asks_of(row),
        moved_since=instant_or_none(row["moved_ms"]),
        moved_from=row["moved_from"],
        watch_until=instant_or_none(row["watch_ms"]),
        watch_incident=row["watch_incident"],
        digest=row["digest"],
    )
    return SourceRow(source_of(row), health)


def asks_of(row: sqlite3.Row) -> Asks:
    """What the source's document asked for when it was last read."""
    return _asks(row["asks"])


@lru_cache(maxsize=256)  # most ask for nothing, and the others for much the same
def _asks(text: str) -> Asks:
    return decode(Asks, text)


def _state(row: sqlite3.Row) -> HealthState:
    if row["paused"]:
        return HealthState.PAUSED
    if row["errors"]:
        return HealthState.FAILING
    return HealthState.NEW if row["last_success_ms"] is None else HealthState.WELL
