"""Stories as rows, kept up to date in the transaction that adds their items, so that lists never have to group."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.changes import Touched
from ..domain.heat import first_heat, joined_heat
from ..domain.instants import to_ms
from .driver import sqlite3
from .rows import marks, portions
from .writing import Transaction

_INSERT: Final = (
    "INSERT INTO stories (event_id, item_id, source_id, first_ms, last_ms, last_item_id, items, sources, heat,"
    " attitude, local, sure, tags, id)"
)
_UPDATE: Final = (
    "UPDATE stories SET event_id = ?, item_id = ?, source_id = ?, first_ms = ?, last_ms = ?, last_item_id = ?, items = ?,"
    " sources = ?, heat = ?, attitude = ?, local = ?, sure = ?, tags = ? WHERE id = ?"
)


@dataclass(slots=True)
class Folded:
    """A story while items are added to it; a new item alone is such a story too. `attitude` is None before reading."""

    id: int
    event_id: int
    item_id: int
    source_id: int
    first_ms: int
    last_ms: int
    last_item_id: int
    items: int
    sources: int
    heat: float
    attitude: str | None
    local: bool
    sure: bool
    tags: str

    def add(self, other: Folded) -> None:
        """Take in another item of the story; the earliest one stands for it."""
        self.items += other.items
        self.heat = joined_heat(self.heat, other.heat)
        if (other.first_ms, other.item_id) < (self.first_ms, self.item_id):
            self.item_id, self.source_id, self.first_ms = other.item_id, other.source_id, other.first_ms
            self.attitude, self.local, self.sure, self.tags = other.attitude, other.local, other.sure, other.tags
        if (other.last_ms, other.last_item_id) > (self.last_ms, self.last_item_id):
            self.last_ms, self.last_item_id = other.last_ms, other.last_item_id

    def columns(self) -> tuple[object, ...]:
        """In the order of both statements."""
        return (
            self.event_id,
            self.item_id,
            self.source_id,
            self.first_ms,
            self.last_ms,
            self.last_item_id,
            self.items,
            self.sources,
            self.heat,
            self.attitude,
            self.local,
            self.sure,
            self.tags,
            self.id,
        )


def alone(
    item_id: int, story_id: int, event_id: int, source_id: int, when_ms: int, judged: tuple[str | None, bool, bool, str]
) -> Folded:
    """One item as a story of its own; `judged` is attitude, local, sure, and the ids of its topics and scopes (see `tags_text`)."""
    heat = first_heat(when_ms)
    return Folded(story_id, event_id, item_id, source_id, when_ms, when_ms, item_id, 1, 1, heat, *judged)


def tags_text(ids: Iterable[int]) -> str:
    """Ids of tags as one word: stories with the same ones are counted together, so that facets need one pass over an index."""
    return " ".join(map(str, sorted(ids)))


def fold_in(tx: Transaction, added: Iterable[Folded]) -> None:
    """Add items, already stored, to their stories; stories that are not there are made."""
    new: dict[int, Folded] = {}
    for one in added:
        if one.id in new:
            new[one.id].add(one)
        else:
            new[one.id] = one
    known = _load(tx, list(new))
    for story in known.values():
        story.add(new.pop(story.id))
    _count_sources(tx, [*known.values(), *(story for story in new.values() if story.items > 1)])
    tx.insert(_INSERT, [story.columns() for story in new.values()])
    tx.executemany(_UPDATE, [story.columns() for story in known.values()])


def _load(tx: Transaction, ids: Sequence[int]) -> dict[int, Folded]:
    found: dict[int, Folded] = {}
    for portion in portions(ids):
        for row in tx.execute(f"SELECT * FROM stories WHERE id IN ({marks(len(portion))})", portion):
            found[row["id"]] = _folded(row)
    return found


def _folded(row: sqlite3.Row) -> Folded:
    return Folded(
        row["id"],
        row["event_id"],
        row["item_id"],
        row["source_id"],
        row["first_ms"],
        row["last_ms"],
        row["last_item_id"],
        row["items"],
        row["sources"],
        row["heat"],
        row["attitude"],
        bool(row["local"]),
        bool(row["sure"]),
        row["tags"],
    )


def _count_sources(tx: Transaction, stories: Sequence[Folded]) -> None:
    by_id = {story.id: story for story in stories}
    for portion in portions(by_id):
        rows = tx.execute(
            "SELECT story_id, count(DISTINCT source_id) AS sources FROM items"
            f" WHERE story_id IN ({marks(len(portion))}) GROUP BY story_id",
            portion,
        )
        for row in rows:
            by_id[row["story_id"]].sources = row["sources"]


def take_verdicts(tx: Transaction, item_ids: Sequence[int]) -> None:
    """Bring the stories for which these items stand up to date with their verdicts."""
    tx.executemany(
        "UPDATE stories SET (attitude, local, sure) ="
        " (SELECT attitude, local, sure FROM verdicts WHERE item_id = stories.item_id),"
        " tags = coalesce((SELECT group_concat(tag_id, ' ') FROM (SELECT tag_id FROM item_tags JOIN tags ON tags.id = tag_id"
        " WHERE item_id = stories.item_id AND family IN ('topic', 'scope') ORDER BY tag_id)), '')"
        " WHERE item_id = ? AND EXISTS (SELECT 1 FROM verdicts WHERE item_id = stories.item_id)",
        [(item_id,) for item_id in item_ids],
    )


def star(tx: Transaction, item_ids: Sequence[int], now: datetime | None) -> None:
    """Star the stories of these items, or with None take the star away."""
    _mark(tx, "starred_ms", item_ids, now)


def file_away(tx: Transaction, item_ids: Sequence[int], now: datetime | None) -> None:
    """File the stories of these items without action (阅存), or with None take them out again. Later reprints stay filed."""
    _mark(tx, "filed_ms", item_ids, now)


def settle(tx: Transaction, item_ids: Sequence[int], now: datetime | None) -> None:
    """Note that a person confirmed or corrected what was judged of the stories of these items, or with None take it back."""
    _mark(tx, "settled_ms", item_ids, now)


def open_incident(tx: Transaction, item_ids: Sequence[int], incident_id: int | None) -> None:
    """Put the stories of these items under an incident (立件), or with None take them out."""
    _mark(tx, "incident_id", item_ids, incident_id)


def _mark(tx: Transaction, column: str, item_ids: Sequence[int], value: datetime | int | None) -> None:
    stored = to_ms(value) if isinstance(value, datetime) else value
    tx.executemany(
        f"UPDATE stories SET {column} = ? WHERE id = (SELECT story_id FROM items WHERE id = ?)",
        [(stored, item_id) for item_id in item_ids],
    )
    tx.touch(Touched.STORIES)
