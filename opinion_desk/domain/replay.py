"""Replaying acts: `apply` takes an incident and its next act to the next incident; nothing else changes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Final

from .act_data import clock_from, instant_from, ladder_from, steps_from
from .acts import Act, ActKind
from .incident import (
    Assignment,
    AssignmentState,
    Escalation,
    Evidence,
    EvidenceKind,
    FixedLevel,
    Incident,
    IncidentState,
    Origin,
    ResponseWay,
    StartFrom,
    StepState,
    Times,
)
from .levels import Grade, Level
from .response_clock import ClockState, MarkKind, ResponseClock
from .verdict import Emergency


def replay(acts: Iterable[Act]) -> Incident:
    """The incident that these acts, all of one incident and in order, amount to; ValueError when the first does not open it."""
    incident: Incident | None = None
    for act in acts:
        incident = apply(incident, act)
    if incident is None:
        raise ValueError("no acts to replay")
    return incident


def apply(incident: Incident | None, act: Act) -> Incident:
    """The incident after one more act."""
    if incident is None:
        if act.kind is not ActKind.OPENED:
            raise ValueError(f"act {act.seq} comes before the opening")
        return _open(act)
    changed = _APPLY[act.kind](incident, act)
    return replace(changed, acts=incident.acts + 1)


def _open(act: Act) -> Incident:
    data = act.data
    times = data["times"]
    return Incident(
        id=act.incident_id,
        number=data["number"],
        title=data["title"],
        origin=Origin(data["origin"]),
        state=IncidentState.CANDIDATE,
        opened=act.at,
        opened_by=act.by,
        times=Times(*(instant_from(times[name]) for name in ("happened", "published", "discovered"))),
        kind=data["kind"],
        hint=None if data["hint"] is None else Level(data["hint"]),
        items=tuple(data["items"]),
        reopens=data.get("reopens"),
        acts=1,
    )


def _linked(incident: Incident, act: Act) -> Incident:
    new = tuple(item for item in act.data["items"] if item not in incident.items)
    return replace(incident, items=incident.items + new)


def _confirmed(incident: Incident, act: Act) -> Incident:
    data = act.data
    judged = replace(
        incident,
        state=IncidentState.CONFIRMED,
        times=replace(incident.times, confirmed=act.at),
        fixed=_fixed(act) or incident.fixed,
        grade=incident.grade if data["grade"] is None else Grade(data["grade"]),
        start_from=StartFrom(data["start"]),
        start_reason=data["start_reason"],
        response=None if data["response"] is None else ResponseWay(data["response"]),
        response_reason=data["response_reason"],
        kind=data["kind"],
        ladder=ladder_from(data["ladder"]),
    )
    return _with_steps(judged, act)


def _with_steps(incident: Incident, act: Act) -> Incident:
    have = {step.id for step in incident.checklist}
    new = tuple(step for step in steps_from(act.data["steps"]) if step.id not in have)
    return replace(incident, checklist=incident.checklist + new)


def _fixed(act: Act) -> FixedLevel | None:
    data = act.data
    if data["level"] is None:
        return None
    return FixedLevel(Emergency(data["emergency"]), Level(data["level"]), data["authority"], act.at)


def _regraded(incident: Incident, act: Act) -> Incident:
    data = act.data
    judged = replace(
        incident,
        fixed=_fixed(act) or incident.fixed,
        grade=incident.grade if data["grade"] is None else Grade(data["grade"]),
        ladder=ladder_from(data["ladder"]),
    )
    return _with_steps(judged, act)


def _clock_started(incident: Incident, act: Act) -> Incident:
    return replace(incident, clocks=(*incident.clocks, clock_from(act.data)))


def _change_clock(
    incident: Incident, id: str, change: Callable[[ResponseClock], ResponseClock]
) -> tuple[ResponseClock, ...]:
    """All clocks, with the open one of that id changed."""
    return tuple(change(c) if c.id == id and c.state.open else c for c in incident.clocks)


def _clock_met(incident: Incident, act: Act) -> Incident:
    def meet(clock: ResponseClock) -> ResponseClock:
        met_at = instant_from(act.data["met_at"])
        late = met_at is not None and met_at > clock.deadline
        return replace(clock, state=ClockState.MET_LATE if late else ClockState.MET, met_at=met_at)

    return _calm(replace(incident, clocks=_change_clock(incident, act.data["clock"], meet)))


def _clock_superseded(incident: Incident, act: Act) -> Incident:
    clocks = _change_clock(incident, act.data["clock"], lambda c: replace(c, state=ClockState.SUPERSEDED))
    return _calm(replace(incident, clocks=clocks))


def _clock_cancelled(incident: Incident, act: Act) -> Incident:
    clocks = _change_clock(incident, act.data["clock"], lambda c: replace(c, state=ClockState.CANCELLED))
    return _calm(replace(incident, clocks=clocks))


def _calm(incident: Incident) -> Incident:
    """A ladder stops climbing when its clock is no longer owed."""
    climbing = incident.escalation
    if climbing is None or any(c.id == climbing.clock and c.state.open for c in incident.clocks):
        return incident
    return replace(incident, escalation=None)


def _mark_fired(incident: Incident, act: Act) -> Incident:
    mark_id, kind = act.data["mark"], MarkKind(act.data["mark_kind"])

    def fire(clock: ResponseClock) -> ResponseClock:
        marks = tuple(replace(m, fired=act.at) if m.id == mark_id and m.fired is None else m for m in clock.marks)
        state = ClockState.BREACHED if kind is MarkKind.DEADLINE else clock.state
        return replace(clock, marks=marks, state=state)

    fired = replace(incident, clocks=_change_clock(incident, act.data["clock"], fire))
    since = instant_from(act.data["due"])
    if kind is MarkKind.REMINDER or since is None:
        return fired
    return replace(fired, escalation=Escalation(act.data["clock"], mark_id, since))


def _escalated(incident: Incident, act: Act) -> Incident:
    climbing = incident.escalation
    if climbing is None:
        return incident
    return replace(incident, escalation=replace(climbing, reached=act.data["rung"]))


def _call_answered(incident: Incident, act: Act) -> Incident:
    climbing = incident.escalation
    return incident if climbing is None else replace(incident, escalation=replace(climbing, answered=act.at))


def _assigned(incident: Incident, act: Act) -> Incident:
    data = act.data
    handed = {data["lead"], *data["co"]}
    kept = tuple(
        replace(a, state=AssignmentState.REPLACED, changed=act.at)
        if a.unit in handed or (a.lead and a.state is not AssignmentState.RETURNED)
        else a
        for a in incident.assignments
    )
    new = tuple(Assignment(unit, unit == data["lead"], act.at) for unit in [data["lead"], *data["co"]])
    state = IncidentState.ASSIGNED if incident.state is IncidentState.CONFIRMED else incident.state
    owed = tuple(replace(c, owed_by=data["lead"]) if c.id in data["owes"] else c for c in incident.clocks)
    return replace(incident, assignments=kept + new, state=state, clocks=owed)


def _unit_changed(state: AssignmentState) -> Callable[[Incident, Act], Incident]:
    def change(incident: Incident, act: Act) -> Incident:
        assignments = tuple(
            replace(a, state=state, changed=act.at, note=act.data["text"])
            if a.unit == act.data["unit"] and a.state is not AssignmentState.REPLACED
            else a
            for a in incident.assignments
        )
        return replace(incident, assignments=assignments)

    return change


def _urged(incident: Incident, act: Act) -> Incident:
    assignments = tuple(
        replace(a, urged=a.urged + 1) if a.unit == act.data["unit"] and a.state is not AssignmentState.REPLACED else a
        for a in incident.assignments
    )
    return replace(incident, assignments=assignments)


def _answered(kind: EvidenceKind) -> Callable[[Incident, Act], Incident]:
    def add(incident: Incident, act: Act) -> Incident:
        data = act.data
        evidence = Evidence(kind, data["what"], act.at, act.by, data["address"], data["digest"])
        return replace(incident, evidence=(*incident.evidence, evidence), state=IncidentState.RESPONDING)

    return add


def _step(state: StepState) -> Callable[[Incident, Act], Incident]:
    def change(incident: Incident, act: Act) -> Incident:
        steps = tuple(
            replace(s, state=state, reason=act.data.get("reason", "")) if s.id == act.data["step"] else s
            for s in incident.checklist
        )
        return replace(incident, checklist=steps)

    return change


def _to(state: IncidentState) -> Callable[[Incident, Act], Incident]:
    return lambda incident, act: replace(incident, state=state)


def _merged(incident: Incident, act: Act) -> Incident:
    return replace(incident, state=IncidentState.MERGED, merged_into=act.data["into"])


def _same(incident: Incident, act: Act) -> Incident:
    return incident


_APPLY: Final[dict[ActKind, Callable[[Incident, Act], Incident]]] = {
    ActKind.ITEM_LINKED: _linked,
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_met,
    ActKind.CLOCK_SUPERSEDED: _clock_superseded,
    ActKind.CLOCK_CANCELLED: _clock_cancelled,
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: _call_answered,
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _unit_changed(AssignmentState.ACKNOWLEDGED),
    ActKind.RETURNED: _unit_changed(AssignmentState.RETURNED),
    ActKind.REPLIED: _unit_changed(AssignmentState.REPLIED),
    ActKind.URGED: _urged,
    ActKind.RELEASED: _answered(EvidenceKind.RELEASE),
    ActKind.CONFERENCE_HELD: _answered(EvidenceKind.CONFERENCE),
    ActKind.RESPONDED: _answered(EvidenceKind.RESPONSE),
    ActKind.STEP_DONE: _step(StepState.DONE),
    ActKind.STEP_STRUCK: _step(StepState.STRUCK),
    ActKind.NOTED: _same,
    ActKind.CONCLUDED: _to(IncidentState.CONCLUDED),
    ActKind.CLOSED: _to(IncidentState.CLOSED),
    ActKind.DISMISSED: _to(IncidentState.DISMISSED),
    ActKind.REOPENED: _same,  # stands in the closed one; the reopened matter is an incident of its own
    ActKind.MERGED: _merged,
}
