"""Handing a matter to units: assignment, receipt, return, urging, reply."""

from __future__ import annotations

from collections.abc import Sequence

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..assignment import ASSIGNMENT_WORDS, Assignment, AssignmentState
from ..errors import Refused
from ..incident import Incident
from ..policy import Policies, StartsOn
from ..response_clock import RECEIPT
from .clocks import meet_clocks
from .when import JUDGED, When, expect

_LIVE = (AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED, AssignmentState.REPLIED)


def assign(
    incident: Incident, lead: str, co: Sequence[str], known: frozenset[str], policies: Policies, time: When
) -> tuple[Act, ...]:
    """交办 to a lead unit and co-units; a new lead replaces the old. Units must be in the registry."""
    expect(incident, "交办", *JUDGED)
    units = [unit.strip() for unit in (lead, *co)]
    for unit in units:
        if unit not in known:
            raise Refused("unit_unknown", unit=unit)
    if len(set(units)) != len(units):
        raise Refused("unit_twice")
    live = {a.unit for a in incident.assignments if a.state in _LIVE}
    fresh = [unit for unit in units if unit not in live]
    if not fresh and incident.lead_unit == units[0]:
        raise Refused("already_assigned", unit=units[0])
    owes = [c.id for c in incident.clocks if c.state.open and not c.of_receipt]
    acts = [time.act(ActKind.ASSIGNED, incident, lead=units[0], co=units[1:], owes=owes)]
    gone = [RECEIPT + a.unit for a in incident.assignments if a.state in _LIVE and a.lead and a.unit != units[0]]
    gone += [RECEIPT + unit for unit in units]
    ended = [clock.id for clock in incident.clocks if clock.state.open and clock.id in gone]
    acts += [time.act(ActKind.CLOCK_SUPERSEDED, incident, clock=id) for id in ended]
    for policy in policies.for_start(StartsOn.ASSIGNMENT, incident.level)[:1]:
        for unit in units:
            clock = policies.start(policy, time.at, unit, id=RECEIPT + unit)
            if clock is not None:
                acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return tuple(acts)


def acknowledge(incident: Incident, unit: str, text: str, time: When) -> tuple[Act, ...]:
    """签收 by a unit; meets its receipt clock."""
    _assignment(incident, unit, "签收", AssignmentState.AWAITING)
    received = time.act(ActKind.ACKNOWLEDGED, incident, unit=unit, text=text)
    return (received, *meet_clocks(incident, [RECEIPT + unit], time))


def give_back(incident: Incident, unit: str, text: str, time: When) -> tuple[Act, ...]:
    """退单 with its reason; the other clocks run on and the government office names the lead (R5)."""
    _assignment(incident, unit, "退单", AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED)
    if not text.strip():
        raise Refused("return_needs_reason")
    returned = time.act(ActKind.RETURNED, incident, unit=unit, text=text.strip())
    ended = [
        time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id)
        for clock in incident.clocks
        if clock.id == RECEIPT + unit and clock.state.open
    ]
    return (returned, *ended)


def urge(incident: Incident, unit: str, text: str, time: When) -> tuple[Act, ...]:
    """催办."""
    _assignment(incident, unit, "催办", AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED)
    return (time.act(ActKind.URGED, incident, unit=unit, text=text),)


def reply(incident: Incident, unit: str, text: str, time: When) -> tuple[Act, ...]:
    """回复 of a unit: what was found and done; receipt is implied."""
    _assignment(incident, unit, "回复", AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED, AssignmentState.REPLIED)
    if not text.strip():
        raise Refused("reply_needs_text")
    answered = time.act(ActKind.REPLIED, incident, unit=unit, text=text.strip())
    return (answered, *meet_clocks(incident, [RECEIPT + unit], time))


def _assignment(incident: Incident, unit: str, doing: str, *states: AssignmentState) -> Assignment:
    expect(incident, doing, *JUDGED)
    found = next((a for a in reversed(incident.assignments) if a.unit == unit), None)
    if found is None:
        raise Refused("not_assigned", unit=unit)
    if found.state not in states:
        raise Refused("assignment_forbids", unit=unit, state=ASSIGNMENT_WORDS[found.state], doing=doing)
    return found
