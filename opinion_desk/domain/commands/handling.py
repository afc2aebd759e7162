"""Seeing a matter through: assignment, receipt, return, urging, reply; release, conference, response; checklist and end."""

from __future__ import annotations

from collections.abc import Sequence

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..assignment import ASSIGNMENT_WORDS, Assignment, AssignmentState
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident, IncidentState
from ..instants import to_ms
from ..policy import Meets, Policies, StartsOn
from ..release import EvidenceKind
from ..response_clock import RECEIPT
from .when import JUDGED, OPEN, When, expect

_LIVE = (AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED, AssignmentState.REPLIED)
_ACT_OF = {
    EvidenceKind.RELEASE: ActKind.RELEASED,
    EvidenceKind.CONFERENCE: ActKind.CONFERENCE_HELD,
    EvidenceKind.RESPONSE: ActKind.RESPONDED,
}
# An authoritative release answers the public as well, so it meets a response clock too (国办发〔2016〕61号).
_MEETS = {
    EvidenceKind.RELEASE: {Meets.RELEASE, Meets.RESPONSE},
    EvidenceKind.CONFERENCE: {Meets.CONFERENCE},
    EvidenceKind.RESPONSE: {Meets.RESPONSE},
}


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
    return (received, *_meet(incident, [RECEIPT + unit], time))


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
    return (answered, *_meet(incident, [RECEIPT + unit], time))


def answer_public(
    incident: Incident,
    kind: EvidenceKind,
    what: str,
    address: str | None,
    digest: str | None,
    policies: Policies,
    time: When,
) -> tuple[Act, ...]:
    """权威发布, 新闻发布会 or 回应, with evidence: an address, or a file kept under its SHA-256. Meets the clocks it answers."""
    expect(incident, "登记发布", *JUDGED)
    if not what.strip():
        raise Refused("evidence_needs_words")
    if not address and not digest:
        raise Refused("evidence_needs_place")
    if address and not address.startswith(("http://", "https://")):
        raise Refused("evidence_address_unreadable", address=address[:80])
    answering = {p.id for p in policies.clocks if p.met_by & _MEETS[kind]}
    open_ones = [c for c in incident.clocks if c.state.open and c.policy in answering]
    if any(time.at < clock.start for clock in open_ones):
        raise Refused("release_before_start")
    published = time.act(_ACT_OF[kind], incident, what=what.strip(), address=address, digest=digest)
    return (published, *_meet(incident, [c.id for c in open_ones], time))


def answer_call(incident: Incident, time: When) -> tuple[Act, ...]:
    """Somebody took the call of the ladder: the calls stop, the clock never does."""
    calling = [one.clock for one in incident.escalations if one.answered is None]
    if not calling:
        raise Refused("no_call_open", number=incident.number)
    return tuple(time.act(ActKind.CALL_ANSWERED, incident, clock=clock) for clock in calling)


def check(incident: Incident, step: str, strike: str | None, time: When) -> tuple[Act, ...]:
    """A step of the checklist is done, or struck with a reason."""
    expect(incident, "核对处置要求", *JUDGED)
    found = next((s for s in incident.checklist if step in (s.id, s.words)), None)
    if found is None:
        raise Refused("step_unknown", step=step, steps="、".join(s.id for s in incident.checklist) or "无")
    if found.state is not StepState.OPEN:
        raise Refused("step_settled", step=found.words)
    if strike is None:
        return (time.act(ActKind.STEP_DONE, incident, step=found.id, words=found.words),)
    if not strike.strip():
        raise Refused("strike_needs_reason")
    return (time.act(ActKind.STEP_STRUCK, incident, step=found.id, words=found.words, reason=strike.strip()),)


def conclude(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """办结: every clock met, every step done or struck. A matter judged to need no public answer may be concluded too."""
    expect(incident, "办结", *JUDGED)
    owed = [clock for clock in incident.open_clocks if clock.blocks]
    if owed:
        raise Refused("clocks_open", clocks="、".join(clock.name for clock in owed))
    undone = [step.words for step in incident.checklist if step.state is StepState.OPEN]
    if undone:
        raise Refused("steps_open", steps="、".join(undone))
    ended = [time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id) for clock in incident.open_clocks]
    return (*ended, time.act(ActKind.CONCLUDED, incident, text=text))


def close(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """归档: final."""
    expect(incident, "归档", IncidentState.CONCLUDED)
    return (time.act(ActKind.CLOSED, incident, text=text),)


def dismiss(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """排除: no matter for this desk, with a reason."""
    expect(incident, "排除", *OPEN)
    if not text.strip():
        raise Refused("dismiss_needs_reason")
    return (*_cancel_all(incident, time), time.act(ActKind.DISMISSED, incident, text=text.strip()))


def merge(incident: Incident, into: Incident, time: When) -> tuple[Act, ...]:
    """并入 another open matter; the clocks of that one count from now on."""
    expect(incident, "并入", *OPEN)
    expect(into, "接受并入", *OPEN)
    if incident.id == into.id:
        raise Refused("merge_with_itself")
    return (*_cancel_all(incident, time), time.act(ActKind.MERGED, incident, into=into.id, number=into.number))


def _cancel_all(incident: Incident, time: When) -> list[Act]:
    return [time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id) for clock in incident.open_clocks]


def _meet(incident: Incident, ids: Sequence[str], time: When) -> list[Act]:
    open_ids = {clock.id for clock in incident.open_clocks}
    return [time.act(ActKind.CLOCK_MET, incident, clock=id, met_at=to_ms(time.at)) for id in ids if id in open_ids]


def _assignment(incident: Incident, unit: str, doing: str, *states: AssignmentState) -> Assignment:
    expect(incident, doing, *JUDGED)
    found = next((a for a in reversed(incident.assignments) if a.unit == unit), None)
    if found is None:
        raise Refused("not_assigned", unit=unit)
    if found.state not in states:
        raise Refused("assignment_forbids", unit=unit, state=ASSIGNMENT_WORDS[found.state], doing=doing)
    return found
