"""What comparisons with exports read: items of a stretch of time as plain rows, their sources, and what a grouper recalls of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.instants import from_ms, to_ms
from ..domain.missed.rows import OurItem
from ..domain.reading import Placed
from ..domain.source import Tier
from .database import Database
from .driver import sqlite3
from .rows import instant_or_none, marks, portions

_AT_ONCE: Final = 2_000
_ROW: Final = (
    "SELECT items.id, items.source_id, items.title, items.link, items.published_ms, items.seen_ms, items.story_id,"
    " items.event_id, items.when_ms, stories.local FROM items JOIN stories ON stories.id = items.story_id"
)


# Brought by hand or out of files, a vendor's export among them: not collected. "folder" is a folder of files.
_NOT_COLLECTED: Final = ("import", "manual", "folder")


@dataclass(frozen=True, slots=True)
class Origins:
    """Names of all sources, removed ones too, and since when each was collected; sources that collect nothing bear a name alone."""

    names: Mapping[int, str]
    since: Mapping[int, datetime]
    unpublished: frozenset[int] = frozenset()  # hotlines: nobody else can have what they bring


class Comparing:
    """Reads for comparisons; only items of sources that the desk collects by itself are given."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def origins(self) -> Origins:
        """Where items come from."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, name, form, tier, (SELECT min(seen_ms) FROM items WHERE source_id = sources.id) AS ms FROM sources"
            ).fetchall()
        collected = [row for row in rows if row["form"] not in _NOT_COLLECTED and row["ms"] is not None]
        return Origins(
            {row["id"]: row["name"] for row in rows},
            {row["id"]: from_ms(row["ms"]) for row in collected},
            frozenset(row["id"] for row in rows if row["tier"] == Tier.HOTLINE),
        )

    def between(self, start: datetime, end: datetime, origins: Origins) -> Iterator[OurItem]:
        """The items from `start` until before `end`, by the time that orders them; read in portions, so that no reader is held up."""
        after, last = to_ms(start), -1
        while True:
            with self._database.read() as connection:
                rows = connection.execute(
                    f"{_ROW} WHERE (items.when_ms, items.id) > (?, ?) AND items.when_ms < ? ORDER BY items.when_ms, items.id LIMIT ?",
                    (after, last, to_ms(end), _AT_ONCE),
                ).fetchall()
            yield from (_item(row, origins) for row in rows if row["source_id"] in origins.since)
            if len(rows) < _AT_ONCE:
                return
            after, last = rows[-1]["when_ms"], rows[-1]["id"]

    def of_ids(self, ids: Sequence[int], origins: Origins) -> list[OurItem]:
        """Those of these items that were collected."""
        found: list[OurItem] = []
        with self._database.read() as connection:
            for portion in portions(ids):
                rows = connection.execute(f"{_ROW} WHERE items.id IN ({marks(len(portion))})", portion).fetchall()
                found += [_item(row, origins) for row in rows if row["source_id"] in origins.since]
        return found

    def placed(self, ids: Sequence[int]) -> Iterator[tuple[int, Placed, datetime]]:
        """What a grouper recalls of these items: id, where it was put, when; those without a signature are left out."""
        for portion in portions(ids):
            with self._database.read() as connection:
                rows = connection.execute(
                    "SELECT id, story_id, event_id, when_ms, signature FROM items JOIN texts ON item_id = id"
                    f" WHERE id IN ({marks(len(portion))}) AND signature IS NOT NULL ORDER BY id",
                    portion,
                ).fetchall()
            for row in rows:
                yield row["id"], Placed(row["story_id"], row["event_id"], row["signature"]), from_ms(row["when_ms"])


def _item(row: sqlite3.Row, origins: Origins) -> OurItem:
    published = instant_or_none(row["published_ms"])
    return OurItem(
        row["id"],
        row["source_id"],
        row["title"],
        row["link"],
        published,
        from_ms(row["seen_ms"]),
        row["story_id"],
        row["event_id"],
        bool(row["local"]) and row["source_id"] not in origins.unpublished,
        published is not None and published < origins.since[row["source_id"]],
    )
