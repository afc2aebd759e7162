"""The steps that units owe this desk once a matter was handed to them: receipt, verification, draft, completion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from ..policy import ClockPolicy, Meets, Policies, StartsOn
from ..response_clock import COMPLETION, DRAFT, RECEIPT, VERIFICATION, Mark, MarkKind, ResponseClock
from .when import JUDGED, When, expect

_STEPS: Final[Mapping[Meets, str]] = {
    Meets.RECEIPT: RECEIPT,
    Meets.VERIFICATION: VERIFICATION,
    Meets.DRAFT: DRAFT,
    Meets.COMPLETION: COMPLETION,
}


def start_steps(incident: Incident, lead: str, units: Iterable[str], policies: Policies, time: When) -> list[Act]:
    """The clocks of an assignment, unit by unit; those that are the lead's alone (`lead_only`) for the lead.

    A draft whose moment has passed already is not asked for: the response itself is what is left.
    """
    acts: list[Act] = []
    for unit in units:
        for policy in policies.for_start(StartsOn.ASSIGNMENT, incident.level):
            step = _step_of(policy)
            if step is None or (policy.lead_only and unit != lead):
                continue
            clock = policies.start(policy, time.at, unit, id=step + unit, others=incident.clocks)
            if clock is not None and clock.deadline > time.at:
                acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return acts


def _step_of(policy: ClockPolicy) -> str | None:
    return next((prefix for meets, prefix in _STEPS.items() if meets in policy.met_by), None)


def end_steps(incident: Incident, units: Iterable[str], kind: ActKind, time: When) -> list[Act]:
    """The open steps of these units end: cancelled when they gave the matter back, superseded when it is handed out anew."""
    return [time.act(kind, incident, clock=step.id) for unit in units for step in incident.steps_of(unit)]


def change_step(incident: Incident, clock: str, due: datetime, reason: str, time: When) -> tuple[Act, ...]:
    """Another due time for a step of a unit, with the reason: the old clock is superseded, the new one keeps its start.

    Refused for statutory clocks, which nobody here may move, and for a time that has passed.
    """
    expect(incident, "改期", *JUDGED)
    found = next((c for c in incident.open_clocks if c.id == clock), None)
    if found is None:
        steps = "、".join(c.id for c in incident.open_clocks if c.of_unit) or "无"
        raise Refused("step_clock_missing", clock=clock, steps=steps)
    if not found.of_unit:
        raise Refused("step_clock_statutory", name=found.name, ground=found.ground)
    if not reason.strip():
        raise Refused("step_needs_reason")
    if due <= time.at:
        raise Refused("step_due_passed")
    moved = _moved(found, due, time)
    return (
        time.act(ActKind.CLOCK_SUPERSEDED, incident, clock=found.id),
        time.act(ActKind.CLOCK_STARTED, incident, **clock_data(moved), reason=reason.strip()),
    )


def _moved(clock: ResponseClock, due: datetime, time: When) -> ResponseClock:
    """The same clock with its deadline at `due`; reminders keep their distance and fall away where they have passed."""
    by = due - clock.deadline
    marks = [
        Mark(m.id, m.kind, m.name if m.kind is not MarkKind.DEADLINE else "改定时限", m.due + by) for m in clock.marks
    ]
    kept = tuple(mark for mark in marks if mark.kind is MarkKind.DEADLINE or mark.due > time.at)
    return replace(clock, marks=kept, provisional=False)
