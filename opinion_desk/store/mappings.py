"""What headings of exports mean, as persons said it: one mapping a header, found again by the set of its headings."""

from __future__ import annotations

import json
from datetime import datetime

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.instants import to_ms
from ..domain.table_mapping import Meaning, TableMapping
from .database import Database
from .driver import sqlite3
from .rows import as_text
from .writing import Transaction


class Mappings:
    """Reads of the family `table_mappings`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[TableMapping]:
        """Every mapping, by name."""
        with self._database.read() as connection:
            return [_mapping(row) for row in connection.execute("SELECT * FROM table_mappings ORDER BY name")]

    def get(self, name: str) -> TableMapping:
        """The mapping of that name; Refused when there is none."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM table_mappings WHERE name = ?", (name,)).fetchone()
        if row is None:
            raise Refused("mapping_missing", name=name[:40])
        return _mapping(row)


def put(tx: Transaction, mapping: TableMapping, now: datetime) -> None:
    """Keep a mapping in place of the one its header had; Refused when another header's bears the name."""
    other = tx.one("SELECT header FROM table_mappings WHERE name = ?", (mapping.name,))
    if other is not None and other["header"] != mapping.header:
        raise Refused("mapping_name_taken", name=mapping.name)
    tx.execute(
        "INSERT OR REPLACE INTO table_mappings (header, name, headings, meanings, kept_ms) VALUES (?, ?, ?, ?, ?)",
        (
            mapping.header,
            mapping.name,
            as_text(list(mapping.headings)),
            as_text([[heading, meaning.value] for heading, meaning in mapping.meanings]),
            to_ms(now),
        ),
    )
    tx.touch(Touched.SOURCES)


def remove(tx: Transaction, name: str) -> None:
    """Forget a mapping; Refused when there is none of that name."""
    if tx.execute("DELETE FROM table_mappings WHERE name = ?", (name,)).rowcount == 0:
        raise Refused("mapping_missing", name=name[:40])
    tx.touch(Touched.SOURCES)


def _mapping(row: sqlite3.Row) -> TableMapping:
    meanings = tuple((str(heading), Meaning(meaning)) for heading, meaning in json.loads(row["meanings"]))
    return TableMapping(row["name"], tuple(json.loads(row["headings"])), meanings)
