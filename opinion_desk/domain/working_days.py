"""Working days: weekends, holidays and make-up days of the State Council's yearly notice, in the desk's civil time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .instants import whole_ms


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """The calendar as it is known: days off and days worked beside the plain week, up to `last_year`.

    A year that was not published yet counts weekends only, and what follows from it is provisional. `closing` is the civil time at which a
    working day ends (民法典第二百零三条: 有业务时间的，停止业务活动的时间为截止时间).
    """

    holidays: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()  # weekend days that are worked (调休上班)
    last_year: int = 0
    zone: str = "Asia/Shanghai"
    closing: time = time(17, 30)

    def is_working(self, day: date) -> bool:
        """Whether offices work on that civil day."""
        return day in self.make_up or (day.weekday() < 5 and day not in self.holidays)

    def close_after(self, start: datetime, days: int) -> tuple[datetime, bool]:
        """The close of the `days`-th working day after the civil day of `start`, and whether an unpublished year had a say in it."""
        zone = ZoneInfo(self.zone)
        day = start.astimezone(zone).date()
        left = days
        while left > 0:
            day += timedelta(days=1)
            left -= self.is_working(day)
        return whole_ms(datetime.combine(day, self.closing, zone)), day.year > self.last_year
