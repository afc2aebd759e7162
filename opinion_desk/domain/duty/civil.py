"""Civil time into instants, on days with a change of the clocks too; order is kept, so that what adjoins by the wall clock adjoins."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..errors import Refused

_SECOND: Final = timedelta(seconds=1)
_YEARS: Final = range(2000, 2101)  # beyond them a date is a slip of the hand, and the calendar itself ends


def civil_instant(day: date, at: time, zone: ZoneInfo) -> datetime:
    """The UTC instant of a wall-clock time: one that occurs twice at its first, one that does not exist at the first instant after it."""
    local = datetime.combine(day, at, zone)  # fold 0: the first of two
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    # Within a gap fold 0 reads the offset before the change, fold 1 the one after it: the change lies between.
    before, after = local.replace(fold=1).astimezone(UTC), instant
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after


def days_between(first: date, last: date) -> list[date]:
    """The days from the first to the last, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def check_day(day: date) -> date:
    """The day; Refused where its year is no working year of this desk."""
    if day.year not in _YEARS:
        raise Refused("duty_day_far", day=day.isoformat(), first=_YEARS[0], last=_YEARS[-1])
    return day
