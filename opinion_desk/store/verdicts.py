"""Verdicts as rows: the whole packed (see verdict_rows.py), beside it the columns and tags that lists and facets ask for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from ..domain.changes import Touched
from ..domain.verdict import Verdict, verdict_from_json
from . import stories
from .database import Database
from .driver import sqlite3
from .rows import marks, portions
from .verdict_rows import pack, unpack
from .writing import Transaction

TOPIC: Final = "topic"
SCOPE: Final = "scope"
PLACE: Final = "place"
UNIT: Final = "unit"
INSTITUTION: Final = "institution"

FACETS: Final = (TOPIC, SCOPE)

_INSERT: Final = (
    "INSERT OR REPLACE INTO verdicts (item_id, attitude, voice, kind, emergency, level, function, unit, unit_score,"
    " local, sure, corrected, model, json)"
)
Judged = tuple[int, Verdict]


class Verdicts:
    """Reads of the family `verdicts`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, item_id: int) -> Verdict | None:
        """The verdict in force on that item, a person's corrections included; None while it was not read."""
        return self.many([item_id]).get(item_id)

    def many(self, item_ids: Sequence[int]) -> dict[int, Verdict]:
        """The verdicts in force on these items, by item."""
        found: dict[int, Verdict] = {}
        with self._database.read() as connection:
            for portion in portions(item_ids):
                rows = connection.execute(
                    f"SELECT item_id, model, json FROM verdicts WHERE item_id IN ({marks(len(portion))})", portion
                )
                found.update((row["item_id"], from_row(row)) for row in rows)
        return found

    def corrected(self, item_id: int) -> tuple[str, ...]:
        """The fields a person corrected."""
        with self._database.read() as connection:
            row = connection.execute("SELECT corrected FROM verdicts WHERE item_id = ?", (item_id,)).fetchone()
        return tuple(row["corrected"].split()) if row is not None else ()

    def lead_scores(self, limit: int) -> list[float]:
        """The scores of the lead on the newest items so many; those a person corrected say nothing and are left out."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT unit_score FROM verdicts WHERE ' ' || corrected || ' ' NOT LIKE '% lead %'"
                " ORDER BY item_id DESC LIMIT ?",
                (limit,),
            ).fetchall()
        return [row["unit_score"] for row in rows]

    def unread(self, limit: int) -> list[int]:
        """Items stored without a verdict, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT id FROM items WHERE NOT EXISTS (SELECT 1 FROM verdicts WHERE item_id = items.id)"
                " ORDER BY id LIMIT ?",
                (limit,),
            ).fetchall()
        return [row["id"] for row in rows]


def from_row(row: sqlite3.Row) -> Verdict:
    """The verdict in a row that holds `json` and `model`."""
    return unpack(row["json"], row["model"])


def put(tx: Transaction, judged: Sequence[Judged]) -> None:
    """Replace the verdicts of stored items by a new reading; fields that a person corrected stay as corrected."""
    kept = standing(tx, [item_id for item_id, _ in judged])
    rows = []
    for item_id, verdict in judged:
        fields = kept.get(item_id, {})
        if fields:
            verdict = verdict_from_json({**verdict.as_json(), **fields}, verdict.model)
        rows.append((item_id, verdict, tuple(fields)))
    tx.executemany("DELETE FROM item_tags WHERE item_id = ?", [(item_id,) for item_id, _ in judged])
    insert(tx, rows)
    stories.take_verdicts(tx, [item_id for item_id, _ in judged])
    tx.touch(Touched.VERDICTS, Touched.STORIES)


def insert(tx: Transaction, rows: Sequence[tuple[int, Verdict, tuple[str, ...]]]) -> dict[int, str]:
    """Write verdicts with their tags: item, verdict, corrected fields. Returns the facet tags of each item for its story."""
    tx.insert(_INSERT, [_columns(*row) for row in rows])
    tags = [(item_id, tuple(tags_of(verdict))) for item_id, verdict, _ in rows]
    ids = tag_ids(tx, {(family, name) for _, own in tags for family, name, _ in own})
    tx.insert(
        "INSERT OR IGNORE INTO item_tags (item_id, tag_id, score)",
        [(item_id, ids[family, name], score) for item_id, own in tags for family, name, score in own],
    )
    return {
        item_id: stories.tags_text({ids[family, name] for family, name, _ in own if family in FACETS})
        for item_id, own in tags
    }


def tags_of(verdict: Verdict) -> Iterator[tuple[str, str, float]]:
    """What an item is listed under: family, name, score."""
    for topic in verdict.listed_topics:
        yield TOPIC, topic.name, topic.score
    for scope in verdict.scope:
        yield SCOPE, scope, 1.0
    for named in verdict.places:
        yield PLACE, named.name, 1.0
    if verdict.lead.unit:
        yield UNIT, verdict.lead.unit, verdict.lead.score
    if verdict.institution:
        yield INSTITUTION, verdict.institution, 1.0


def tag_ids(tx: Transaction, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The ids of tags by family and name; unknown ones are added."""
    ids: dict[tuple[str, str], int] = {}
    names = sorted(wanted)
    for portion in portions(names):
        values = ",".join(["(?, ?)"] * len(portion))
        rows = tx.execute(
            f"SELECT id, family, name FROM tags WHERE (family, name) IN (VALUES {values})",
            [*chain.from_iterable(portion)],
        )
        ids.update(((row["family"], row["name"]), row["id"]) for row in rows)
    for family, name in names:
        if (family, name) not in ids:
            cursor = tx.execute("INSERT INTO tags (family, name) VALUES (?, ?)", (family, name))
            ids[family, name] = cursor.lastrowid or 0
    return ids


def _columns(item_id: int, verdict: Verdict, corrected: tuple[str, ...]) -> tuple[object, ...]:
    return (
        item_id,
        str(verdict.attitude.name),
        verdict.voice.value,
        verdict.kind.name if verdict.kind else None,
        verdict.emergency.value if verdict.emergency else None,
        verdict.severity.level if verdict.severity else None,
        verdict.lead.function,
        verdict.lead.unit,
        verdict.lead.score,
        verdict.local,
        verdict.sure,
        " ".join(sorted(corrected)),
        verdict.model,
        pack(verdict),
    )


def standing(tx: Transaction, item_ids: Sequence[int]) -> dict[int, dict[str, object]]:
    """The fields that persons corrected on these items, as the named form of a verdict; items without any are left out."""
    kept: dict[int, dict[str, object]] = {}
    for portion in portions(item_ids):
        rows = tx.execute(
            f"SELECT item_id, after FROM corrections WHERE undone_ms IS NULL AND item_id IN ({marks(len(portion))})"
            " ORDER BY id",
            portion,
        )
        for row in rows:
            kept.setdefault(row["item_id"], {}).update(json.loads(row["after"]))
    return kept
