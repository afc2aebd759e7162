"""A table as csv that Excel opens in Chinese: UTF-8 with its mark, real quoting, and no text that would act as a formula."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from typing import Final

from ..domain.table import Cell, Column, Form, Table
from .cleaning import lines, web_link
from .wording import local

BOM: Final = "\ufeff"
_ACTS: Final = ("=", "+", "-", "@", "\t", "\r")  # what spreadsheets take for a formula (OWASP, CSV injection)


def table_csv(table: Table, zone: str) -> bytes:
    """The table as csv; times as 2026-11-20 14:20 in the desk's zone, lengths in minutes, a text that begins like a formula after a '."""
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow([_head(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([_plain(column.form, cell, zone) for column, cell in zip(table.columns, row, strict=True)])
    return (BOM + made.getvalue()).encode()


def _head(column: Column) -> str:
    return f"{column.name}（分钟）" if column.form is Form.SPAN else column.name


def _plain(form: Form, cell: Cell, zone: str) -> str | int | float:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{local(cell, zone):%Y-%m-%d %H:%M}"
    if isinstance(cell, timedelta):
        return round(cell / timedelta(minutes=1))
    if isinstance(cell, (int, float)):
        return round(cell, 4)
    if form is Form.LINK:
        return web_link(str(cell)) or ""
    text = "\n".join(lines(str(cell)))
    return f"'{text}" if text.startswith(_ACTS) else text
