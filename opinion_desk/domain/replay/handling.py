"""Acts of handing a matter to units, and what units answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..assignment import Assignment, AssignmentState
from ..incident import Incident, IncidentState
from .applying import Apply, Table


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


def _unit_changed(state: AssignmentState) -> Apply:
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


TABLE: Final[Table] = {
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _unit_changed(AssignmentState.ACKNOWLEDGED),
    ActKind.RETURNED: _unit_changed(AssignmentState.RETURNED),
    ActKind.REPLIED: _unit_changed(AssignmentState.REPLIED),
    ActKind.URGED: _urged,
}
