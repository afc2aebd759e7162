"""The ladders of a matter as a person wants to see them: who was told when, who answered, who is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .acts import Act, ActKind
from .escalation import Escalation
from .incident import Incident
from .response_clock import ResponseClock


@dataclass(frozen=True, slots=True)
class Told:
    """One who was told: the post, the rung, when; `absent` are the posts that nobody held then."""

    to: str
    rung: int
    at: datetime
    absent: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Climb:
    """One clock's ladder since its mark was missed; `by` answered or put off, None while nobody has; `next_to` is told at `next_at`."""

    clock: ResponseClock
    escalation: Escalation
    mark: str  # its name
    told: tuple[Told, ...]
    by: str | None = None
    snoozed: bool = False
    next_to: str = ""
    next_at: datetime | None = None

    @property
    def calling(self) -> bool:
        """Whether it waits for somebody to answer."""
        return self.escalation.answered is None and self.escalation.quiet_until is None


def climbs_of(incident: Incident, acts: Iterable[Act]) -> tuple[Climb, ...]:
    """The ladders that climb now, those that wait for an answer first, the highest first; `acts` is the whole history in order."""
    since: dict[str, list[Act]] = {}
    for act in acts:
        id = str(act.data.get("clock", ""))
        if act.kind is ActKind.MARK_FIRED and act.data["mark_kind"] != "reminder":
            since[id] = []
        elif id in since and act.kind in _OF_CALLS:
            since[id].append(act)
    found = []
    for one in incident.escalations:
        clock = incident.clock(one.clock)
        if clock is not None:
            found.append(_climb(incident, clock, one, since.get(one.clock, [])))
    return tuple(sorted(found, key=lambda climb: (not climb.calling, -climb.escalation.reached, climb.clock.deadline)))


_OF_CALLS = (ActKind.ESCALATED, ActKind.CALL_ANSWERED, ActKind.CALL_SNOOZED, ActKind.CALL_RESUMED)


def _climb(incident: Incident, clock: ResponseClock, one: Escalation, acts: list[Act]) -> Climb:
    told = tuple(
        Told(a.data["to"], a.data["rung"], a.at, tuple(a.data.get("absent", ())), a.data.get("again", False))
        for a in acts
        if a.kind is ActKind.ESCALATED
    )
    last = next((a for a in reversed(acts) if a.kind is not ActKind.ESCALATED), None)
    quiet = last is not None and last.kind is not ActKind.CALL_RESUMED
    ladder = incident.ladder
    next_to, next_at = "", None
    if ladder is not None and ladder.rungs:
        rung = one.reached if one.quiet_until is None else one.resumed(ladder)[1]
        next_to, next_at = ladder.rungs[min(rung, len(ladder.rungs) - 1)].to, one.next_call(ladder)
    return Climb(
        clock,
        one,
        next((mark.name for mark in clock.marks if mark.id == one.mark), one.mark),
        told,
        last.by if last is not None and quiet else None,
        last is not None and last.kind is ActKind.CALL_SNOOZED,
        next_to,
        next_at,
    )
