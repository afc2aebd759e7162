"""Corrections (修正研判): fields of a verdict as a person judged them, with who and when; they outlive every later reading."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from ..domain.verdict import Verdict, verdict_from_json
from . import stories, verdicts
from .database import Database
from .rows import as_text
from .writing import Transaction


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction: the fields before and after, in the named form of a verdict."""

    id: int
    item_id: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    by: str
    at: datetime
    undone: bool


class Corrections:
    """Reads of the family `corrections`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, item_id: int) -> list[Correction]:
        """Every correction of an item, oldest first, taken back ones included."""
        return self._select("WHERE item_id = ?", item_id)

    def since(self, id: int = 0) -> list[Correction]:
        """Every correction in force with a higher id, oldest first: what there is to learn from."""
        return self._select("WHERE id > ? AND undone_ms IS NULL", id)

    def _select(self, where: str, value: int) -> list[Correction]:
        with self._database.read() as connection:
            rows = connection.execute(f"SELECT * FROM corrections {where} ORDER BY id", (value,)).fetchall()
        return [
            Correction(
                row["id"],
                row["item_id"],
                json.loads(row["before"]),
                json.loads(row["after"]),
                row["by"],
                from_ms(row["at_ms"]),
                row["undone_ms"] is not None,
            )
            for row in rows
        ]


def correct(tx: Transaction, item_id: int, after: Mapping[str, Any], by: str, at: datetime) -> Verdict:
    """Set fields of an item's verdict, given in its named form; the verdict now in force. Refused when it was never read."""
    current = _current(tx, item_id)
    named = current.as_json()
    if not after or not after.keys() <= named.keys():
        raise ValueError(f"no fields of a verdict: {sorted(after)}")
    corrected = verdict_from_json({**named, **after}, current.model)
    before = {field: named[field] for field in after}
    tx.execute(
        "INSERT INTO corrections (item_id, before, after, by, at_ms) VALUES (?, ?, ?, ?, ?)",
        (item_id, as_text(before), as_text(dict(after)), by, to_ms(at)),
    )
    _write(tx, item_id, corrected)
    return corrected


def undo_last(tx: Transaction, item_id: int, at: datetime) -> Verdict:
    """Take the newest correction in force back; the verdict now in force. Refused when there is none."""
    last = tx.one("SELECT * FROM corrections WHERE item_id = ? AND undone_ms IS NULL ORDER BY id DESC", (item_id,))
    if last is None:
        raise Refused("correction_missing")
    current = _current(tx, item_id)
    verdict = verdict_from_json({**current.as_json(), **json.loads(last["before"])}, current.model)
    tx.execute("UPDATE corrections SET undone_ms = ? WHERE id = ?", (to_ms(at), last["id"]))
    _write(tx, item_id, verdict)
    return verdict


def standing(tx: Transaction, item_id: int) -> int:
    """How many corrections of an item are in force."""
    row = tx.one("SELECT count(*) AS n FROM corrections WHERE item_id = ? AND undone_ms IS NULL", (item_id,))
    return 0 if row is None else int(row["n"])


def _current(tx: Transaction, item_id: int) -> Verdict:
    row = tx.one("SELECT json, model FROM verdicts WHERE item_id = ?", (item_id,))
    if row is None:
        raise Refused("verdict_missing", id=item_id)
    return verdicts.from_row(row)


def _write(tx: Transaction, item_id: int, verdict: Verdict) -> None:
    fields = tuple(verdicts.standing(tx, [item_id]).get(item_id, ()))
    tx.execute("DELETE FROM item_tags WHERE item_id = ?", (item_id,))
    verdicts.insert(tx, [(item_id, verdict, fields)])
    stories.take_verdicts(tx, [item_id])
    tx.touch(Touched.VERDICTS, Touched.STORIES)
