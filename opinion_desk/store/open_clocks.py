"""Clocks asked for by index: the nearest open ones, how many there are, which were met of late, whatever the desk holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ..domain.acts import ActKind
from ..domain.incident import Incident
from ..domain.instants import to_ms
from ..domain.open_counts import OpenCounts
from ..domain.response_clock import UNIT_STEPS, ResponseClock
from .codec import decode
from .driver import sqlite3
from .rows import marks, portions

Pairs = tuple[tuple[Incident, ResponseClock], ...]
_ALWAYS: Final = -(1 << 62)
_STEPS: Final = " OR ".join(f"clock GLOB '{prefix}*'" for prefix in UNIT_STEPS)
# The index of open clocks is walked and each clock's matter looked up: a join would first read every open matter.
_OPEN: Final = (
    "SELECT incident_id, position FROM clocks WHERE open = 1 AND deadline_ms >= ?"
    " AND (SELECT incidents.open FROM incidents WHERE id = incident_id) = 1 {which}"
    " ORDER BY deadline_ms, incident_id, position LIMIT ?"
)
_BEFORE: Final = 1_000  # so many acts in a row from before an instant, and the walk back through the record ends


def nearest(
    connection: sqlite3.Connection, limit: int, *, since: datetime | None = None, units_last: bool = False
) -> Pairs:
    """The open clocks of open matters whose deadlines come first, at most so many; equal ones in the order of their matters.

    `since` leaves out deadlines before it. With `units_last` the steps that units owe this desk follow after all others, each
    part by its deadlines.
    """
    floor = _ALWAYS if since is None else to_ms(since)
    parts = (f"AND NOT ({_STEPS})", f"AND ({_STEPS})") if units_last else ("",)
    places: list[tuple[int, int]] = []
    for which in parts:
        if len(places) < limit:
            rows = connection.execute(_OPEN.format(which=which), (floor, limit - len(places)))
            places += [(row["incident_id"], row["position"]) for row in rows]
    matters = many(connection, {id for id, _ in places})
    return tuple((matters[id], matters[id].clocks[position]) for id, position in places)


def counts(connection: sqlite3.Connection, now: datetime) -> OpenCounts:
    """How many matters and clocks are open at `now`, and how many of the clocks are late."""
    matters = connection.execute("SELECT count(*) FROM incidents WHERE open = 1").fetchone()[0]
    clocks = connection.execute("SELECT count(*) FROM clocks WHERE open = 1").fetchone()[0]
    return OpenCounts(matters, clocks, due_before(connection, now))


def due_before(connection: sqlite3.Connection, instant: datetime) -> int:
    """How many open clocks have their deadline before that instant."""
    row = connection.execute("SELECT count(*) FROM clocks WHERE open = 1 AND deadline_ms < ?", (to_ms(instant),))
    return int(row.fetchone()[0])


def met_since(connection: sqlite3.Connection, instant: datetime) -> Pairs:
    """The clocks met at that instant or after it, latest first, whatever became of their matters.

    A clock is met by an act that is entered no earlier than it happened: the record is walked from its end, until many acts in
    a row are from before the instant (one alone may be, where the system's time was wrong for a while).
    """
    ids: set[int] = set()
    least, before = to_ms(instant), 0
    for row in connection.execute("SELECT incident_id, kind, entered_ms FROM acts ORDER BY seq DESC"):
        before = before + 1 if row["entered_ms"] < least else 0
        if before > _BEFORE:
            break
        if row["kind"] == ActKind.CLOCK_MET.value:
            ids.add(row["incident_id"])
    found = [
        (clock.met_at, incident, clock)
        for incident in many(connection, ids).values()
        for clock in incident.clocks
        if clock.met_at is not None and clock.met_at >= instant
    ]
    found.sort(key=lambda row: (row[0], row[1].id), reverse=True)
    return tuple((incident, clock) for _, incident, clock in found)


def many(connection: sqlite3.Connection, ids: Iterable[int]) -> dict[int, Incident]:
    """The matters of these ids that are there, in the order of their ids."""
    found: dict[int, Incident] = {}
    for portion in portions(sorted(ids), 500):
        rows = connection.execute(
            f"SELECT id, json FROM incidents WHERE id IN ({marks(len(portion))}) ORDER BY id", portion
        )
        found |= {row["id"]: decode(Incident, row["json"]) for row in rows}
    return found
