"""The acts as their rows hold them."""

from __future__ import annotations

import json

from ..domain.acts import Act, ActKind
from ..domain.instants import from_ms
from .driver import sqlite3


def act_from(row: sqlite3.Row) -> Act:
    """The act in a row."""
    return Act(
        ActKind(row["kind"]),
        from_ms(row["at_ms"]),
        from_ms(row["entered_ms"]),
        row["by"],
        json.loads(row["data"]),
        row["incident_id"],
        row["seq"],
        row["prev"],
        row["hash"],
    )
