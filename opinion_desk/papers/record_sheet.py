"""Records of duty laid out as plain, clean texts: what docx and pdf draw, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..domain.duty_record import DutyLogRecord, HandoverRecord
from .cleaning import lines, one_line
from .wording import local, moment_words

_NAME, _LINE, _LONG = 60, 200, 2000
_NONE = "无"
_EMPTY = "—"


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A title, facts (two a line, the last alone), parts (label and paragraphs), a table with its widths in mm, and lines to sign on."""

    issuer: str
    title: str
    facts: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    table_title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str
    signatures: tuple[str, ...]
    landscape: bool
    made: datetime
    watermark: str


def lay_out_handover(record: HandoverRecord) -> RecordSheet:
    """The record of a handover, with blanks for both signatures."""
    answered = moment_words(record.answered, record.zone) if record.answered is not None else "未接"
    year = local(record.offered, record.zone).year
    facts = (
        f"交班：{one_line(record.leaving, _NAME)}　{year}年{moment_words(record.offered, record.zone)}",
        f"接班：{one_line(record.taking, _NAME) or '（待接）'}　{answered}",
        f"岗位：{one_line(record.post, _NAME)}　　状态：{one_line(record.state, _LINE)}",
    )
    rows = tuple(
        (
            str(place),
            one_line(one.kind, 12),
            one_line(one.number, 24) or _EMPTY,
            one_line(one.words, _LINE),
            moment_words(one.due, record.zone) if one.due is not None else "未定",
            one_line(one.by, _NAME) or _EMPTY,
        )
        for place, one in enumerate(record.owed, 1)
    )
    return RecordSheet(
        one_line(record.issuer, _NAME),
        "值班交接班记录",
        facts,
        (
            ("已办事项", _paragraphs(record.done)),
            ("未办毕事项及要求", _paragraphs(record.undone)),
            ("文电移交", _paragraphs(record.papers)),
        ),
        "交接时未了的时限、批示、补签、退单和未读提醒",
        ("序号", "类别", "舆情件", "事项", "最迟", "责任方"),
        (12.0, 20.0, 30.0, 45.0, 25.0, 24.0),
        rows,
        "交接时没有未了的事项。",
        ("交班人（签名）：", "接班人（签名）："),
        landscape=False,
        made=record.answered or record.offered,
        watermark=one_line(record.watermark, 8),
    )


def lay_out_log(record: DutyLogRecord) -> RecordSheet:
    """The duty log of a period, across the page."""
    zone = record.period.zone
    rows = tuple(
        (
            moment_words(one.at, zone),
            "\n".join(lines(one.caller[:_LINE])),
            one_line(one.place, _LINE),
            "\n".join(
                (
                    *lines(one.course[:_LONG]),
                    *((f"（更正：{one_line(one.corrected, _LONG)}）",) if one.corrected else ()),
                )
            ),
            "\n".join(lines(one.measures[:_LONG])),
            "\n".join(lines(one.impact[:_LONG])),
            one_line(one.reported, _LONG),
            one_line(one.by, _NAME),
        )
        for one in record.lines
    )
    return RecordSheet(
        one_line(record.issuer, _NAME),
        "值班日志",
        (record.period.words, f"共 {len(rows)} 条", "时间为24小时制，精确到分；更正另起一条，原记录保留"),
        (),
        "",
        (
            "时间",
            "来电单位、岗位、电话",
            "地点",
            "起因经过",
            "已采取措施",
            "影响与趋势",
            "已报告领导、单位及时间",
            "记录人",
        ),
        (21.0, 34.0, 21.0, 60.0, 42.0, 27.0, 32.0, 23.0),
        rows,
        "这段时间没有记录。",
        ("值班负责人（签名）：",),
        landscape=True,
        made=record.made,
        watermark=one_line(record.watermark, 8),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return lines(text[: 2 * _LONG]) or (_NONE,)
