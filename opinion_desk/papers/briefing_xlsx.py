"""The briefing as a workbook: 概况 with native charts, 信息, 在办与时限; times are real ones that can be sorted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

import xlsxwriter

from ..domain.briefing import Briefing, ClockLine, Figure, Section
from .cleaning import one_line
from .sheet import Part, Sheet, lay_out
from .wording import change_words, local, numeral, state_words
from .xlsx_parts import Looks, Page, new_page

_ITEMS, _CLOCKS = "信息", "在办与时限"  # names of sheets
_ITEM_HEADS: Final = (("栏目", 12), ("序号", 6), ("标题", 26), ("摘要", 48), ("要素", 28), ("链接", 22))
_CLOCK_HEADS: Final = (
    ("编号", 15), ("舆情件", 22), ("级别", 8), ("时限", 14), ("责任单位", 18), ("起算", 17), ("截止", 17), ("状态", 10),
    ("说明", 18), ("超时", 6),
)  # fmt: skip


def briefing_xlsx(briefing: Briefing) -> bytes:
    """The briefing as xlsx; no text of it is ever a formula; the same briefing gives the same bytes."""
    sheet = lay_out(briefing)
    made = io.BytesIO()
    book = xlsxwriter.Workbook(
        made,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties(
        {
            "title": f"{sheet.title} {sheet.issue}",
            "author": sheet.issuer,
            "created": briefing.end.astimezone(UTC).replace(tzinfo=None),
        }
    )
    looks = Looks.of(book)
    _overview(book, looks, briefing, sheet)
    _items(new_page(book, looks, _ITEMS, _ITEM_HEADS, sheet), briefing, sheet)
    _clocks(new_page(book, looks, _CLOCKS, _CLOCK_HEADS, sheet), briefing)
    book.close()
    return made.getvalue()


def _overview(book: Any, looks: Looks, briefing: Briefing, sheet: Sheet) -> None:
    page = Page(book.add_worksheet("概况"), looks)
    page.set_up(sheet, landscape=False)
    for column, width in enumerate((20, 11, 11, 18, 8, 24)):
        page.sheet.set_column(column, column, width)
    page.merged(0, 5, sheet.title, looks.title, 36)
    page.merged(1, 5, f"{sheet.issue}　{sheet.issuer}　{sheet.day}", looks.centre)
    page.merged(2, 5, "　".join(filter(None, (sheet.classification, sheet.period, sheet.watermark))), looks.note)
    row = _figures(book, page, briefing.figures, 4) if briefing.figures else 4
    for part, section in zip(sheet.parts, briefing.sections, strict=True):
        row = _part(book, page, part, section, row)
    for words in (sheet.report_to, sheet.send_to, sheet.signed_by, sheet.copies, sheet.check):
        if words:
            page.merged(row, 5, words, looks.note)
            row += 1


def _figures(book: Any, page: Page, figures: Sequence[Figure], top: int) -> int:
    """The figures of the day and a chart of them against the period before; the next free row."""
    page.heads(top, ("指标", "本期", "上期", "变化", "单位"))
    for row, figure in enumerate(figures, top + 1):
        page.words(row, 0, one_line(figure.name, 60))
        page.number(row, 1, figure.value)
        if figure.before is None:
            page.words(row, 2, "")
        else:
            page.number(row, 2, figure.before)
        page.words(row, 3, change_words(figure))
        page.words(row, 4, one_line(figure.unit, 8))
    last = top + len(figures)
    chart = book.add_chart({"type": "column"})
    for column, name, colour in ((1, "本期", "#C8102E"), (2, "上期", "#B8BEC6")):
        chart.add_series(page.series(name, column, top + 1, last, colour))
    chart.set_title({"name": "主要数据：本期与上期", "name_font": {"size": 11}})
    page.insert_chart(last + 2, chart, legend=True, rows=12)
    return last + 15


def _part(book: Any, page: Page, part: Part, section: Section, top: int) -> int:
    """A section's words and its chart, and where its items and clocks stand. The next free row."""
    page.merged(top, 5, part.heading, page.looks.heading, 24)
    top += 1
    elsewhere = [_see(name, len(rows)) for name, rows in ((_ITEMS, section.items), (_CLOCKS, section.clocks)) if rows]
    for words in filter(None, (*part.paragraphs, part.empty, "；".join(elsewhere))):
        page.paragraph(top, 5, words)
        top += 1
    if not part.bars:
        return top + 1
    page.heads(top, (part.bars_title or "类别", "数量"))
    for row, bar in enumerate(part.bars, top + 1):
        page.words(row, 0, bar.name)
        page.number(row, 1, bar.value)
    last = top + len(part.bars)
    chart = book.add_chart({"type": "bar"})
    chart.add_series(page.series(part.bars_title or section.title, 1, top + 1, last, "#8C9FB4"))
    chart.set_title({"none": True})
    chart.set_y_axis({"reverse": True})
    rows = max(len(part.bars) + 1, 8)
    page.insert_chart(top, chart, legend=False, rows=rows, column=2)
    return top + rows + 1


def _see(name: str, rows: int) -> str:
    return f"共 {rows} 条，见“{name}”表"


def _items(page: Page, briefing: Briefing, sheet: Sheet) -> None:
    row = 1
    for part, section in zip(sheet.parts, briefing.sections, strict=True):
        for order, (matter, item) in enumerate(zip(part.matters, section.items, strict=True), 1):
            texts = (
                part.heading.partition("、")[2],
                numeral(order),
                one_line(item.headline, 400),
                "\n".join(matter.paragraphs),
                matter.facts,
            )
            for column, words in enumerate(texts):
                page.words(row, column, words)
            page.link(row, 5, matter.link)
            page.fit(row, zip((*texts, ""), (width for _, width in _ITEM_HEADS), strict=True))
            row += 1


def _clocks(page: Page, briefing: Briefing) -> None:
    row = 1
    for section in briefing.sections:
        for line in section.clocks:
            _clock(page, row, line, briefing.zone)
            row += 1


def _clock(page: Page, row: int, line: ClockLine, zone: str) -> None:
    def there(instant: datetime) -> datetime:
        return local(instant, zone).replace(tzinfo=None)

    named = [one_line(words, 400) for words in (line.number, line.title, line.level, line.clock, line.owed_by)]
    stands = [one_line(state_words(line), 60), one_line(line.note, 60), "是" if line.late else "否"]
    for column, words in (*enumerate(named), *enumerate(stands, 7)):
        page.words(row, column, words, late=line.late)
    page.moment(row, 5, there(line.start), late=line.late)
    page.moment(row, 6, there(line.due), late=line.late)
    page.fit(row, zip((*named, "", "", *stands), (width for _, width in _CLOCK_HEADS), strict=True))
