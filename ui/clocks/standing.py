"""Where an obligation stands, in one line: who was told, who signed for it, what was done last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.assignment import STAGE_WORDS, Assignment, AssignmentState, ReplyStage
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import Evidence
from opinion_desk.domain.reporting import REPORT_CLOCKS
from opinion_desk.domain.response_clock import ResponseClock

from ..seat import Seat
from ..words import REPORT_TO, STATE, said

History = Callable[[], Sequence[Act]]
# What the clocks themselves write, and what is told in other words.
_QUIET: Final = frozenset(
    {
        ActKind.ITEM_LINKED,
        ActKind.CLOCK_STARTED,
        ActKind.CLOCK_MET,
        ActKind.CLOCK_SUPERSEDED,
        ActKind.CLOCK_CANCELLED,
        ActKind.MARK_FIRED,
        ActKind.ESCALATED,
        ActKind.CALL_ANSWERED,
        ActKind.REPORTED,  # what it met says so on its own tile, and it brings no other clock further
    }
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("clocks", text)


def stands_open(seat: Seat, incident: Incident, clock: ResponseClock, history: History, *, of_unit: bool) -> str:
    """Where an open clock stands; `of_unit`: it is a step of an assignment, so that its unit's state says most."""
    calls = _called(seat, incident, clock, history)
    unit = _unit_words(seat, _assignment(incident, clock.owed_by)) if of_unit else ""
    last = (
        unit
        or _last_words(seat, history(), clock.owed_by)
        or _unit_words(seat, _assignment(incident, incident.lead_unit))
    )
    if calls:
        climbing = incident.escalation(clock.id)
        answered = climbing is not None and climbing.answered is not None
        return f"{calls} · {last}" if answered and last else calls
    return last or said(STATE[incident.state])


def stands_met(seat: Seat, incident: Incident, clock: ResponseClock) -> str:
    """What met a clock, and where its evidence is kept."""
    found = next((e for e in reversed(incident.evidence) if e.at == clock.met_at), None)
    if found is not None:
        return f"{found.what} · {_place(found)}"
    report = next((r for r in incident.reports if r.at == clock.met_at and clock.policy in REPORT_CLOCKS), None)
    if report is not None:
        return _tr("报{to} · {channel}").format(to=said(REPORT_TO[report.to]), channel=report.channel)
    return _unit_words(seat, _assignment(incident, clock.owed_by)) or said(STATE[incident.state])


def _place(evidence: Evidence) -> str:
    if evidence.digest:
        return _tr("存证 {digest}").format(digest=f"{evidence.digest[:4]}…{evidence.digest[-4:]}")
    return (evidence.address or "").removeprefix("https://").removeprefix("http://")


def _called(seat: Seat, incident: Incident, clock: ResponseClock, history: History) -> str:
    climbing, ladder = incident.escalation(clock.id), incident.ladder
    if climbing is None or ladder is None:
        return ""
    if climbing.answered is not None:
        return _tr("已应答 {time}").format(time=seat.short(climbing.answered))
    if not climbing.reached:
        return ""
    parts = [_tr("已提级至第 {n} 层").format(n=climbing.reached), ladder.rungs[climbing.reached - 1].to]
    if climbing.called is not None:
        parts.append(seat.short(climbing.called))
    return " · ".join([*parts, _tr("待应答")])


def _assignment(incident: Incident, unit: str | None) -> Assignment | None:
    """The last one to that unit."""
    return next((a for a in reversed(incident.assignments) if a.unit == unit), None)


def _unit_words(seat: Seat, assignment: Assignment | None) -> str:
    if assignment is None or assignment.state is AssignmentState.REPLACED:
        return ""
    when = seat.short(assignment.changed or assignment.assigned)
    words = {
        AssignmentState.AWAITING: _tr("已交办 {time} · 待签收"),
        AssignmentState.ACKNOWLEDGED: _tr("已签收 {time} · 办理中"),
        AssignmentState.RETURNED: _tr("已退单 {time} · 待改派"),
        AssignmentState.REPLIED: _tr("已回复 {time}"),
    }[assignment.state].format(time=when)
    return words + (_tr(" · 已催办 {n} 次").format(n=assignment.urged) if assignment.urged else "")


def _last_words(seat: Seat, acts: Sequence[Act], owed_by: str) -> str:
    """The last act of a person, with its time and, where it is plain, what comes next; who owes the clock is named on its tile already."""
    last = next((act for act in reversed(acts) if act.kind not in _QUIET), None)
    if last is None:
        return ""
    short = {
        ActKind.CONFIRMED: _tr("已核定 {time} · 待交办"),
        ActKind.REGRADED: _tr("已调整级别 {time}"),
        ActKind.ASSIGNED: _tr("已交办 {time} · 待签收"),
        ActKind.ACKNOWLEDGED: _tr("已签收 {time} · 办理中"),
    }.get(last.kind)
    time = seat.short(last.at)
    if last.kind is ActKind.REPLIED and "stage" in last.data:
        stage = said(STAGE_WORDS[ReplyStage(last.data["stage"])])
        unit = seat.unit(last.data["unit"]) if last.data["unit"] != owed_by else ""
        return _tr("{time} {unit}报{stage}：{text}").format(time=time, unit=unit, stage=stage, text=last.data["text"])
    # the time first: a long act is cut short at its end
    return short.format(time=time) if short else f"{time} {seat.desk.incidents.act_words(last).rstrip('。')}"
