"""The registry of units (单位名录): names, functions and duty phones by post."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Final

from ..domain.changes import Touched
from ..domain.errors import Refused
from ..domain.unit import Unit
from .database import Database
from .rows import as_text, marks
from .writing import Transaction

_NAMES: Final = "name, function, aliases, duty_phone, note, liaison_post, liaison_phone, spokesperson_post"


class Units:
    """Reads of the family `units`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Unit]:
        """Every unit, in the order they were added."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM units ORDER BY id").fetchall()
        return [
            Unit(
                row["id"],
                row["name"],
                row["function"],
                tuple(json.loads(row["aliases"])),
                row["duty_phone"],
                row["note"],
                row["liaison_post"],
                row["liaison_phone"],
                row["spokesperson_post"],
            )
            for row in rows
        ]

    def names(self) -> list[str]:
        """The full names and aliases of every unit."""
        return [name for unit in self.all() for name in (unit.name, *unit.aliases)]


def add(tx: Transaction, unit: Unit) -> Unit:
    """Add a unit (its `id` is given here); Refused when the name is empty or there already."""
    if not unit.name.strip():
        raise Refused("unit_name_missing")
    if tx.one("SELECT 1 FROM units WHERE name = ?", (unit.name,)) is not None:
        raise Refused("unit_known", unit=unit.name)
    cursor = tx.execute(f"INSERT INTO units ({_NAMES}) VALUES ({marks(_NAMES.count(',') + 1)})", _columns(unit))
    tx.touch(Touched.UNITS)
    return replace(unit, id=cursor.lastrowid or 0)


def update(tx: Transaction, unit: Unit) -> None:
    """Replace what is known of a unit; Refused when there is none of that id, or the name is another's."""
    if tx.one("SELECT 1 FROM units WHERE name = ? AND id <> ?", (unit.name, unit.id)) is not None:
        raise Refused("unit_known", unit=unit.name)
    cursor = tx.execute(
        f"UPDATE units SET ({_NAMES}) = ({marks(_NAMES.count(',') + 1)}) WHERE id = ?",
        (*_columns(unit), unit.id),
    )
    if cursor.rowcount == 0:
        raise Refused("unit_unknown", unit=unit.name)
    tx.touch(Touched.UNITS)


def remove(tx: Transaction, id: int) -> None:
    """Take a unit off the registry; matters handed to it keep its name."""
    tx.execute("DELETE FROM units WHERE id = ?", (id,))
    tx.touch(Touched.UNITS)


def _columns(unit: Unit) -> tuple[object, ...]:
    posts = (unit.liaison_post, unit.liaison_phone, unit.spokesperson_post)
    return (unit.name, unit.function, as_text(list(unit.aliases)), unit.duty_phone, unit.note, *posts)
