"""The briefing as a Word document: paper and type of GB/T 9704-2012, styles by name, editable throughout."""

from __future__ import annotations

from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Length, Mm, Pt, RGBColor

from ..domain.briefing import Briefing
from .docx_parts import (
    FANGSONG,
    HEI,
    KAI,
    SONG,
    XIAOBIAOSONG,
    add_link,
    add_watermark,
    begin_styles,
    define_style,
    describe,
    fixed_bytes,
    number_page,
    rule_below,
    set_tracking,
)
from .docx_tables import add_bars, add_clocks, add_strip, add_tail
from .sheet import Matter, Part, Sheet, lay_out
from .wording import NO_SECTIONS

_RED: Final = RGBColor(0xC8, 0x10, 0x2E)
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_LINE: Final = 28.95  # points: 225 mm in 22 lines
_TWO: Final = Pt(31.5)  # two characters at 28 a line
_SHORT: Final = 84  # three lines
_TRACKING: Final = -5  # twentieths of a point: 28 characters of 16 pt in 156 mm


def briefing_docx(briefing: Briefing) -> bytes:
    """The briefing as docx; the same briefing gives the same bytes."""
    sheet = lay_out(briefing)
    document = docx.Document()
    _set_properties(document, briefing, sheet)
    _set_page(document, sheet)
    _define_styles(document)
    _add_masthead(document, sheet)
    for part in sheet.parts:
        _add_part(document, part)
    if not sheet.parts:
        document.add_paragraph(NO_SECTIONS, "正文段")
    add_tail(document, sheet)
    return fixed_bytes(document)


def _set_properties(document: Document, briefing: Briefing, sheet: Sheet) -> None:
    describe(document, f"{sheet.title} {sheet.issue}", sheet.issuer, briefing.end)


def _set_page(document: Document, sheet: Sheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(37), Mm(35)
    page.left_margin, page.right_margin = Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(15), Mm(22)  # the dash stands 7 mm below the text
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((page.footer, WD_ALIGN_PARAGRAPH.RIGHT), (page.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
        number_page(paragraph, 14)
    if sheet.watermark:
        for header in (page.header, page.even_page_header):
            add_watermark(header.paragraphs[0], sheet.watermark)


def _define_styles(document: Document) -> None:
    normal = begin_styles(document, 16)
    normal.paragraph_format.line_spacing = 1.0
    normal.paragraph_format.widow_control = True
    middle, both = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY
    define_style(document, "密级", HEI, 16, line=_LINE)
    define_style(document, "报头", XIAOBIAOSONG, 54, line=66, colour=_RED, alignment=middle)
    define_style(document, "期号", FANGSONG, 16, line=_LINE, alignment=middle)
    define_style(document, "编印单位", FANGSONG, 16, line=_LINE, left_indent=Pt(8), right_indent=Pt(8))
    define_style(document, "时段", FANGSONG, 10.5, line=16, colour=_GREY, alignment=middle, space_after=Pt(4))
    body = define_style(document, "正文段", FANGSONG, 16, line=_LINE, alignment=both, first_line_indent=_TWO)
    set_tracking(body.element, _TRACKING)
    head: dict[str, Any] = {"line": _LINE, "first_line_indent": _TWO, "keep_with_next": True}
    define_style(document, "一级标题", HEI, 16, outline=0, **head)
    second = define_style(document, "二级标题", KAI, 16, outline=1, **head)
    second.font.bold = True
    define_style(document, "要素", FANGSONG, 12, line=20, colour=_GREY, alignment=both, first_line_indent=_TWO)
    define_style(document, "图题", KAI, 12, line=20, alignment=middle, keep_with_next=True)
    define_style(document, "表文", FANGSONG, 10.5, line=14)
    define_style(document, "版记", FANGSONG, 14, line=22)
    define_style(document, "校验", SONG, 7.5, line=10, colour=RGBColor(0x7A, 0x7A, 0x7A))


def _add_masthead(document: Document, sheet: Sheet) -> None:
    if sheet.classification:
        document.add_paragraph(sheet.classification, "密级")
    title = document.add_paragraph(style="报头").add_run(sheet.title)
    size = max(20, min(54, int(380 / max(len(sheet.title), 1))))
    title.font.size = Pt(size)
    set_tracking(title._r, int(size * 0.14 * 20))
    document.add_paragraph(sheet.issue, "期号")
    line = document.add_paragraph(style="编印单位")
    line.paragraph_format.tab_stops.add_tab_stop(Length(Mm(156) - Pt(8)), WD_TAB_ALIGNMENT.RIGHT)
    line.add_run(f"{sheet.issuer}\t{sheet.day}")
    rule_below(line, 12, "C8102E")
    if sheet.figures:
        add_strip(document, sheet.figures)
    rule_below(document.add_paragraph(sheet.period, "时段"), 3, "9A9A9A")


def _add_part(document: Document, part: Part) -> None:
    document.add_paragraph(part.heading, "一级标题")
    for at, words in enumerate(part.paragraphs, 1):
        paragraph = document.add_paragraph(words, "正文段")
        if at == len(part.paragraphs) and part.bars:
            paragraph.paragraph_format.keep_with_next = True
    if part.bars:
        add_bars(document, part.bars_title, part.bars)
    for matter in part.matters:
        _add_matter(document, matter)
    if part.clocks:
        add_clocks(document, part.clocks)
    if part.empty:
        document.add_paragraph(part.empty, "正文段")


def _add_matter(document: Document, matter: Matter) -> None:
    heading = document.add_paragraph(style="二级标题")
    if matter.link:
        add_link(heading, matter.heading, matter.link)
    else:
        heading.add_run(matter.heading)
    paragraphs = [document.add_paragraph(words, "正文段") for words in matter.paragraphs]
    if matter.facts:
        if paragraphs and len(matter.paragraphs[-1]) < _SHORT:  # some word processors never break a kept paragraph
            paragraphs[-1].paragraph_format.keep_with_next = True
        document.add_paragraph(matter.facts, "要素")
