"""Acts of clocks, their marks, and the ladders that climb for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..act_data import clock_from, instant_from
from ..acts import Act, ActKind
from ..escalation import Escalation
from ..incident import Incident
from ..response_clock import ClockState, MarkKind, ResponseClock
from .applying import Table


def _clock_started(incident: Incident, act: Act) -> Incident:
    return replace(incident, clocks=(*incident.clocks, clock_from(act.data)))


def _change_clock(
    incident: Incident, id: str, change: Callable[[ResponseClock], ResponseClock]
) -> tuple[ResponseClock, ...]:
    """All clocks, with the open one of that id changed."""
    return tuple(change(c) if c.id == id and c.state.open else c for c in incident.clocks)


def _clock_met(incident: Incident, act: Act) -> Incident:
    def meet(clock: ResponseClock) -> ResponseClock:
        met_at = instant_from(act.data["met_at"])
        late = met_at is not None and met_at > clock.deadline
        return replace(clock, state=ClockState.MET_LATE if late else ClockState.MET, met_at=met_at)

    return _calm(replace(incident, clocks=_change_clock(incident, act.data["clock"], meet)))


def _clock_superseded(incident: Incident, act: Act) -> Incident:
    clocks = _change_clock(incident, act.data["clock"], lambda c: replace(c, state=ClockState.SUPERSEDED))
    return _calm(replace(incident, clocks=clocks))


def _clock_cancelled(incident: Incident, act: Act) -> Incident:
    clocks = _change_clock(incident, act.data["clock"], lambda c: replace(c, state=ClockState.CANCELLED))
    return _calm(replace(incident, clocks=clocks))


def _calm(incident: Incident) -> Incident:
    """A ladder stops climbing when its clock is no longer owed."""
    owed = {clock.id for clock in incident.clocks if clock.state.open}
    return replace(incident, escalations=tuple(one for one in incident.escalations if one.clock in owed))


def _mark_fired(incident: Incident, act: Act) -> Incident:
    mark_id, kind = act.data["mark"], MarkKind(act.data["mark_kind"])

    def fire(clock: ResponseClock) -> ResponseClock:
        marks = tuple(replace(m, fired=act.at) if m.id == mark_id and m.fired is None else m for m in clock.marks)
        state = ClockState.BREACHED if kind is MarkKind.DEADLINE else clock.state
        return replace(clock, marks=marks, state=state)

    fired = replace(incident, clocks=_change_clock(incident, act.data["clock"], fire))
    since = instant_from(act.data["due"])
    if kind is MarkKind.REMINDER or since is None:
        return fired
    return _climbing(fired, Escalation(act.data["clock"], mark_id, since))


def _climbing(incident: Incident, escalation: Escalation) -> Incident:
    """That clock's ladder as it now stands."""
    others = tuple(one for one in incident.escalations if one.clock != escalation.clock)
    return replace(incident, escalations=(*others, escalation))


def _escalated(incident: Incident, act: Act) -> Incident:
    climbing = incident.escalation(act.data["clock"])
    if climbing is None:
        return incident
    return _climbing(incident, replace(climbing, reached=act.data["rung"], called=act.at))


def _call_answered(incident: Incident, act: Act) -> Incident:
    climbing = incident.escalation(act.data["clock"])
    return incident if climbing is None else _climbing(incident, replace(climbing, answered=act.at))


TABLE: Final[Table] = {
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_met,
    ActKind.CLOCK_SUPERSEDED: _clock_superseded,
    ActKind.CLOCK_CANCELLED: _clock_cancelled,
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: _call_answered,
}
