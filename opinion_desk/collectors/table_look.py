"""A look at an export before it is read: its headings with a few values, and its first rows as some mapping would read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from ..domain.errors import Refused
from ..domain.item import Entry
from ..domain.masking import mask
from ..domain.table_mapping import HeadingLook, Meaning, TableLook, TableMapping
from .columns import MOST_HEADINGS, Role, of_person
from .encodings import decode
from .files import SUFFIXES, bytes_of, objects_of, unknown_format
from .headings import ROLES, Headings, HeadingsUnknown
from .json_rows import lines_in, read_objects
from .rows import Times
from .tables import first_csv_rows, first_xlsx_rows

_ROWS: Final = 8
_SAMPLES: Final = 3
_LONGEST: Final = 60
_MEANINGS: Final = {role: meaning for meaning, role in ROLES.items()}
_LINES: Final = 100
Rows = tuple[tuple[object, ...], ...]


def look_at_table(path: Path, by: Headings) -> TableLook:
    """The headings of a file, how each would be read by `by`, up to three values of each and the first rows.

    Cells of persons' columns are left out, numbers in the values masked. Refused when the file is broken, of no known
    form, or holds no row that may be meant as headings.
    """
    headings, rows = _headings_and_rows(path, by)
    headings = headings[:MOST_HEADINGS]
    roles = by.roles(headings)
    persons = [of_person(heading) and role is not Role.LINK for heading, role in zip(headings, roles, strict=True)]
    kept = tuple(tuple(None if person else cell for person, cell in zip(persons, row, strict=False)) for row in rows)
    looks = tuple(
        HeadingLook(heading, _MEANINGS.get(role, Meaning.KEEP), person, () if person else _samples(kept, place))
        for place, (heading, role, person) in enumerate(zip(headings, roles, persons, strict=True))
        if heading.strip()
    )
    places = [place for place, heading in enumerate(headings) if heading.strip()]
    filled = tuple(tuple(row[place] if place < len(row) else None for place in places) for row in kept)
    return TableLook(looks, filled[:_ROWS], by.used, by.understood)


def preview_of(look: TableLook, mapping: TableMapping, times: Times) -> tuple[Entry, ...]:
    """The first rows of a file as this mapping reads them."""
    names = [heading.name for heading in look.headings]
    objects = [dict(zip(names, row, strict=False)) for row in look.rows]
    return read_objects(objects, times, Headings(chosen=mapping))[0]


def _headings_and_rows(path: Path, by: Headings) -> tuple[Sequence[str], Rows]:
    raw = bytes_of(path)
    if not raw.strip():
        raise Refused("document_empty")
    suffix = path.suffix.lower()
    if suffix == ".xlsx" or raw.startswith(b"PK\x03\x04"):
        return first_xlsx_rows(raw, by, _ROWS)
    if suffix not in SUFFIXES:
        raise unknown_format(path.name)
    text = decode(raw).text
    if suffix == ".csv":
        return first_csv_rows(text, by, _ROWS)
    if suffix == ".jsonl":
        return _of_objects(value for _, value in islice(lines_in(text), _LINES))
    return _of_objects((objects_of(text) or [])[:_LINES])


def _of_objects(values: Iterable[object]) -> tuple[Sequence[str], Rows]:
    objects = [value for value in values if isinstance(value, dict)]
    headings = list(dict.fromkeys(str(name) for one in objects for name in one))
    if not headings:
        raise HeadingsUnknown
    return headings, tuple(tuple(one.get(name) for name in headings) for one in objects[:_ROWS])


def _samples(rows: Rows, place: int) -> tuple[str, ...]:
    return tuple(islice(dict.fromkeys(_words(rows, place)), _SAMPLES))


def _words(rows: Rows, place: int) -> Iterator[str]:
    for row in rows:
        value = row[place] if place < len(row) else None
        if value in (None, "") or isinstance(value, dict | list):
            continue
        text = f"{value:%Y-%m-%d %H:%M}" if isinstance(value, datetime) else str(value)
        text = " ".join(text.split())
        if text:
            yield mask(text)[:_LONGEST] if not isinstance(value, date) else text
