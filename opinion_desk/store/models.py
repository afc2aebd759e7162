"""Models made at this desk, and which of them reads; the files themselves lie in the home's folder of models."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import from_ms, to_ms
from ..domain.learned import LearnedModel
from ..domain.learning import Figures, Lesson
from . import meta
from .database import Database
from .driver import sqlite3
from .rows import as_text, instant_or_none
from .samples import Through
from .writing import Transaction

_IN_FORCE: Final = "model_in_force"  # its id; empty or absent while the packaged model reads
_SEEN: Final = "learning_seen"  # how far the last lesson or choice of a model had seen
_TROUBLE: Final = "model_trouble"  # why the model in force could not be loaded; empty when it could
_ROWS: Final = (
    "SELECT models.*, CAST(models.id AS TEXT) = coalesce((SELECT value FROM settings WHERE key = 'model_in_force'), '')"
    " AS in_force FROM models"
)


class Models:
    """Reads of the family `models`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[LearnedModel]:
        """Every model made here, newest first."""
        with self._database.read() as connection:
            return [_model(row) for row in connection.execute(f"{_ROWS} ORDER BY id DESC")]

    def in_force(self) -> LearnedModel | None:
        """The model that reads; None for the packaged one."""
        return next((model for model in self.all() if model.in_force), None)

    def seen(self) -> Through:
        """How far the last lesson had seen, or a person who put a model in force; nothing before the first."""
        text = self._meta(_SEEN)
        row: Mapping[str, int] = json.loads(text) if text else {}
        return Through(row["correction"], row["sample"], from_ms(row["at_ms"])) if row else Through()

    def through(self, id: int) -> Through:
        """How far the lesson of that model had seen."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM models WHERE id = ?", (id,)).fetchone()
        return Through(row["through_correction"], row["through_sample"], from_ms(row["made_ms"]))

    def lesson(self, model: LearnedModel) -> Lesson:
        """The lesson that made it, with its figures by field."""
        with self._database.read() as connection:
            row = connection.execute("SELECT figures FROM models WHERE id = ?", (model.id,)).fetchone()
        told = {
            when: {field: Figures(**figures) for field, figures in by_field.items()}
            for when, by_field in json.loads(row["figures"]).items()
        }
        before, after = model.score_before, model.score_after
        return Lesson(model.name, model.samples, before, after, after >= before, told["before"], told["after"])

    def trouble(self) -> str:
        """Why the model in force could not be loaded, as a sentence; empty when nothing is wrong."""
        return self._meta(_TROUBLE) or ""

    def _meta(self, key: str) -> str | None:
        with self._database.read() as connection:
            return meta.get(connection, key)


def reserve_name(tx: Transaction) -> str:
    """A name that no model of this desk had or will have; one that stays unused leaves a gap, which is fine."""
    row = tx.one(
        "INSERT INTO counters (name, value) VALUES ('model', 1)"
        " ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
    )
    return f"desk-{0 if row is None else row['value']:04d}"


def add(tx: Transaction, lesson: Lesson, by: str, seen: Through, base: str, adopted: datetime | None) -> int:
    """Note a model that was made; with `adopted` it is put in force. `base` is the model it was compared with."""
    cursor = tx.execute(
        "INSERT INTO models (name, made_ms, by, samples, score_before, score_after, figures, adopted_ms,"
        " through_correction, through_sample, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            lesson.model,
            to_ms(seen.at),
            by,
            lesson.samples,
            lesson.score_before,
            lesson.score_after,
            as_text(_figures(lesson)),
            None if adopted is None else to_ms(adopted),
            seen.correction,
            seen.sample,
            base,
        ),
    )
    id = cursor.lastrowid or 0
    if adopted is not None:
        _put_in_force(tx, id)
    see(tx, seen)
    tx.touch(Touched.MODELS)
    return id


def call_back(tx: Transaction, id: int | None, seen: Through) -> None:
    """Put an older model in force again, or with None the packaged one; Refused when it never was in force."""
    if id is not None and tx.one("SELECT 1 FROM models WHERE id = ? AND adopted_ms IS NOT NULL", (id,)) is None:
        raise Refused("model_unknown", name=id)
    _put_in_force(tx, id)
    see(tx, seen)


def in_force_name(tx: Transaction) -> str:
    """The name of the model that reads; empty for the packaged one."""
    row = tx.one(f"SELECT name FROM ({_ROWS}) WHERE in_force")
    return "" if row is None else str(row["name"])


def see(tx: Transaction, seen: Through) -> None:
    """Note how far a lesson, or a person who chose a model, had seen."""
    meta.put(tx, _SEEN, as_text({"correction": seen.correction, "sample": seen.sample, "at_ms": to_ms(seen.at)}))


def put_trouble(tx: Transaction, why: str) -> None:
    """Note why the model in force could not be loaded, or with an empty text that it could."""
    meta.put(tx, _TROUBLE, why)
    tx.touch(Touched.MODELS)


def _put_in_force(tx: Transaction, id: int | None) -> None:
    meta.put(tx, _IN_FORCE, "" if id is None else str(id))
    meta.put(tx, _TROUBLE, "")
    tx.touch(Touched.MODELS)


def _figures(lesson: Lesson) -> dict[str, Any]:
    return {
        when: {field: asdict(figures) for field, figures in told.items()}
        for when, told in (("before", lesson.before), ("after", lesson.after))
    }


def _model(row: sqlite3.Row) -> LearnedModel:
    return LearnedModel(
        row["id"],
        row["name"],
        from_ms(row["made_ms"]),
        row["by"],
        row["samples"],
        row["score_before"],
        row["score_after"],
        instant_or_none(row["adopted_ms"]),
        bool(row["in_force"]),
    )
