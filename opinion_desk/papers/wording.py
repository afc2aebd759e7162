"""How numbers, days, times and states are said on paper, the same in every format."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.briefing import Briefing, ClockLine, Figure

_DIGITS: Final = "零一二三四五六七八九"
_PLACES: Final = ("", "十", "百", "千")

CLOCK_HEADS: Final = ("舆情件", "级别", "时限", "责任单位", "起止时间", "状态")
NO_SECTIONS: Final = "本期无内容。"


def numeral(number: int) -> str:
    """A number from 1 to 9999 in Chinese numerals, 十一 not 一十一; others as digits."""
    if not 0 < number < 10_000:
        return str(number)
    said = ""
    for place, digit in enumerate(reversed(str(number))):
        if digit != "0":
            said = _DIGITS[int(digit)] + _PLACES[place] + said
        elif said and not said.startswith("零"):
            said = "零" + said
    return said.removeprefix("一") if said.startswith("一十") else said


def day_words(day: date) -> str:
    """2026年11月20日: Arabic digits without leading zeros (GB/T 9704-2012, 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def local(instant: datetime, zone: str) -> datetime:
    """The instant in the desk's civil zone."""
    return instant.astimezone(ZoneInfo(zone))


def moment_words(instant: datetime, zone: str) -> str:
    """11月20日 14:20, in the desk's zone."""
    there = local(instant, zone)
    return f"{there.month}月{there.day}日 {there:%H:%M}"


def table_moment(instant: datetime, zone: str) -> str:
    """11-20 14:20, in the desk's zone: for the narrow columns of a table."""
    return f"{local(instant, zone):%m-%d %H:%M}"


def period_words(briefing: Briefing) -> str:
    """The period covered, with its year, in the desk's zone."""
    start, end = local(briefing.start, briefing.zone), local(briefing.end, briefing.zone)
    last = moment_words(briefing.end, briefing.zone)
    until = last if start.year == end.year else f"{end.year}年{last}"
    return f"统计时段：{start.year}年{moment_words(briefing.start, briefing.zone)} 至 {until}"


def issue_words(briefing: Briefing) -> str:
    """第 324 期（总第 1205 期）."""
    return f"第 {briefing.issue} 期（总第 {briefing.total_issue} 期）"


def change_words(figure: Figure) -> str:
    """How a figure moved against the period before, in words that a copy in black keeps; empty when not known."""
    if figure.before is None:
        return ""
    moved = figure.value - figure.before
    if moved == 0:
        return "与上期持平"
    return f"较上期{'增' if moved > 0 else '减'} {abs(moved)}"


def state_words(line: ClockLine) -> str:
    """The state of a clock; a late one says so in words, whatever its state is called."""
    return f"{line.state}（超时）" if line.late and "超" not in line.state else line.state


def listed(names: tuple[str, ...]) -> str:
    """Names of receivers in one sentence: commas between, a full stop at the end."""
    return "，".join(name.rstrip("。，、") for name in names) + "。"
