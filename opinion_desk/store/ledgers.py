"""What ledgers and accounts read: matters of a period, and acts of some kinds, in few statements however many there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ..domain.acts import Act, ActKind
from ..domain.incident import Incident
from ..domain.instants import to_ms
from .chain import act_from
from .codec import decode
from .database import Database
from .rows import marks

# Opened before the end, and opened in, open in, or written on in the period.
_CONCERNED: Final = (
    "SELECT json FROM incidents WHERE opened_ms < ?2 AND (opened_ms >= ?1 OR open = 1"
    " OR EXISTS (SELECT 1 FROM acts WHERE acts.incident_id = incidents.id AND acts.at_ms >= ?1))"
    " ORDER BY opened_ms, id"
)


class Ledgers:
    """Reads of whole periods."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def opened(self, start: datetime, end: datetime) -> tuple[Incident, ...]:
        """Matters opened from `start` until before `end`, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT json FROM incidents WHERE opened_ms >= ? AND opened_ms < ? ORDER BY opened_ms, id",
                (to_ms(start), to_ms(end)),
            ).fetchall()
        return tuple(decode(Incident, row["json"]) for row in rows)

    def concerned(self, start: datetime, end: datetime) -> tuple[Incident, ...]:
        """Matters that the period has to do with: opened in it, still open, or with an act since `start`; oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(_CONCERNED, (to_ms(start), to_ms(end))).fetchall()
        return tuple(decode(Incident, row["json"]) for row in rows)

    def acts(self, kinds: Sequence[ActKind], start: datetime, end: datetime | None = None) -> tuple[Act, ...]:
        """Acts of these kinds that happened from `start` on (until before `end`), in the order of the record."""
        until = (1 << 62) if end is None else to_ms(end)
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT * FROM acts WHERE kind IN ({marks(len(kinds))}) AND at_ms >= ? AND at_ms < ? ORDER BY seq",
                (*(kind.value for kind in kinds), to_ms(start), until),
            ).fetchall()
        return tuple(act_from(row) for row in rows)
