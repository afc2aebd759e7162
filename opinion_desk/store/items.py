"""Items (信息) as they are read back: one, many, what is known already, what the grouper should remember; and revising one."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from ..domain.item import Entry, Item, Metrics, Version
from ..domain.known_as import is_same, known_as, name_of_key
from ..domain.metric_series import newest_known
from ..domain.reading import Placed
from .adding import add_names, fingerprint, fit_entry
from .database import Database
from .driver import sqlite3
from .rows import instant_or_none, marks, ms_or_none, portions, storable
from .search_text import index_text
from .writing import Transaction

_ITEM: Final = (
    "SELECT items.*, texts.body, texts.html, sources.name AS source_name FROM items"
    " JOIN texts ON texts.item_id = items.id JOIN sources ON sources.id = items.source_id"
)
_RECALLED: Final = 2_000  # rows read at a time while recalling


@dataclass(frozen=True, slots=True)
class Known:
    """A stored entry of a source: its id, and the fingerprint by which a change is seen."""

    id: int
    content: str

    def differs(self, entry: Entry) -> bool:
        """Whether the entry's words are no longer those stored; an entry that came without its text tells nothing."""
        if not entry.whole:
            return False
        entry = fit_entry(entry)
        return fingerprint(entry.title, entry.body) != self.content


class Items:
    """Reads of the family `items`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, id: int) -> Item:
        """That item with the newest known figure of each count; Refused when there is none."""
        found = self.many([id])
        if not found:
            raise Refused("item_missing", id=id)
        return found[0]

    def many(self, ids: Sequence[int]) -> list[Item]:
        """These items in the order asked for; unknown ids are left out."""
        found: dict[int, Item] = {}
        with self._database.read() as connection:
            for portion in portions(ids):
                counts = _newest_metrics(connection, portion)
                rows = connection.execute(f"{_ITEM} WHERE items.id IN ({marks(len(portion))})", portion)
                found.update((row["id"], _item(row, counts.get(row["id"]))) for row in rows)
        return [found[id] for id in ids if id in found]

    def known(self, source_id: int, keys: Sequence[str]) -> dict[str, Known]:
        """Which of these keys of a source are stored."""
        found: dict[str, Known] = {}
        asked = {storable(key): key for key in keys}
        with self._database.read() as connection:
            for portion in portions(asked):
                rows = connection.execute(
                    f"SELECT id, key, content FROM items WHERE source_id = ? AND key IN ({marks(len(portion))})",
                    (source_id, *portion),
                )
                found.update((asked[row["key"]], Known(row["id"], row["content"])) for row in rows)
        return found

    def with_text(self, source_id: int, keys: Sequence[str]) -> frozenset[str]:
        """Which of these keys of a source are stored with the text of their page."""
        found: set[str] = set()
        asked = {storable(key): key for key in keys}
        with self._database.read() as connection:
            for portion in portions(asked):
                rows = connection.execute(
                    "SELECT key FROM items JOIN texts ON item_id = id"
                    f" WHERE source_id = ? AND key IN ({marks(len(portion))}) AND html <> ''",
                    (source_id, *portion),
                )
                found.update(asked[row["key"]] for row in rows)
        return frozenset(found)

    def under_other_names(self, source_id: int, entries: Sequence[Entry], beside: Collection[str]) -> dict[str, Known]:
        """Which of these entries, whose keys are not stored, are stored all the same: by a further key, or see `is_same`.

        `beside` are all keys of the document: two that stand in it side by side are two.
        """
        names: dict[int, list[Entry]] = {}
        for entry in entries:
            for name in (name_of_key(entry.key), known_as(entry)):
                if name is not None:
                    names.setdefault(name, []).append(entry)
        found: dict[str, Known] = {}
        with self._database.read() as connection:
            for portion in portions(names):
                rows = connection.execute(
                    "SELECT name, id, key, content, published_ms FROM item_names JOIN items ON items.id = item_id"
                    f" WHERE item_names.source_id = ? AND name IN ({marks(len(portion))}) ORDER BY item_id DESC",
                    (source_id, *portion),
                )
                for row in rows:
                    for entry in names[row["name"]]:
                        if entry.key not in found and _is_stored(entry, row, beside):
                            found[entry.key] = Known(row["id"], row["content"])
        return found

    def newest_id(self) -> int:
        """The highest id stored, 0 when there is none."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT coalesce(max(id), 0) FROM items").fetchone()[0])

    def count(self) -> int:
        """How many items are stored."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT count(*) FROM items").fetchone()[0])

    def counts_by_source(self, since: datetime) -> dict[int, int]:
        """How many items published or first seen since then are stored, by source; sources without any are left out."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT source_id, count(*) AS n FROM items WHERE when_ms >= ? GROUP BY source_id", (to_ms(since),)
            ).fetchall()
        return {row["source_id"]: row["n"] for row in rows}

    def hours_by_source(self, since: datetime) -> dict[int, dict[datetime, int]]:
        """How many items each source brought in each whole hour since then; hours and sources without any are left out."""
        # A row a source, not an hour: with every row the thread hands over to whoever else computes, the screen too.
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT source_id, group_concat(hour), group_concat(n) FROM"
                " (SELECT source_id, when_ms / 3600000 AS hour, count(*) AS n FROM items WHERE when_ms >= ?"
                " GROUP BY source_id, hour) GROUP BY source_id",
                (to_ms(since),),
            ).fetchall()
        instant = cache(lambda hour: from_ms(int(hour) * 3_600_000))  # every source has the same few hundred
        return {
            id: {instant(hour): int(n) for hour, n in zip(hours.split(","), counts.split(","), strict=True)}
            for id, hours, counts in rows
        }

    def last_by_source(self) -> dict[int, datetime]:
        """When the newest item of each source is from."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id, (SELECT max(when_ms) FROM items WHERE source_id = sources.id) AS ms FROM sources"
            ).fetchall()
        return {row["id"]: from_ms(row["ms"]) for row in rows if row["ms"] is not None}

    def known_since(
        self, after_item_id: int = 0, since: datetime | None = None
    ) -> Iterator[tuple[int, Placed, datetime]]:
        """What a Grouper recalls, oldest id first: item, where it was put, when; only items seen since, with a signature."""
        floor = to_ms(since) if since else -(1 << 62)
        while True:
            with self._database.read() as connection:
                rows = connection.execute(
                    "SELECT id, story_id, event_id, when_ms, seen_ms, signature FROM items"
                    " JOIN texts ON item_id = id WHERE id > ? ORDER BY id LIMIT ?",
                    (after_item_id, _RECALLED),
                ).fetchall()
            for row in rows:
                if row["signature"] is not None and row["seen_ms"] >= floor:
                    yield row["id"], Placed(row["story_id"], row["event_id"], row["signature"]), from_ms(row["when_ms"])
            if len(rows) < _RECALLED:
                return
            after_item_id = rows[-1]["id"]

    def versions(self, id: int) -> list[Version]:
        """Earlier wordings of an item, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM item_versions WHERE item_id = ? ORDER BY version", (id,)
            ).fetchall()
        return [_version(row) for row in rows]

    def metrics(self, id: int) -> list[Metrics]:
        """Every count seen of an item, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM metrics WHERE item_id = ? ORDER BY seen_ms", (id,)).fetchall()
        return [_metrics(row) for row in rows]

    def extra(self, id: int) -> Mapping[str, str]:
        """Further columns of the export an item came in."""
        with self._database.read() as connection:
            row = connection.execute("SELECT extra FROM texts WHERE item_id = ?", (id,)).fetchone()
        return dict(json.loads(row["extra"])) if row is not None and row["extra"] else {}

    def of_story(self, story_id: int, limit: int = 200) -> list[int]:
        """The items of a story, earliest first."""
        return self._ids("SELECT id FROM items WHERE story_id = ? ORDER BY when_ms, id LIMIT ?", story_id, limit)

    def of_event(self, event_id: int, limit: int = 500) -> list[int]:
        """The items of an event, earliest first."""
        sql = (
            "SELECT items.id FROM stories JOIN items ON items.story_id = stories.id WHERE stories.event_id = ?"
            " ORDER BY items.when_ms, items.id LIMIT ?"
        )
        return self._ids(sql, event_id, limit)

    def _ids(self, sql: str, *values: int) -> list[int]:
        with self._database.read() as connection:
            return [int(row[0]) for row in connection.execute(sql, values)]


def still_waiting(tx: Transaction, read: Sequence[tuple[int, str, str]]) -> set[int]:
    """Which of these items (id, title, body as they were read) wait for a person and stand as they were read."""
    found: dict[int, str] = {}
    for portion in portions([item_id for item_id, _, _ in read]):
        rows = tx.execute(
            "SELECT items.id, items.content FROM items JOIN stories ON stories.id = items.story_id"
            f" WHERE stories.waiting = 1 AND items.id IN ({marks(len(portion))})",
            portion,
        )
        found.update((row["id"], row["content"]) for row in rows)
    return {item_id for item_id, title, body in read if found.get(item_id) == fingerprint(title, body)}


def revise(tx: Transaction, id: int, entry: Entry, seen: datetime, digest: str | None = None) -> bool:
    """Take over a changed wording, keeping the earlier one with the hash of the document it stood in; False when nothing differs.

    `digest` is the SHA-256 (hex) of the document that brought the new wording. A new verdict is put separately.
    """
    row = tx.one(f"{_ITEM} WHERE items.id = ?", (id,))
    if row is None:
        raise Refused("item_missing", id=id)
    entry = fit_entry(entry)
    content = fingerprint(entry.title, entry.body)
    if content == row["content"]:
        return False
    tx.execute(
        "INSERT INTO item_versions (item_id, version, replaced_ms, title, body, html, digest) VALUES"
        " (?, (SELECT coalesce(max(version), 0) + 1 FROM item_versions WHERE item_id = ?), ?, ?, ?, ?, ?)",
        (id, id, to_ms(seen), row["title"], row["body"], row["html"], row["digest"]),
    )
    tx.execute(
        "UPDATE items SET title = ?, content = ?, updated_ms = coalesce(?, updated_ms), link = coalesce(?, link),"
        " digest = coalesce(?, digest) WHERE id = ?",
        (entry.title, content, ms_or_none(entry.updated), entry.link, digest, id),
    )
    name = known_as(entry)
    if name is not None:
        add_names(tx, [(row["source_id"], name, id)])
    tx.execute("UPDATE texts SET body = ?, html = ? WHERE item_id = ?", (entry.body, entry.html, id))
    tx.execute("DELETE FROM search WHERE rowid = ?", (id,))
    tx.execute(
        "INSERT INTO search (rowid, title, body) VALUES (?, ?, ?)",
        (id, index_text(entry.title), index_text(entry.body)),
    )
    tx.touch(Touched.ITEMS, sources=[row["source_id"]])
    return True


def _is_stored(entry: Entry, row: sqlite3.Row, beside: Collection[str]) -> bool:
    if row["name"] == name_of_key(entry.key):
        return True
    if row["key"] in beside:
        return False
    known = Known(row["id"], row["content"])
    return is_same(entry, instant_or_none(row["published_ms"]), same_words=not known.differs(entry))


def _newest_metrics(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, Metrics]:
    rows = connection.execute(f"SELECT * FROM metrics WHERE item_id IN ({marks(len(ids))}) ORDER BY seen_ms", ids)
    series: dict[int, list[Metrics]] = {}
    for row in rows:
        series.setdefault(row["item_id"], []).append(_metrics(row))
    return {item_id: newest_known(seen) for item_id, seen in series.items()}


def _version(row: sqlite3.Row) -> Version:
    return Version(row["version"], from_ms(row["replaced_ms"]), row["title"], row["body"], row["html"], row["digest"])


def _metrics(row: sqlite3.Row) -> Metrics:
    return Metrics(
        from_ms(row["seen_ms"]),
        row["reads"],
        row["comments"],
        row["reposts"],
        row["likes"],
        row["rank"],
        row["heat"],
    )


def _item(row: sqlite3.Row, metrics: Metrics | None) -> Item:
    return Item(
        id=row["id"],
        source_id=row["source_id"],
        source_name=row["source_name"],
        key=row["key"],
        title=row["title"],
        body=row["body"],
        link=row["link"],
        published=instant_or_none(row["published_ms"]),
        updated=instant_or_none(row["updated_ms"]),
        seen=from_ms(row["seen_ms"]),
        html=row["html"],
        digest=row["digest"],
        story_id=row["story_id"],
        event_id=row["event_id"],
        metrics=metrics,
    )
