"""What was published on the events of a matter since a moment: the ground of its review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain.instants import from_ms, to_ms
from ..domain.verdict import Attitude, Voice
from .database import Database
from .rows import marks, portions


@dataclass(frozen=True, slots=True)
class Published:
    """An item of an event: when, in which manner and who speaks; None while it was not read."""

    when: datetime
    event: int
    attitude: Attitude | None
    voice: Voice | None


def published_since(database: Database, items: Sequence[int], since: datetime, until: datetime) -> list[Published]:
    """All items of the events of these items, later than `since` up to `until`, earliest first."""
    found: list[Published] = []
    with database.read() as connection:
        events: set[int] = set()
        for portion in portions(items):
            sql = f"SELECT DISTINCT stories.event_id FROM items JOIN stories ON stories.id = items.story_id WHERE items.id IN ({marks(len(portion))})"
            events.update(row[0] for row in connection.execute(sql, tuple(portion)))
        for event in sorted(events):
            rows = connection.execute(
                "SELECT items.when_ms, verdicts.attitude, verdicts.voice FROM stories"
                " JOIN items ON items.story_id = stories.id LEFT JOIN verdicts ON verdicts.item_id = items.id"
                " WHERE stories.event_id = ? AND items.when_ms > ? AND items.when_ms <= ?",
                (event, to_ms(since), to_ms(until)),
            )
            found += [
                Published(
                    from_ms(row["when_ms"]),
                    event,
                    Attitude(row["attitude"]) if row["attitude"] else None,
                    Voice(row["voice"]) if row["voice"] else None,
                )
                for row in rows
            ]
    return sorted(found, key=lambda one: (one.when, one.event))
