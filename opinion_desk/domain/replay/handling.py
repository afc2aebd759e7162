"""Acts of handing a matter to units, and what units answered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..assignment import (
    Assignment,
    AssignmentState,
    Consultation,
    HandedPaper,
    PaperKind,
    ReceiptWay,
    ReplyStage,
)
from ..incident import Incident, IncidentState
from .applying import Table


def _assigned(incident: Incident, act: Act) -> Incident:
    data = act.data
    units = [data["lead"], *data["co"]]
    kept = tuple(
        replace(a, state=AssignmentState.REPLACED, changed=act.at)
        if (a.unit in units and a.state is not AssignmentState.RETURNED) or (a.lead and a.live)
        else a
        for a in incident.assignments
    )
    if "notice" not in data:  # from before a return stayed one for good
        kept = _kept_of_old(incident, units, act)
    notice, office = data.get("notice", ""), data.get("named_by", "")
    new = tuple(
        Assignment(unit, unit == data["lead"], act.at, notice=notice, named_by=office if unit == data["lead"] else "")
        for unit in units
    )
    state = IncidentState.ASSIGNED if incident.state is IncidentState.CONFIRMED else incident.state
    handed = replace(incident, assignments=kept + new, state=state)
    return _with_papers(_owing(handed, data["owes"], data["lead"]), PaperKind.ASSIGNED, units, notice, "", act)


def _kept_of_old(incident: Incident, units: Sequence[str], act: Act) -> tuple[Assignment, ...]:
    return tuple(
        replace(a, state=AssignmentState.REPLACED, changed=act.at)
        if a.unit in units or (a.lead and a.state is not AssignmentState.RETURNED)
        else a
        for a in incident.assignments
    )


def _owing(incident: Incident, clocks: Sequence[str], to: str) -> Incident:
    return replace(incident, clocks=tuple(replace(c, owed_by=to) if c.id in clocks else c for c in incident.clocks))


def _with_papers(
    incident: Incident, kind: PaperKind, units: Sequence[str], number: str, text: str, act: Act
) -> Incident:
    """A paper that bears a number stands among the papers; what was written before papers had numbers stays without."""
    if not number:
        return incident
    papers = tuple(HandedPaper(kind, number, unit, act.at, act.by, text) for unit in units)
    return replace(incident, papers=incident.papers + papers)


def _change(incident: Incident, unit: str, change: Callable[[Assignment], Assignment]) -> Incident:
    """The assignments of that unit that were neither replaced nor, a newer one being there, returned, changed."""
    newest = max((n for n, a in enumerate(incident.assignments) if a.unit == unit), default=-1)
    return replace(
        incident,
        assignments=tuple(
            change(a)
            if a.unit == unit
            and a.state is not AssignmentState.REPLACED
            and (n == newest or a.state is not AssignmentState.RETURNED)
            else a
            for n, a in enumerate(incident.assignments)
        ),
    )


def _acknowledged(incident: Incident, act: Act) -> Incident:
    data = act.data

    def receive(a: Assignment) -> Assignment:
        signed = replace(a, state=AssignmentState.ACKNOWLEDGED, changed=act.at, note=data["text"])
        if "way" not in data:
            return signed
        way = None if data["way"] is None else ReceiptWay(data["way"])
        return replace(signed, received=act.at, receipt=way, received_by=data["post"])

    return _change(incident, data["unit"], receive)


def _returned(incident: Incident, act: Act) -> Incident:
    data = act.data
    changed = _change(
        incident,
        data["unit"],
        lambda a: replace(
            a, state=AssignmentState.RETURNED, changed=act.at, note=data["text"], rule=data.get("rule", "")
        ),
    )
    return _owing(changed, data.get("owes", ()), data.get("to", ""))


def _replied(incident: Incident, act: Act) -> Incident:
    data = act.data

    def answer(a: Assignment) -> Assignment:
        answered = replace(a, state=AssignmentState.REPLIED, changed=act.at, note=data["text"])
        if "stage" not in data:
            return answered
        stage = ReplyStage(data["stage"])
        stages = a.stages if stage in a.stages else (*a.stages, stage)
        return replace(answered, stages=stages, received=a.received or act.at)

    return _change(incident, data["unit"], answer)


def _urged(incident: Incident, act: Act) -> Incident:
    data = act.data
    counted = _change(incident, data["unit"], lambda a: replace(a, urged=a.urged + 1))
    return _with_papers(counted, PaperKind.URGED, [data["unit"]], data.get("number", ""), data["text"], act)


def _handed(incident: Incident, act: Act) -> Incident:
    data = act.data
    paper = HandedPaper(PaperKind(data["kind"]), data["number"], data["unit"], act.at, act.by, data["text"])
    return replace(incident, papers=(*incident.papers, paper))


def _consulted(incident: Incident, act: Act) -> Incident:
    met = Consultation(tuple(act.data["units"]), act.data["text"], act.at, act.by)
    return replace(incident, consultations=(*incident.consultations, met))


TABLE: Final[Table] = {
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _acknowledged,
    ActKind.RETURNED: _returned,
    ActKind.REPLIED: _replied,
    ActKind.URGED: _urged,
    ActKind.PAPER_HANDED: _handed,
    ActKind.CONSULTED: _consulted,
}
