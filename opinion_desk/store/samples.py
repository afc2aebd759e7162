"""Samples to learn from: corrections in force joined with their items, and texts judged in bulk or at the bench.

Corrections are not copied: several of one item are one sample with the latest of each field, and undoing one takes it back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from ..domain.learned import SampleRow
from ..domain.learning import FIELDS, NONE, Sample
from ..domain.reading import TextToRead
from .adding import fingerprint
from .database import Database
from .driver import sqlite3
from .rows import as_text, instant_or_none, marks, ms_or_none, portions, storable
from .writing import Transaction

_CORRECTED: Final = (
    "SELECT corrections.*, items.title, items.key, items.link, items.published_ms, texts.body, sources.name AS source"
    " FROM corrections JOIN items ON items.id = item_id JOIN texts USING (item_id)"
    " JOIN sources ON sources.id = source_id WHERE undone_ms IS NULL ORDER BY item_id, corrections.id"
)
_INSERT: Final = "INSERT OR REPLACE INTO samples (digest, title, body, source, published_ms, labels, origin, by, at_ms, forgotten_ms)"
Labels = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Through:
    """How far somebody has seen: the highest ids of corrections and samples, and when."""

    correction: int = 0
    sample: int = 0
    at: datetime = from_ms(0)


@dataclass(frozen=True, slots=True)
class News:
    """What persons settled or took back since then: how many judgements, and when the newest was made."""

    count: int
    newest: datetime | None


class Samples:
    """Reads of the family `samples`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Sample]:
        """Everything there is to learn from, corrected items first, each in the order of their ids."""
        with self._database.snapshot() as connection:
            corrected = [_sample(_text_of(row), labels) for row, labels in _corrected(connection) if labels]
            rows = connection.execute("SELECT * FROM samples WHERE forgotten_ms IS NULL ORDER BY id").fetchall()
        given = (
            TextToRead(str(r["id"]), r["title"], r["body"], instant_or_none(r["published_ms"]), r["source"])
            for r in rows
        )
        return corrected + [_sample(text, json.loads(row["labels"])) for text, row in zip(given, rows, strict=True)]

    def count(self) -> int:
        """How many samples there are."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT (SELECT count(DISTINCT item_id) FROM corrections WHERE undone_ms IS NULL)"
                " + (SELECT count(*) FROM samples WHERE forgotten_ms IS NULL)"
            ).fetchone()
        return int(row[0])

    def through(self, now: datetime) -> Through:
        """How far the desk has come at `now`; read before the samples, so that nothing between is missed."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT (SELECT coalesce(max(id), 0) FROM corrections), (SELECT coalesce(max(id), 0) FROM samples)"
            ).fetchone()
        return Through(int(row[0]), int(row[1]), now)

    def since(self, seen: Through) -> News:
        """What was settled, or taken back again, since then."""
        at = to_ms(seen.at)
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) AS n, max(ms) AS newest FROM ("
                "SELECT at_ms AS ms FROM corrections WHERE id > ? AND undone_ms IS NULL"
                " UNION ALL SELECT undone_ms FROM corrections WHERE id <= ? AND undone_ms >= ?"
                " UNION ALL SELECT at_ms FROM samples WHERE id > ? AND forgotten_ms IS NULL"
                " UNION ALL SELECT forgotten_ms FROM samples WHERE id <= ? AND forgotten_ms >= ?)",
                (seen.correction, seen.correction, at, seen.sample, seen.sample, at),
            ).fetchone()
        return News(int(row["n"]), instant_or_none(row["newest"]))

    def rows(self, limit: int, before: SampleRow | None = None) -> list[SampleRow]:
        """Samples for the eye, newest first; `before` is the last row of the page above."""
        at, id, item = (1 << 62, 1 << 62, 1 << 62) if before is None else _place(before)
        with self._database.snapshot() as connection:
            found = [_corrected_row(row, labels) for row, labels in _corrected(connection) if labels]
            given = connection.execute(
                "SELECT * FROM samples WHERE forgotten_ms IS NULL AND (at_ms, id) < (?, ?)"
                " ORDER BY at_ms DESC, id DESC LIMIT ?",
                (at, id, limit),
            ).fetchall()
        rows = [row for row in found if _place(row) < (at, id, item)] + [_given_row(row) for row in given]
        return sorted(rows, key=_place, reverse=True)[:limit]

    def by_topic(self) -> Counter[str]:
        """How many samples name each topic."""
        counts: Counter[str] = Counter()
        with self._database.read() as connection:
            for _, labels in _corrected(connection):
                counts.update(labels.get("topics") or ())
            for row in connection.execute("SELECT labels FROM samples WHERE forgotten_ms IS NULL"):
                counts.update(json.loads(row["labels"]).get("topics") or ())
        return counts


def keep(tx: Transaction, samples: Sequence[Sample], origin: str, by: str, at: datetime) -> None:
    """Keep judged texts, given by a file of that name or, with an empty origin, at the bench.

    The same text again replaces its labels, field by field; callers' numbers are masked by the caller.
    """
    digests = [fingerprint(sample.text.title, sample.text.body) for sample in samples]
    known = _known(tx, digests)
    rows: dict[str, tuple[Sample, Labels]] = {}
    for digest, sample in zip(digests, samples, strict=True):
        before = rows[digest][1] if digest in rows else known.get(digest, {})
        rows[digest] = (sample, {**before, **_labels(sample)})
    tx.insert(_INSERT, [(digest, *_columns(*row), origin, by, to_ms(at), None) for digest, row in rows.items()])
    tx.touch(Touched.SAMPLES)


def _known(tx: Transaction, digests: Sequence[str]) -> dict[str, Labels]:
    known: dict[str, Labels] = {}
    for portion in portions(digests):
        rows = tx.execute(
            f"SELECT digest, labels FROM samples WHERE forgotten_ms IS NULL AND digest IN ({marks(len(portion))})",
            portion,
        )
        known.update((row["digest"], json.loads(row["labels"])) for row in rows)
    return known


def forget(tx: Transaction, id: int, at: datetime) -> None:
    """Take a sample back that was given in bulk or at the bench; Refused when there is none of that id."""
    done = tx.execute("UPDATE samples SET forgotten_ms = ? WHERE id = ? AND forgotten_ms IS NULL", (to_ms(at), id))
    if done.rowcount == 0:
        raise Refused("sample_missing")
    tx.touch(Touched.SAMPLES)


# --- rows and labels


def settled(after: Mapping[str, Any]) -> Labels:
    """The fields of a sample in a correction's fields of a verdict; what cannot be learned is left out."""
    labels: Labels = {}
    if "lead" in after:
        labels["function"] = after["lead"]["function"] or NONE
    if "topics" in after:
        labels["topics"] = [topic["name"] for topic in after["topics"]]
    if "attitude" in after:
        labels["attitude"] = after["attitude"]["label"]
    if "kind" in after:
        labels["kind"] = after["kind"]["id"] if after["kind"] else NONE
    if "voice" in after:
        labels["voice"] = after["voice"]
    return labels


def _corrected(connection: sqlite3.Connection) -> Iterator[tuple[sqlite3.Row, Labels]]:
    """Each corrected item by the row of its newest correction, with all that stands settled of it."""
    last: sqlite3.Row | None = None
    labels: Labels = {}
    for row in connection.execute(_CORRECTED):
        if last is not None and last["item_id"] != row["item_id"]:
            yield last, labels
            labels = {}
        last = row
        labels = {**labels, **settled(json.loads(row["after"]))}
    if last is not None:
        yield last, labels


def _text_of(row: sqlite3.Row) -> TextToRead:
    return TextToRead(
        row["key"], row["title"], row["body"], instant_or_none(row["published_ms"]), row["source"], row["link"]
    )


def _sample(text: TextToRead, labels: Labels) -> Sample:
    return Sample(text, **_fields(labels))


def _fields(labels: Labels) -> Labels:
    known = {field: value for field, value in labels.items() if field in FIELDS}
    return {**known, "topics": tuple(known["topics"])} if "topics" in known else known


def _labels(sample: Sample) -> Labels:
    values: Iterable[tuple[str, Any]] = ((field, getattr(sample, field)) for field in FIELDS)
    return {field: value for field, value in values if value is not None}


def _columns(sample: Sample, labels: Labels) -> tuple[object, ...]:
    text = sample.text
    source = None if text.source is None else storable(text.source)
    return (storable(text.title), storable(text.body), source, ms_or_none(text.published), as_text(labels))


def _place(row: SampleRow) -> tuple[int, int, int]:
    return to_ms(row.at), row.id, row.item_id or 0


def _corrected_row(row: sqlite3.Row, labels: Labels) -> SampleRow:
    return SampleRow(0, row["item_id"], "", row["title"], row["by"], from_ms(row["at_ms"]), **_fields(labels))


def _given_row(row: sqlite3.Row) -> SampleRow:
    fields = _fields(json.loads(row["labels"]))
    title = row["title"] or row["body"].strip().split("\n", 1)[0]
    return SampleRow(row["id"], None, row["origin"], title, row["by"], from_ms(row["at_ms"]), **fields)
