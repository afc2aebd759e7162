"""Counts as apps write them (1.2万, 3,400, 999+), read into whole numbers and written short again."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from opinion_desk.domain.item import Metrics

_SHAPE: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*([亿万千wWkK]?)\s*\+?")
_SCALE: Final = {"": 1, "千": 1000, "k": 1000, "万": 10_000, "w": 10_000, "亿": 100_000_000}
_MOST: Final = 10**12  # more than any platform shows: a slip of the hand


def read_count(text: str) -> int:
    """The number meant by 3400, 3,400, 1.2万, 5w, 2.5亿 or 999+; ValueError when it is none."""
    plain = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text.strip())
    shape = _SHAPE.fullmatch(plain)
    if shape is None:
        raise ValueError(text)
    whole, part, scale = shape.groups()
    exact = Decimal(whole.replace(",", "") + (part or "")) * _SCALE[scale.lower()]
    if (part and not scale) or exact > _MOST:
        raise ValueError(text)
    return int(exact)


def short_count(number: float) -> str:
    """3,400, 1.2万, 123万, 2.5亿; cut and not rounded up, so that no mark is told before it is reached."""
    for unit, size in (("亿", 100_000_000), ("万", 10_000)):
        if number >= size:
            tenths = int(number * 10 // size)
            return f"{tenths // 10}{unit}" if tenths >= 1000 or tenths % 10 == 0 else f"{tenths / 10:.1f}{unit}"
    return f"{number:,.0f}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of an item: its newest known value, how it changed since the time before, and all known values, oldest first."""

    name: str  # reads comments reposts likes rank heat
    value: float
    change: float | None
    course: tuple[tuple[datetime, float], ...]


_FIGURES: Final[tuple[tuple[str, Callable[[Metrics], float | None]], ...]] = (
    ("reads", lambda seen: seen.reads),
    ("comments", lambda seen: seen.comments),
    ("reposts", lambda seen: seen.reposts),
    ("likes", lambda seen: seen.likes),
    ("rank", lambda seen: seen.rank),
    ("heat", lambda seen: seen.heat),
)


def figures_of(series: tuple[Metrics, ...]) -> tuple[Figure, ...]:
    """The figures that were ever seen, from a series oldest first."""
    found = []
    for name, of in _FIGURES:
        course = tuple((seen.seen, value) for seen in series if (value := of(seen)) is not None)
        if course:
            change = course[-1][1] - course[-2][1] if len(course) > 1 else None
            found.append(Figure(name, course[-1][1], change, course))
    return tuple(found)
