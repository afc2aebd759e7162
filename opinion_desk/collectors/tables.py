"""Exports as tables: CSV and XLSX, from a file or an address; the headings say what each column is."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.item import Entry
from ..domain.messages import sentence
from .columns import Role, is_header, roles_of
from .rows import TableRow, Times, entries_of, numbered
from .tickets import of_callers

MAX_ROWS: Final = 200_000
_MAX_UNPACKED: Final = 400_000_000
_HEADER_WITHIN: Final = 15
_MOST_COLUMNS: Final = 20_000
_LONG_LINE: Final = re.compile(r"(?<![^\r\n])[^\r\n]{20000,}")  # tried where lines begin alone, not at every sign
_DELIMITERS: Final = (",", "\t", ";", "，", "|")

Cells = Sequence[object]
Read = tuple[tuple[Entry, ...], tuple[Skipped, ...]]


def read_csv(text: str, times: Times) -> Read:
    """The entries of a CSV export (comma, tab, semicolon or bar); Refused when no headings are found."""
    found = _csv_header(text)
    if found is None:
        raise Refused("table_no_header")
    _refuse_endless_rows(text, found[0])
    return entries_of(numbered(_csv_rows(text, *found), MAX_ROWS), times)


def looks_like_csv(text: str) -> bool:
    """Whether the first lines hold headings that a table of items has."""
    return _csv_header(text[:20_000]) is not None


def _csv_header(text: str) -> tuple[str, int] | None:
    """The delimiter and the number of records above the headings."""
    for delimiter in _DELIMITERS:
        reader = csv.reader(io.StringIO(text[:50_000], newline=""), delimiter=delimiter)
        try:
            for number, cells in zip(range(_HEADER_WITHIN), reader, strict=False):
                if len(cells) > 1 and is_header(cells):
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


def _csv_rows(text: str, delimiter: str, header: int) -> Iterator[TableRow | Skipped]:
    reader = csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter)
    headings: list[str] = []
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
            headings = [cell.strip() for cell in cells]
        elif number > header and any(cell.strip() for cell in cells):
            yield _row(line, headings, cells)
        line = reader.line_num + 1


def read_xlsx(raw: bytes, times: Times, most_unpacked: int = _MAX_UNPACKED) -> Read:
    """The entries of the first sheet with headings; Refused when the workbook is broken, has none, or unfolds to more bytes than `most_unpacked`."""
    _check_parts(raw, most_unpacked)
    import openpyxl  # here: heavy, and only workbooks need it

    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = _sheet_rows(sheet.iter_rows(values_only=True))
                if rows is not None:
                    return entries_of(numbered(rows, MAX_ROWS), times)
        finally:
            book.close()
    except Refused:
        raise
    except Exception as problem:  # a damaged workbook fails in many ways inside the library
        raise Refused("table_broken") from problem
    raise Refused("table_no_header")


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


def _sheet_rows(rows: Iterable[Cells]) -> Iterator[TableRow | Skipped] | None:
    iterator = iter(rows)
    for line, cells in zip(range(1, _HEADER_WITHIN + 1), iterator, strict=False):
        words = [_heading(cell) for cell in cells]
        if is_header(words):
            return _rows_below(iterator, words, line + 1)
    return None


def _rows_below(rows: Iterator[Cells], headings: list[str], first: int) -> Iterator[TableRow | Skipped]:
    for line, cells in enumerate(rows, first):
        if any(cell not in (None, "") for cell in cells):
            yield _row(line, headings, cells)


def _heading(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _row(line: int, headings: Sequence[str], cells: Cells) -> TableRow:
    values: dict[Role, object] = {}
    extra: dict[str, object] = {}
    for role, heading, cell in zip(roles_of(tuple(headings)), headings, cells, strict=False):
        if role is Role.EXTRA:
            extra[heading] = str(cell) if isinstance(cell, date) else cell
        elif role is not Role.DROPPED:
            values[role] = cell
    return TableRow(line, values, extra, of_callers(tuple(headings)))
