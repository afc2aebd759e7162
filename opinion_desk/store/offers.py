"""Items that may be a matter's release: read as official, of its events, published while its clocks ran."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.instants import from_ms, to_ms
from ..domain.source import Tier
from ..domain.verdict import Voice
from .driver import sqlite3
from .rows import marks, portions

_MOST: Final = 200
# From the items held to their stories' events, and from those to every item.
_NEAR: Final = """
FROM incident_items AS held
JOIN items AS mine ON mine.id = held.item_id
JOIN stories AS own ON own.id = mine.story_id
JOIN stories AS near ON near.event_id = own.event_id
JOIN items ON items.story_id = near.id
"""
_OFFICIAL: Final = f"""
SELECT DISTINCT items.id, items.story_id, items.title, items.link, items.published_ms, sources.name, sources.tier
{_NEAR}
JOIN verdicts ON verdicts.item_id = items.id AND verdicts.voice = ?
JOIN sources ON sources.id = items.source_id
WHERE held.incident_id = ? AND items.published_ms > ? AND items.published_ms <= ?
ORDER BY items.published_ms, items.id LIMIT ?
"""
_WITH_OFFICIAL: Final = f"""
SELECT DISTINCT held.incident_id
{_NEAR}
JOIN verdicts ON verdicts.item_id = items.id AND verdicts.voice = ?
WHERE held.incident_id IN (SELECT id FROM incidents WHERE open = 1)
"""


@dataclass(frozen=True, slots=True)
class OfficialItem:
    """One such item, with its story and where its source stands among the media."""

    id: int
    story_id: int
    title: str
    link: str | None
    published: datetime
    source_name: str
    tier: Tier


def official_items(
    connection: sqlite3.Connection, incident_id: int, since: datetime, until: datetime
) -> list[OfficialItem]:
    """Official items of the events of a matter, published after `since` and no later than `until`, earliest first; 200 at most."""
    rows = connection.execute(_OFFICIAL, (Voice.OFFICIAL.value, incident_id, to_ms(since), to_ms(until), _MOST))
    return [
        OfficialItem(
            row["id"],
            row["story_id"],
            row["title"],
            row["link"],
            from_ms(row["published_ms"]),
            row["name"],
            Tier(row["tier"]),
        )
        for row in rows
    ]


def with_official(connection: sqlite3.Connection) -> set[int]:
    """The open matters in whose events anything was read as official: the few that are worth a closer look."""
    return {row["incident_id"] for row in connection.execute(_WITH_OFFICIAL, (Voice.OFFICIAL.value,))}


def stories_at(connection: sqlite3.Connection, incident_id: int, links: Sequence[str]) -> set[int]:
    """The stories of the matter's events to which these addresses belong: what was registered by its address, and its reprints."""
    found: set[int] = set()
    for portion in portions(links):
        sql = f"SELECT DISTINCT items.story_id {_NEAR} WHERE held.incident_id = ? AND items.link IN ({marks(len(portion))})"
        found.update(row["story_id"] for row in connection.execute(sql, (incident_id, *portion)))
    return found
