"""What is owed at this desk now: the list that is frozen into a handover."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..domain.act_words import DRILL
from ..domain.assignment import AssignmentState
from ..domain.duty.handover import Owed, OwedKind
from ..domain.incident import Incident
from ..domain.origin import ORIGIN_WORDS
from ..domain.response_clock import MANDATE, SIGNATURE
from .incident_reading import IncidentReading


def owed(incidents: IncidentReading, now: datetime) -> tuple[Owed, ...]:
    """Everything that open matters still owe, what is due first; what has no time follows, by number. Drills say so."""
    found = [
        replace(one, words=f"{DRILL}{one.words}") if incident.drill else one
        for incident in incidents.list(open_only=True)
        for read in _READERS
        for one in read(incident)
    ]
    return tuple(sorted(found, key=lambda one: (one.due is None, one.due or now, one.number, one.words)))


def _clocks(incident: Incident) -> Iterator[Owed]:
    """What runs; the clocks of papers and signatures stand with these."""
    for clock in incident.open_clocks:
        if clock.id.startswith((MANDATE, SIGNATURE)):
            continue
        words = f"{clock.name} · {incident.title}"
        yield Owed(OwedKind.CLOCK, incident.number, words, clock.deadline, clock.owed_by, incident.id)


def _returned(incident: Incident) -> Iterator[Owed]:
    """A lead that was given back, while no other unit has it."""
    if incident.lead_unit is not None:
        return
    for assignment in incident.assignments:
        if assignment.lead and assignment.state is AssignmentState.RETURNED:
            words = f"{assignment.unit}退单，待改派 · {incident.title}"
            yield Owed(OwedKind.RETURNED, incident.number, words, None, "", incident.id)


def _notes(incident: Incident) -> Iterator[Owed]:
    """Instructions, leaders' notes and inquiries that still owe a reply."""
    for paper in incident.mandates:
        if paper.open:
            clock = incident.clock(f"{MANDATE}{paper.index}")
            words = f"{ORIGIN_WORDS[paper.origin]}待回复（{paper.issuer}）· {incident.title}"
            due = clock.deadline if clock is not None else paper.deadline
            yield Owed(OwedKind.NOTE, incident.number, words, due, clock.owed_by if clock else "", incident.id)


def _signatures(incident: Incident) -> Iterator[Owed]:
    """What was done on a spoken word and is not signed for yet."""
    for one in incident.signatures:
        if one.open:
            clock = incident.clock(f"{SIGNATURE}{one.index}")
            words = f"补签：{one.what} · {incident.title}"
            due = clock.deadline if clock is not None else None
            yield Owed(OwedKind.SIGNATURE, incident.number, words, due, one.post, incident.id)


# One reader a kind of what a matter can owe.
_READERS: Final[tuple[Callable[[Incident], Iterator[Owed]], ...]] = (_clocks, _notes, _signatures, _returned)
