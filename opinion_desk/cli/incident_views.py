"""`incident show` and `incident list`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ..domain.acts import Act
from ..domain.assignment import ASSIGNMENT_WORDS
from ..domain.commands.when import STATE_WORDS
from ..domain.incident import Incident
from ..domain.response_clock import CLOCK_WORDS, ResponseClock
from .incident_views_calls import calls_json, calls_lines
from .incident_views_handling import assignment_json, handling_json, handling_lines
from .incident_views_judging import judging_json, judging_lines
from .incident_views_release import evidence_json, release_json, release_lines, step_json, step_words
from .saying import Session, table

STEP_SIGNS = {"open": "○", "done": "✓", "struck": "—"}


def state_words(incident: Incident) -> str:
    """The state on screen."""
    return STATE_WORDS[incident.state]


def show(context: typer.Context, id: str) -> None:
    """一件舆情件的全部。"""
    session: Session = context.obj
    incident = session.desk.incidents.get(id)
    history = session.desk.incidents.history(id)
    value = {
        "incident": _incident_json(session, incident),
        "clocks": [_clock_json(session, clock) for clock in incident.clocks],
        "assignments": [
            {
                "unit": a.unit,
                "lead": a.lead,
                "state": a.state.value,
                "assigned": session.iso(a.assigned),
                "changed": session.iso(a.changed),
                "urged": a.urged,
                "note": a.note,
                **assignment_json(session, a),
            }
            for a in incident.assignments
        ],
        **handling_json(session, incident),
        "checklist": [step_json(s) for s in incident.checklist],
        **release_json(session, incident),
        "calls": calls_json(session, incident),
        "history": [_act_json(session, act) for act in history],
        **judging_json(session, incident),
    }
    session.say(value, _lines(session, incident, history))


def list_(context: typer.Context, open: Annotated[bool, typer.Option("--open", help="只列在办的")] = False) -> None:
    """舆情件列表。"""
    session: Session = context.obj
    incidents = session.desk.incidents.list(open_only=open)
    rows = [
        {
            "编号": f"{incident.id}",
            "件号": incident.number,
            "状态": state_words(incident),
            "级别": incident.level.words if incident.level else "未核定",
            "主办": incident.lead_unit or ("待指定（R5）" if incident.awaiting_naming else "—"),
            "标题": incident.title,
        }
        for incident in incidents
    ]
    session.say([_incident_json(session, incident) for incident in incidents], table(rows) or ["没有舆情件。"])


def _incident_json(session: Session, incident: Incident) -> dict[str, Any]:
    times = incident.times
    return {
        "id": incident.id,
        "number": incident.number,
        "title": incident.title,
        "state": incident.state.value,
        "origin": incident.origin.value,
        "kind": incident.kind,
        "hint": None if incident.hint is None else int(incident.hint),
        "emergency": None if incident.fixed is None else incident.fixed.emergency.value,
        "level": None if incident.level is None else int(incident.level),
        "authority": None if incident.fixed is None else incident.fixed.authority,
        "grade": None if incident.grade is None else int(incident.grade),
        "response": None if incident.response is None else incident.response.value,
        "start": incident.start_from.value,
        "start_reason": incident.start_reason,
        "times": {
            "happened": session.iso(times.happened),
            "published": session.iso(times.published),
            "discovered": session.iso(times.discovered),
            "confirmed": session.iso(times.confirmed),
        },
        "opened": session.iso(incident.opened),
        "opened_by": incident.opened_by,
        "items": list(incident.items),
        "lead": incident.lead_unit,
        "evidence": [evidence_json(session, e) for e in incident.evidence],
        "merged_into": incident.merged_into,
        "reopens": incident.reopens,
    }


def _clock_json(session: Session, clock: ResponseClock) -> dict[str, Any]:
    return {
        "clock": clock.id,
        "name": clock.name,
        "state": clock.state.value,
        "start": session.iso(clock.start),
        "owed_by": clock.owed_by,
        "ground": clock.ground,
        "met_at": session.iso(clock.met_at),
        "marks": [
            {
                "mark": m.id,
                "name": m.name,
                "kind": m.kind.value,
                "due": session.iso(m.due),
                "fired": session.iso(m.fired),
                "provisional": m.provisional,
                "voided": m.voided,
            }
            for m in clock.marks
        ],
    }


def _act_json(session: Session, act: Act) -> dict[str, Any]:
    return {
        "seq": act.seq,
        "at": session.iso(act.at),
        "entered": session.iso(act.entered),
        "by": act.by,
        "act": act.kind.value,
        "words": session.desk.incidents.act_words(act),
        "hash": act.hash,
    }


def _lines(session: Session, incident: Incident, history: tuple[Act, ...]) -> list[str]:
    level = f"{incident.level.words}（{incident.level.numeral}级）" if incident.level else "未核定"
    lines = [f"{incident.number}  {incident.title}", f"状态 {state_words(incident)} · 级别 {level}"]
    lines += [
        f"  时限 {clock.owed_by if clock.of_unit else ''}{clock.name}：{CLOCK_WORDS[clock.state]}，最迟 {session.local(clock.deadline)}"
        for clock in incident.clocks
    ]
    lines += calls_lines(session, incident)
    lines += judging_lines(session, incident)
    lines += [
        f"  {'主办' if unit.lead else '协办'} {unit.unit}：{ASSIGNMENT_WORDS[unit.state]}"
        for unit in incident.assignments
    ]
    lines += handling_lines(session, incident)
    lines += [f"  {STEP_SIGNS[step.state.value]} {step_words(step)}" for step in incident.checklist]
    lines += release_lines(session, incident)
    lines += [f"  {session.local(a.at)}  {session.desk.incidents.act_words(a)} · {a.by}" for a in history]
    return lines
