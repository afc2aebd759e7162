"""A briefing (简报): what leaders read on paper. Built by services from the store, drawn by papers; no author names, ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BriefingKind(StrEnum):
    """日报 快报 专报 周报 月报."""

    DAILY = "daily"
    FLASH = "flash"
    SPECIAL = "special"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its name and, where known, the same number of the period before (较上期)."""

    name: str
    value: int
    before: int | None = None
    unit: str = "条"


@dataclass(frozen=True, slots=True)
class BriefingItem:
    """One matter in a section: headline, a short paragraph, and the line of facts below it (source, time, reprints, unit)."""

    headline: str
    summary: str = ""
    facts: tuple[str, ...] = ()
    link: str | None = None
    item_id: int | None = None
    incident_id: int | None = None


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One row of 在办与时限: an incident's clock as it stood when the briefing was frozen."""

    number: str  # YQ-2026-0001
    title: str
    level: str  # 特别重大 重大 较大 一般, or 未核定
    clock: str  # 首次权威发布 ...
    owed_by: str
    start: datetime
    due: datetime
    state: str  # 进行中 已完成 超时 超时完成
    note: str = ""  # 余 3 小时 12 分 / 超 0 小时 48 分 / 用时 ...
    late: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a small chart: name and count."""

    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part of a briefing. Exactly the parts that are not empty are drawn; `empty` is said when none are."""

    title: str  # without its numeral
    paragraphs: tuple[str, ...] = ()
    items: tuple[BriefingItem, ...] = ()
    clocks: tuple[ClockLine, ...] = ()
    bars: tuple[Bar, ...] = ()
    bars_title: str = ""
    empty: str = "本期无此类情况。"


@dataclass(frozen=True, slots=True)
class Briefing:
    """A frozen briefing: masthead, sections, tail. `start`..`end` is the period covered, in UTC; `zone` the desk's civil zone."""

    kind: BriefingKind
    title: str  # 舆情日报
    issuer: str  # 中共云川市委宣传部
    day: date
    issue: int  # 第 n 期
    total_issue: int  # 总第 n 期
    start: datetime
    end: datetime
    zone: str
    figures: tuple[Figure, ...]
    sections: tuple[Section, ...]
    classification: str = ""  # 密级, as the office marks it; empty prints nothing
    report_to: tuple[str, ...] = ()  # 报
    send_to: tuple[str, ...] = ()  # 送
    copies: int | None = None  # 共印
    signed_by: str = ""  # post of the one who signs (签发)
    head_hash: str = ""  # head of the hash chain that day (记录校验)
    watermark: str = ""  # 演示 or 演练; empty for the real thing
