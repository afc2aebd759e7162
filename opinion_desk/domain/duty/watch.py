"""Who holds a post now: by the history of handing over where there is one, else by the rota, else the administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .handover import DutyAct, Handover, Holding, holding
from .rota import Rota, Shift, on_duty, shifts_between

_AHEAD: Final = timedelta(days=3)
_EARLY: Final = timedelta(hours=4)  # whoever takes over so long before their shift has taken it over for that shift


@dataclass(frozen=True, slots=True)
class Watch:
    """A post at an instant: who answers for it, in which shift, until when (None: not known), and what comes next.

    `covered`: the rota leaves a hole, which the administrator covers; `overdue`: the shift is over and nobody has taken over;
    `left`: whoever answers has left; `signed`: they took over by name, the rota alone does not say so.
    """

    post: str
    who: str
    shift: str = ""
    until: datetime | None = None
    covered: bool = False
    overdue: bool = False
    left: bool = False
    signed: bool = False
    present: tuple[str, ...] = ()
    next: Shift | None = None
    offer: Handover | None = None


def watch(
    history: Iterable[DutyAct], rota: Rota, post: str, now: datetime, zone: ZoneInfo, administrator: str
) -> Watch:
    """How that post is held at that instant."""
    held = holding(history, post, now)
    coming = shifts_between(rota, now, now + _AHEAD, zone, post)
    if held.who:
        return _signed(held, rota, post, now, zone, coming)
    shift = on_duty(rota, post, now, zone)
    ahead = next((one for one in coming if one.start > now and not one.vacant), None)
    if shift is None:
        until = None if ahead is None else ahead.start
        return Watch(post, administrator, until=until, covered=True, present=held.present, next=ahead)
    until = _until(shift, coming, now)
    ahead = next((one for one in coming if one.start >= until and not one.vacant), None)
    return Watch(post, shift.who, shift.name, until, present=held.present, next=ahead, offer=held.offer)


def _signed(held: Holding, rota: Rota, post: str, now: datetime, zone: ZoneInfo, coming: tuple[Shift, ...]) -> Watch:
    taken = _taken(held, rota, post, zone)
    until = None if taken is None else _until(taken, shifts_between(rota, taken.start, now + _AHEAD, zone, post), now)
    overdue = until is not None and until <= now
    later = [one for one in coming if one.who != held.who and not one.vacant]
    ahead = next((one for one in later if one.start >= (until or now) or (overdue and one.at(now))), None)
    name = held.shift or ("" if taken is None else taken.name)
    return Watch(post, held.who, name, until, False, overdue, held.left, True, held.present, ahead, held.offer)


def _taken(held: Holding, rota: Rota, post: str, zone: ZoneInfo) -> Shift | None:
    """The shift that was taken over: the one named, else their own about to begin, else the one under way."""
    if held.since is None:
        return None
    near = shifts_between(rota, held.since, held.since + _EARLY, zone, post)
    if held.shift:
        named = next((one for one in near if one.name == held.shift), None)
        if named is not None:
            return named
    own = next((one for one in near if one.who == held.who), None)
    return own or next((one for one in near if one.at(held.since)), None)


def _until(shift: Shift, shifts: Iterable[Shift], now: datetime) -> datetime:
    """The end of the shift under way, where those of the same one follow upon each other without a break; of the last when all are over."""
    until = shift.end
    for other in shifts:
        if until <= now and other.start == until and other.who == shift.who:
            until = other.end
    return until
