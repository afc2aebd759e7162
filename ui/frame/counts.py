"""The numbers on the rail and the clocks of the strip, read off the screen's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from opinion_desk.domain.inbox import InboxQuery, Pile
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.response_clock import ResponseClock

from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.clock_jumps import OpenJump
    from opinion_desk.services.evidence_offers import Offer
    from opinion_desk.services.notices import Notice


@dataclass(frozen=True, slots=True)
class Overview:
    """What waits where."""

    waiting: int
    open_incidents: int
    failing: int
    running: tuple[tuple[Incident, ResponseClock], ...]
    late_clocks: int
    duty_disc: str
    duty_words: str
    notices: tuple[Notice, ...]  # unread, newest first
    offers: tuple[Offer, ...] = ()  # official items that may be a matter's evidence
    jumps: tuple[OpenJump, ...] = ()  # of the system's time, that nobody has settled


def read_overview(seat: Seat) -> Overview:
    """Everything the frame shows, in one go; called in a thread."""
    desk = seat.desk
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
    running = tuple(desk.incidents.running())
    return Overview(
        waiting=desk.items.count(InboxQuery(pile=Pile.WAITING)),
        open_incidents=len(desk.incidents.list(open_only=True)),
        failing=desk.sources.failing(),
        # What the public is owed first, most pressing first; then the steps that units owe this desk.
        running=tuple(sorted(running, key=lambda pair: pair[1].of_unit)),
        late_clocks=sum(1 for _, clock in running if clock.deadline < seat.now()),
        duty_disc=disc,
        duty_words=words,
        notices=desk.notices.unread(),
        offers=desk.incidents.open_offers(),
        jumps=desk.ticking.jumps.open(),
    )
