"""Exports as tables: CSV and XLSX, from a file or an address; the headings say what each column is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import islice
from typing import Any, Final

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.item import Entry
from ..domain.messages import sentence
from .columns import Role, is_header
from .headings import Columns, Headings, HeadingsUnknown
from .rows import TableRow, Times, entries_of, numbered

MAX_ROWS: Final = 200_000
_MAX_UNPACKED: Final = 400_000_000
_HEADER_WITHIN: Final = 15
_MOST_COLUMNS: Final = 20_000
_LONG_LINE: Final = re.compile(r"(?<![^\r\n])[^\r\n]{20000,}")  # tried where lines begin alone, not at every sign
_DELIMITERS: Final = (",", "\t", ";", "，", "|")

_WORDS: Final = re.compile(r"[^\d\s][^\r\n]{0,29}")
_SIGNS: Final = re.compile("[。！？；]|https?:")

Cells = Sequence[object]
Read = tuple[tuple[Entry, ...], tuple[Skipped, ...]]


def read_csv(text: str, times: Times, by: Headings | None = None) -> Read:
    """The entries of a CSV export (comma, tab, semicolon or bar); HeadingsUnknown when no headings are found."""
    by = by or Headings()
    found = _csv_header(text, by)
    if found is None:
        raise HeadingsUnknown(_likely_csv_headings(text))
    _refuse_endless_rows(text, found[0])
    return entries_of(numbered(_csv_rows(text, *found, by), MAX_ROWS), times)


def first_csv_rows(text: str, by: Headings, count: int) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """The headings, or the row that may be meant as such, and the first rows below; HeadingsUnknown where there is none."""
    found = _csv_header(text, by)
    for delimiter in (found[0],) if found is not None else _DELIMITERS:
        reader = csv.reader(io.StringIO(text[:200_000].replace("\x00", ""), newline=""), delimiter=delimiter)
        try:
            first = _first_rows(reader, by, count, known=found is not None)
        except csv.Error:
            continue
        if first is not None:
            return first
    raise HeadingsUnknown


def first_xlsx_rows(raw: bytes, by: Headings, count: int) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]:
    """As `first_csv_rows`, of the first sheet with headings, or with a row that may be meant as such."""
    for known in (True, False):
        with _workbook(raw, _MAX_UNPACKED) as book:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                first = _first_rows(sheet.iter_rows(values_only=True), by, count, known=known)
                if first is not None:
                    return first
    raise HeadingsUnknown


def _first_rows(
    rows: Iterable[Cells], by: Headings, count: int, *, known: bool
) -> tuple[tuple[str, ...], tuple[tuple[object, ...], ...]] | None:
    iterator = iter(rows)
    for _, cells in zip(range(_HEADER_WITHIN), iterator, strict=False):
        words = tuple(_heading(cell) for cell in cells)
        if by.is_header(words) if known else likely_headings([cells]):
            below = (tuple(row) for row in iterator if any(cell not in (None, "") for cell in row))
            return words, tuple(islice(below, count))
    return None


def looks_like_csv(text: str, by: Headings | None = None) -> bool:
    """Whether the first lines hold headings that a table of items has."""
    return _csv_header(text[:20_000], by or Headings()) is not None


def _likely_csv_headings(text: str) -> tuple[str, ...]:
    """The first row that may be meant as headings, by the delimiter that parts it most."""
    likely: list[tuple[str, ...]] = [()]
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
        try:
            likely.append(likely_headings(cells for _, cells in zip(range(_HEADER_WITHIN), reader, strict=False)))
        except csv.Error:
            continue
    return max(likely, key=len)


def likely_headings(rows: Iterable[Cells]) -> tuple[str, ...]:
    """The first row of short words, none of them a number or a text; empty where there is none."""
    for cells in rows:
        filled = [cell for cell in cells if cell not in (None, "")]
        words = [cell.strip() for cell in filled if isinstance(cell, str) and _WORDS.fullmatch(cell.strip())]
        words = [word for word in words if not _SIGNS.search(word)]
        if len(words) >= 2 and len(words) == len(filled):
            return tuple(words)
    return ()


def _csv_header(text: str, by: Headings) -> tuple[str, int] | None:
    """The delimiter and the number of records above the headings."""
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
        try:
            for number, cells in zip(range(_HEADER_WITHIN), reader, strict=False):
                if len(cells) > 1 and by.is_header(cells):
                    return delimiter, number
        except csv.Error:
            continue
    first = text.lstrip().split("\n", 1)[0].strip().strip('"')
    return (",", 0) if len(first) <= 20 and is_header([first]) else None


def _refuse_endless_rows(text: str, delimiter: str) -> None:
    for long in _LONG_LINE.finditer(text):
        if long.group().count(delimiter) > _MOST_COLUMNS:
            line = text.count("\n", 0, long.start()) + 1
            raise Refused("table_too_wide", line=line, limit=_MOST_COLUMNS)


def _csv_rows(text: str, delimiter: str, header: int, by: Headings) -> Iterator[TableRow | Skipped]:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    columns = Columns()
    number, line = -1, 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Skipped(reader.line_num, sentence("table_row_broken"))
            line = reader.line_num + 1
            continue
        if number == header:
            columns = by.columns([cell.strip() for cell in cells])
        elif number > header and any(cell.strip() for cell in cells):
            yield _row(line, columns, cells)
        line = reader.line_num + 1


def read_xlsx(raw: bytes, times: Times, most_unpacked: int = _MAX_UNPACKED, by: Headings | None = None) -> Read:
    """The entries of the first sheet with headings; Refused when the workbook is broken, has none, or unfolds to more bytes than `most_unpacked`."""
    by = by or Headings()
    likely: list[tuple[str, ...]] = [()]
    with _workbook(raw, most_unpacked) as book:
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = _sheet_rows(sheet.iter_rows(values_only=True), by)
            if rows is not None:
                return entries_of(numbered(rows, MAX_ROWS), times)
            likely.append(likely_headings(sheet.iter_rows(values_only=True, max_row=_HEADER_WITHIN)))
    raise HeadingsUnknown(max(likely, key=len))


@contextmanager
def _workbook(raw: bytes, most_unpacked: int) -> Iterator[Any]:
    """A workbook opened for reading row by row; whatever fails inside it is told as a damaged one."""
    _check_parts(raw, most_unpacked)
    import openpyxl  # here: heavy, and only workbooks need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            yield book
        finally:
            book.close()
    except Refused:
        raise
    except Exception as problem:  # a damaged workbook fails in many ways inside the library
        raise Refused("table_broken") from problem


def _check_parts(raw: bytes, most: int) -> None:
    """A small archive can unfold to anything: what it claims is counted first, and unpacking holds it to that.

    A part with a document type is refused (ECMA-376 part 2, 8.1.4 forbids them): its entities would unfold in the reader.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(info.file_size for info in archive.infolist()) > most:
                raise Refused("table_too_large", limit=most // 1_000_000)
            for info in archive.infolist():
                if info.filename.lower().endswith((".xml", ".rels")) and _has_doctype(archive, info):
                    raise Refused("table_broken")
    except Refused:
        raise
    except Exception as problem:  # a damaged archive fails in many ways inside the library
        raise Refused("table_broken") from problem


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    before = b""
    with archive.open(part) as opened:
        while piece := opened.read(1 << 18):
            together = (before + piece).replace(b"\x00", b"")  # the marks of UTF-16 stand between zeros
            if b"<!DOCTYPE" in together:
                return True
            before = piece[-20:]
    return False


def _sheet_rows(rows: Iterable[Cells], by: Headings) -> Iterator[TableRow | Skipped] | None:
    iterator = iter(rows)
    for line, cells in zip(range(1, _HEADER_WITHIN + 1), iterator, strict=False):
        words = [_heading(cell) for cell in cells]
        if by.is_header(words):
            return _rows_below(iterator, by.columns(words), line + 1)
    return None


def _rows_below(rows: Iterator[Cells], columns: Columns, first: int) -> Iterator[TableRow | Skipped]:
    for line, cells in enumerate(rows, first):
        if any(cell not in (None, "") for cell in cells):
            yield _row(line, columns, cells)


def _heading(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _row(line: int, columns: Columns, cells: Cells) -> TableRow:
    values: dict[Role, object] = {}
    extra: dict[str, object] = {}
    for (role, heading), cell in zip(columns.roles, cells, strict=False):
        if role is Role.EXTRA:
            extra[heading] = str(cell) if isinstance(cell, date) else cell
        elif role is not Role.DROPPED:
            values[role] = cell
    return TableRow(line, values, extra, columns.callers)
