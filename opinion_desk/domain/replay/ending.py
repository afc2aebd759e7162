"""Acts of ending a matter, and of linking it to others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..after_review import Review, aftermath_from
from ..incident import Incident, IncidentState
from .applying import Apply, Table, unchanged


def _to(state: IncidentState) -> Apply:
    return lambda incident, act: replace(incident, state=state)


def _merged(incident: Incident, act: Act) -> Incident:
    return replace(incident, state=IncidentState.MERGED, merged_into=act.data["into"])


def _reviewed(incident: Incident, act: Act) -> Incident:
    data = act.data
    seen = aftermath_from(data["aftermath"])
    return replace(incident, review=Review(act.at, act.by, data["plan"], data["findings"], data["lessons"], seen))


TABLE: Final[Table] = {
    ActKind.NOTED: unchanged,
    ActKind.REVIEWED: _reviewed,
    ActKind.CONCLUDED: _to(IncidentState.CONCLUDED),
    ActKind.CLOSED: _to(IncidentState.CLOSED),
    ActKind.DISMISSED: _to(IncidentState.DISMISSED),
    ActKind.REOPENED: unchanged,  # stands in the closed one; the reopened matter is an incident of its own
    ActKind.MERGED: _merged,
    ActKind.BORN: unchanged,  # stands in the one it arose from; the new matter is an incident of its own
}
