"""Acts of ending a matter, and of linking it to others."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..incident import Incident, IncidentState
from .applying import Apply, Table, unchanged


def _to(state: IncidentState) -> Apply:
    return lambda incident, act: replace(incident, state=state)


def _merged(incident: Incident, act: Act) -> Incident:
    return replace(incident, state=IncidentState.MERGED, merged_into=act.data["into"])


TABLE: Final[Table] = {
    ActKind.NOTED: unchanged,
    ActKind.CONCLUDED: _to(IncidentState.CONCLUDED),
    ActKind.CLOSED: _to(IncidentState.CLOSED),
    ActKind.DISMISSED: _to(IncidentState.DISMISSED),
    ActKind.REOPENED: unchanged,  # stands in the closed one; the reopened matter is an incident of its own
    ActKind.MERGED: _merged,
}
