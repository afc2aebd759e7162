"""The dispatch notice as a Word document: the letter form of GB/T 9704-2012 (10.1), a table as its body, the slip below a dashed line."""

from __future__ import annotations

from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell

from ..domain.notice import DispatchNotice
from .docx_cells import new_row, new_table
from .docx_parts import (
    ALL_SIDES,
    FANGSONG,
    HEI,
    XIAOBIAOSONG,
    add_link,
    add_watermark,
    begin_styles,
    define_style,
    describe,
    fixed_bytes,
    keep_row_whole,
    number_page,
    rule_below,
    set_family,
    set_tracking,
    table_rules,
)
from .notice_sheet import NoticeLine, NoticeSheet, lay_out_notice

_RED: Final = RGBColor(0xC8, 0x10, 0x2E)
_RED_HEX: Final = "C8102E"
_GREY: Final = RGBColor(0x59, 0x59, 0x59)
_WIDTH: Final = 156.0  # mm
_LABEL: Final = 25.0  # mm
_HAIR: Final = (4, "4D4D4D")
_STEP: Final = Mm(31)  # where the words of a deadline begin
_BEYOND: Final = Mm(-7)  # the double rules are 170 mm long
_MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER


def notice_docx(notice: DispatchNotice) -> bytes:
    """The notice as docx; the same notice gives the same bytes."""
    sheet = lay_out_notice(notice)
    document = docx.Document()
    describe(document, f"{sheet.title} {sheet.number}", sheet.issuer, notice.issued)
    _set_page(document, sheet)
    _define_styles(document)
    _add_head(document, sheet)
    _add_body(document, sheet)
    _add_foot(document, sheet)
    if sheet.slip:
        _add_slip(document, sheet)
    return fixed_bytes(document)


def _set_page(document: Document, sheet: NoticeSheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(30), Mm(23)
    page.left_margin = page.right_margin = Mm(27)
    page.header_distance, page.footer_distance = Mm(12), Mm(15)
    page.different_first_page_header_footer = True
    first: Any = page.first_page_footer.paragraphs[0]
    first.paragraph_format.left_indent = first.paragraph_format.right_indent = _BEYOND
    rule_below(first, 24, _RED_HEX, "thinThickSmallGap", "top")
    later: Any = page.footer.paragraphs[0]
    later.alignment = _MIDDLE
    number_page(later, 12)
    if sheet.watermark:
        for header in (page.first_page_header, page.header):
            add_watermark(header.paragraphs[0], sheet.watermark)


def _define_styles(document: Document) -> None:
    normal = begin_styles(document, 12)
    normal.paragraph_format.line_spacing = 1.0
    both = WD_ALIGN_PARAGRAPH.JUSTIFY
    define_style(document, "发文机关", XIAOBIAOSONG, 34, line=46, colour=_RED, alignment=_MIDDLE)
    define_style(document, "文号", FANGSONG, 14, line=24)
    define_style(document, "文种", XIAOBIAOSONG, 22, line=40, alignment=_MIDDLE)
    define_style(document, "主送", FANGSONG, 14, line=24)
    define_style(document, "正文段", FANGSONG, 14, line=24, alignment=both, first_line_indent=Pt(28), space_after=Pt(6))
    define_style(document, "栏目", HEI, 12, line=18, alignment=_MIDDLE)
    define_style(document, "表文", FANGSONG, 12, line=18)
    define_style(document, "限制", HEI, 11, line=20, space_before=Pt(4))
    define_style(document, "落款", FANGSONG, 13, line=24, keep_with_next=True)
    define_style(document, "回执题", XIAOBIAOSONG, 16, line=24, alignment=_MIDDLE, keep_with_next=True)
    define_style(document, "裁线", FANGSONG, 9, line=14, colour=_GREY, alignment=_MIDDLE, keep_with_next=True)


def _add_head(document: Document, sheet: NoticeSheet) -> None:
    head = document.add_paragraph(style="发文机关")
    run = head.add_run(sheet.issuer)
    size = max(12, min(34, int(430 / max(len(sheet.issuer), 1))))
    run.font.size = Pt(size)
    set_tracking(run._r, int(size * 0.12 * 20))
    head.paragraph_format.left_indent = head.paragraph_format.right_indent = _BEYOND
    rule_below(head, 24, _RED_HEX, "thickThinSmallGap", space=8)
    line = document.add_paragraph(style="文号")
    line.paragraph_format.space_before = Pt(8)
    line.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    set_family(line.add_run(sheet.urgency)._r, HEI)
    line.add_run(f"\t{sheet.number}")
    document.add_paragraph(sheet.title, "文种").paragraph_format.space_before = Pt(6)
    document.add_paragraph(sheet.to, "主送")
    document.add_paragraph(sheet.opening, "正文段")


def _bordered(document: Document, widths: list[float], padding: int = 60) -> Table:
    table = new_table(document, 0, widths)
    sides = dict.fromkeys(ALL_SIDES, _HAIR)
    table_rules(table, 110, padding, **sides)
    return table


def _add_body(document: Document, sheet: NoticeSheet) -> None:
    table = _bordered(document, [_LABEL, _WIDTH - _LABEL])
    for row in sheet.rows:
        label, words = new_row(table, ((1, _LABEL), (1, _WIDTH - _LABEL)))
        _write(label, row.label, "栏目")
        for at, line in enumerate(row.lines):
            _write_line(words, line, new=at > 0)
        if len(row.lines) <= 4:
            keep_row_whole(table)


def _write(cell: _Cell, words: str, style: str) -> Any:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph: Any = cell.paragraphs[0]
    paragraph.style = style
    if words:
        paragraph.add_run(words)
    return paragraph


def _write_line(cell: _Cell, line: NoticeLine, *, new: bool) -> None:
    paragraph: Any = cell.add_paragraph(style="表文") if new else _write(cell, "", "表文")
    if line.lead:
        paragraph.paragraph_format.tab_stops.add_tab_stop(_STEP)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = _STEP, -_STEP
        set_family(paragraph.add_run(line.lead)._r, HEI)
        paragraph.add_run("\t")
    if line.link:
        add_link(paragraph, line.words, line.link)
        for run in paragraph._p.iter("{*}r"):
            run.get_or_add_rPr().sz_val = Pt(10.5)
    else:
        paragraph.add_run(line.words)
    if line.late:
        for run in paragraph.runs:
            run.font.bold, run.font.color.rgb = True, _RED


def _add_foot(document: Document, sheet: NoticeSheet) -> None:
    document.add_paragraph(sheet.confidential, "限制").paragraph_format.keep_with_next = True
    half = Mm(_WIDTH - 37)  # the middle of the right half: where office and day are centred
    for at, (left, right) in enumerate(((sheet.signer, sheet.issuer), ("", sheet.day))):
        line = document.add_paragraph(style="落款")
        line.paragraph_format.space_before = Pt(0 if at else 8)
        line.paragraph_format.tab_stops.add_tab_stop(half, WD_TAB_ALIGNMENT.CENTER)
        line.paragraph_format.keep_with_next = at == 0
        line.add_run(f"{left}\t{right}")


def _add_slip(document: Document, sheet: NoticeSheet) -> None:
    tear: Any = document.add_paragraph(style="裁线")
    tear.paragraph_format.space_before = Pt(8)
    tear.paragraph_format.left_indent = tear.paragraph_format.right_indent = _BEYOND
    rule_below(tear, 6, "4D4D4D", "dashed", "top")
    tear.add_run("（沿虚线裁下）")
    document.add_paragraph(sheet.slip_title, "回执题")
    words: Any = document.add_paragraph(sheet.slip_words, "表文")
    shape = words.paragraph_format
    shape.first_line_indent, shape.space_after, shape.keep_with_next = Pt(24), Pt(3), True
    half = (_WIDTH - 2 * _LABEL) / 2
    table = _bordered(document, [_LABEL, half, _LABEL, half], padding=40)
    whole = ((1, _LABEL), (3, _WIDTH - _LABEL))
    parted = ((1, _LABEL), (1, half), (1, _LABEL), (1, half))
    unit, when, post, phone, opinion = sheet.slip
    for columns, texts in ((whole, unit), (whole, when), (parted, (*post, *phone)), (whole, opinion)):
        for at, (cell, text) in enumerate(zip(new_row(table, columns), texts, strict=True)):
            paragraph = _write(cell, text, "表文" if at % 2 else "栏目")
            paragraph.paragraph_format.keep_with_next = texts is not opinion
        keep_row_whole(table)
    last: Any = document.add_paragraph(
        style="裁线"
    )  # a document ends in a paragraph: a point high, so that it opens no page
    last.paragraph_format.keep_with_next, last.paragraph_format.line_spacing = False, Pt(1)
