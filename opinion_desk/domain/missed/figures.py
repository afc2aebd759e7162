"""Figures that say what they rest on: shares with their counts, and lengths with how many they were taken from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from typing import Final

FEW: Final = 5
"""Below so many nothing is said in per cent."""
_CONTRADICTS: Final = timedelta(minutes=10)  # clocks of sites and vendors differ by minutes


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        """0..1; None where there are too few to say it in per cent."""
        return self.part / self.whole if self.whole >= FEW else None

    @property
    def words(self) -> str:
        """12/40（30.0%）; 2/3（不足5条，不计百分比）; — where there is nothing to share."""
        if not self.whole:
            return "—"
        told = f"{self.part / self.whole:.1%}" if self.whole >= FEW else f"不足{FEW}条，不计百分比"
        return f"{self.part:,}/{self.whole:,}（{told}）"


@dataclass(frozen=True, slots=True)
class Lags:
    """How long after publication things came: of how many it is known, median and ninth decile (None below five), and how many were late."""

    n: int = 0
    middle: timedelta | None = None
    p90: timedelta | None = None
    late: int = 0

    @property
    def late_share(self) -> Share:
        """How many were late, of those of which it is known."""
        return Share(self.late, self.n)


def lags_of(lengths: Iterable[timedelta | None], limit: timedelta) -> Lags:
    """The figures of these lengths, those not known left out; late is what exceeds `limit`."""
    known = sorted(length for length in lengths if length is not None)
    late = sum(length > limit for length in known)
    if len(known) < FEW:
        return Lags(len(known), late=late)
    seconds = median(length.total_seconds() for length in known)
    return Lags(len(known), timedelta(seconds=round(seconds)), known[ceil(0.9 * len(known)) - 1], late)


def lag(since: datetime | None, at: datetime | None) -> timedelta | None:
    """How long after `since`; nothing where a time is missing or `at` lies before it by more than clocks differ."""
    if since is None or at is None or at < since - _CONTRADICTS:
        return None
    return max(at - since, timedelta())
