"""How an obligation ended, for ledgers and accounts: on time, late and by how much, still running, or gone."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .response_clock import ClockState, ResponseClock

_GONE: Final = (ClockState.SUPERSEDED, ClockState.CANCELLED)


class Ended(StrEnum):
    """How a clock stands to its deadline."""

    ON_TIME = "on_time"
    LATE = "late"  # met after the deadline, or past it unmet
    RUNNING = "running"  # the deadline is still ahead
    GONE = "gone"  # superseded or cancelled before its deadline passed


def ended(clock: ResponseClock, now: datetime) -> Ended:
    """How the clock stands at `now`. One that was superseded or cancelled after its deadline had passed stays late: a breach is never erased."""
    if clock.state in _GONE:
        return Ended.LATE if clock.breached_at is not None else Ended.GONE
    if clock.met_at is not None:
        return Ended.ON_TIME if clock.met_at <= clock.deadline else Ended.LATE
    return Ended.LATE if now > clock.deadline else Ended.RUNNING


def late_by(clock: ResponseClock, now: datetime) -> timedelta | None:
    """By how much it is late, up to `now` where it is not met; None when it is not late, or its end is not known."""
    if ended(clock, now) is not Ended.LATE or clock.state in _GONE:
        return None
    return (clock.met_at or now) - clock.deadline


def settled_at(clock: ResponseClock, now: datetime) -> datetime | None:
    """When it was decided whether it is on time: when it was met or its deadline passed, whichever came first; None while it runs.

    So every clock belongs to exactly one period.
    """
    stands = ended(clock, now)
    if stands in (Ended.RUNNING, Ended.GONE):
        return None
    return clock.deadline if clock.met_at is None else min(clock.met_at, clock.deadline)


def owing_unit(clock: ResponseClock) -> str:
    """The unit or body that owes it: of a step of an assignment the unit named in its id."""
    return clock.id.partition(":")[2] if clock.of_unit else clock.owed_by
