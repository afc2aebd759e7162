"""A dispatch notice laid out as plain, clean texts in their order: what docx and pdf draw, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.assignment import PaperKind
from ..domain.notice import DispatchNotice, NoticeInstruction, NoticeSource
from ..domain.origin import ORIGIN_WORDS, Origin
from .cleaning import lines, one_line, web_link
from .wording import day_words, local

_NAME, _LINE, _SHORT, _LONG = 60, 160, 40, 600
CONFIDENTIAL: Final = "本单及附件限承办单位办理本件使用，不得外传，不得上网。"
TEAR: Final = "回　执"
_BLANK_MOMENT: Final = "　　　年　　月　　日　　时　　分"


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One line of a row: its words, the address it opens, and whether it is late or to be set apart."""

    words: str
    link: str | None = None
    late: bool = False
    lead: str = ""  # set before the words in its own column: the step of a deadline


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One row of the body: label and lines."""

    label: str
    lines: tuple[NoticeLine, ...]


@dataclass(frozen=True, slots=True)
class NoticeSheet:
    """The whole paper; texts that are empty are not drawn, a slip without cells neither."""

    issuer: str
    title: str
    urgency: str
    number: str
    to: str
    opening: str
    rows: tuple[NoticeRow, ...]
    confidential: str
    signer: str
    day: str
    slip_title: str
    slip_words: str
    slip: tuple[tuple[str, str], ...]
    watermark: str


def lay_out_notice(notice: DispatchNotice) -> NoticeSheet:
    """The notice as clean texts; whatever stands in it, the sheet can be drawn."""
    form = notice.form
    to = "各有关单位" if notice.kind is PaperKind.CIRCULATED else one_line(notice.unit, _NAME)
    return NoticeSheet(
        issuer=one_line(notice.issuer, _NAME),
        title=form.title,
        urgency=one_line(notice.urgency, 8),
        number=one_line(notice.number, _SHORT) if notice.number.strip() else "",
        to=f"{to}：",
        opening=form.opening.format(role=one_line(notice.role, 8)),
        rows=tuple(row for row in _rows(notice) if row.lines),
        confidential=CONFIDENTIAL,
        signer=f"签发人：{one_line(notice.signer, _NAME)}",
        day=day_words(local(notice.issued, notice.zone).date()),
        slip_title=TEAR if form.slip else "",
        slip_words=_slip_words(notice) if form.slip else "",
        slip=_slip(notice) if form.slip else (),
        watermark=one_line(notice.watermark, 8),
    )


def minute_words(instant: datetime, zone: str) -> str:
    """2026年11月20日19时25分, in the desk's zone: what a paper with deadlines writes out."""
    there = local(instant, zone)
    return f"{day_words(there.date())}{there.hour}时{there.minute:02d}分"


def _rows(notice: DispatchNotice) -> tuple[NoticeRow, ...]:
    form = notice.form
    head = (
        NoticeRow("舆 情 件", _plain(f"{notice.title}（{notice.incident}）", notice.judged)),
        NoticeRow("承办单位", _plain(*_units(notice))),
        NoticeRow("涉事单位", _plain("、".join(notice.concerned) or "待核实")),
        NoticeRow("事由来源", _sources(notice)),
        NoticeRow("领导批示", _papers_from(notice, Origin.INSTRUCTION)),
        NoticeRow("上级来文", _papers_from(notice, Origin.SUPERIOR)),
        NoticeRow("已办经过", _plain(*notice.course)),
        NoticeRow(_reason_label(notice.kind), _plain(*lines(notice.reason))),
    )
    talk = (
        (NoticeRow("时间地点", _plain(f"时间：{_BLANK_MOMENT}", "地点：")),) if notice.kind is PaperKind.TALKED else ()
    )
    ask = (
        NoticeRow("时　　限", _deadlines(notice)),
        NoticeRow("办理要求", _numbered(notice.demands)),
        NoticeRow("反馈要求", _numbered(notice.feedback)),
        NoticeRow("依　　据", _plain(*notice.grounds)),
    )
    foot = (
        NoticeRow("附　　件", _numbered(notice.attachments) or _plain("无")),
        NoticeRow("联　　系", _plain(_contact(notice))),
    )
    if form.asks:
        return (*head, *talk, *ask, *foot)
    return (*head, *(() if form.slip else (NoticeRow("时　　限", _deadlines(notice)),)), *foot)


def _reason_label(kind: PaperKind) -> str:
    return {
        PaperKind.URGED: "催办事由",
        PaperKind.SUPERVISED: "督办事由",
        PaperKind.TALKED: "约谈事由",
        PaperKind.CIRCULATED: "通报内容",
    }.get(kind, "说　　明")


def _plain(*texts: str) -> tuple[NoticeLine, ...]:
    return tuple(NoticeLine(clean) for text in texts if (clean := one_line(text, _LONG)))


def _numbered(texts: tuple[str, ...]) -> tuple[NoticeLine, ...]:
    cleaned = [clean for text in texts if (clean := one_line(text, _LONG))]
    if len(cleaned) < 2:
        return tuple(NoticeLine(text) for text in cleaned)
    return tuple(NoticeLine(f"{place}．{text}") for place, text in enumerate(cleaned, 1))


def _units(notice: DispatchNotice) -> tuple[str, ...]:
    own = f"（值班电话 {notice.duty_phone}）" if notice.duty_phone else ""
    lead = f"主办：{notice.lead or '（待指定）'}" + (own if notice.unit == notice.lead else "")
    co = [f"{unit}{own if unit == notice.unit else ''}" for unit in notice.co]
    return (lead, f"协办：{'、'.join(co)}" if co else "")


def _sources(notice: DispatchNotice) -> tuple[NoticeLine, ...]:
    found = [
        NoticeLine(clean) for clean in (one_line(f"{notice.origin}。{notice.summary}", _LONG),) if clean.strip("。")
    ]
    found += [line for one in notice.sources for line in _source(one, notice.zone)]
    if notice.sources_more:
        found.append(NoticeLine(f"另有关联信息 {notice.sources_more} 条，略。"))
    return tuple(found)


def _source(source: NoticeSource, zone: str) -> tuple[NoticeLine, ...]:
    """Platform, time and title; its address on a line of its own, to be typed in or opened."""
    there = local(source.at, zone)
    words = f"· {source.platform}　{there.month}月{there.day}日{there:%H:%M}　《{one_line(source.title, _LINE)}》"
    link = web_link(source.link)
    line = NoticeLine(one_line(words, _LONG))
    return (line,) if link is None else (line, NoticeLine(one_line(link, _LINE), link))


def _papers_from(notice: DispatchNotice, origin: Origin) -> tuple[NoticeLine, ...]:
    return tuple(_instruction(one, notice.zone) for one in notice.instructions if one.origin is origin)


def _instruction(one: NoticeInstruction, zone: str) -> NoticeLine:
    head = f"{one.post or ORIGIN_WORDS[one.origin]}　{day_words(local(one.at, zone).date())}"
    number = f"　{one.number}" if one.number else ""
    return NoticeLine(one_line(f"{head}{number}：{one.text or '（见附件）'}", _LONG))


def _deadlines(notice: DispatchNotice) -> tuple[NoticeLine, ...]:
    return tuple(
        NoticeLine(
            f"{minute_words(one.due, notice.zone)}前" + (f"（{one_line(one.note, _SHORT)}）" if one.note else ""),
            late=one.late,
            lead=one_line(one.step, 16),
        )
        for one in notice.deadlines
    )


def _contact(notice: DispatchNotice) -> str:
    phone = one_line(notice.contact.phone, _SHORT) or "　　　　　　　　"
    return f"{one_line(notice.contact.post, _SHORT)}（24小时）　电话：{phone}"


def _slip_words(notice: DispatchNotice) -> str:
    """What the unit sends back, of which paper, before when."""
    receipt = next((one for one in notice.deadlines if "签收" in one.step), None)
    until = f"，请于{minute_words(receipt.due, notice.zone)}前退回" if receipt is not None else "，请即退回"
    number = notice.number if "　" not in notice.number else ""
    of = f"{number}《{notice.form.title}》" if number else f"《{notice.form.title}》"
    return one_line(f"{of}（{notice.incident} {notice.title}）收悉{until}{notice.issuer}。", _LONG)


def _slip(notice: DispatchNotice) -> tuple[tuple[str, str], ...]:
    return (
        ("签收单位", f"{one_line(notice.unit, _NAME)}（盖章）"),
        ("签收时间", _BLANK_MOMENT),
        ("经办岗位", ""),
        ("联系电话", ""),
        ("签收意见", "□ 承办　　□ 退单（依据另附）"),
    )
