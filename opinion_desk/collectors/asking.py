"""What a feed asks of its readers beside ttl: skipHours and skipDays (RSS 2.0), and the update period of RDF's syndication module."""

from __future__ import annotations

import re
from typing import Final

from ..domain.rhythm import day_number
from ..domain.source import Asks

_HEAD: Final = 60_000  # characters; these stand before the entries
_SKIP_HOURS: Final = re.compile(r"<skipHours>(.{0,2000}?)</skipHours>", re.DOTALL)
_SKIP_DAYS: Final = re.compile(r"<skipDays>(.{0,2000}?)</skipDays>", re.DOTALL)
_HOUR: Final = re.compile(r"<hour>\s*(\d{1,2})\s*</hour>")
_DAY: Final = re.compile(r"<day>\s*(\w{6,9})\s*</day>")
_PERIOD: Final = re.compile(r"<\w+:updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*</\w+:updatePeriod>")
_FREQUENCY: Final = re.compile(r"<\w+:updateFrequency>\s*(\d{1,4})\s*</\w+:updateFrequency>")
_SECONDS: Final = {"hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000}
_MOST_HOURS: Final = 23


def read_asks(xml: str, ttl_s: int | None) -> Asks:
    """What the head of a feed asks for. That it updates "hourly" tells how often it may change, which a ttl overrides."""
    head = xml[:_HEAD]
    hours = {int(hour) % 24 for found in _SKIP_HOURS.findall(head) for hour in _HOUR.findall(found) if int(hour) <= 24}
    days = {day_number(day) for found in _SKIP_DAYS.findall(head) for day in _DAY.findall(found)}
    known_days = tuple(sorted(day for day in days if day is not None))
    if len(hours) > _MOST_HOURS or len(known_days) == 7:  # never to be read: nobody means that
        hours, known_days = set(), ()
    return Asks(ttl_s if ttl_s is not None else _period(head), tuple(sorted(hours)), known_days)


def _period(head: str) -> int | None:
    """The period by its frequency, but at most an hour: blog engines write "daily" or "hourly" whatever they do."""
    period = _PERIOD.search(head)
    if period is None:
        return None
    frequency = _FREQUENCY.search(head)
    times = max(int(frequency.group(1)), 1) if frequency else 1
    return min(_SECONDS[period.group(1)] // times, 3_600)
