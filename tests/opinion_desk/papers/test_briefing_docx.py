"""The docx read back."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from opinion_desk.domain.briefing import Briefing
from opinion_desk.papers.briefing_docx import briefing_docx


def _open(briefing: Briefing) -> Any:
    return docx.Document(io.BytesIO(briefing_docx(briefing)))


def test_the_words_stand_in_their_order_under_named_styles(sample: Briefing) -> None:
    read = [(p.style.name, p.text) for p in _open(sample).paragraphs]
    assert read[:3] == [("密级", "内部资料"), ("报头", "舆情日报"), ("期号", "第 324 期（总第 1205 期）")]
    heads = [text for style, text in read if style == "一级标题"]
    assert heads[0] == "一、舆情综述"
    assert heads[-1] == "七、研判建议"
    assert ("二级标题", "（三）东湖区多个小区反映自来水有异味") in read


def test_word_shows_the_typefaces_of_the_standard(sample: Briefing) -> None:
    document = _open(sample)
    faces = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "正文段", "报头", "一级标题", "二级标题")
    }
    assert faces == {
        "Normal": "仿宋_GB2312", "正文段": "仿宋_GB2312", "报头": "方正小标宋简体", "一级标题": "黑体", "二级标题": "楷体_GB2312",
    }  # fmt: skip
    assert document.styles["正文段"].font.size == Pt(16)
    with zipfile.ZipFile(io.BytesIO(briefing_docx(sample))) as parts:
        table = parts.read("word/fontTable.xml").decode()
    assert 'w:name="仿宋_GB2312"' in table
    assert "FangSong" in table


def test_the_page_is_that_of_the_standard(sample: Briefing) -> None:
    page = _open(sample).sections[0]
    for measure, wanted in (
        (page.page_width, 210),
        (page.page_height, 297),
        (page.top_margin, 37),
        (page.left_margin, 28),
        (page.page_width - page.left_margin - page.right_margin, 156),
        (page.page_height - page.top_margin - page.bottom_margin, 225),
    ):
        assert measure == pytest.approx(Mm(wanted), abs=Mm(0.1))


def test_clocks_are_a_table_whose_late_row_says_so_in_words_and_colour(sample: Briefing) -> None:
    table = next(t for t in _open(sample).tables if t.cell(0, 0).text == "舆情件")
    assert len(table.rows) == 6
    late = table.rows[4].cells
    assert late[5].text == "超时\n超 0 小时 48 分"
    assert late[5]._tc.tcPr.find(qn("w:shd")).get(qn("w:fill")) == "FDECEB"
    assert table.cell(1, 0)._tc is table.cell(3, 0)._tc


def test_pages_are_numbered_right_and_left_and_carry_the_watermark(sample: Briefing) -> None:
    page = _open(sample).sections[0]
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        xml = footer._element.xml
        assert 'w:instr="PAGE"' in xml
        assert f'<w:jc w:val="{side}"/>' in xml
    for header in (page.header, page.even_page_header):
        assert 'string="演示"' in header._element.xml


def test_the_tail_names_receivers_copies_and_checksum(sample: Briefing) -> None:
    document = _open(sample)
    tail = document.tables[-1]
    assert tail.cell(0, 0).text.startswith("报：市委书记、市长，")
    assert tail.cell(2, 0).text == "签发：市委宣传部副部长\t共印 30 份"
    assert document.paragraphs[-1].text.startswith("记录校验：9f2c")


def test_links_lead_only_to_web_addresses(hostile: Briefing) -> None:
    targets = [rel.target_ref for rel in _open(hostile).part.rels.values() if rel.is_external]
    assert targets
    assert all(target.startswith("https://a.example/") for target in targets)
