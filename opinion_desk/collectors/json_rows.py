"""JSON objects as rows: JSON Lines and arrays. Only an id and some text are needed; what is unreadable is told and left out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any, Final

from ..domain.collected import Skipped
from ..domain.item import Entry
from ..domain.messages import sentence
from .columns import Role
from .headings import Headings
from .rows import TableRow, Times, entries_of, numbered
from .tables import MAX_ROWS
from .tickets import of_callers

_LONGEST_LINE: Final = 5_000_000
_HEADER_OF: Final = 100  # objects whose names together count as the header
_KNOWN_LISTS: Final = ("items", "data", "rows", "list", "records", "result")


def read_json_lines(
    text: str, times: Times, by: Headings | None = None
) -> tuple[tuple[Entry, ...], tuple[Skipped, ...]]:
    """The entries of JSON Lines; a line that cannot be used is skipped and told, a field that cannot is left out and told."""
    return entries_of(numbered(object_rows(lines_in(text), by or Headings()), MAX_ROWS), times, need_id=True)


def read_objects(
    objects: Iterable[object], times: Times, by: Headings | None = None
) -> tuple[tuple[Entry, ...], tuple[Skipped, ...]]:
    """The entries of an array of objects; lines are counted as places in the array, from 1."""
    return entries_of(numbered(object_rows(enumerate(objects, 1), by or Headings()), MAX_ROWS), times)


def object_rows(numbered_objects: Iterable[tuple[int, object]], by: Headings) -> Iterator[TableRow | Skipped]:
    """Values with their line numbers as rows; the names of the first hundred objects together are the header."""
    ahead = iter(numbered_objects)
    first = list(islice(ahead, _HEADER_OF))
    by.roles(list(dict.fromkeys(name for _, value in first if isinstance(value, dict) for name in value)))
    for number, value in chain(first, ahead):
        yield value if isinstance(value, Skipped) else _row(number, value, by)


def lines_in(text: str) -> Iterator[tuple[int, object]]:
    """The values of the lines with their numbers; a line that is no JSON is Skipped."""
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            yield number, _value(number, stripped)


def _value(number: int, line: str) -> object:
    if len(line) > _LONGEST_LINE:
        return Skipped(number, sentence("table_row_broken"))
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return Skipped(number, sentence("table_row_broken"))


def _row(number: int, value: object, by: Headings) -> TableRow | Skipped:
    if not isinstance(value, dict):
        return Skipped(number, sentence("table_line_not_object"))
    values: dict[Role, object] = {}
    extra: dict[str, object] = {}
    for name, cell in value.items():
        role = by.role(name)
        if role is Role.EXTRA:
            extra[name] = cell
        elif role is not Role.DROPPED and values.get(role) in (None, ""):
            values[role] = cell
    return TableRow(number, values, extra, by.callers or of_callers(tuple(value)))


def objects_in(value: Any) -> list[Any] | None:
    """The list of objects a JSON document holds: itself, or under a name such lists go by, one level deeper too."""
    if isinstance(value, list):
        return value if any(isinstance(entry, dict) for entry in value) else None
    if not isinstance(value, Mapping):
        return None
    for name in _KNOWN_LISTS:
        inner = value.get(name)
        if isinstance(inner, Mapping):
            inner = next((inner[n] for n in _KNOWN_LISTS if isinstance(inner.get(n), list)), None)
        if isinstance(inner, list) and any(isinstance(entry, dict) for entry in inner):
            return inner
    return None
