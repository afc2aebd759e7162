"""The accounts as a workbook: figures and native charts first, then units, the suggested list, clocks, and what each column means."""

from __future__ import annotations

import io
from typing import Any, Final

from ..domain.account_tables import account_tables, figure_words
from ..domain.accounts import FOR_DECIDERS, Accounts
from ..domain.table import Table
from .cleaning import one_line
from .tables_xlsx import TableLooks, add_meanings, add_table, new_book
from .wording import local
from .xlsx_parts import Page, page_header

_CHARTED: Final = 12  # units
_GOOD, _BAD = "#6F9A7E", "#C8102E"
_TITLE: Final = "舆情处置考核"


def accounts_xlsx(accounts: Accounts) -> bytes:
    """The accounts as xlsx; the same accounts give the same bytes."""
    made = io.BytesIO()
    issuer = one_line(accounts.issuer, 60)
    title = f"{_TITLE} {accounts.period.words}"
    book = new_book(made, title, issuer, accounts.made)
    looks = TableLooks.of(book)
    mark = f"　{accounts.watermark}" if accounts.watermark else ""
    overview = Page(book.add_worksheet("概况"), looks.every)
    _, *tables = account_tables(accounts)
    for table in tables:
        note = FOR_DECIDERS if table.id == "suggested" else ""
        add_table(book, looks, table, accounts.period.zone, f"{title}　{issuer}{mark}", note=note)
    _overview(book, overview, accounts, f"{title}　{issuer}{mark}", {table.id: table for table in tables})
    notes = (
        f"{title}　{issuer}{mark}　生成于 {local(accounts.made, accounts.period.zone):%Y-%m-%d %H:%M}",
        "每项时限归在它完成或到期（先到者）的期间；已取代、已撤销的，取代以前已经超过的仍计超时。演练件、已排除和已并入的件不计单位的账。",
        "只计承办单位的时限；报告、复文、补签等本单位自己的时限不计在任何单位名下。",
        FOR_DECIDERS,
    )
    add_meanings(book, looks, tuple(account_tables(accounts)), notes, title)
    book.close()
    return made.getvalue()


def _overview(book: Any, page: Page, accounts: Accounts, header: str, tables: dict[str, Table]) -> None:
    looks = page.looks
    page_header(page, header, landscape=False)
    for column, width in enumerate((26, 14, 8, 46)):
        page.sheet.set_column(column, column, width)
    page.merged(0, 3, _TITLE, looks.title, 36)
    page.merged(1, 3, f"{accounts.period.words}　{one_line(accounts.issuer, 60)}", looks.centre)
    words = f"生成于 {local(accounts.made, accounts.period.zone):%Y-%m-%d %H:%M}　{accounts.watermark}".strip()
    page.merged(2, 3, words, looks.note)
    page.heads(4, ("指标", "数值", "单位", "怎样计数"))
    row = 4
    for row, figure in enumerate(accounts.figures, 5):
        value = figure_words(figure)
        page.words(row, 0, figure.name)
        page.number(row, 1, value) if isinstance(value, int) else page.words(row, 1, value)
        page.words(row, 2, figure.unit)
        page.words(row, 3, figure.meaning)
        page.fit(row, ((figure.name, 26), (figure.meaning, 46)))
    row += 2
    for table, name in ((tables["units"], "各单位按时与超时（项）"), (tables["clocks"], "各类时限按时与超时（项）")):
        if table.rows:
            row = _chart(book, page, table, name, row)


def _chart(book: Any, page: Page, table: Table, title: str, top: int) -> int:
    """Bars of on time and late, one a row of the table; the next free row."""
    names = [column.name for column in table.columns]
    first, last = 1, min(len(table.rows), _CHARTED)
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for name, colour in (("按时", _GOOD), ("超时", _BAD)):
        column = names.index(name)
        chart.add_series(
            {
                "name": name,
                "categories": [table.name, first, 0, last, 0],
                "values": [table.name, first, column, last, column],
                "fill": {"color": colour},
                "data_labels": {"value": True, "font": {"size": 9, "color": "#FFFFFF"}, "num_format": "0;;;"},
                "gap": 50,
            }
        )
    more = f"（前 {_CHARTED} 家）" if len(table.rows) > _CHARTED else ""
    chart.set_title({"name": title + more, "name_font": {"size": 11}})
    chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_legend({"position": "bottom"})
    rows = max(8, last + 5)
    chart.set_size({"width": 660, "height": rows * 24})
    chart.set_chartarea({"border": {"none": True}})
    page.sheet.insert_chart(top, 0, chart, {"x_offset": 4, "y_offset": 2, "object_position": 1})
    return top + rows * 24 // 20 + 2
