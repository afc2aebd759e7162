"""Handing a matter to units: assignment, receipt, return, reply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..acts import Act, ActKind
from ..assignment import ASSIGNMENT_WORDS, NAMING_OFFICE, Assignment, AssignmentState, ReceiptWay, ReplyStage
from ..errors import Refused
from ..incident import Incident
from ..policy import Policies
from ..response_clock import COMPLETION, DRAFT, OWN, RECEIPT, VERIFICATION
from .clocks import meet_clocks
from .signatures import owe_signature
from .unit_steps import end_steps, start_steps
from .when import JUDGED, TOLERANCE, When, expect

_MET_BY: Final = {
    ReplyStage.VERIFICATION: (RECEIPT, VERIFICATION),
    ReplyStage.DRAFT: (RECEIPT, DRAFT),
    ReplyStage.COMPLETION: (RECEIPT, VERIFICATION, COMPLETION),
}
_RULE: Final = re.compile(r"R(?:1[0-4]|[1-9])(?![0-9])", re.IGNORECASE)


def assign(
    incident: Incident, lead: str, co: Sequence[str], known: frozenset[str], policies: Policies, time: When,
    *, notice: str = "", named_by: str = "",
) -> tuple[Act, ...]:  # fmt: skip
    """交办 to a lead unit and co-units; a new lead replaces the old. Units must be in the registry.

    `notice` is the number of the dispatch notice, `named_by` the office that named this lead after a return (R5). Without it
    the matter still goes out, as it cannot wait, and that office owes its signature.
    """
    expect(incident, "交办", *JUDGED)
    units = [unit.strip() for unit in (lead, *co)]
    for unit in units:
        if unit not in known:
            raise Refused("unit_unknown", unit=unit)
    if len(set(units)) != len(units):
        raise Refused("unit_twice")
    live = {a.unit for a in incident.assignments if a.live}
    if incident.lead_unit == units[0] and live.issuperset(units):
        raise Refused("already_assigned", unit=units[0])
    office = named_by.strip()
    unnamed = incident.awaiting_naming and not office
    acts = [
        time.act(
            ActKind.ASSIGNED, incident, lead=units[0], co=units[1:], owes=_owed_by_lead(incident, policies),
            notice=notice, named_by=office, unnamed=unnamed,
        )
    ]  # fmt: skip
    replaced = [a.unit for a in incident.assignments if a.live and a.lead and a.unit not in units]
    acts += end_steps(incident, [*replaced, *units], ActKind.CLOCK_SUPERSEDED, time)
    acts += start_steps(incident, units[0], units, policies, time)
    if unnamed:
        acts += owe_signature(incident, f"指定{units[0]}主办", NAMING_OFFICE, "", policies, time)
    return tuple(acts)


def _owed_by_lead(incident: Incident, policies: Policies) -> list[str]:
    """The open clocks that pass to the lead unit: not steps of units, nor what stays with this desk, a superior or whom a person named."""
    superior = incident.taken_over.authority if incident.taken_over else None
    desks = {policy.id for policy in policies.clocks if policy.owed_by_desk}
    return [
        clock.id
        for clock in incident.clocks
        if clock.state.open and not clock.of_unit and not clock.id.startswith(OWN)
        if clock.policy not in desks and clock.owed_by != superior
    ]


def acknowledge(
    incident: Incident, unit: str, text: str, time: When, *, way: ReceiptWay | None = None, post: str = ""
) -> tuple[Act, ...]:
    """签收 by a unit, by telephone, slip, mail or at the desk, and by which post; meets its receipt clock."""
    assignment_of(incident, unit, "签收", time, AssignmentState.AWAITING)
    received = time.act(
        ActKind.ACKNOWLEDGED, incident, unit=unit, text=text, way=None if way is None else way.value, post=post.strip()
    )
    return (received, *meet_clocks(incident, [RECEIPT + unit], time))


def give_back(
    incident: Incident, unit: str, text: str, time: When, *, policies: Policies, rule: str = ""
) -> tuple[Act, ...]:
    """退单, once and in time, citing the rule: the unit's steps end, the statutory clocks run on.

    After a lead's return the government office names the lead (R5), and a lead that it named cannot return at all.
    """
    found = assignment_of(incident, unit, "退单", time, AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED)
    cited = _cited(rule, text)
    if found.lead and found.named_by:
        raise Refused("return_after_naming", unit=unit, office=found.named_by)
    if any(a.unit == unit and a.state is AssignmentState.RETURNED for a in incident.assignments):
        raise Refused("returned_before", unit=unit)
    until = return_until(incident, found, policies)
    if time.at > until + TOLERANCE:
        raise Refused("return_too_late", unit=unit, until=_told(until, policies))
    owes = [c.id for c in incident.clocks if c.state.open and not c.of_unit and c.owed_by == unit]
    returned = time.act(
        ActKind.RETURNED, incident, unit=unit, text=text.strip(), rule=cited, owes=owes,
        to=NAMING_OFFICE if found.lead else incident.responsible,
    )  # fmt: skip
    return (returned, *end_steps(incident, [unit], ActKind.CLOCK_CANCELLED, time))


def return_until(incident: Incident, assignment: Assignment, policies: Policies) -> datetime:
    """Until when that unit may give the matter back."""
    grave = incident.level is not None and incident.level.starts_release_clocks
    within: timedelta = policies.return_within_major if grave else policies.return_within
    return assignment.assigned + within


def _cited(rule: str, text: str) -> str:
    """The rule that is cited, by its option or within the text; else the text is the ground."""
    named = rule.strip()
    if named and _RULE.fullmatch(named) is None:
        raise Refused("rule_unknown", rule=named[:20])
    if not named and not text.strip():
        raise Refused("return_needs_reason")
    found = _RULE.search(named or text)
    return "" if found is None else found.group().upper()


def _told(instant: datetime, policies: Policies) -> str:
    return f"{instant.astimezone(ZoneInfo(policies.days.zone)):%m-%d %H:%M}"


def reply(
    incident: Incident, unit: str, text: str, time: When, *, stage: ReplyStage = ReplyStage.VERIFICATION
) -> tuple[Act, ...]:
    """回复 of a unit, by stage; receipt is implied, and completion implies that the facts were verified."""
    states = (AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED, AssignmentState.REPLIED)
    assignment_of(incident, unit, "回复", time, *states)
    if not text.strip():
        raise Refused("reply_needs_text")
    answered = time.act(ActKind.REPLIED, incident, unit=unit, text=text.strip(), stage=stage.value)
    return (answered, *meet_clocks(incident, [step + unit for step in _MET_BY[stage]], time))


def assignment_of(incident: Incident, unit: str, doing: str, time: When, *states: AssignmentState) -> Assignment:
    """How the unit stands with an open matter; Refused when it has none of these states, or had the matter not yet."""
    expect(incident, doing, *JUDGED)
    found = incident.assignment(unit)
    if found is None:
        raise Refused("not_assigned", unit=unit)
    if found.state not in states:
        raise Refused("assignment_forbids", unit=unit, state=ASSIGNMENT_WORDS[found.state], doing=doing)
    if time.at < found.assigned - TOLERANCE:
        raise Refused("before_assignment", unit=unit, doing=doing)
    return found
