"""A comparison with vendors as a workbook: the outcome in words first, then a sheet a list, and what each column means."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Final

from ..domain.missed.report import Missed
from ..domain.missed.tables import MOST, TABLES, TITLE, definitions
from ..domain.missed.words import sentences
from ..domain.table import Table
from .cleaning import one_line
from .tables_xlsx import TableLooks, add_meanings, add_table, new_book
from .wording import local
from .xlsx_parts import Page, page_header

_LAST: Final = 3  # the overview has four columns


def missed_xlsx(missed: Missed) -> bytes:
    """The comparison as xlsx; the same comparison gives the same bytes."""
    made = io.BytesIO()
    issuer = one_line(missed.issuer, 60)
    title = f"{TITLE} {missed.period.words}"
    book = new_book(made, title, issuer, missed.made)
    looks = TableLooks.of(book)
    header = f"{title}　{issuer}{f'　{missed.watermark}' if missed.watermark else ''}"
    overview = Page(book.add_worksheet("概况"), looks.every)
    tables = tuple(make(missed) for make in TABLES.values())
    for table in tables:
        cut, note = _cut(table)
        add_table(book, looks, cut, missed.period.zone, header, note=note)
    _overview(overview, missed, header)
    notes = (header, *definitions(missed))
    add_meanings(book, looks, tables, notes, title)
    book.close()
    return made.getvalue()


def _cut(table: Table) -> tuple[Table, str]:
    if len(table.rows) <= MOST:
        return table, ""
    return replace(
        table, rows=table.rows[:MOST]
    ), f"本表只列前 {MOST:,} 行，共 {len(table.rows):,} 行；全部见导出的 csv。"


def _overview(page: Page, missed: Missed, header: str) -> None:
    looks: Any = page.looks
    page_header(page, header, landscape=False)
    for column, width in enumerate((24, 24, 24, 24)):
        page.sheet.set_column(column, column, width)
    page.merged(0, _LAST, TITLE, looks.title, 36)
    page.merged(1, _LAST, f"{missed.period.words}　{one_line(missed.issuer, 60)}", looks.centre)
    made = f"生成于 {local(missed.made, missed.period.zone):%Y-%m-%d %H:%M}　{missed.watermark}".strip()
    page.merged(2, _LAST, made, looks.note)
    row = 4
    for heading, paragraphs in (
        ("比对结果", sentences(missed)),
        ("须先知道的", missed.notes),
        ("怎样计数", definitions(missed)),
    ):
        if not paragraphs:
            continue
        page.merged(row, _LAST, heading, looks.heading, 22)
        for row, words in enumerate(paragraphs, row + 1):  # noqa: B020  # the row goes on below what was written
            page.paragraph(row, _LAST, words)
        row += 2
