"""The numbers on the rail and the clocks of the strip, read off the screen's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from opinion_desk.domain.inbox import InboxQuery, Pile
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.open_counts import OpenCounts
from opinion_desk.domain.response_clock import ResponseClock

from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.clock_jumps import OpenJump
    from opinion_desk.services.evidence_offers import Offer
    from opinion_desk.services.notices import Notice

Pair = tuple[Incident, ResponseClock]
IN_STRIP: Final = 8  # more than it ever has room for
_HEARD: Final = 200
_JUST_LATE: Final = timedelta(
    minutes=5
)  # on a desk with very many late clocks one that was just missed is heard all the same


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits where."""

    waiting: int
    failing: int
    open: OpenCounts
    running: tuple[Pair, ...]  # what the public is owed first, then the steps of units, each most pressing first
    heard: tuple[Pair, ...]  # what may sound: the latest, and what falls due about now; most pressing first
    duty_disc: str
    duty_words: str
    notices: tuple[Notice, ...]  # unread, newest first
    offers: tuple[Offer, ...] = ()  # official items that may be a matter's evidence
    jumps: tuple[OpenJump, ...] = ()  # of the system's time, that nobody has settled


def read_overview(seat: Seat) -> Overview:
    """Everything the frame shows, in one go; called in a thread."""
    desk, now = seat.desk, seat.now()
    duty = desk.on_duty()
    if duty is None:
        disc, words = "未", "未填值守人"
    else:
        name = f"{duty.shift}值守" if duty.shift else duty.post
        disc = name[:1]
        until = f" · {seat.short(duty.until)} 交接" if duty.until is not None else ""
        if duty.overdue:
            until = " · 到时未交接"
        words = f"{name}{until}"
    return Overview(
        waiting=desk.items.count(InboxQuery(pile=Pile.WAITING)),
        failing=desk.sources.failing(),
        open=desk.incidents.open_counts(now),
        running=desk.incidents.nearest(IN_STRIP, units_last=True),
        heard=_heard(seat, now),
        duty_disc=disc,
        duty_words=words,
        notices=desk.notices.unread(),
        offers=desk.incidents.open_offers(),
        jumps=desk.ticking.jumps.open(),
    )


def _heard(seat: Seat, now: datetime) -> tuple[Pair, ...]:
    """The nearest clocks, and where those are all long late the nearest of the last minutes, too."""
    nearest = seat.desk.incidents.nearest(_HEARD)
    if len(nearest) < _HEARD or nearest[-1][1].deadline >= now:
        return nearest
    known = {(incident.id, clock.id) for incident, clock in nearest}
    fresh = seat.desk.incidents.nearest(_HEARD, since=now - _JUST_LATE)
    return (*nearest, *(pair for pair in fresh if (pair[0].id, pair[1].id) not in known))
