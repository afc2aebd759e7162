"""Adding items: a batch with its verdicts, tags, stories and search index in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Final

from ..domain.changes import Touched
from ..domain.instants import to_ms
from ..domain.item import Entry, Metrics
from ..domain.known_as import known_as
from ..domain.reading import Placed
from ..domain.verdict import Verdict
from . import stories, tickets, verdicts
from .rows import count_or_none, ms_or_none, portions, storable
from .search_text import index_text
from .writing import Transaction

_ITEM: Final = (
    "INSERT INTO items (id, source_id, key, story_id, event_id, when_ms, published_ms, updated_ms, seen_ms, content,"
    " title, link, digest, ticket)"
)
_TEXT: Final = "INSERT INTO texts (item_id, body, html, extra, signature)"
_INDEX: Final = "INSERT INTO search (rowid, title, body)"
_METRICS: Final = "INSERT OR REPLACE INTO metrics (item_id, seen_ms, reads, comments, reposts, likes, rank, heat)"
_NAMES: Final = "INSERT OR IGNORE INTO item_names (source_id, name, item_id)"
_INDEXED: Final = 5_000  # FTS5 writes what it holds in memory down before each statement of many rows: one is enough
_BY_HUNDREDS: Final = (
    32  # texts from which on the index's tokens are made by numpy, which a small addition need not load
)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An entry to be stored under `id`, an id from `reserve`; without `placed` it is a story of its own.

    `seen` is the capture time, `digest` the SHA-256 (hex) of the raw document it came in.
    """

    id: int
    source_id: int
    entry: Entry
    seen: datetime
    placed: Placed | None = None
    verdict: Verdict | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Inserted:
    """The ids that were stored, and how many were left out because their source and key were known."""

    ids: tuple[int, ...]
    known: int


def fingerprint(title: str, body: str) -> str:
    """A short digest of title and body without white space, to tell whether a known entry has changed."""
    text = "".join(title.split()) + "\n" + "".join(body.split())
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def reserve(tx: Transaction, count: int) -> range:
    """So many item ids that nobody else will be given; ids that stay unused leave a gap, which is fine."""
    tx.execute("INSERT INTO counters (name, value) VALUES ('item', 0) ON CONFLICT (name) DO NOTHING")
    row = tx.one("UPDATE counters SET value = value + ? WHERE name = 'item' RETURNING value", (count,))
    last = int(row["value"]) if row is not None else 0
    return range(last - count + 1, last + 1)


def insert(tx: Transaction, batch: Sequence[NewItem]) -> Inserted:
    """Store a batch; an entry whose source and key are known is left out (see `revise` in items.py)."""
    rows = _unknown(tx, _fit(batch))
    moments = _moments(rows)
    tx.insert(_ITEM, [_item_row(row, *moment) for row, moment in zip(rows, moments, strict=True)])
    tx.insert(_TEXT, [_text_row(row) for row in rows])
    for row in rows:
        if row.entry.hotline is not None:
            tickets.add(tx, row.id, row.entry.hotline, row.seen)
    names = [(row.source_id, known_as(row.entry), row.id) for row in rows]
    add_names(tx, [(source_id, name, id) for source_id, name, id in names if name is not None])
    tags = verdicts.insert(tx, [(row.id, row.verdict, ()) for row in rows if row.verdict is not None])
    tx.insert(_INDEX, _index_rows(rows), at_once=_INDEXED)
    add_metrics(tx, [(row.id, row.entry.metrics) for row in rows if row.entry.metrics is not None])
    stories.fold_in(
        tx, [_story(row, when_ms, tags.get(row.id, "")) for row, (when_ms, _) in zip(rows, moments, strict=True)]
    )
    _count(tx, rows)
    if rows:
        tx.touch(Touched.ITEMS, Touched.VERDICTS, Touched.STORIES, sources={row.source_id for row in rows})
    return Inserted(tuple(row.id for row in rows), len(batch) - len(rows))


def add_metrics(tx: Transaction, seen: Sequence[tuple[int, Metrics]]) -> None:
    """Add counts seen at a time to stored items; the same instant again replaces them."""
    tx.insert(
        _METRICS,
        [
            (item_id, to_ms(m.seen), *map(count_or_none, (m.reads, m.comments, m.reposts, m.likes, m.rank)), m.heat)
            for item_id, m in seen
        ],
    )
    if seen:
        tx.touch(Touched.ITEMS)


def add_names(tx: Transaction, named: Sequence[tuple[int, int, int]]) -> None:
    """Keep under which names (source, name, item; see `domain.known_as`) items would be found again."""
    tx.insert(_NAMES, sorted(named))


def _unknown(tx: Transaction, batch: Sequence[NewItem]) -> list[NewItem]:
    taken: set[tuple[int, str]] = set()
    for portion in portions([(row.source_id, row.entry.key) for row in batch]):
        found = tx.execute(
            "SELECT source_id, key FROM items"
            f" WHERE (source_id, key) IN (VALUES {','.join(['(?, ?)'] * len(portion))})",
            [*chain.from_iterable(portion)],
        )
        taken.update((row["source_id"], row["key"]) for row in found)
    tickets_stored = tickets.stored_everywhere(tx, [row.entry for row in batch])
    rows: list[NewItem] = []
    for row in batch:
        identity = (row.source_id, row.entry.key)
        number = tickets.own_number(row.entry)
        if identity not in taken and number not in tickets_stored:
            taken.add(identity)
            rows.append(row)
            if number is not None:
                tickets_stored.add(number)
    return rows


def fit_entry(entry: Entry) -> Entry:
    """The same entry, nearly always; where a broken document left text that cannot be stored, without that."""
    texts = _texts(entry)
    key, title, body, html, link, ticket = cleaned = tuple(map(storable, texts))
    if cleaned == texts:
        return entry
    return replace(entry, key=key, title=title, body=body, html=html, link=link or None, ticket=ticket or None)


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.key, entry.title, entry.body, entry.html, entry.link or "", entry.ticket or "")


def _fit(batch: Sequence[NewItem]) -> Sequence[NewItem]:
    try:  # in one go, for it is the rule
        "".join([text for row in batch for text in _texts(row.entry)]).encode()
    except UnicodeEncodeError:
        return [replace(row, entry=fit_entry(row.entry)) for row in batch]
    return batch


def _moments(rows: Sequence[NewItem]) -> list[tuple[int, int]]:
    """When each is ordered by, and when it was seen, in milliseconds.

    It is ordered by when it was published, but never after it was seen, so that a wrong date cannot hold the top.
    """
    moments: list[tuple[int, int]] = []
    seen, seen_ms = None, 0
    for row in rows:
        if row.seen is not seen:  # nearly always one moment for all
            seen, seen_ms = row.seen, to_ms(row.seen)
        published = row.entry.published
        moments.append((seen_ms if published is None else min(to_ms(published), seen_ms), seen_ms))
    return moments


def _item_row(row: NewItem, when_ms: int, seen_ms: int) -> tuple[object, ...]:
    entry, placed = row.entry, row.placed
    published_ms = when_ms if when_ms < seen_ms else ms_or_none(entry.published)
    return (
        row.id,
        row.source_id,
        entry.key,
        placed.story if placed else row.id,
        placed.event if placed else row.id,
        when_ms,
        published_ms,
        ms_or_none(entry.updated),
        seen_ms,
        fingerprint(entry.title, entry.body),
        entry.title,
        entry.link,
        row.digest,
        entry.ticket,
    )


def _text_row(row: NewItem) -> tuple[object, ...]:
    entry = row.entry
    extra = json.dumps(dict(entry.extra)) if entry.extra else None
    return (row.id, entry.body, entry.html, extra, row.placed.signature if row.placed else None)


def _index_rows(rows: Sequence[NewItem]) -> list[tuple[int, str, str]]:
    titles, bodies = [row.entry.title for row in rows], [row.entry.body for row in rows]
    if len(rows) < _BY_HUNDREDS:
        titles, bodies = list(map(index_text, titles)), list(map(index_text, bodies))
    else:
        from .search_batch import index_texts  # brings numpy with it

        titles, bodies = index_texts(titles), index_texts(bodies)
    return [(row.id, title, body) for row, title, body in zip(rows, titles, bodies, strict=True)]


def _story(row: NewItem, when_ms: int, tags: str) -> stories.Folded:
    verdict = row.verdict
    judged = (
        (None, False, False, tags)
        if verdict is None
        else (str(verdict.attitude.name), verdict.local, verdict.sure, tags)
    )
    story, event = (row.placed.story, row.placed.event) if row.placed else (row.id, row.id)
    return stories.alone(row.id, story, event, row.source_id, when_ms, judged)


def _count(tx: Transaction, rows: Sequence[NewItem]) -> None:
    counts: dict[int, int] = {}
    for row in rows:
        counts[row.source_id] = counts.get(row.source_id, 0) + 1
    tx.executemany(
        "UPDATE sources SET items_total = items_total + ? WHERE id = ?", [(n, source) for source, n in counts.items()]
    )
