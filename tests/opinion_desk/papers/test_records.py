"""Records of duty drawn and read back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from docx.shared import Mm

from opinion_desk.domain.duty_record import DutyLogRecord, HandoverRecord, LoggedLine, OwedLine
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.period import Period
from opinion_desk.papers.record_docx import record_docx
from opinion_desk.papers.record_pdf import record_pdf
from opinion_desk.papers.record_sheet import RecordSheet, lay_out_handover, lay_out_log
from opinion_desk.papers.render import PaperRenderer
from tests.opinion_desk.papers.conftest import HOSTILE
from tests.opinion_desk.papers.notices import at

HANDOVER = HandoverRecord(
    "中共云川市委宣传部", "Asia/Shanghai", "值班室", "夜班值班员", "早班值班员", at(21, 7, 50), at(21, 8, 3), "已接班",
    (
        OwedLine("时限", "YQ-2026-0021", "新闻发布会", at(21, 14, 20), "云川市住房和城乡建设局"),
        OwedLine("补签", "YQ-2026-0021", "情况通报口头同意补签", None, "分管副部长"),
    ),
    "20日20时34分发布第二号通报。\n已向值班室报告。", "发布会材料10时前送审。", "来电记录2件，传真1件。",
)  # fmt: skip
LOG = DutyLogRecord(
    "中共云川市委宣传部", Period(date(2026, 11, 20), date(2026, 11, 20), "Asia/Shanghai"), at(21, 8),
    (
        LoggedLine(at(20, 14, 26), "市应急管理局 值班室\n0519-55500119", "南岸引桥", "支架坍塌，11人被困。", "已通知住建局。",
                   "传播较快", "14:31 值班室", "夜班值班员", "14:40 人数由9人改为11人"),
    ),
)  # fmt: skip
Draw = Callable[[RecordSheet], bytes]


def _text(made: bytes) -> str:
    if made.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)
    else:
        document: Any = docx.Document(io.BytesIO(made))
        text = "".join(part.text or "" for part in document.element.body.iter("{*}t"))
    return "".join(text.split()).replace("\u200b", "")


@pytest.mark.parametrize("draw", [record_pdf, record_docx])
def test_a_handover_tells_who_when_what_was_done_and_what_is_owed(draw: Draw) -> None:
    text = _text(draw(lay_out_handover(HANDOVER)))
    parts = ("值班交接班记录", "交班：夜班值班员2026年11月21日07:50", "接班：早班值班员11月21日08:03", "已接班", "已办事项", "第二号通报",
             "未办毕事项及要求", "10时前送审", "文电移交", "传真1件", "新闻发布会", "11月21日14:20", "补签", "未定", "交班人（签名）", "接班人（签名）")  # fmt: skip
    for part in parts:
        assert part in text, part


def test_what_is_not_there_is_said() -> None:
    bare = replace(HANDOVER, taking="", answered=None, owed=(), done="", papers=" ", state="待接班")
    text = _text(record_pdf(lay_out_handover(bare)))
    assert "（待接）未接" in text
    assert "已办事项无" in text
    assert "交接时没有未了的事项。" in text


@pytest.mark.parametrize("draw", [record_pdf, record_docx])
def test_the_log_stands_across_the_page_to_the_minute_with_its_corrections(draw: Draw) -> None:
    text = _text(draw(lay_out_log(LOG)))
    for part in (
        "值班日志",
        "2026年11月20日",
        "11月20日14:26",
        "0519-55500119",
        "支架坍塌，11人被困。",
        "更正：14:40人数由9人改为11人",
        "记录人",
    ):
        assert part in text, part
    page = docx.Document(io.BytesIO(record_docx(lay_out_log(LOG)))).sections[0]
    assert page.page_width == pytest.approx(Mm(297), abs=1000)


def test_a_long_log_repeats_its_head_on_each_page() -> None:
    pages = pypdf.PdfReader(io.BytesIO(record_pdf(lay_out_log(replace(LOG, lines=LOG.lines * 40))))).pages
    assert len(pages) > 2
    assert all("起因经过" in "".join(page.extract_text().split()) for page in list(pages)[:-1])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_a_record(text: str) -> None:
    owed = (OwedLine(text, text, text, None, text),)
    handover = replace(HANDOVER, issuer=text, post=text, leaving=text, taking=text, state=text, owed=owed, done=text,
                       undone=text, papers=text, watermark=text)  # fmt: skip
    log = replace(LOG, issuer=text, lines=(LoggedLine(at(20, 9), *[text] * 8),), watermark=text)
    for sheet in (lay_out_handover(handover), lay_out_log(log)):
        assert record_pdf(sheet).startswith(b"%PDF")
        assert record_docx(sheet) == record_docx(sheet)


def test_the_suffix_picks_the_format_and_another_is_refused(tmp_path: Path) -> None:
    renderer = PaperRenderer()
    renderer.duty_record(HANDOVER, tmp_path / "a.pdf")
    renderer.duty_record(LOG, tmp_path / "b.docx")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    assert "值班日志" in _text((tmp_path / "b.docx").read_bytes())
    with pytest.raises(Refused) as why:
        renderer.duty_record(LOG, tmp_path / "c.xlsx")
    assert why.value.id == "format_unknown"
