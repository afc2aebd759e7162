"""The item list: stories folded into rows, paged by key so that a million rows scroll, and the counts beside it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.errors import Refused
from ..domain.heat import heat_at
from ..domain.inbox import Facet, Facets, InboxPage, InboxQuery, InboxRow, ItemState, Order, Pile
from ..domain.instants import from_ms, to_ms
from ..domain.levels import Level
from ..domain.query import parse_query
from ..domain.verdict import Attitude, Voice
from .database import Database
from .driver import sqlite3
from .rows import marks
from .search import topics_of, translate
from .verdicts import SCOPE, TOPIC

_PILES: Final = {
    Pile.WAITING: "stories.waiting = 1",
    Pile.LOCAL: "stories.local = 1",
    Pile.NEGATIVE: "stories.attitude = 'negative'",
    Pile.OPENED: "stories.incident_id IS NOT NULL",
    Pile.STARRED: "stories.starred_ms IS NOT NULL",
    Pile.FILED: "stories.filed_ms IS NOT NULL",
    Pile.ALL: "1",
}
_NAMES: Final = {
    Pile.WAITING: "待研判",
    Pile.LOCAL: "本地",
    Pile.NEGATIVE: "负面",
    Pile.OPENED: "已立件",
    Pile.STARRED: "已加星",
    Pile.FILED: "已阅存",
    Pile.ALL: "全部",
}
_ROWS: Final = (
    "SELECT stories.*, items.title, items.when_ms, sources.name AS source_name, verdicts.voice, verdicts.level,"
    " verdicts.function, verdicts.unit, verdicts.unit_score FROM stories JOIN items ON items.id = stories.item_id"
    " JOIN sources ON sources.id = items.source_id LEFT JOIN verdicts ON verdicts.item_id = stories.item_id"
)


@dataclass(frozen=True, slots=True)
class Marks:
    """What the desk did with one story."""

    state: ItemState
    starred: bool
    incident_id: int | None


class Inbox:
    """Pages and counts of the item list."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        """Days of a search are days in `zone`."""
        self._database = database
        self._zone = zone

    def page(self, query: InboxQuery, now: datetime, *, cursor: str | None = None, limit: int = 100) -> InboxPage:
        """Rows after `cursor`, in the query's order; Refused when its search cannot be read. `now` is for the heat shown.

        By time means by the first publication of the story, which is also what `since` and `until` look at.
        """
        key = "first_ms" if query.order is Order.TIME else "heat"
        where, values = _where(query, self._zone)
        if cursor is not None:
            where, values = f"{where} AND (stories.{key}, stories.id) < (?, ?)", [*values, *_cursor(cursor)]
        chosen = f"SELECT stories.id FROM stories WHERE {where} ORDER BY stories.{key} DESC, stories.id DESC LIMIT ?"
        with self._database.read() as connection:
            ids = [row[0] for row in connection.execute(chosen, [*values, limit])]
            rows = _rows(connection, ids, now)
            last = (
                connection.execute(f"SELECT {key}, id FROM stories WHERE id = ?", (ids[-1],)).fetchone()
                if ids
                else None
            )
        after = json.dumps([last[0], last[1]]) if last is not None and len(ids) == limit else None
        return InboxPage(tuple(rows), after)

    def rows(self, story_ids: Sequence[int], now: datetime) -> list[InboxRow]:
        """These stories as rows, in the order asked for."""
        with self._database.read() as connection:
            return _rows(connection, list(story_ids), now)

    def marks(self, item_id: int) -> Marks:
        """What the desk did with the story of that item; Refused when there is no such item."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT stories.* FROM items JOIN stories ON stories.id = items.story_id WHERE items.id = ?", (item_id,)
            ).fetchone()
        if row is None:
            raise Refused("item_missing", id=item_id)
        return Marks(state_of(row), row["starred_ms"] is not None, row["incident_id"])

    def count(self, query: InboxQuery) -> int:
        """How many rows the query has in all."""
        where, values = _where(query, self._zone)
        with self._database.read() as connection:
            return int(connection.execute(f"SELECT count(*) FROM stories WHERE {where}", values).fetchone()[0])

    def facets(self, query: InboxQuery) -> Facets:
        """Piles over everything; topics, scopes and sources within the query's pile, period and search, each without its own choice."""
        with self._database.read() as connection:
            return Facets(
                piles=_piles(connection),
                topics=_tag_facet(connection, query, TOPIC, self._zone),
                scopes=_tag_facet(connection, query, SCOPE, self._zone),
                sources=_source_facet(connection, query, self._zone),
            )

    def waiting_items(self, limit: int) -> list[int]:
        """Items of the stories that wait for a person, the newest stories first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT items.id FROM stories JOIN items ON items.story_id = stories.id WHERE stories.waiting = 1"
                " ORDER BY stories.first_ms DESC, stories.id DESC, items.id LIMIT ?",
                (limit,),
            ).fetchall()
        return [row["id"] for row in rows]

    def events(self) -> int:
        """How many happenings the stories amount to."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT count(DISTINCT event_id) FROM stories").fetchone()[0])

    def piles(self) -> tuple[Facet, ...]:
        """The counts of the piles alone."""
        with self._database.read() as connection:
            return _piles(connection)


def state_of(row: sqlite3.Row) -> ItemState:
    """What the desk did with a story, from its row."""
    if row["incident_id"] is not None:
        return ItemState.OPENED
    if row["filed_ms"] is not None:
        return ItemState.FILED
    return ItemState.SETTLED if row["settled_ms"] is not None else ItemState.WAITING


def _where(query: InboxQuery, zone: ZoneInfo, *, without: str = "") -> tuple[str, list[object]]:
    parts, values = [_PILES[query.pile]], list[object]()
    for family, names in ((TOPIC, query.topics), (SCOPE, query.scopes)):
        if names and without != family:
            parts.append(
                "stories.item_id IN (SELECT item_id FROM item_tags WHERE tag_id IN"
                f" (SELECT id FROM tags WHERE family = ? AND name IN ({marks(len(names))})))"
            )
            values += [family, *names]
    if query.sources and without != "source":
        parts.append(f"stories.source_id IN ({marks(len(query.sources))})")
        values += query.sources
    for sql, instant in (("stories.first_ms >= ?", query.since), ("stories.first_ms < ?", query.until)):
        if instant is not None:
            parts.append(sql)
            values.append(to_ms(instant))
    if query.search.strip():
        sql, more = translate(parse_query(query.search), zone).items("items.id")
        parts.append(f"stories.id IN (SELECT story_id FROM items WHERE id IN ({sql}))")
        values += more
    return " AND ".join(parts), values


def _cursor(text: str) -> tuple[float, int]:
    try:
        key, id = json.loads(text)
        return key + 0, id + 0
    except (ValueError, TypeError):
        raise Refused("cursor_unreadable") from None


def _rows(connection: sqlite3.Connection, ids: list[int], now: datetime) -> list[InboxRow]:
    rows = connection.execute(f"{_ROWS} WHERE stories.id IN ({marks(len(ids))})", ids).fetchall()
    topics = topics_of(connection, [row["item_id"] for row in rows])
    found = {row["id"]: _row(row, topics.get(row["item_id"], ()), now) for row in rows}
    return [found[id] for id in ids if id in found]


def _row(row: sqlite3.Row, topics: tuple[str, ...], now: datetime) -> InboxRow:
    return InboxRow(
        item_id=row["item_id"],
        story_id=row["id"],
        event_id=row["event_id"],
        title=row["title"],
        source_name=row["source_name"],
        when=from_ms(row["when_ms"]),
        reprints=row["items"] - 1,
        sources=row["sources"],
        topics=topics,
        attitude=Attitude(row["attitude"] or Attitude.NEUTRAL),
        voice=Voice(row["voice"] or Voice.REPORT),
        hint=Level(row["level"]) if row["level"] else None,
        function=row["function"],
        unit=row["unit"],
        unit_score=row["unit_score"] or 0.0,
        sure=bool(row["sure"]),
        local=bool(row["local"]),
        state=state_of(row),
        starred=row["starred_ms"] is not None,
        incident_id=row["incident_id"],
        heat=heat_at(row["heat"], now),
    )


def _piles(connection: sqlite3.Connection) -> tuple[Facet, ...]:
    return tuple(
        Facet(
            pile.value,
            name,
            int(connection.execute(f"SELECT count(*) FROM stories WHERE {_PILES[pile]}").fetchone()[0]),
        )
        for pile, name in _NAMES.items()
    )


def _tag_facet(connection: sqlite3.Connection, query: InboxQuery, family: str, zone: ZoneInfo) -> tuple[Facet, ...]:
    """Stories with the same tags are counted by the database in one pass over an index, and added up tag by tag here."""
    where, values = _where(query, zone, without=family)
    names = {
        str(row["id"]): row["name"]
        for row in connection.execute("SELECT id, name FROM tags WHERE family = ?", (family,))
    }
    counts: Counter[str] = Counter()
    for tags, count in connection.execute(f"SELECT tags, count(*) FROM stories WHERE {where} GROUP BY tags", values):
        for tag in tags.split():
            counts[tag] += count
    found = [Facet(names[tag], names[tag], count) for tag, count in counts.items() if tag in names]
    return tuple(sorted(found, key=lambda facet: (-facet.count, facet.name)))


def _source_facet(connection: sqlite3.Connection, query: InboxQuery, zone: ZoneInfo) -> tuple[Facet, ...]:
    where, values = _where(query, zone, without="source")
    rows = connection.execute(
        "SELECT sources.id, name, n FROM"
        f" (SELECT source_id, count(*) AS n FROM stories WHERE {where} GROUP BY source_id)"
        " JOIN sources ON sources.id = source_id ORDER BY n DESC, sources.id",
        values,
    )
    return tuple(Facet(str(row["id"]), row["name"], row["n"]) for row in rows)
