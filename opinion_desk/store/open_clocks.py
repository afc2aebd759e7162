"""The open clocks asked for by index: the nearest of them and how many there are, whatever the desk holds."""

from __future__ import annotations

from datetime import datetime

from ..domain.incident import Incident
from ..domain.instants import to_ms
from ..domain.open_counts import OpenCounts
from ..domain.response_clock import ResponseClock
from .codec import decode
from .driver import sqlite3
from .rows import marks


def nearest(connection: sqlite3.Connection, limit: int) -> tuple[tuple[Incident, ResponseClock], ...]:
    """The open clocks of open matters whose deadlines come first, at most so many; equal ones in the order of their matters."""
    # The index of open clocks is walked and each clock's matter looked up: a join would first read every open matter.
    places = connection.execute(
        "SELECT incident_id, position FROM clocks"
        " WHERE open = 1 AND (SELECT incidents.open FROM incidents WHERE id = incident_id) = 1"
        " ORDER BY deadline_ms, incident_id, position LIMIT ?",
        (limit,),
    ).fetchall()
    ids = list({row["incident_id"] for row in places})
    matters: dict[int, Incident] = {}
    for start in range(0, len(ids), 500):
        portion = ids[start : start + 500]
        rows = connection.execute(f"SELECT id, json FROM incidents WHERE id IN ({marks(len(portion))})", portion)
        matters |= {row["id"]: decode(Incident, row["json"]) for row in rows}
    found = ((matters[row["incident_id"]], row["position"]) for row in places)
    return tuple((incident, incident.clocks[position]) for incident, position in found)


def counts(connection: sqlite3.Connection, now: datetime) -> OpenCounts:
    """How many matters and clocks are open at `now`, and how many of the clocks are late."""
    matters = connection.execute("SELECT count(*) FROM incidents WHERE open = 1").fetchone()[0]
    clocks = connection.execute("SELECT count(*) FROM clocks WHERE open = 1").fetchone()[0]
    late = connection.execute(
        "SELECT count(*) FROM clocks WHERE open = 1 AND deadline_ms < ?", (to_ms(now),)
    ).fetchone()[0]
    return OpenCounts(matters, clocks, late)
