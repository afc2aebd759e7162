"""Counts as exports write them (1.2万, 10万+, -), and the days that spreadsheets keep as numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.counting_words import SCALES
from ..domain.item import Metrics
from .columns import Role

_COUNT: Final = re.compile(r"(\d{1,15}(?:\.\d+)?)(亿|千万|百万|十万|万|千|百|w|k|m)?[+＋]?(?:次|人次|人|条|个)?")
_NOTHING: Final = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "无", "暂无", "未知", "n/a", "na", "null", "none", "nan"}
)
_COUNTED: Final = (Role.READS, Role.COMMENTS, Role.REPOSTS, Role.LIKES)
_DAY_NUMBER: Final = re.compile(r"\d{5}(?:\.\d{1,12})?")
_FIRST, _LAST = 20_000, 80_000  # 1954 to 2119


def read_count(value: object) -> int | None:
    """A count from a cell: 1.2万 is 12000, 10万+ is 100000, a dash or nothing None. ValueError when it is no count."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if not 0 <= value < 1e15:  # neither negative nor not-a-number
            raise ValueError("no count")
        return int(value)
    if not isinstance(value, str):
        raise ValueError("no count")
    text = "".join(value.split()).replace(",", "").replace("，", "").lower()
    if text in _NOTHING:
        return None
    found = _COUNT.fullmatch(text)
    if found is None:
        raise ValueError("no count")
    return round(float(found.group(1)) * SCALES[found.group(2) or ""])


def metrics_of(values: Mapping[Role, object], seen: datetime, unreadable: Callable[[Role], None]) -> Metrics | None:
    """The counts of a row as they stood at `seen`; None where it has none. `unreadable` is told of cells that are no counts."""
    counts: dict[Role, int | None] = {}
    for role in _COUNTED:
        try:
            counts[role] = read_count(values.get(role))
        except ValueError:
            unreadable(role)
    if all(count is None for count in counts.values()):
        return None
    reads, comments, reposts, likes = (counts.get(role) for role in _COUNTED)
    return Metrics(seen, reads, comments, reposts, likes)


def day_of_spreadsheet(value: object, zone: ZoneInfo) -> datetime | None:
    """The instant of a day number (days since 1899-12-30, ECMA-376 part 1, 18.17.4.1) as civil time of `zone`; None for others."""
    if isinstance(value, str) and _DAY_NUMBER.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _FIRST <= value < _LAST:
        return None
    return datetime(1899, 12, 30, tzinfo=zone) + timedelta(seconds=round(value * 86_400))
