"""Leases: one process at a time collects and ticks; who holds it says so again before it runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ..domain.instants import from_ms, to_ms
from .database import Database
from .writing import Transaction

COLLECTOR: Final = "collector"  # the one process that collects, reads, ticks and sends for a home

LONGEST: Final = timedelta(
    minutes=10
)  # no lease is taken for as long: what ends later was taken while the clock was ahead


class Leases:
    """Reads of the family `leases`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def holder(self, name: str, now: datetime) -> tuple[str, datetime] | None:
        """Who holds it at `now` and until when, or None."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT holder, expires_ms FROM leases WHERE name = ? AND expires_ms > ? AND expires_ms <= ?",
                (name, to_ms(now), to_ms(now + LONGEST)),
            ).fetchone()
        return None if row is None else (row["holder"], from_ms(row["expires_ms"]))


def acquire(tx: Transaction, name: str, holder: str, now: datetime, expires: datetime) -> bool:
    """Take or renew a lease until `expires`, within `LONGEST`; False while another holds it.

    One that ends later than any lease can was left behind by a clock that has been put back, and binds nobody: its holder,
    if it lives, takes it anew with its next step.
    """
    cursor = tx.execute(
        "INSERT INTO leases (name, holder, expires_ms) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET holder = excluded.holder, expires_ms = excluded.expires_ms"
        " WHERE leases.holder = excluded.holder OR leases.expires_ms <= ? OR leases.expires_ms > ?",
        (name, holder, to_ms(expires), to_ms(now), to_ms(now + LONGEST)),
    )
    return cursor.rowcount == 1


def release(tx: Transaction, name: str, holder: str) -> None:
    """Give a lease back; nothing happens when another holds it."""
    tx.execute("DELETE FROM leases WHERE name = ? AND holder = ?", (name, holder))
