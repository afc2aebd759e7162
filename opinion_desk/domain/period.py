"""Periods of whole civil days, as ledgers and accounts are kept: from the first day to the last, both within."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from .errors import Refused
from .instants import whole_ms


@dataclass(frozen=True, slots=True)
class Period:
    """`first` to `last`, civil days in `zone`; Refused when backwards."""

    first: date
    last: date
    zone: str

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused("period_backwards")

    @property
    def start(self) -> datetime:
        """The instant at which the first day begins."""
        return _begin_of(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The instant at which the last day has ended; not itself within."""
        if self.last == date.max:
            raise Refused("period_unreadable", text=self.last.isoformat())
        return _begin_of(self.last + timedelta(days=1), self.zone)

    def holds(self, instant: datetime | None) -> bool:
        """Whether the instant lies within; None does not."""
        return instant is not None and self.start <= instant < self.end

    @property
    def words(self) -> str:
        """2026年11月1日至11月30日; 2026年 and 2026年11月 where it is a whole one."""
        first, last = self.first, self.last
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year}年"
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        if whole and (first.year, first.month) == (last.year, last.month):
            return f"{first.year}年{first.month}月"
        begin = f"{first.year}年{first.month}月{first.day}日"
        if first == last:
            return begin
        year = "" if first.year == last.year else f"{last.year}年"
        return f"{begin}至{year}{last.month}月{last.day}日"


@lru_cache(maxsize=64)  # asked again for every row of an export
def _begin_of(day: date, zone: str) -> datetime:
    return whole_ms(datetime.combine(day, time(), ZoneInfo(zone)))


def civil_day(text: str, *, last: bool = False) -> date:
    """A day as typed: 2026-11-20; of 2026-11 and 2026 the first day, or the `last`. Refused when unreadable."""
    typed = text.strip()
    try:
        numbers = [int(part) for part in typed.split("-") if part.isascii() and part.isdecimal()]
        if len(numbers) != typed.count("-") + 1 or len(typed.split("-")[0]) != 4:
            raise ValueError(typed)
        if len(numbers) == 1:
            return date(numbers[0], 12, 31) if last else date(numbers[0], 1, 1)
        if len(numbers) == 2:
            year, month = numbers
            return date(year, month, monthrange(year, month)[1] if last else 1)
        year, month, day = numbers
        return date(year, month, day)
    except ValueError:  # calendar.IllegalMonthError is one
        raise Refused("period_unreadable", text=text[:40]) from None
