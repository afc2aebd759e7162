"""What a rota says from a day on: shifts by the wall clock, who takes them in turn, holidays and absences; and whether that can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from ..errors import Refused
from .civil import check_day

OFFICER: Final = "值班员"
CHIEF: Final = "值班负责人"
_LONGEST_NAME: Final = 30
_MOST_ROWS: Final = 200
_MOST_CREWS: Final = 60
_LONGEST_DAYS: Final = 366


@dataclass(frozen=True, slots=True)
class ShiftTimes:
    """A shift (班次) by the wall clock; one whose end is not after its start goes on into the next day."""

    name: str
    start: time
    end: time

    @property
    def overnight(self) -> bool:
        """Whether it ends on the day after it began."""
        return self.end <= self.start


DAY: Final = ShiftTimes("白班", time(8), time(20))
NIGHT: Final = ShiftTimes("夜班", time(20), time(8))


@dataclass(frozen=True, slots=True)
class Turn:
    """Who takes a shift at a post: one, or crews in turn, each for `each_days` days from `anchor` on; an empty crew is nobody.

    `weekdays` are 1 (Monday) to 7; empty is every day.
    """

    post: str
    shift: str
    who: tuple[str, ...]
    each_days: int = 1
    anchor: date | None = None
    weekdays: frozenset[int] = frozenset()

    def on(self, day: date) -> bool:
        """Whether it speaks of that day."""
        return not self.weekdays or day.isoweekday() in self.weekdays

    def who_on(self, day: date) -> str:
        """Whose turn that day is."""
        if len(self.who) == 1 or self.anchor is None:
            return self.who[0]
        return self.who[(day - self.anchor).days // self.each_days % len(self.who)]


@dataclass(frozen=True, slots=True)
class HolidayTurns:
    """Days with turns of their own: for the posts they name, they stand in place of the ordinary ones."""

    name: str
    first: date
    last: date
    turns: tuple[Turn, ...]

    def on(self, day: date) -> bool:
        """Whether that day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Absence:
    """Whoever is away from the first to the last day: the shifts that begin then are vacant, unless somebody takes them over."""

    who: str
    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One version of the rota, in force from `since` until a later one is."""

    since: date
    shifts: tuple[ShiftTimes, ...]
    turns: tuple[Turn, ...]
    holidays: tuple[HolidayTurns, ...] = ()
    absences: tuple[Absence, ...] = ()

    @property
    def posts(self) -> tuple[str, ...]:
        """The posts it staffs, in the order they are first named."""
        everyone = (*self.turns, *(turn for holiday in self.holidays for turn in holiday.turns))
        return tuple(dict.fromkeys(turn.post for turn in everyone))

    def times(self, shift: str) -> ShiftTimes:
        """The shift of that name; Refused when there is none."""
        found = next((times for times in self.shifts if times.name == shift), None)
        if found is None:
            raise Refused("rota_shift_unknown", shift=shift, shifts="、".join(times.name for times in self.shifts))
        return found

    def holiday(self, day: date) -> HolidayTurns | None:
        """The holiday that day belongs to; the first where several claim it."""
        return next((holiday for holiday in self.holidays if holiday.on(day)), None)

    def turns_on(self, day: date) -> tuple[Turn, ...]:
        """The turns of that day."""
        holiday = self.holiday(day)
        own = () if holiday is None else holiday.turns
        theirs = {turn.post for turn in own}
        return (*(t for t in own if t.on(day)), *(t for t in self.turns if t.post not in theirs and t.on(day)))

    def absence(self, who: str, day: date) -> Absence | None:
        """Why whoever it is is away on that day, or None."""
        return next((one for one in self.absences if one.who == who and one.first <= day <= one.last), None)


def standard(since: date, who: tuple[str, ...], post: str = OFFICER) -> Pattern:
    """The usual pattern to begin with: 白班 08:00-20:00 and 夜班 20:00-08:00, each taken by all in turn, nobody twice running."""
    turned = (*who[-1:], *who[:-1])
    turns = (Turn(post, DAY.name, who, 1, since), Turn(post, NIGHT.name, turned, 1, since))
    return Pattern(since, (DAY, NIGHT), turns)


def check(pattern: Pattern) -> None:
    """Refuse a pattern that says nothing, or says what cannot be; holes are allowed, and told elsewhere."""
    check_day(pattern.since)
    if not pattern.shifts:
        raise Refused("rota_no_shifts")
    if not pattern.turns:
        raise Refused("rota_no_turns")
    rows = (*pattern.shifts, *pattern.turns, *pattern.holidays, *pattern.absences)
    if len(rows) > _MOST_ROWS:
        raise Refused("rota_too_long", limit=_MOST_ROWS)
    names = [shift.name for shift in pattern.shifts]
    _names("班次", names)
    if len(set(names)) < len(names):
        raise Refused("rota_shift_twice", shift=next(name for name in names if names.count(name) > 1))
    for holiday in pattern.holidays:
        _names("节假日", [holiday.name])
        _days(holiday.name, holiday.first, holiday.last)
        if not holiday.turns:
            raise Refused("rota_holiday_empty", name=holiday.name)
    for absence in pattern.absences:
        _names("请假人", [absence.who])
        _days(absence.who, absence.first, absence.last)
    for turn in (*pattern.turns, *(turn for holiday in pattern.holidays for turn in holiday.turns)):
        _turn(pattern, turn)


def _turn(pattern: Pattern, turn: Turn) -> None:
    _names("岗位", [turn.post])
    pattern.times(turn.shift)
    _names("值班人", [who for who in turn.who if who])
    if not any(turn.who) or len(turn.who) > _MOST_CREWS:
        raise Refused("rota_nobody", post=turn.post, shift=turn.shift, limit=_MOST_CREWS)
    if len(turn.who) > 1 and turn.anchor is None:
        raise Refused("rota_anchor_missing", post=turn.post, shift=turn.shift)
    if turn.anchor is not None:
        check_day(turn.anchor)
    if not 1 <= turn.each_days <= _LONGEST_DAYS:
        raise Refused("rota_each_days", post=turn.post, shift=turn.shift, limit=_LONGEST_DAYS)
    if not turn.weekdays <= frozenset(range(1, 8)):
        raise Refused("rota_weekday", post=turn.post, shift=turn.shift)


def _names(what: str, names: Iterable[str]) -> None:
    for name in names:
        if not name.strip() or len(name) > _LONGEST_NAME or not name.isprintable():
            raise Refused("rota_name", what=what, name=name[:_LONGEST_NAME], limit=_LONGEST_NAME)


def _days(name: str, first: date, last: date) -> None:
    for day in (first, last):
        check_day(day)
    if last < first or (last - first).days > _LONGEST_DAYS:
        raise Refused("rota_days", name=name, limit=_LONGEST_DAYS)
