"""What a desk changed in the catalogue of topics (领域): topics of its own, more words, and those it does not use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from ..domain.changes import Touched
from ..domain.instants import to_ms
from ..domain.learning import TopicEdit
from .database import Database
from .driver import sqlite3
from .rows import as_text
from .writing import Transaction


@dataclass(frozen=True, slots=True)
class KeptTopic:
    """An edit and whether the topic is the desk's own."""

    edit: TopicEdit
    own: bool


class Topics:
    """Reads of the family `topics`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[KeptTopic]:
        """Every edit, in the order the topics were first named."""
        with self._database.read() as connection:
            return [_kept(row) for row in connection.execute("SELECT * FROM topics ORDER BY at_ms, name")]


def get(tx: Transaction, name: str) -> KeptTopic | None:
    """What was changed about that topic, or None."""
    row = tx.one("SELECT * FROM topics WHERE name = ?", (name,))
    return None if row is None else _kept(row)


def put(tx: Transaction, topic: KeptTopic, by: str, at: datetime) -> None:
    """Keep an edit in place of the one there was; the topic stays where it first stood in the list."""
    edit = topic.edit
    tx.execute(
        "INSERT INTO topics (name, own, hidden, words, by, at_ms) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
        " SET own = excluded.own, hidden = excluded.hidden, words = excluded.words, by = excluded.by",
        (edit.name, topic.own, edit.hidden, as_text([list(word) for word in edit.words]), by, to_ms(at)),
    )
    tx.touch(Touched.TOPICS)


def remove(tx: Transaction, name: str) -> None:
    """Drop what was changed about that topic; one of the desk's own is then gone."""
    tx.execute("DELETE FROM topics WHERE name = ?", (name,))
    tx.touch(Touched.TOPICS)


def _kept(row: sqlite3.Row) -> KeptTopic:
    words = tuple((str(word), float(weight)) for word, weight in json.loads(row["words"]))
    return KeptTopic(TopicEdit(row["name"], words, bool(row["hidden"])), bool(row["own"]))
