"""Explained tables as sheets of a workbook: head frozen and filtered, real times and lengths, links that open, and a sheet of what each column means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil
from typing import Any, Final

from ..domain.table import Cell, Form, Table
from .cleaning import lines, web_link
from .wording import local
from .xlsx_parts import Looks, Page, page_header

_MOST: Final = 2_000  # characters of a cell that is read in a list
_SPAN: Final = '[h]"小时"mm"分"'
_A3: Final = 8  # of the numbers of paper sizes in a workbook
_A4_WIDE, _A3_WIDE = 260, 370  # widths of columns, in characters, that are still read when fitted to the page
_KEPT: Final = 3  # columns that tell which row it is
_EXPLAINED: Final = (("表", 12), ("列", 14), ("含义与来源", 96))


@dataclass(frozen=True, slots=True)
class TableLooks:
    """The formats of tables, beside those all workbooks share."""

    every: Looks
    span: Any
    late_span: Any
    share: Any
    late_number: Any

    @classmethod
    def of(cls, book: Any) -> TableLooks:
        """Formats made in this workbook."""
        base = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter", "border": 1, "border_color": "#9A9A9A"}
        red = {"font_color": "#C8102E", "bg_color": "#FDECEB"}
        return cls(
            Looks.of(book),
            book.add_format({**base, "num_format": _SPAN}),
            book.add_format({**base, **red, "num_format": _SPAN}),
            book.add_format({**base, "num_format": "0.0%"}),
            book.add_format({**base, **red, "num_format": "#,##0"}),
        )


def new_book(made: Any, title: str, author: str, at: datetime) -> Any:
    """A workbook in which no text is ever a formula, a number or a link by itself; the same contents give the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        made,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"title": title, "author": author, "created": at.astimezone(UTC).replace(tzinfo=None)})
    return book


def add_table(book: Any, looks: TableLooks, table: Table, zone: str, header: str, *, note: str = "") -> Page:
    """A sheet of that table, printed across A4 with its head on each page; `note` stands in a cell below the last row."""
    page = Page(book.add_worksheet(table.name), looks.every)
    page_header(page, header)
    for place, column in enumerate(table.columns):
        page.sheet.set_column(place, place, column.width)
    page.heads(0, [column.name for column in table.columns])
    page.sheet.set_row(0, 24)
    page.sheet.freeze_panes(1, min(3, max(0, len(table.columns) - 1)))
    page.sheet.repeat_rows(0)
    _print_readably(page, [column.width for column in table.columns])
    page.sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    for row, cells in enumerate(table.rows, 1):
        late = row - 1 in table.late
        for place, (column, cell) in enumerate(zip(table.columns, cells, strict=True)):
            put(page, looks, (row, place), column.form, cell, zone, late=late and place < 3)
        tall = [
            (str(cell), column.width)
            for column, cell in zip(table.columns, cells, strict=True)
            if column.form is Form.TEXT and cell and (len(str(cell)) * 2 > column.width - 3 or "\n" in str(cell))
        ]
        page.fit(row, (*tall, ("", 10)))
    if not table.rows:
        page.words(1, 0, "本期没有。")
    if note:
        page.merged(max(1, len(table.rows)) + 2, len(table.columns) - 1, note, looks.every.text, 36)
    return page


def _print_readably(page: Page, widths: Sequence[float]) -> None:
    """A table that A4 would make too small to read goes on A3, as many pages across as it needs, its first columns on each."""
    if sum(widths) <= _A4_WIDE:
        return
    kept = sum(widths[:_KEPT])
    page.sheet.set_paper(_A3)
    page.sheet.repeat_columns(0, _KEPT - 1)
    page.sheet.fit_to_pages(ceil((sum(widths) - kept) / (_A3_WIDE - kept)), 0)


def put(
    page: Page, looks: TableLooks, at: tuple[int, int], form: Form, cell: Cell, zone: str, *, late: bool = False
) -> None:
    """One value in its cell, as what it is; nothing is an empty cell with its border."""
    row, column = at
    if cell is None or cell == "":
        page.sheet.write_blank(row, column, None, looks.every.plain)
    elif isinstance(cell, datetime):
        page.moment(row, column, local(cell, zone).replace(tzinfo=None), late=late)
    elif isinstance(cell, timedelta):
        page.sheet.write_number(row, column, cell / timedelta(days=1), looks.late_span if late else looks.span)
    elif form is Form.LINK:
        page.link(row, column, web_link(str(cell)))
    elif isinstance(cell, (int, float)) and form is Form.SHARE:
        page.sheet.write_number(row, column, cell, looks.share)
    elif isinstance(cell, (int, float)):
        page.sheet.write_number(row, column, cell, looks.late_number if late else looks.every.number)
    else:
        page.words(row, column, _clean(str(cell)), late=late)


def _clean(text: str) -> str:
    """Paragraphs fit for a cell; most texts of a table are one plain line and need no looking at."""
    if len(text) <= _MOST and text.isprintable() and text == text.strip():
        return text
    return "\n".join(lines(text))[:_MOST]


def add_meanings(book: Any, looks: TableLooks, tables: tuple[Table, ...], notes: tuple[str, ...], header: str) -> None:
    """The last sheet: how the figures are counted, and what each column means."""
    page = Page(book.add_worksheet("说明"), looks.every)
    page_header(page, header)
    for place, (_, width) in enumerate(_EXPLAINED):
        page.sheet.set_column(place, place, width)
    row = 0
    for note in notes:
        page.sheet.merge_range(row, 0, row, 2, "", looks.every.text)
        page.sheet.write_string(row, 0, note, looks.every.text)
        page.sheet.set_row(row, 4 + 16 * (1 + len(note) // 58))
        row += 1
    page.heads(row, [name for name, _ in _EXPLAINED])
    page.sheet.repeat_rows(row)
    page.sheet.freeze_panes(row + 1, 0)
    for table in tables:
        for column in table.columns:
            row += 1
            for place, words in enumerate((table.name, column.name, column.meaning)):
                page.words(row, place, words)
