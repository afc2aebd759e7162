"""How visits ended: validators, pace and next check after a good one, the reason and a longer wait after a failed one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final
from urllib.parse import urlsplit

from ..domain.changes import Touched
from ..domain.collected import Collected, Outcome
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from ..domain.rhythm import Heard, next_check, pace_after, pace_at, pace_of
from ..domain.source import Asks
from . import folder_files
from .codec import encode
from .driver import sqlite3
from .rows import instant_or_none, marks, ms_or_none, portions
from .sources import BY_HAND, asks_of, source_of
from .writing import Transaction

MOVED_FOR_GOOD: Final = timedelta(days=1)  # a redirect that stands for as long is believed to be permanent
AGAIN_AFTER_OUTAGE: Final = timedelta(minutes=1)


def record_visit(tx: Transaction, visit: Collected, now: datetime) -> None:
    """Write down how a visit ended; Refused when the source is unknown."""
    record_visits(tx, [visit], now)


def record_visits(tx: Transaction, visits: Sequence[Collected], now: datetime) -> None:
    """Write down how these visits ended, in order; Refused when a source is unknown."""
    ids = [visit.source_id for visit in visits]
    rows = _rows(tx, ids)
    for visit in visits:
        # Each row is good for one visit: a further one to the same source goes by what the first left.
        row = rows.pop(visit.source_id, None) or _rows(tx, [visit.source_id]).get(visit.source_id)
        if row is None:
            raise Refused("source_missing", id=visit.source_id)
        if visit.outcome is Outcome.FAILED:
            _record_failure(tx, row, visit, now)
        else:
            _record_success(tx, row, visit, now)
        if visit.folder is not None:
            folder_files.put(tx, visit.source_id, visit.folder)
    if ids:
        tx.touch(Touched.SOURCES, sources=ids)


def _rows(tx: Transaction, ids: Sequence[int]) -> dict[int, sqlite3.Row]:
    found: dict[int, sqlite3.Row] = {}
    for portion in portions(ids):
        rows = tx.execute(f"SELECT * FROM sources WHERE id IN ({marks(len(portion))})", portion)
        found.update((row["id"], row) for row in rows)
    return found


def record_outage(tx: Transaction, source_id: int, now: datetime) -> None:
    """A visit that failed with the whole network: tried again in a minute, and nothing is held against the source."""
    tx.execute(
        "UPDATE sources SET last_attempt_ms = ?, next_check_ms = ? WHERE id = ?",
        (to_ms(now), to_ms(now + AGAIN_AFTER_OUTAGE), source_id),
    )
    tx.touch(Touched.SOURCES, sources=[source_id])


def _next(row: sqlite3.Row, heard: Heard, now: datetime) -> int | None:
    source = source_of(row)
    return None if source.form in BY_HAND else ms_or_none(next_check(source, heard, now))


@lru_cache(maxsize=256)  # most ask for nothing, and the others for much the same
def _asks_text(asks: Asks) -> str:
    return encode(asks)


def _record_failure(tx: Transaction, row: sqlite3.Row, visit: Collected, now: datetime) -> None:
    errors = row["errors"] + 1
    heard = Heard(errors, row["pace"], asks_of(row), visit.retry_after_s, instant_or_none(row["watch_ms"]))
    tx.execute(
        "UPDATE sources SET last_attempt_ms = ?, next_check_ms = ?, errors = ?, why = ? WHERE id = ?",
        (to_ms(now), _next(row, heard, now), errors, visit.why.sentence if visit.why else None, visit.source_id),
    )


def _record_success(tx: Transaction, row: sqlite3.Row, visit: Collected, now: datetime) -> None:
    fetched = visit.outcome is Outcome.FETCHED
    asks = visit.asks or asks_of(row)
    pace = _pace(row, visit, now)
    heard = Heard(0, pace, asks, visit.retry_after_s, instant_or_none(row["watch_ms"]), visit.soon)
    tx.execute(
        "UPDATE sources SET last_attempt_ms = :now, last_success_ms = :now, next_check_ms = :next, errors = 0, why = NULL,"
        " etag = CASE WHEN :fetched THEN :etag ELSE coalesce(:etag, etag) END,"
        " last_modified = CASE WHEN :fetched THEN :modified ELSE coalesce(:modified, last_modified) END,"
        " digest = coalesce(:digest, digest), items_last = CASE WHEN :fetched THEN :items ELSE items_last END,"
        " form = coalesce(:form, form), pace = :pace, paced_total = items_total, asks = :asks WHERE id = :id",
        {
            "now": to_ms(now),
            "next": _next(row, heard, now),
            "fetched": fetched,
            "etag": visit.etag,
            "modified": visit.last_modified,
            "digest": visit.digest,
            "items": len(visit.entries),
            "form": visit.form.value if visit.form else None,
            "pace": pace,
            "asks": _asks_text(asks),
            "id": visit.source_id,
        },
    )
    _record_move(tx, row, visit.moved_to, now)


def _pace(row: sqlite3.Row, visit: Collected, now: datetime) -> float:
    """The source's pace: at first what its dates show, else what its interval supposes; then what came since the last good visit."""
    supposed = row["pace"] if row["pace"] is not None else pace_at(row["interval_s"])
    if row["last_success_ms"] is None:
        shown = pace_of([entry.published for entry in visit.entries if entry.published], now)
        return supposed if shown is None else shown
    since = now - from_ms(row["last_success_ms"])
    return pace_after(supposed, row["items_total"] - row["paced_total"], since)


def _record_move(tx: Transaction, row: sqlite3.Row, moved_to: str | None, now: datetime) -> None:
    """Keep where a source says it moved, and take the new address over once that has stood for a day."""
    if moved_to is None or moved_to == row["address"]:
        if row["moved_to"] is not None:
            tx.execute("UPDATE sources SET moved_to = NULL, moved_ms = NULL WHERE id = ?", (row["id"],))
        return
    if moved_to != row["moved_to"] or row["moved_ms"] is None:
        tx.execute("UPDATE sources SET moved_to = ?, moved_ms = ? WHERE id = ?", (moved_to, to_ms(now), row["id"]))
    elif now - from_ms(row["moved_ms"]) >= MOVED_FOR_GOOD and _may_move(tx, row, moved_to):
        tx.execute(
            "UPDATE sources SET address = ?, moved_from = address, moved_to = NULL, moved_ms = NULL WHERE id = ?",
            (moved_to, row["id"]),
        )


def _may_move(tx: Transaction, row: Any, moved_to: str) -> bool:
    """Not onto another source's place, and not where a name and password would be lost on the way."""
    taken = tx.one("SELECT id FROM sources WHERE address = ?", (moved_to,)) is not None
    return not taken and "@" not in urlsplit(row["address"]).netloc
