"""Records of duty as Word documents, editable throughout."""

from __future__ import annotations

from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from .docx_cells import new_row, new_table
from .docx_parts import (
    ALL_SIDES,
    FANGSONG,
    HEI,
    XIAOBIAOSONG,
    add_watermark,
    begin_styles,
    define_style,
    describe,
    fixed_bytes,
    keep_row_whole,
    number_page,
    set_family,
    shade,
    table_rules,
)
from .record_sheet import RecordSheet

_MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER
_HAIR: Final = (4, "4D4D4D")


def record_docx(sheet: RecordSheet) -> bytes:
    """The record as docx; the same record gives the same bytes."""
    document = docx.Document()
    describe(document, sheet.title, sheet.issuer, sheet.made)
    _set_page(document, sheet)
    _define_styles(document)
    document.add_paragraph(sheet.issuer, "单位")
    document.add_paragraph(sheet.title, "题目")
    for fact in ("　　".join(sheet.facts),) if sheet.landscape else sheet.facts:
        written: Any = document.add_paragraph(fact, "要素")
        written.alignment = _MIDDLE if sheet.landscape else WD_ALIGN_PARAGRAPH.LEFT
        written.paragraph_format.space_after = Pt(6 if sheet.landscape else 0)
    for heading, paragraphs in sheet.parts:
        document.add_paragraph(heading, "小标题")
        for words in paragraphs:
            document.add_paragraph(words, "正文段")
    if sheet.table_title:
        document.add_paragraph(sheet.table_title, "小标题")
    if sheet.rows:
        _add_table(document, sheet)
    else:
        document.add_paragraph(sheet.empty, "正文段")
    document.add_paragraph("　　　　　　　　　　　　".join(sheet.signatures), "签名")
    return fixed_bytes(document)


def _set_page(document: Document, sheet: RecordSheet) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = (Mm(297), Mm(210)) if sheet.landscape else (Mm(210), Mm(297))
    page.orientation = WD_ORIENT.LANDSCAPE if sheet.landscape else WD_ORIENT.PORTRAIT
    side = Mm(18) if sheet.landscape else Mm(27)
    page.left_margin = page.right_margin = side
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    footer: Any = page.footer.paragraphs[0]
    footer.alignment = _MIDDLE
    number_page(footer)
    if sheet.watermark:
        add_watermark(page.header.paragraphs[0], sheet.watermark)


def _define_styles(document: Document) -> None:
    begin_styles(document, 12)
    define_style(document, "单位", FANGSONG, 14, line=24, alignment=_MIDDLE)
    define_style(document, "题目", XIAOBIAOSONG, 22, line=40, alignment=_MIDDLE)
    define_style(document, "要素", FANGSONG, 12, line=20)
    define_style(document, "小标题", HEI, 12, line=22, space_before=Pt(6), keep_with_next=True)
    define_style(document, "正文段", FANGSONG, 12, line=20, first_line_indent=Pt(24))
    define_style(document, "表文", FANGSONG, 10.5, line=14)
    define_style(document, "签名", FANGSONG, 12, line=22, space_before=Pt(24))


def _add_table(document: Document, sheet: RecordSheet) -> None:
    table = new_table(document, 0, list(sheet.widths))
    table_rules(table, 70, 50, **dict.fromkeys(ALL_SIDES, _HAIR))
    columns = tuple((1, width) for width in sheet.widths)
    for head in (True, False):
        for texts in (sheet.heads,) if head else sheet.rows:
            for cell, words in zip(new_row(table, columns), texts, strict=True):
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph: Any = cell.paragraphs[0]
                paragraph.style = "表文"
                run = paragraph.add_run(words)
                if head:
                    paragraph.alignment = _MIDDLE
                    set_family(run._r, HEI)
                    shade(cell, "EEEEEE")
            if head or len("".join(texts)) < 600:
                keep_row_whole(table, head=head)
