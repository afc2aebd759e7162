"""A briefing laid out as plain, clean texts in their order: what every format draws, each in its own way."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from ..domain.briefing import Bar, Briefing, BriefingItem, ClockLine, Section
from .cleaning import lines, one_line, web_link
from .wording import (
    change_words,
    day_words,
    issue_words,
    listed,
    numeral,
    period_words,
    state_words,
    table_moment,
)

_HEADLINE, _NAME, _SHORT, _FACT, _RECEIVERS = 160, 60, 24, 80, 400


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One figure of the strip: name, number with unit, and how it moved in words."""

    name: str
    value: int
    unit: str
    change: str


@dataclass(frozen=True, slots=True)
class Matter:
    """One item: numbered headline, paragraphs, the line of facts and where it can be read."""

    heading: str
    paragraphs: tuple[str, ...]
    facts: str
    link: str | None


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of an incident in words; `late` rows are drawn in colour as well."""

    clock: str
    owed_by: str
    start: str
    due: str
    state: str
    note: str
    late: bool


@dataclass(frozen=True, slots=True)
class ClockGroup:
    """The clocks of one incident that follow each other."""

    number: str
    title: str
    level: str
    rows: tuple[ClockRow, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One section with its numeral. Drawn in this order: paragraphs, bars, matters, clocks; else `empty`."""

    heading: str
    paragraphs: tuple[str, ...]
    bars_title: str
    bars: tuple[Bar, ...]
    matters: tuple[Matter, ...]
    clocks: tuple[ClockGroup, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole paper; texts that are empty are not drawn."""

    classification: str
    title: str
    issue: str
    issuer: str
    day: str
    period: str
    figures: tuple[FigureCell, ...]
    parts: tuple[Part, ...]
    report_to: str
    send_to: str
    signed_by: str
    copies: str
    check: str
    watermark: str


def lay_out(briefing: Briefing) -> Sheet:
    """The briefing as clean texts; whatever stands in it, the sheet can be drawn."""
    return Sheet(
        classification=one_line(briefing.classification, _SHORT),
        title=one_line(briefing.title, _SHORT),
        issue=issue_words(briefing),
        issuer=one_line(briefing.issuer, _NAME),
        day=day_words(briefing.day),
        period=period_words(briefing),
        figures=tuple(
            FigureCell(one_line(figure.name, _SHORT), figure.value, one_line(figure.unit, 8), change_words(figure))
            for figure in briefing.figures
        ),
        parts=tuple(_part(order, section, briefing.zone) for order, section in enumerate(briefing.sections, 1)),
        report_to=_receivers("报", briefing.report_to),
        send_to=_receivers("送", briefing.send_to),
        signed_by=f"签发：{post}" if (post := one_line(briefing.signed_by, _NAME)) else "",
        copies="" if briefing.copies is None else f"共印 {briefing.copies} 份",
        check=f"记录校验：{head}" if (head := one_line(briefing.head_hash, 128)) else "",
        watermark=one_line(briefing.watermark, 8),
    )


def _receivers(word: str, names: tuple[str, ...]) -> str:
    known = tuple(clean for name in names if (clean := one_line(name, _NAME)))
    return one_line(f"{word}：{listed(known)}", _RECEIVERS) if known else ""


def _part(order: int, section: Section, zone: str) -> Part:
    paragraphs = tuple(line for paragraph in section.paragraphs for line in lines(paragraph))
    filled = bool(paragraphs or section.items or section.clocks or section.bars)
    return Part(
        heading=f"{numeral(order)}、{one_line(section.title, _NAME)}",
        paragraphs=paragraphs,
        bars_title=one_line(section.bars_title, _NAME),
        bars=tuple(Bar(one_line(bar.name, _SHORT), bar.value) for bar in section.bars),
        matters=tuple(_matter(place, item) for place, item in enumerate(section.items, 1)),
        clocks=_groups(section.clocks, zone),
        empty="" if filled else one_line(section.empty, _HEADLINE),
    )


def _matter(order: int, item: BriefingItem) -> Matter:
    return Matter(
        heading=f"（{numeral(order)}）{one_line(item.headline, _HEADLINE)}",
        paragraphs=lines(item.summary),
        facts="；".join(clean for fact in item.facts if (clean := one_line(fact, _FACT))),
        link=web_link(item.link),
    )


def _groups(clocks: tuple[ClockLine, ...], zone: str) -> tuple[ClockGroup, ...]:
    return tuple(
        ClockGroup(
            number=one_line(number, _SHORT),
            title=one_line(title, _NAME),
            level=one_line(level, 8),
            rows=tuple(_clock_row(line, zone) for line in rows),
        )
        for (number, title, level), rows in groupby(clocks, key=lambda line: (line.number, line.title, line.level))
    )


def _clock_row(line: ClockLine, zone: str) -> ClockRow:
    return ClockRow(
        clock=one_line(line.clock, _SHORT),
        owed_by=one_line(line.owed_by, _NAME),
        start=table_moment(line.start, zone),
        due=table_moment(line.due, zone),
        state=one_line(state_words(line), _SHORT),
        note=one_line(line.note, _SHORT),
        late=line.late,
    )
