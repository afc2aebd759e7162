"""Heat (热度): how much and how fast something is covered. Each item counts once and loses half its weight every twelve hours."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import log2
from typing import Final

from .instants import to_ms

HALF_LIFE: Final = timedelta(hours=12)
_HALF_LIFE_MS: Final = HALF_LIFE // timedelta(milliseconds=1)


def first_heat(when_ms: int, weight: float = 1.0) -> float:
    """The heat of one item in the form the store keeps: log2 of the weight as it would stand at the epoch.

    Kept so, an order by heat never changes with time passing: nothing has to be computed again.
    """
    return when_ms / _HALF_LIFE_MS + log2(weight)


def joined_heat(one: float, other: float) -> float:
    """The kept heat of two things together."""
    high, low = max(one, other), min(one, other)
    return high + log2(1.0 + 2.0 ** (low - high))


def heat_at(kept: float, now: datetime) -> float:
    """The heat to show at `now`: 1.0 for one item published just now, 0.5 twelve hours later."""
    return float(2.0 ** min(kept - to_ms(now) / _HALF_LIFE_MS, 60.0))
