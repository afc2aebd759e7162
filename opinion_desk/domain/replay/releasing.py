"""Acts of answering the public: evidence, distribution; and the checklist."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..checklist import StepState
from ..incident import Incident, IncidentState
from ..release import Distribution, DraftState, Evidence, EvidenceForm, EvidenceKind, Outlet
from .applying import Apply, Table


def _answered(kind: EvidenceKind) -> Apply:
    def add(incident: Incident, act: Act) -> Incident:
        data = act.data
        form = data.get("form")
        evidence = Evidence(
            kind,
            data["what"],
            act.at,
            act.by,
            data["address"],
            data["digest"],
            None if form is None else EvidenceForm(form),
            data.get("item"),
            data.get("issued_by", ""),
            data.get("draft"),
            data.get("leader", ""),
        )
        drafts = tuple(
            replace(d, state=DraftState.PUBLISHED) if d.number == evidence.draft else d for d in incident.drafts
        )
        shown = (*incident.evidence, evidence)
        return replace(incident, evidence=shown, drafts=drafts, state=IncidentState.RESPONDING)

    return add


def _step(state: StepState) -> Apply:
    def change(incident: Incident, act: Act) -> Incident:
        data = act.data
        settled = {
            "state": state,
            "reason": data.get("reason", data.get("text", "")),
            "paper_number": data.get("paper_number", ""),
            "paper_date": data.get("paper_date", ""),
            "by_evidence": data.get("by_evidence", False),
        }
        steps = tuple(replace(s, **settled) if s.id == data["step"] else s for s in incident.checklist)
        return replace(incident, checklist=steps)

    return change


def _distributed(incident: Incident, act: Act) -> Incident:
    data = act.data
    entry = Distribution(Outlet(data["outlet"]), data["name"], act.at, data["address"], data["draft"])
    return replace(incident, distributions=(*incident.distributions, entry))


def _declined(incident: Incident, act: Act) -> Incident:
    return replace(incident, declined=(*incident.declined, act.data["item"]))


TABLE: Final[Table] = {
    ActKind.RELEASED: _answered(EvidenceKind.RELEASE),
    ActKind.CONFERENCE_HELD: _answered(EvidenceKind.CONFERENCE),
    ActKind.RESPONDED: _answered(EvidenceKind.RESPONSE),
    ActKind.DISTRIBUTED: _distributed,
    ActKind.OFFER_DECLINED: _declined,
    ActKind.STEP_DONE: _step(StepState.DONE),
    ActKind.STEP_STRUCK: _step(StepState.STRUCK),
}
