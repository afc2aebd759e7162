"""Acts of answering the public: drafts, reviews, evidence, distribution; and the checklist."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..checklist import StepState
from ..incident import Incident, IncidentState
from ..release import Evidence, EvidenceKind
from .applying import Apply, Table


def _answered(kind: EvidenceKind) -> Apply:
    def add(incident: Incident, act: Act) -> Incident:
        data = act.data
        evidence = Evidence(kind, data["what"], act.at, act.by, data["address"], data["digest"])
        return replace(incident, evidence=(*incident.evidence, evidence), state=IncidentState.RESPONDING)

    return add


def _step(state: StepState) -> Apply:
    def change(incident: Incident, act: Act) -> Incident:
        steps = tuple(
            replace(s, state=state, reason=act.data.get("reason", "")) if s.id == act.data["step"] else s
            for s in incident.checklist
        )
        return replace(incident, checklist=steps)

    return change


TABLE: Final[Table] = {
    ActKind.RELEASED: _answered(EvidenceKind.RELEASE),
    ActKind.CONFERENCE_HELD: _answered(EvidenceKind.CONFERENCE),
    ActKind.RESPONDED: _answered(EvidenceKind.RESPONSE),
    ActKind.STEP_DONE: _step(StepState.DONE),
    ActKind.STEP_STRUCK: _step(StepState.STRUCK),
}
