"""The dispatch notice drawn and read back, as docx and as pdf."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import docx
import pypdf
import pytest

from opinion_desk.domain.assignment import PaperKind
from opinion_desk.domain.notice import Contact, DispatchNotice, NoticeDeadline, NoticeInstruction, NoticeSource
from opinion_desk.domain.origin import Origin
from opinion_desk.papers.notice_docx import notice_docx
from opinion_desk.papers.notice_pdf import notice_pages, notice_pdf
from opinion_desk.papers.notice_sheet import lay_out_notice
from tests.opinion_desk.papers.conftest import HOSTILE
from tests.opinion_desk.papers.notices import NOTICE, at

IN_ORDER = (
    "中共云川市委宣传部", "特急", "云宣舆交〔2026〕117号", "舆情交办单", "云川市住房和城乡建设局：", "云川大桥引桥施工支架坍塌（YQ-2026-0021）",
    "协办：云川市应急管理局、南岸街道办事处", "云川路桥工程有限公司", "云川日报", "另有关联信息10条", "市委书记", "苏宣舆〔2026〕88号",
    "2026年11月20日15时22分前", "2026年11月21日14时20分前", "1．牵头核实情况", "4．组织调查并公布结果", "1．核实的事实", "国办发〔2016〕80号",
    "2．市民留言3条", "电话：0519-55500110", "不得外传", "签发人：", "2026年11月20日", "回执", "请于2026年11月20日15时22分前退回",
    "云川市住房和城乡建设局（盖章）", "经办岗位", "退单",
)  # fmt: skip


def _bare(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "").replace("\u3000", "")


def _pdf_text(notice: DispatchNotice) -> str:
    return _bare("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(notice_pdf(notice))).pages))


def _docx_text(notice: DispatchNotice) -> str:
    """Everything between the first and last word of the document, tables where they stand."""
    document: Any = docx.Document(io.BytesIO(notice_docx(notice)))
    return _bare("".join(part.text or "" for part in document.element.body.iter("{*}t")))


@pytest.mark.parametrize("text_of", [_pdf_text, _docx_text])
def test_every_field_of_the_form_stands_there_in_the_order_of_reading(text_of: Any) -> None:
    text, place = text_of(NOTICE), 0
    for part in IN_ORDER:
        found = text.find(_bare(part), place)
        assert found >= 0, part
        place = found


def test_it_fits_two_a4_pages_and_only_the_second_bears_a_number() -> None:
    pages = pypdf.PdfReader(io.BytesIO(notice_pdf(NOTICE))).pages
    assert len(pages) == 2
    assert float(pages[0].mediabox.height) == pytest.approx(297 * 72 / 25.4, abs=0.1)
    assert "—" not in pages[0].extract_text()
    assert "—2—" in _bare(pages[1].extract_text())


@pytest.mark.parametrize("demands", [1, 8, 20])
def test_the_slip_is_never_parted(demands: int) -> None:
    pages = pypdf.PdfReader(io.BytesIO(notice_pdf(replace(NOTICE, demands=NOTICE.demands[:1] * demands)))).pages
    texts = [_bare(page.extract_text()) for page in pages]
    assert [("回执" in text, "签收意见" in text) for text in texts if "签收单位" in text] == [(True, True)]


def test_each_paper_of_the_ladder_speaks_its_own_words() -> None:
    late = (NoticeDeadline("核实", at(20, 16, 52), "已超 38 分", late=True),)
    urged = replace(
        NOTICE, kind=PaperKind.URGED, course=("11月20日14时52分 交办",), reason="逾时未报。", deadlines=late
    )
    text = _pdf_text(urged)
    assert "舆情催办通知" in text
    assert "已交你单位主办，现予催办" in text
    assert "已办经过11月20日14时52分交办" in text
    assert "催办事由逾时未报。" in text
    assert "16时52分前（已超38分）" in text
    supervised = _pdf_text(replace(urged, kind=PaperKind.SUPERVISED))
    assert "主要负责人过问" in supervised
    talk = _pdf_text(replace(urged, kind=PaperKind.TALKED))
    assert "时间地点" in talk
    circulated = lay_out_notice(replace(urged, kind=PaperKind.CIRCULATED))
    assert (circulated.to, circulated.slip) == ("各有关单位：", ())
    assert "办理要求" not in [row.label for row in circulated.rows]


def test_a_drill_bears_its_word_on_every_page() -> None:
    drill = replace(NOTICE, watermark="演练")
    for page in pypdf.PdfReader(io.BytesIO(notice_pdf(drill))).pages:
        assert "演练" in _bare(page.extract_text())
    document: Any = docx.Document(io.BytesIO(notice_docx(drill)))
    page = document.sections[0]
    for header in (page.first_page_header, page.header):
        assert 'string="演练"' in header._element.xml
    assert "演练" not in _pdf_text(NOTICE)


def test_only_web_addresses_open() -> None:
    document: Any = docx.Document(io.BytesIO(notice_docx(NOTICE)))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert targets == ["https://news.yunchuan.example/2026/11/20/bridge.html"]
    bad = replace(NOTICE, sources=(NoticeSource("云川网", at(20, 9), "标题", "javascript:alert(1)"),))
    assert [line.link for row in lay_out_notice(bad).rows for line in row.lines if line.link] == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_paper(text: str) -> None:
    broken = replace(
        NOTICE, number=text, issuer=text, incident=text, title=text, judged=text, unit=text, lead=text, co=(text,),
        concerned=(text,), duty_phone=text, urgency=text, origin=text, summary=text,
        sources=(NoticeSource(text, at(20, 9), text, text),), instructions=(NoticeInstruction(Origin.INSTRUCTION, text, at(20, 9), text, text),),
        grounds=(text,), demands=(text, text), deadlines=(NoticeDeadline(text, at(20, 9), text, late=True),), course=(text,),
        reason=text, feedback=(text,), signer=text, contact=Contact(text, text), attachments=(text,), watermark=text,
    )  # fmt: skip
    assert notice_pages(broken, 30)
    docx.Document(io.BytesIO(notice_docx(broken)))


def test_the_same_notice_gives_the_same_bytes() -> None:
    assert notice_docx(NOTICE) == notice_docx(NOTICE)
    assert notice_pdf(NOTICE) == notice_pdf(NOTICE)
