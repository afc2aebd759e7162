"""The rota (排班): versions, swaps, and the shifts that follow; who is on at an instant, where nobody is, where two are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..errors import Refused
from .civil import civil_instant, days_between
from .pattern import Pattern, ShiftTimes, Turn

_DAY: Final = timedelta(days=1)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Swap:
    """调班: one shift is taken by another; `reported` says to whom that was reported (报备), empty while it was not."""

    day: date  # on which the shift begins
    shift: str
    post: str
    before: str
    after: str
    reason: str
    by: str
    at: datetime
    reported: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Rota:
    """Every version of the rota and every swap, in the order they were entered."""

    patterns: tuple[Pattern, ...] = ()
    swaps: tuple[Swap, ...] = ()

    @property
    def posts(self) -> tuple[str, ...]:
        """Every post that any version staffs."""
        return tuple(dict.fromkeys(post for pattern in self.patterns for post in pattern.posts))

    def pattern_on(self, day: date) -> Pattern | None:
        """The version in force on that day: the latest begun; of two that begin on one day, the one entered last."""
        found: Pattern | None = None
        for pattern in self.patterns:
            if pattern.since <= day and (found is None or found.since <= pattern.since):
                found = pattern
        return found

    def swap_of(self, day: date, shift: str, post: str) -> Swap | None:
        """The last swap of that shift."""
        return next((s for s in reversed(self.swaps) if (s.day, s.shift, s.post) == (day, shift, post)), None)


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of a post, from an instant to another; `who` is empty where it is vacant, `planned` whose turn it was."""

    post: str
    name: str
    day: date  # the civil day it begins on
    start: datetime
    end: datetime
    who: str
    planned: str = ""
    holiday: str = ""
    away: str = ""  # why `planned` cannot take it
    swap: Swap | None = None

    @property
    def vacant(self) -> bool:
        """Whether nobody takes it."""
        return not self.who

    def at(self, now: datetime) -> bool:
        """Whether it is under way."""
        return self.start <= now < self.end


@dataclass(frozen=True, slots=True)
class Gap:
    """A hole: from an instant to another nobody is on at that post."""

    post: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two are on at one post from an instant to another."""

    post: str
    start: datetime
    end: datetime
    who: tuple[str, str]


def shifts_between(rota: Rota, start: datetime, end: datetime, zone: ZoneInfo, post: str = "") -> tuple[Shift, ...]:
    """The shifts, vacant ones too, that touch the time from `start` until before `end`, by start and post; of one post where it is named."""
    first, last = (moment.astimezone(zone).date() for moment in (start, end))
    found = [
        shift
        for day in days_between(first - 2 * _DAY, last)  # one that began the day before may be under way, or be cut
        for shift in _shifts_on(rota, day, zone)
        if not post or shift.post == post
    ]
    whole = _cut_by_newer(rota, found)
    return tuple(sorted((s for s in whole if s.end > start and s.start < end), key=lambda s: (s.start, s.post, s.name)))


def on_duty(rota: Rota, post: str, now: datetime, zone: ZoneInfo) -> Shift | None:
    """The shift at that post at that instant that somebody takes; None in a hole."""
    under_way = shifts_between(rota, now, now + timedelta(microseconds=1), zone, post)
    return next((shift for shift in under_way if not shift.vacant and shift.at(now)), None)


def holes(rota: Rota, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Gap, ...]:
    """Where nobody is on at a post that the version in force staffs, from `start` (or the first shift of all) until `end`."""
    gaps = []
    by_post = _by_post(shifts_between(rota, start, end, zone))
    for post in rota.posts:
        for since, until in _staffed_times(rota, post, zone):
            reached, until = max(start, since), min(end, until)
            for shift in by_post.get(post, ()):
                if reached < min(shift.start, until):
                    gaps.append(Gap(post, reached, min(shift.start, until)))
                reached = max(reached, shift.end)
            if reached < until:
                gaps.append(Gap(post, reached, until))
    return tuple(sorted(gaps, key=lambda gap: (gap.start, gap.post)))


def overlaps(rota: Rota, start: datetime, end: datetime, zone: ZoneInfo) -> tuple[Overlap, ...]:
    """Where two shifts of one post are under way at once, vacant ones too: they tell of two answers to who is on."""
    found = []
    for post, shifts in _by_post(shifts_between(rota, start, end, zone), vacant=True).items():
        for one, other in _neighbours(shifts):
            until = min(one.end, other.end)
            if other.start < until:
                found.append(Overlap(post, other.start, until, (one.who or one.planned, other.who or other.planned)))
    return tuple(sorted(found, key=lambda overlap: (overlap.start, overlap.post)))


def swapped(rota: Rota, swap: Swap, zone: ZoneInfo) -> Swap:
    """The swap with whose turn it was filled in; Refused when there is no such shift, or it stays with whoever has it."""
    start = civil_instant(swap.day, time(), zone)
    shifts = shifts_between(rota, start, start + 2 * _DAY, zone, swap.post)
    found = next((s for s in shifts if (s.day, s.name) == (swap.day, swap.shift)), None)
    if found is None:
        raise Refused("swap_no_shift", day=f"{swap.day}", post=swap.post, shift=swap.shift)
    if found.end <= swap.at:
        raise Refused("swap_over", day=f"{swap.day}", shift=swap.shift)
    if found.who == swap.after:
        raise Refused("swap_same", who=swap.after)
    if not swap.after.strip():
        raise Refused("swap_nobody")
    if not swap.reason.strip():
        raise Refused("swap_needs_reason")
    return replace(swap, before=found.who or found.planned)


# --- days into shifts


def _staffed_times(rota: Rota, post: str, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """From when until when versions staff that post: the first from its first shift on, for before it nobody was promised."""
    begins = sorted({pattern.since for pattern in rota.patterns})
    spans: list[tuple[datetime, datetime]] = []
    for place, since in enumerate(begins):
        pattern = rota.pattern_on(since)
        if pattern is None or post not in pattern.posts:
            continue
        begun = civil_instant(since, time(), zone)
        until = civil_instant(begins[place + 1], time(), zone) if place + 1 < len(begins) else _NEVER
        if spans and spans[-1][1] == begun:
            spans[-1] = (spans[-1][0], until)
            continue
        own = [shift.start for shift in _shifts_on(rota, since, zone) if shift.post == post]
        spans.append((min(own, default=begun), until))
    return iter(spans)


def _shifts_on(rota: Rota, day: date, zone: ZoneInfo) -> Iterator[Shift]:
    pattern = rota.pattern_on(day)
    if pattern is None:
        return
    holiday = pattern.holiday(day)
    for turn in pattern.turns_on(day):
        times = pattern.times(turn.shift)
        start, end = _instants(times, day, zone)
        if start < end:  # on the day the clocks go forward a short one may not happen at all
            made = _staffed(rota, pattern, turn, day)
            yield Shift(turn.post, turn.shift, day, start, end, *made[:2], holiday.name if holiday else "", *made[2:])


def _instants(times: ShiftTimes, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    return (
        civil_instant(day, times.start, zone),
        civil_instant(day + _DAY if times.overnight else day, times.end, zone),
    )


def _staffed(rota: Rota, pattern: Pattern, turn: Turn, day: date) -> tuple[str, str, str, Swap | None]:
    """Who takes it, whose turn it was, why that one is away, and the swap."""
    planned = turn.who_on(day)
    swap = rota.swap_of(day, turn.shift, turn.post)
    taken = planned if swap is None else swap.after
    away = pattern.absence(taken, day)
    if away is None:
        return taken, planned, "", swap
    return "", taken, away.reason or "请假", swap


def _cut_by_newer(rota: Rota, shifts: list[Shift]) -> list[Shift]:
    """A shift of an older version ends where the first one of the newer begins."""
    if len(rota.patterns) < 2:
        return shifts
    firsts: dict[tuple[str, date], datetime] = {}
    since = {shift.day: pattern.since for shift in shifts if (pattern := rota.pattern_on(shift.day)) is not None}
    for shift in shifts:
        key = (shift.post, since[shift.day])
        firsts[key] = min(firsts.get(key, shift.start), shift.start)
    cut = []
    for shift in shifts:
        newer = [at for (post, begun), at in firsts.items() if post == shift.post and begun > since[shift.day]]
        ends = min([shift.end, *newer])
        if ends > shift.start:
            cut.append(replace(shift, end=ends))
    return cut


def _by_post(shifts: Iterable[Shift], *, vacant: bool = False) -> dict[str, list[Shift]]:
    kept: dict[str, list[Shift]] = {}
    for shift in shifts:
        if vacant or not shift.vacant:
            kept.setdefault(shift.post, []).append(shift)
    return kept


def _neighbours(shifts: list[Shift]) -> Iterator[tuple[Shift, Shift]]:
    """Each shift with the one before it that lasts longest."""
    longest: Shift | None = None
    for shift in shifts:
        if longest is not None:
            yield longest, shift
        if longest is None or shift.end > longest.end:
            longest = shift
