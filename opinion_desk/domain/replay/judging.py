"""Acts of opening a matter and judging it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..act_data import instant_from, ladder_from, steps_from
from ..acts import Act, ActKind
from ..incident import (
    FixedLevel,
    Incident,
    IncidentState,
    ResponseCause,
    ResponseWay,
    StartFrom,
    TakenOver,
    Times,
)
from ..levels import Grade, Level
from ..mandate import Mandate
from ..origin import Origin
from ..reporting import Report, ReportStage, ReportTo
from ..verdict import Emergency
from .applying import Table


def opened(act: Act) -> Incident:
    """The incident that the first act opens."""
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
        born_of=data.get("born_of"),
        acts=1,
        drill=data.get("drill", False),
        ladder=ladder_from(data["ladder"]) if data.get("ladder") else None,
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
        kind=data["kind"],
        ladder=ladder_from(data["ladder"]),
    )
    return _with_steps(_answering(judged, act), act)


def _answering(incident: Incident, act: Act) -> Incident:
    """Whether to respond, as it was judged with this act."""
    data = act.data
    cause = data.get("response_cause")
    return replace(
        incident,
        response=None if data["response"] is None else ResponseWay(data["response"]),
        response_reason=data["response_reason"],
        response_cause=None if cause is None else ResponseCause(cause),
        response_approver=data.get("response_approver", ""),
        # Acts from before causes were asked for leave it unknown, as the rows of their time do.
        response_judged=act.at if data["response"] is not None and "response_cause" in data else None,
    )


def _with_steps(incident: Incident, act: Act) -> Incident:
    have = {step.id for step in incident.checklist}
    new = tuple(step for step in steps_from(act.data["steps"]) if step.id not in have)
    return replace(incident, checklist=incident.checklist + new)


def _fixed(act: Act) -> FixedLevel | None:
    data = act.data
    if data["level"] is None:
        return None
    return FixedLevel(
        Emergency(data["emergency"]),
        Level(data["level"]),
        data["authority"],
        act.at,
        data.get("paper", ""),
        data.get("heard_by", ""),
        data.get("approver", ""),
    )


def _regraded(incident: Incident, act: Act) -> Incident:
    data = act.data
    judged = replace(
        incident,
        fixed=_fixed(act) or incident.fixed,
        grade=incident.grade if data["grade"] is None else Grade(data["grade"]),
        ladder=ladder_from(data["ladder"]),
    )
    return _with_steps(judged, act)


def _times_corrected(incident: Incident, act: Act) -> Incident:
    corrected = {name: instant_from(ms) for name, ms in act.data["times"].items()}
    return replace(incident, times=replace(incident.times, **corrected))


def _start_changed(incident: Incident, act: Act) -> Incident:
    return replace(incident, start_from=StartFrom(act.data["start"]), start_reason=act.data["reason"])


def _taken_over(incident: Incident, act: Act) -> Incident:
    data = act.data
    owed = tuple(replace(c, owed_by=data["authority"]) if c.id in data["owes"] else c for c in incident.clocks)
    over = TakenOver(data["authority"], act.at, data["paper"], data["heard_by"])
    return _with_steps(replace(incident, taken_over=over, clocks=owed), act)


def _mandate_received(incident: Incident, act: Act) -> Incident:
    data = act.data
    mandate = Mandate(
        data["index"],
        Origin(data["origin"]),
        data["issuer"],
        act.at,
        data["number"],
        data["text"],
        instant_from(data["deadline"]),
        data["reply_due"],
    )
    return replace(incident, mandates=(*incident.mandates, mandate))


def _mandate_answered(incident: Incident, act: Act) -> Incident:
    data = act.data
    mandates = tuple(
        replace(one, answered=act.at, answer=data["text"], answer_number=data["number"])
        if one.index == data["index"]
        else one
        for one in incident.mandates
    )
    return replace(incident, mandates=mandates)


def _reported(incident: Incident, act: Act) -> Incident:
    data = act.data
    made = Report(
        ReportStage(data["stage"]),
        ReportTo(data["to"]),
        act.at,
        act.by,
        data["post"],
        data["channel"],
        data["number"],
        data["text"],
    )
    return replace(incident, reports=(*incident.reports, made))


TABLE: Final[Table] = {
    ActKind.ITEM_LINKED: _linked,
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
    ActKind.TIMES_CORRECTED: _times_corrected,
    ActKind.START_CHANGED: _start_changed,
    ActKind.RESPONSE_JUDGED: _answering,
    ActKind.TAKEN_OVER: _taken_over,
    ActKind.MANDATE_RECEIVED: _mandate_received,
    ActKind.MANDATE_ANSWERED: _mandate_answered,
    ActKind.REPORTED: _reported,
}
