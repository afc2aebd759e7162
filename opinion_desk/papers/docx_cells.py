"""Tables of a Word document by their widths, and rows of cells that span columns."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml.table import CT_Tc
from docx.shared import Mm
from docx.table import Table, _Cell


def new_table(document: Document, rows: int, widths: list[float]) -> Table:
    """A table of so many rows, columns of these widths in mm."""
    table: Table = document.add_table(rows, len(widths))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table._tbl.tr_lst:
        for cell, width in zip(row.tc_lst, widths, strict=True):
            cell.width = Mm(width)
    return table


def new_row(table: Table, columns: Sequence[tuple[int, float]]) -> list[_Cell]:
    """A new row of cells, each given as the columns it spans and its width in mm.

    Written directly because python-docx walks the whole table for each cell that is asked for by its place.
    """
    row = table._tbl.add_tr()
    cells = []
    for span, width in columns:
        cell = CT_Tc.new()
        cell.width = Mm(width)
        if span > 1:
            cell.grid_span = span
        row.append(cell)
        cells.append(_Cell(cell, table))
    return cells
