"""What the page shows, read in one go off the screen's thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from opinion_desk.domain.duty.civil import civil_instant
from opinion_desk.domain.duty.handover import Handover, Owed
from opinion_desk.domain.duty.log import LogLine
from opinion_desk.domain.duty.rota import Gap, Shift
from opinion_desk.domain.duty.watch import Watch

from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.holidays import NamedDay

_ENTRIES = 200
_HANDOVERS = 20


@dataclass(frozen=True, slots=True)
class Days:
    """The days a calendar shows: from a Monday on, so many; `month` where it shows a month."""

    first: date
    count: int
    month: date | None = None

    @property
    def last(self) -> date:
        """The last day."""
        return self.first + timedelta(days=self.count - 1)


@dataclass(frozen=True, slots=True)
class CalendarView:
    """The shifts and holes of these days."""

    days: Days
    today: date
    now: datetime
    posts: tuple[str, ...]
    shifts: tuple[Shift, ...]
    gaps: tuple[Gap, ...]
    named: Mapping[date, NamedDay]
    administrator: str


@dataclass(frozen=True, slots=True)
class DutyView:
    """Everything on the page; `planned` whether there is a rota at all."""

    calendar: CalendarView
    watches: tuple[Watch, ...]
    owed: tuple[Owed, ...]
    handovers: tuple[Handover, ...]
    entries: tuple[LogLine, ...]
    planned: bool


def week_of(day: date) -> Days:
    """The week from Monday that holds this day."""
    return Days(day - timedelta(days=day.weekday()), 7)


def month_of(day: date) -> Days:
    """The weeks that hold the month of this day."""
    first = day.replace(day=1)
    begins = first - timedelta(days=first.weekday())
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    weeks = ((last - begins).days + 7) // 7
    return Days(begins, weeks * 7, first)


def read_duty(seat: Seat, days: Days) -> DutyView:
    """The page as it is now; called in a thread."""
    desk, now = seat.desk, seat.now()
    duty = desk.duty
    start = civil_instant(days.first, time(), desk.zone)
    end = civil_instant(days.last + timedelta(days=1), time(), desk.zone)
    calendar = CalendarView(
        days, now.astimezone(desk.zone).date(), now, duty.posts(), duty.shifts(start, end), duty.holes(start, end),
        duty.holidays(days.first, days.last), duty.administrator,
    )  # fmt: skip
    return DutyView(
        calendar, duty.now(), duty.owed(), duty.handovers(_HANDOVERS), duty.entries(limit=_ENTRIES),
        duty.newest() is not None,
    )  # fmt: skip
