"""How much a source brings: usually a day, in the last day, and whether it is silent when it should not be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Final

DAYS: Final = 14
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_FEWEST_DAYS: Final = 3  # less says nothing about what is usual
_SURELY: Final = 4.6  # items that should have come meanwhile: that none did has then a chance of one in a hundred


@dataclass(frozen=True, slots=True)
class Volume:
    """What a source brings: `usual` a day (None while too little is known), `last_day` in 24 hours, `silent_since` its last item
    where it has stayed silent for longer than its usual day explains."""

    usual: float | None = None
    last_day: int = 0
    last: datetime | None = None
    silent_since: datetime | None = None


def volume_of(hours: Mapping[datetime, int], now: datetime) -> Volume:
    """The volume from counts by whole hours, of the last two weeks and a little before; hours without any may be left out.

    A source that is quiet every night is not silent at night: what should have come is reckoned by the hours of its usual day.
    """
    counted = {hour: count for hour, count in hours.items() if count > 0 and hour <= now}
    if not counted:
        return Volume()
    first, last = min(counted), max(counted)
    last_day = sum(count for hour, count in counted.items() if hour > now - _DAY)
    days = min((now - first) // _DAY, DAYS)
    if days < _FEWEST_DAYS:
        return Volume(None, last_day, last)
    # The days that ended with its last item: a silence must not make itself usual.
    end = min(last + _HOUR, now)
    by_day = [0] * days
    by_hour = [0.0] * 24
    for hour, count in counted.items():
        back = (end - hour - timedelta(microseconds=1)) // _DAY
        if 0 <= back < days:
            by_day[back] += count
            by_hour[hour.hour] += count / days
    silent = _should_have_come(by_hour, last, now) >= _SURELY
    return Volume(float(median(by_day)), last_day, last, last if silent else None)


def _should_have_come(by_hour: list[float], last: datetime, now: datetime) -> float:
    """Items that usually come between the hour of the last one and now; the hour itself is over, the present one is not."""
    here = last.replace(minute=0, second=0, microsecond=0) + _HOUR
    if now - here > DAYS * _DAY:
        return sum(by_hour) * DAYS
    expected = 0.0
    while here + _HOUR <= now:
        expected += by_hour[here.hour]
        here += _HOUR
    return expected
