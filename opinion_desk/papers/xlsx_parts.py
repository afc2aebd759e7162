"""Cells, looks and page set-up of a workbook: texts always as texts, times as times, A4 that prints on its width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any, Final
from urllib.parse import urlsplit

from .cleaning import ELLIPSIS
from .sheet import Sheet

_MOST: Final = 32_767  # characters of a cell (Excel specifications and limits)
_LONGEST_LINK: Final = 2079  # characters of an address (the same)
_MOMENT: Final = "yyyy-mm-dd hh:mm"
_WIDTH: Final = 46  # characters of 11 pt over the merged width of 概况


@dataclass(frozen=True, slots=True)
class Looks:
    """The formats of one workbook."""

    plain: Any
    centre: Any
    late: Any
    moment: Any
    late_moment: Any
    number: Any
    head: Any
    title: Any
    heading: Any
    note: Any
    text: Any
    link: Any

    @classmethod
    def of(cls, book: Any) -> Looks:
        """Formats made in this workbook."""
        base = {"font_name": "仿宋", "font_size": 11, "valign": "vcenter"}
        cell = {**base, "text_wrap": True, "border": 1, "border_color": "#9A9A9A"}
        red = {"font_color": "#C8102E", "bg_color": "#FDECEB"}
        bare = {**base, "text_wrap": True}
        return cls(
            plain=book.add_format({**cell, "indent": 1}),
            centre=book.add_format({**cell, "align": "center", "border": 0}),
            late=book.add_format({**cell, **red, "bold": True, "indent": 1}),
            moment=book.add_format({**cell, "num_format": _MOMENT, "align": "center"}),
            late_moment=book.add_format({**cell, **red, "num_format": _MOMENT, "align": "center"}),
            number=book.add_format({**cell, "num_format": "#,##0"}),
            head=book.add_format({**cell, "font_name": "黑体", "bg_color": "#EEEEEE", "align": "center"}),
            title=book.add_format(
                {**base, "font_name": "方正小标宋简体", "font_size": 26, "font_color": "#C8102E", "align": "center"}
            ),
            heading=book.add_format({**base, "font_name": "黑体", "font_size": 13}),
            note=book.add_format({**bare, "font_size": 10, "font_color": "#595959"}),
            text=book.add_format({**bare, "valign": "top"}),
            link=book.add_format({**cell, "font_color": "#1F4E79", "underline": 1}),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of a workbook and the looks of its cells."""

    sheet: Any
    looks: Looks

    def set_up(self, paper: Sheet, *, landscape: bool) -> None:
        """A4, one page wide, page numbers, the briefing's name above."""
        page_header(self, f"{paper.title} {paper.issue}", landscape=landscape)

    def words(self, row: int, column: int, words: str, *, late: bool = False) -> None:
        """A text, never read as a formula, a number or an address."""
        look = self.looks.late if late else self.looks.plain
        self.sheet.write_string(row, column, _within(words), look)

    def fit(self, row: int, cells: Iterable[tuple[str, int]]) -> None:
        """Make a row as high as its texts need in columns of these widths (Excel: at most 409 points)."""
        self.sheet.set_row(row, min(409, 4 + 15.5 * max(_lines_in(words, width) for words, width in cells)))

    def number(self, row: int, column: int, value: int) -> None:
        """A whole number."""
        self.sheet.write_number(row, column, value, self.looks.number)

    def moment(self, row: int, column: int, there: datetime, *, late: bool) -> None:
        """A civil time as a real one; before 1900 workbooks know none, so it becomes text."""
        if there.year < 1900:
            self.words(row, column, f"{there:%Y-%m-%d %H:%M}", late=late)
        else:
            self.sheet.write_datetime(row, column, there, self.looks.late_moment if late else self.looks.moment)

    def link(self, row: int, column: int, address: str | None) -> None:
        """An address that opens, shown by its host; one that a workbook cannot hold stands as text."""
        host = urlsplit(address).hostname if address else None
        if not address or not host or len(address) > _LONGEST_LINK:
            self.words(row, column, address or "")
        elif self.sheet.write_url(row, column, address, self.looks.link, string=host) != 0:
            self.words(row, column, address)

    def heads(self, row: int, names: Sequence[str]) -> None:
        """A row of column names."""
        for column, name in enumerate(names):
            self.sheet.write_string(row, column, name, self.looks.head)

    def merged(self, row: int, last: int, words: str, look: Any, height: float | None = None) -> None:
        """One text over the columns 0..last."""
        self.sheet.merge_range(row, 0, row, last, "", look)
        self.sheet.write_string(row, 0, _within(words), look)
        self.sheet.set_row(row, height or 16 * max(1, ceil(len(words) / _WIDTH)))

    def paragraph(self, row: int, last: int, words: str) -> None:
        """A paragraph over the columns 0..last, the row as high as its lines (Excel: at most 409 points)."""
        self.merged(row, last, words, self.looks.text, min(409, 17 * ceil((len(words) + 1) / (_WIDTH - 4))))

    def series(self, name: str, column: int, first: int, last: int, colour: str) -> dict[str, Any]:
        """A series of a chart: names in column 0, values in `column`, rows first..last."""
        title = self.sheet.get_name()
        return {
            "name": name,
            "categories": [title, first, 0, last, 0],
            "values": [title, first, column, last, column],
            "fill": {"color": colour},
            "data_labels": {"value": True, "font": {"size": 9}},
            "gap": 60,
        }

    def insert_chart(self, row: int, chart: Any, *, legend: bool, rows: int, column: int = 0) -> None:
        """Put a chart over the columns from `column` on, so many rows of 20 pixels high."""
        chart.set_legend({"position": "bottom"} if legend else {"none": True})
        axis = {"major_gridlines": {"visible": False}, "visible": False, "min": 0}
        chart.set_y_axis(axis) if legend else chart.set_x_axis(axis)
        chart.set_size({"width": 640 if column == 0 else 430, "height": rows * 20})
        chart.set_chartarea({"border": {"none": True}})
        self.sheet.insert_chart(row, column, chart, {"x_offset": 6, "y_offset": 2, "object_position": 1})


def page_header(page: Page, words: str, *, landscape: bool = True) -> None:
    """A4, one page wide, page numbers, these words above."""
    page.sheet.set_paper(9)
    if landscape:
        page.sheet.set_landscape()
    page.sheet.set_margins(left=0.7, right=0.6, top=0.8, bottom=0.7)
    page.sheet.fit_to_pages(1, 0)
    page.sheet.set_header(f"&R&9{_in_header(words)[:200]}", {"margin": 0.4})
    page.sheet.set_footer("&C&9— &P —", {"margin": 0.35})


def new_page(book: Any, looks: Looks, name: str, heads: Sequence[tuple[str, int]], paper: Sheet) -> Page:
    """A sheet that is one table: named columns of given widths, the head frozen and repeated on each printed page."""
    page = Page(book.add_worksheet(name), looks)
    page.set_up(paper, landscape=True)
    for column, (_, width) in enumerate(heads):
        page.sheet.set_column(column, column, width)
    page.heads(0, [head for head, _ in heads])
    page.sheet.set_row(0, 22)
    page.sheet.freeze_panes(1, 0)
    page.sheet.repeat_rows(0)
    return page


def _lines_in(words: str, width: int) -> int:
    """Lines a text takes in a column so many digits wide: Chinese characters count two, the indent and a ragged edge three."""
    room = max(2, width - 3)
    return sum(max(1, ceil(sum(1 + (char > "\u2e7f") for char in line) / room)) for line in words.split("\n"))


def _within(words: str) -> str:
    return words if len(words) <= _MOST else words[: _MOST - 1] + ELLIPSIS


def _in_header(words: str) -> str:
    return words.replace("&", "&&")
