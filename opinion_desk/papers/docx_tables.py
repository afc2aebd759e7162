"""The tables of a briefing in Word: the strip of figures, bars, clocks and the tail."""

from __future__ import annotations

from math import ceil
from typing import Any, Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.simpletypes import ST_Merge
from docx.shared import Length, Mm, Pt, RGBColor
from docx.table import _Cell

from ..domain.briefing import Bar
from .docx_cells import new_row, new_table
from .docx_parts import ALL_SIDES, HEI, keep_row_whole, rules_of_last_row, set_family, shade, table_rules
from .sheet import ClockGroup, ClockRow, FigureCell, Sheet
from .wording import CLOCK_HEADS

_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_RED: Final = RGBColor(0xC8, 0x10, 0x2E)
_HAIR: Final = (4, "9A9A9A")
_TEXT_WIDTH: Final = 156.0  # mm
_CLOCK_WIDTHS: Final = (33.5, 14.0, 25.0, 28.0, 28.0, 27.5)  # mm
_CLOCK_COLUMNS: Final = tuple((1, width) for width in _CLOCK_WIDTHS)
_STEPS: Final = 40  # a bar is drawn as so many of the table's columns
_BAR_NAME, _BAR_STEP, _BAR_END = 36.0, 2.0, 22.0  # mm
_MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER


def add_strip(document: Document, figures: tuple[FigureCell, ...]) -> None:
    """The figures of the day side by side, at most five in a row."""
    rows = ceil(len(figures) / 5)
    columns = ceil(len(figures) / rows)
    table = new_table(document, rows, [_TEXT_WIDTH / columns] * columns)
    table_rules(table)
    for at, figure in enumerate(figures):
        cell = table.cell(at // columns, at % columns)
        number = _write(cell, "", _MIDDLE)
        number.paragraph_format.line_spacing = Pt(30)
        _sized(number.add_run(str(figure.value)), 23 if len(str(figure.value)) < 6 else 14, bold=True)
        number.add_run(f" {figure.unit}")
        _sized_plain(cell.add_paragraph(figure.name, "表文"), 12)
        if figure.change:
            change = cell.add_paragraph(style="表文")
            change.alignment = _MIDDLE
            change.add_run(figure.change).font.color.rgb = _GREY


def add_bars(document: Document, title: str, bars: tuple[Bar, ...]) -> None:
    """A chart of bars made of shaded cells, so that it stays text and can be edited."""
    if title:
        document.add_paragraph(title, "图题")
    table = new_table(document, 0, [_BAR_NAME, *[_BAR_STEP] * _STEPS, _BAR_END])
    table_rules(table, inset=40)
    most = max(1, *(bar.value for bar in bars))
    for row, bar in enumerate(bars):
        length = max(1, round(max(0, bar.value) / most * _STEPS))
        name, drawn, number = new_row(
            table,
            (
                (1, _BAR_NAME),
                (length, length * _BAR_STEP),
                (_STEPS - length + 1, (_STEPS - length) * _BAR_STEP + _BAR_END),
            ),
        )
        _write(name, bar.name, WD_ALIGN_PARAGRAPH.RIGHT).paragraph_format.keep_with_next = row < len(bars) - 1
        shade(drawn, "8C9FB4")
        _write(drawn, "")
        _write(number, str(bar.value))
        keep_row_whole(table)
        rules_of_last_row(table, 24, "FFFFFF")  # white rules keep the bars of two rows apart


def add_clocks(document: Document, groups: tuple[ClockGroup, ...]) -> None:
    """The clocks of open incidents; a late one says so in words and stands on a tinted row."""
    table = new_table(document, 0, list(_CLOCK_WIDTHS))
    table_rules(table, 70, 45, **dict.fromkeys(ALL_SIDES, _HAIR))
    for cell, words in zip(new_row(table, _CLOCK_COLUMNS), CLOCK_HEADS, strict=True):
        head = _write(cell, "", _MIDDLE)
        head.paragraph_format.keep_with_next = True
        set_family(head.add_run(words)._r, HEI)
        shade(cell, "EEEEEE")
    keep_row_whole(table, head=True)
    for group in groups:
        for at, row in enumerate(group.rows):
            cells = new_row(table, _CLOCK_COLUMNS)
            _write_incident(cells[:2], group, at)
            _write_clock(cells[2:], row)
            if at < len(group.rows) - 1 and len(group.rows) <= 6:
                for cell in cells[2:]:
                    cell.paragraphs[0].paragraph_format.keep_with_next = True
            keep_row_whole(table)


def _write_incident(cells: list[_Cell], group: ClockGroup, at: int) -> None:
    """The two cells that all clocks of one incident share."""
    if len(group.rows) > 1:
        for cell in cells:
            cell._tc.vMerge = ST_Merge.CONTINUE if at else ST_Merge.RESTART
    _write(cells[0], "" if at else group.title)
    _write(cells[1], "" if at else group.level, _MIDDLE)
    if at == 0:
        _note(cells[0], group.number, _GREY).alignment = WD_ALIGN_PARAGRAPH.LEFT


def _write_clock(cells: list[_Cell], row: ClockRow) -> None:
    _write(cells[0], row.clock, _MIDDLE)
    _write(cells[1], row.owed_by)
    _write(cells[2], f"{row.start} 起", _MIDDLE)
    until = cells[2].add_paragraph(f"{row.due} 止", "表文")
    until.alignment = _MIDDLE
    state = _write(cells[3], "", _MIDDLE).add_run(row.state)
    if row.late:
        set_family(state._r, HEI)
        state.font.bold, state.font.color.rgb = True, _RED
        for cell in cells:
            shade(cell, "FDECEB")
    if row.note:
        _note(cells[3], row.note, _RED if row.late else _GREY)


def add_tail(document: Document, sheet: Sheet) -> None:
    """The tail after the last words: whom it goes to, who signed, how many, and the record's checksum.

    It follows the text and is not pinned to the foot of the page: a pinned table is placed differently by each
    word processor and covers text when somebody goes on writing. The last paragraph is kept on its page.
    """
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    rows = [words for words in (sheet.report_to, sheet.send_to) if words]
    foot = "\t".join((sheet.signed_by, sheet.copies)) if sheet.signed_by or sheet.copies else ""
    rows += [foot] if foot else []
    if rows:
        document.add_paragraph(style="表文").paragraph_format.keep_with_next = True
        table = new_table(document, 0, [_TEXT_WIDTH])
        table_rules(table, 280, top=(8, "000000"), bottom=(8, "000000"), insideH=(6, "000000"))
        for words in rows:
            paragraph: Any = new_row(table, ((1, _TEXT_WIDTH),))[0].paragraphs[0]
            paragraph.style = "版记"
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.tab_stops.add_tab_stop(Length(Mm(_TEXT_WIDTH) - Pt(28)), WD_TAB_ALIGNMENT.RIGHT)
            paragraph.add_run(words)
            keep_row_whole(table)
    document.add_paragraph(sheet.check, "校验")


def _write(cell: _Cell, words: str, side: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT) -> Any:
    """Put words into the first paragraph of a cell and return it."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.style, paragraph.alignment = "表文", side
    if words:
        paragraph.add_run(words)
    return paragraph


def _note(cell: _Cell, words: str, colour: RGBColor) -> Any:
    paragraph = cell.add_paragraph(style="表文")
    paragraph.alignment = _MIDDLE
    run = paragraph.add_run(words)
    run.font.size, run.font.color.rgb = Pt(9), colour
    return paragraph


def _sized(run: Any, points: int, *, bold: bool) -> None:
    run.font.size, run.font.bold = Pt(points), bold
    set_family(run._r, HEI)


def _sized_plain(paragraph: Any, points: int) -> None:
    paragraph.alignment = _MIDDLE
    for run in paragraph.runs:
        run.font.size = Pt(points)
