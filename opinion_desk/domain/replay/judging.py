"""Acts of opening a matter and judging it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..act_data import instant_from, ladder_from, steps_from
from ..acts import Act, ActKind
from ..incident import FixedLevel, Incident, IncidentState, ResponseWay, StartFrom, Times
from ..levels import Grade, Level
from ..origin import Origin
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


TABLE: Final[Table] = {
    ActKind.ITEM_LINKED: _linked,
    ActKind.CONFIRMED: _confirmed,
    ActKind.REGRADED: _regraded,
}
