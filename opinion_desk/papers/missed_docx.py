"""A comparison with vendors as a Word document to be signed: the ground for accepting a bought service, editable throughout."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import _Cell

from ..domain.missed.report import Missed
from .cleaning import one_line
from .docx_cells import new_row, new_table
from .docx_parts import (
    ALL_SIDES,
    FANGSONG,
    HEI,
    KAI,
    XIAOBIAOSONG,
    add_watermark,
    begin_styles,
    define_style,
    describe,
    fixed_bytes,
    keep_row_whole,
    number_page,
    rule_below,
    set_family,
    shade,
    table_rules,
)
from .missed_sheet import Listed, MissedSheet, lay_out_missed

_MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER
_HAIR: Final = (4, "4D4D4D")
_WHOLE: Final = 6  # rows of a list that stays on one page


def missed_docx(missed: Missed) -> bytes:
    """The comparison as docx; the same comparison gives the same bytes."""
    sheet = lay_out_missed(missed)
    document = docx.Document()
    describe(document, sheet.title, sheet.issuer, missed.made)
    _set_page(document, one_line(missed.watermark, 8))
    _define_styles(document)
    document.add_paragraph(sheet.issuer, "单位")
    document.add_paragraph(sheet.title, "题目")
    document.add_paragraph(sheet.facts, "要素")
    for part in sheet.parts:
        document.add_paragraph(part.heading, "一级标题")
        for words in part.paragraphs:
            document.add_paragraph(words, "正文段").paragraph_format.keep_with_next = not words.strip()
        for listed in part.lists:
            _add_list(document, listed)
    _add_signatures(document, sheet)
    _add_notes(document, sheet.notes)
    return fixed_bytes(document)


def _set_page(document: Document, watermark: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin = Mm(30), Mm(25)
    page.left_margin = page.right_margin = Mm(27)
    footer: Any = page.footer.paragraphs[0]
    footer.alignment = _MIDDLE
    number_page(footer)
    if watermark:
        add_watermark(page.header.paragraphs[0], watermark)


def _define_styles(document: Document) -> None:
    begin_styles(document, 14)
    define_style(document, "单位", FANGSONG, 14, line=26, alignment=_MIDDLE)
    define_style(document, "题目", XIAOBIAOSONG, 22, line=42, alignment=_MIDDLE)
    define_style(document, "要素", KAI, 14, line=26, alignment=_MIDDLE, space_after=Pt(8))
    define_style(
        document,
        "一级标题",
        HEI,
        14,
        line=28,
        outline=0,
        space_before=Pt(6),
        keep_with_next=True,
        first_line_indent=Pt(28),
    )
    define_style(document, "正文段", FANGSONG, 14, line=26, first_line_indent=Pt(28))
    define_style(document, "表题", KAI, 12, line=22, space_before=Pt(6), keep_with_next=True)
    define_style(document, "表文", FANGSONG, 10.5, line=14)
    define_style(document, "签名", FANGSONG, 14, line=32, keep_with_next=True)
    define_style(document, "注", FANGSONG, 9, line=13)


def _add_list(document: Document, listed: Listed) -> None:
    document.add_paragraph(listed.title, "表题")
    table = new_table(document, 0, list(listed.widths))
    table_rules(table, 70, 45, **dict.fromkeys(ALL_SIDES, _HAIR))
    columns = tuple((1, width) for width in listed.widths)
    for place, texts in enumerate((listed.heads, *listed.rows)):
        head = not place
        kept = head or (len(listed.rows) <= _WHOLE and place < len(listed.rows))
        for cell, words in zip(new_row(table, columns), texts, strict=True):
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            _write(cell, words, head=head, kept=kept)
            if head:
                shade(cell, "EEEEEE")
        keep_row_whole(table, head=head)
    if listed.more:
        document.add_paragraph(listed.more, "表文").paragraph_format.space_before = Pt(3)


def _write(cell: _Cell, words: str, *, head: bool, kept: bool) -> None:
    paragraph: Any = cell.paragraphs[0]
    paragraph.style = "表文"
    paragraph.paragraph_format.keep_with_next = kept
    run = paragraph.add_run(words)
    if head:
        paragraph.alignment = _MIDDLE
        set_family(run._r, HEI)


def _add_signatures(document: Document, sheet: MissedSheet) -> None:
    space: Any = document.add_paragraph("", "签名")
    space.paragraph_format.line_spacing = Pt(14)
    for words in sheet.signatures:
        document.add_paragraph(words, "签名")
    document.paragraphs[-1].paragraph_format.keep_with_next = False


def _add_notes(document: Document, notes: Sequence[str]) -> None:
    """The definitions in small type under a short rule, where notes stand."""
    for place, words in enumerate(notes):
        note: Any = document.add_paragraph(words, "注")
        if not place:
            note.paragraph_format.space_before = Pt(14)
            rule_below(note, 4, "4D4D4D", side="top", space=4)
