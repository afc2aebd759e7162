"""Tables as papers draw them: named, explained columns and rows of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Form(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"  # 0..1
    SPAN = "span"  # a timedelta
    MOMENT = "moment"  # an instant, drawn in the desk's zone
    LINK = "link"  # an address


Cell = str | int | float | datetime | timedelta | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its head, its width in digits, what its values are, and what it means."""

    name: str
    width: int
    form: Form
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: the id by which it is asked for, its name on paper, and its rows, each as long as its columns."""

    id: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    late: frozenset[int] = frozenset()  # rows that are drawn as late

    def column(self, name: str) -> tuple[Cell, ...]:
        """The values of the column of that name; KeyError when there is none."""
        place = next((n for n, column in enumerate(self.columns) if column.name == name), None)
        if place is None:
            raise KeyError(name)
        return tuple(row[place] for row in self.rows)


def without_empty(table: Table, names: Iterable[str]) -> Table:
    """The table without those of the named columns in which nothing stands."""
    wanted = set(names)
    gone = {
        n
        for n, column in enumerate(table.columns)
        if column.name in wanted and all(row[n] in (None, "") for row in table.rows)
    }

    def kept(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cell for n, cell in enumerate(row) if n not in gone)

    columns = tuple(column for n, column in enumerate(table.columns) if n not in gone)
    return Table(table.id, table.name, columns, tuple(map(kept, table.rows)), table.late)
