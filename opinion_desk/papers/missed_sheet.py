"""A comparison with vendors laid out as plain, clean texts: parts with paragraphs and short lists, lines to sign on, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.account_tables import length_words
from ..domain.missed.matters import STANDING_WORDS, Matter, Standing
from ..domain.missed.report import Missed
from ..domain.missed.tables import (
    TITLE,
    came_words,
    definitions,
    late_table,
    missing_table,
    source_table,
    vendor_table,
)
from ..domain.missed.words import came_by_neither, gap_words, matter_words, vendor_words
from ..domain.table import Cell, Table
from .cleaning import one_line
from .wording import day_words, local, numeral, table_moment

_LISTED: Final = 15  # lines of a list in the paper; all of them stand in the workbook
_CELL: Final = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """A table in the paper: title, heads, widths in mm, rows, and where the rest stands."""

    title: str
    heads: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A numbered part."""

    heading: str
    paragraphs: tuple[str, ...]
    lists: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class MissedSheet:
    """All texts of the paper in their order."""

    issuer: str
    title: str
    facts: str
    parts: tuple[Part, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...]


def lay_out_missed(missed: Missed) -> MissedSheet:
    """The paper of a comparison."""
    names = "、".join(one_line(one.vendor, 30) for one in missed.vendors)
    made = local(missed.made, missed.period.zone)
    parts = [
        ("比对范围①", _scope(missed, names), ()),
        ("总体情况②", tuple(words for one in missed.vendors for words in vendor_words(one)), (_vendors(missed),)),
        ("事项", (matter_words(missed.matters), *_neither(missed)), _matters(missed)),
        ("漏报", _missing_words(missed), _missing(missed)),
        (f"迟报（超过 {length_words(missed.limit)}）③", _late_words(missed), _late(missed)),
        ("本台来源和未采集的站点", (gap_words(missed),), _sources(missed)),
        ("验收意见", ("　", "　"), ()),
    ]
    return MissedSheet(
        one_line(missed.issuer, 60),
        TITLE,
        f"{missed.period.words}　{names}",
        tuple(Part(f"{numeral(n)}、{heading}", words, lists) for n, (heading, words, lists) in enumerate(parts, 1)),
        (
            "使用单位（盖章）：　　　　　　　经办人（签名）：",
            "服务单位（盖章）：　　　　　　　代　表（签名）：",
            "验收人（签名）：　　　　　　　　日　期：　　年　　月　　日",
            f"（本报告由舆情工作台生成于 {day_words(made.date())} {made:%H:%M}）",
        ),
        tuple(f"{mark}{words}" for mark, words in zip("①②③④⑤", _notes(missed), strict=True)),
    )


def _notes(missed: Missed) -> tuple[str, ...]:
    """In the order in which the parts point to them: scope, ways and shares, lateness, then the rest."""
    scope, ways, late, shares, found = definitions(missed)
    return scope, ways, late, found, shares


def _scope(missed: Missed, names: str) -> tuple[str, ...]:
    read = sum(one.read for one in missed.vendors)
    said = f"本台自行采集的信息，与{names}导出的 {read:,} 行记录比对，期间为{missed.period.words}，迟报限值为 {length_words(missed.limit)}。"
    return said, *missed.notes


def _vendors(missed: Missed) -> Listed:
    heads = ("厂商", "计入", "本台采到率", "厂商发现率", "有接收时间", "中位时延", "九成在此以内", "迟")
    return _listed("各厂商", vendor_table(missed), heads, (30, 16, 20, 20, 19, 20, 20, 11), missed.period.zone)


def _neither(missed: Missed) -> tuple[str, ...]:
    found = came_by_neither(missed)
    if not found:
        return ()
    named = "；".join(
        f"{one_line(one.title, 40)}（{one.number or '事件'}，{one.origin or '监测'}）" for one in found[:_LISTED]
    )
    return (f"本台和厂商都没有先到的 {len(found)} 件：{named}。",)


def _matters(missed: Missed) -> tuple[Listed, ...]:
    grave = sorted(missed.matters, key=lambda one: (_RANK[one.standing], one.number == ""))
    rows = tuple(_matter(one, missed.period.zone) for one in grave[:_LISTED])
    heads = ("事项", "首发", "最先", "结论", *(came for came in ("本台", "厂商")))
    if not rows:
        return ()
    return (
        Listed("事项（都没有先到、都迟的在前）", heads, (46, 21, 17, 22, 19, 31), rows, _more(len(grave), len(rows))),
    )


_RANK: Final = {Standing.NEITHER: 0, Standing.LATE: 1, Standing.UNTIMED: 2, Standing.IN_TIME: 3}


def _matter(one: Matter, zone: str) -> tuple[str, ...]:
    ours, *vendors = one.came
    told = [
        came_words(came) if len(vendors) == 1 else f"{one_line(came.by, 12)} {came_words(came)}" for came in vendors
    ]
    title = f"{one_line(one.title, _CELL)}{f'（{one.number}）' if one.number else ''}"
    base = "—" if one.base is None else table_moment(one.base, zone)
    return title, base, one.first or "—", STANDING_WORDS[one.standing], came_words(ours), "\n".join(told)


def _missing_words(missed: Missed) -> tuple[str, ...]:
    told = [f"厂商有而本台没有的 {len(missed.only_vendor):,} 条。"]
    for one in missed.vendors:
        gone = one.found.whole - one.found.part
        told.append(f"本台有（涉及本地）而{one.vendor}没有的 {gone:,} 条。")
    return ("".join(told),)


def _missing(missed: Missed) -> tuple[Listed, ...]:
    table, zone = missing_table(missed), missed.period.zone
    widths = (62, 40, 24, 30)
    made = []
    for who in dict.fromkeys(str(row[0]) for row in table.rows):
        of = Table(table.id, table.name, table.columns, tuple(row for row in table.rows if row[0] == who))
        made.append(_listed(f"{one_line(who, 30)}漏的", of, ("标题", "站点", "发布时间", "有的一方"), widths, zone))
    return tuple(made)


def _late_words(missed: Missed) -> tuple[str, ...]:
    ours = sum(missed.is_late(row.our_lag) for row in missed.rows)
    told = [f"本台 {ours:,} 条", *(f"{one.vendor} {one.lags.late:,} 条" for one in missed.vendors)]
    both = sum(missed.is_late(row.our_lag) and missed.is_late(row.vendor_lag) for row in missed.rows)
    return (f"超过限值的：{'，'.join(told)}；两边都迟的 {both:,} 条。",)


def _late(missed: Missed) -> tuple[Listed, ...]:
    table = late_table(missed)
    heads = ("谁迟", "标题", "发布时间", "迟多久", "另一方")
    return (_listed("迟得最久的", table, heads, (26, 66, 24, 22, 18), missed.period.zone),) if table.rows else ()


def _sources(missed: Missed) -> tuple[Listed, ...]:
    table = source_table(missed)
    heads = ("本台来源", "厂商记录", "本台也有", "漏", "采到率", "中位时延", "九成在此以内")
    return (_listed("按来源", table, heads, (42, 19, 19, 14, 19, 21, 22), missed.period.zone),) if table.rows else ()


def _listed(title: str, table: Table, heads: Sequence[str], widths: Sequence[float], zone: str) -> Listed:
    """The first lines of a table with these of its columns."""
    places = [next(n for n, column in enumerate(table.columns) if column.name == head) for head in heads]
    rows = tuple(tuple(_cell(row[place], zone) for place in places) for row in table.rows[:_LISTED])
    return Listed(title, tuple(heads), tuple(map(float, widths)), rows, _more(len(table.rows), len(rows)))


def _more(whole: int, shown: int) -> str:
    return f"只列前 {shown} 条，共 {whole:,} 条，全部见所附工作簿。" if whole > shown else ""


def _cell(cell: Cell, zone: str) -> str:
    if cell is None or cell == "":
        return "—"
    if isinstance(cell, datetime):
        return table_moment(cell, zone)
    if isinstance(cell, timedelta):
        return length_words(cell)
    if isinstance(cell, float):
        return f"{cell:.1%}"
    return f"{cell:,}" if isinstance(cell, int) else one_line(str(cell), _CELL)
