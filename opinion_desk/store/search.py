"""Search (FTS5 and nothing else of SQLite's own): a query as typed becomes matches and conditions; snippets are cut from the text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.errors import Refused
from ..domain.inbox import Hit
from ..domain.instants import to_ms
from ..domain.query import Condition, Field, Period, Query, Term, parse_query
from .database import Database
from .driver import sqlite3
from .rows import instant_or_none, marks, storable
from .search_text import phrase_tokens
from .snippets import cut
from .verdicts import INSTITUTION, PLACE, TOPIC, UNIT

_FAMILIES: Final = {
    Field.TOPIC: (TOPIC,),
    Field.PLACE: (PLACE,),
    Field.UNIT: (UNIT, INSTITUTION),
}
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """SQL that narrows `items`, with its values."""

    sql: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Matching:
    """A query as SQL: what the index must match (None: no words were asked for) and conditions on `items`."""

    match: str | None
    conditions: tuple[Narrowing, ...]

    def where(self, item: str) -> tuple[str, list[object]]:
        """A condition on the column `item` that holds an item's id, for use in other lists."""
        sql, values = self.items("items.id")
        return f"{item} IN ({sql})", values

    def items(self, columns: str) -> tuple[str, list[object]]:
        """A selection from the items that match."""
        parts = [condition.sql for condition in self.conditions]
        values: list[object] = [value for condition in self.conditions for value in condition.values]
        if self.match is None:
            return f"SELECT {columns} FROM items WHERE {' AND '.join(parts) or '1'}", values
        tables = "search CROSS JOIN items ON items.id = search.rowid" if parts or columns != "items.id" else "search"
        chosen = columns if parts or columns != "items.id" else "search.rowid"
        where = " AND ".join(["search MATCH ?", *parts])
        return f"SELECT {chosen} FROM {tables} WHERE {where}", [self.match, *values]


class Search:
    """Finding items by their words and by what was judged of them."""

    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        """Days of a query are days in `zone`."""
        self._database = database
        self._zone = zone

    def search(self, text: str, limit: int, *, before: int | None = None) -> list[Hit]:
        """The newest items that match, at most `limit`, below the item id `before`; Refused when nothing can be looked for."""
        query = parse_query(text)
        matching = translate(query, self._zone)
        sql, values = matching.items("items.id")
        order = "search.rowid" if matching.match is not None else "items.id"
        if before is not None:
            sql, values = f"{sql} AND {order} < ?", [*values, before]
        with self._database.read() as connection:
            found = connection.execute(f"{sql} ORDER BY {order} DESC LIMIT ?", [*values, limit]).fetchall()
            return _hits(connection, [int(row[0]) for row in found], query.wanted)

    def count(self, text: str) -> int:
        """How many items match."""
        sql, values = translate(parse_query(text), self._zone).items("items.id")
        with self._database.read() as connection:
            return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])

    def indexed(self) -> int:
        """How many items the index holds."""
        with self._database.read() as connection:
            return int(connection.execute("SELECT count(*) FROM search_docsize").fetchone()[0])


def translate(query: Query, zone: ZoneInfo) -> Matching:
    """The query as SQL; days are days in `zone`."""
    wanted = [match for term in query.wanted if (match := _match(term))]
    unwanted = [match for term in query.unwanted if (match := _match(term))]
    conditions = _by_field(query)
    conditions += _periods(query.periods, zone)
    if query.wanted and not wanted:
        raise Refused("query_empty")
    if not wanted and unwanted:
        conditions.append(
            Narrowing("items.id NOT IN (SELECT rowid FROM search WHERE search MATCH ?)", (" OR ".join(unwanted),))
        )
        unwanted = []
    match = " AND ".join(wanted) if wanted else None
    if match is not None and unwanted:
        match = f"({match}) NOT ({' OR '.join(unwanted)})"
    return Matching(match, tuple(conditions))


def _match(term: Term) -> str | None:
    tokens = phrase_tokens(term.text).replace('"', "")
    if not tokens:
        return None
    return f'"{tokens}"{" *" if term.prefix else ""}'


def _by_field(query: Query) -> list[Narrowing]:
    """Of several conditions on one field any is enough; each excluded one must fail."""
    conditions: list[Narrowing] = []
    wanted: dict[Field, list[Narrowing]] = {}
    for condition in query.conditions:
        translated = _condition(condition)
        if condition.exclude:
            conditions.append(Narrowing(f"NOT ({translated.sql})", translated.values))
        else:
            wanted.setdefault(condition.field, []).append(translated)
    for group in wanted.values():
        sql = " OR ".join(one.sql for one in group)
        conditions.append(Narrowing(f"({sql})", tuple(value for one in group for value in one.values)))
    return conditions


def _condition(condition: Condition) -> Narrowing:
    if condition.field in _FAMILIES:
        families = _FAMILIES[condition.field]
        sql = (
            "items.id IN (SELECT item_id FROM item_tags WHERE tag_id IN"
            f" (SELECT id FROM tags WHERE family IN ({marks(len(families))}) AND instr(name, ?) > 0))"
        )
        return Narrowing(sql, (*families, storable(condition.value)))
    if condition.field is Field.SOURCE:
        return Narrowing(
            "items.source_id IN (SELECT id FROM sources WHERE instr(name, ?) > 0)", (storable(condition.value),)
        )
    if condition.field is Field.ATTITUDE:
        sql = "coalesce((SELECT attitude FROM verdicts WHERE item_id = items.id), '') = ?"
        return Narrowing(sql, (condition.value,))
    sql = "coalesce((SELECT level FROM verdicts WHERE item_id = items.id), 0) = ?"
    return Narrowing(sql, (int(condition.value),))


def _periods(periods: tuple[Period, ...], zone: ZoneInfo) -> list[Narrowing]:
    if not periods:
        return []
    parts = [_period(period, zone) for period in periods]
    return [Narrowing(f"({' OR '.join(part.sql for part in parts)})", tuple(v for part in parts for v in part.values))]


def _period(period: Period, zone: ZoneInfo) -> Narrowing:
    sql, values = [], []
    if period.first is not None:
        sql.append("items.when_ms >= ?")
        values.append(to_ms(datetime.combine(period.first, time(), zone)))
    if period.last is not None:
        sql.append("items.when_ms < ?")
        values.append(_end_of(period.last, zone))
    return Narrowing(f"({' AND '.join(sql)})", tuple(values))


def _end_of(day: date, zone: ZoneInfo) -> int:
    try:
        return to_ms(datetime.combine(day + _DAY, time(), zone))
    except OverflowError:  # the last day there is
        return 1 << 62


def _hits(connection: sqlite3.Connection, ids: list[int], wanted: tuple[Term, ...]) -> list[Hit]:
    words = [term.text for term in wanted]
    hits = {}
    for row in connection.execute(
        "SELECT items.id, items.title, items.published_ms, texts.body, sources.name, verdicts.unit FROM items"
        " JOIN texts ON texts.item_id = items.id JOIN sources ON sources.id = items.source_id"
        f" LEFT JOIN verdicts ON verdicts.item_id = items.id WHERE items.id IN ({marks(len(ids))})",
        ids,
    ):
        snippet, spans = cut(row["title"], row["body"], words)
        topics = topics_of(connection, [row["id"]]).get(row["id"], ())
        published = instant_or_none(row["published_ms"])
        hits[row["id"]] = Hit(row["id"], row["title"], row["name"], published, topics, row["unit"], snippet, spans)
    return [hits[id] for id in ids if id in hits]


def topics_of(connection: sqlite3.Connection, ids: list[int]) -> dict[int, tuple[str, ...]]:
    """The topics these items are listed under, strongest first."""
    found: dict[int, list[str]] = {}
    rows = connection.execute(
        "SELECT item_id, name FROM item_tags JOIN tags ON tags.id = tag_id"
        f" WHERE family = '{TOPIC}' AND item_id IN ({marks(len(ids))}) ORDER BY item_id, score DESC, name",
        ids,
    )
    for row in rows:
        found.setdefault(row["item_id"], []).append(row["name"])
    return {item_id: tuple(names) for item_id, names in found.items()}
