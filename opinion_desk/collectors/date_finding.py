"""The time that stands somewhere in a line of text, as lists of articles write it beside a title."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from .dates import CHINA, read_instant

_CLOCK: Final = r"(?:\s*(?:上午|下午)?\s*\d{1,2}[:时点]\d{1,2}(?:[:分]\d{1,2}秒?|分)?)?"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"(?<!\d)(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\d)日?" + _CLOCK,
        r"[〇零○一二三四五六七八九]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日",
        r"(?:\d{1,4}|半|几)\s*个?(?:秒钟?|分钟?|小时|天|周|个月)前|刚刚|(?:今天|昨天|前天|今日|昨日)" + _CLOCK,
        r"(?<![\d.])\d{1,2}月\d{1,2}日" + _CLOCK,
        r"(?<![\d./-])(?:0?[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])(?![\d./-])" + _CLOCK,
        r"(?<!\d)(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)",
    )
)
_IN_ADDRESS: Final = re.compile(r"/(?:t)?((?:19|20)\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.\-]|$)")
_DAY_APART: Final = re.compile(r"^\s*(\d{1,2})\s+((?:19|20)\d{2})\s*[-/.年]\s*(\d{1,2})月?\s*$")
_LONGEST: Final = 2_000


def find_instant(text: str, *, now: datetime, zone: ZoneInfo = CHINA) -> datetime | None:
    """The first time in a text, in UTC; the whole text where it is one, else what has the most exact form. None without any."""
    text = " ".join(text[:_LONGEST].split())
    if (whole := read_instant(text, now=now, zone=zone)) is not None:
        return whole
    apart = _DAY_APART.match(text)  # a large day above a small year and month
    if apart:
        return read_instant(f"{apart[2]}-{apart[3]}-{apart[1]}", now=now, zone=zone)
    for form in _FORMS:
        for match in form.finditer(text):
            written = re.sub(r"\s*([-/.年月])\s*", r"\1", match.group())
            if (found := read_instant(written, now=now, zone=zone)) is not None:
                return found
    return None


def date_in_address(link: str, *, now: datetime, zone: ZoneInfo = CHINA) -> datetime | None:
    """The day that a page's address bears, as government sites number theirs (/202611/t20261120_123.html); None without."""
    days = [f"{y}-{m}-{d}" for y, m, d in _IN_ADDRESS.findall(link)]
    return read_instant(days[-1], now=now, zone=zone) if days else None
