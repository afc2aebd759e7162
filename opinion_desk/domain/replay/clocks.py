"""Acts of clocks, their marks, and the ladders that climb for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from ..act_data import clock_from, instant_from
from ..acts import Act, ActKind
from ..escalation import Escalation
from ..incident import Incident
from ..instants import from_ms
from ..response_clock import ClockState, Mark, MarkKind, ResponseClock
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
    doubted = act.data.get("provisional", False)

    def fire(clock: ResponseClock) -> ResponseClock:
        marks = tuple(
            replace(m, fired=act.at, provisional=doubted) if m.id == mark_id and m.fired is None else m
            for m in clock.marks
        )
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
    if climbing is None:
        return incident
    quiet = instant_from(act.data.get("quiet_until"))
    return _climbing(incident, replace(climbing, answered=act.at, quiet_until=quiet))


def _call_snoozed(incident: Incident, act: Act) -> Incident:
    climbing = incident.escalation(act.data["clock"])
    if climbing is None:
        return incident
    return _climbing(incident, replace(climbing, quiet_until=instant_from(act.data["quiet_until"])))


def _call_resumed(incident: Incident, act: Act) -> Incident:
    climbing, since = incident.escalation(act.data["clock"]), instant_from(act.data["since"])
    if climbing is None or since is None:
        return incident
    again = replace(climbing, since=since, reached=act.data["reached"], answered=None, quiet_until=None)
    return _climbing(incident, again)


def _change_mark(
    incident: Incident, act: Act, change: Callable[[ResponseClock, Mark], tuple[Mark, ...]]
) -> tuple[ResponseClock, ...]:
    """All clocks, with that mark of the newest clock of that id changed to what `change` says, whether the clock is open or not."""
    id, mark_id = act.data["clock"], act.data["mark"]
    last = max((n for n, clock in enumerate(incident.clocks) if clock.id == id), default=-1)

    def changed(clock: ResponseClock) -> ResponseClock:
        rows = [change(clock, mark) if mark.id == mark_id else (mark,) for mark in clock.marks]
        return replace(clock, marks=tuple(mark for row in rows for mark in row))

    return tuple(changed(clock) if n == last else clock for n, clock in enumerate(incident.clocks))


def _mark_voided(incident: Incident, act: Act) -> Incident:
    again, due = act.data.get("again"), instant_from(act.data.get("due"))

    def void(clock: ResponseClock, mark: Mark) -> tuple[Mark, ...]:
        voided = replace(mark, voided=act.data["reason"], provisional=False)
        if again is None:
            return (voided,)
        return (voided, Mark(again, mark.kind, mark.name, due or mark.due))

    def run_again(clock: ResponseClock) -> ResponseClock:
        counts = clock.state is ClockState.BREACHED and clock.breached_at is None
        return replace(clock, state=ClockState.RUNNING) if counts else clock

    clocks = tuple(run_again(clock) for clock in _change_mark(incident, act, void))
    climbing = incident.escalation(act.data["clock"])
    calm = climbing is not None and climbing.mark == act.data["mark"]
    left = tuple(one for one in incident.escalations if not (calm and one is climbing))
    return replace(incident, clocks=clocks, escalations=left)


def _breach_confirmed(incident: Incident, act: Act) -> Incident:
    return replace(
        incident, clocks=_change_mark(incident, act, lambda clock, mark: (replace(mark, provisional=False),))
    )


def _clock_recomputed(incident: Incident, act: Act) -> Incident:
    due = act.data["due"]

    def move(clock: ResponseClock) -> ResponseClock:
        marks = tuple(replace(m, due=from_ms(due[m.id])) if m.fired is None and m.id in due else m for m in clock.marks)
        return replace(clock, marks=marks, provisional=act.data["provisional"])

    return replace(incident, clocks=_change_clock(incident, act.data["clock"], move))


TABLE: Final[Table] = {
    ActKind.CLOCK_STARTED: _clock_started,
    ActKind.CLOCK_MET: _clock_met,
    ActKind.CLOCK_SUPERSEDED: _clock_superseded,
    ActKind.CLOCK_CANCELLED: _clock_cancelled,
    ActKind.MARK_FIRED: _mark_fired,
    ActKind.ESCALATED: _escalated,
    ActKind.CALL_ANSWERED: _call_answered,
    ActKind.CALL_SNOOZED: _call_snoozed,
    ActKind.CALL_RESUMED: _call_resumed,
    ActKind.MARK_VOIDED: _mark_voided,
    ActKind.BREACH_CONFIRMED: _breach_confirmed,
    ActKind.CLOCK_RECOMPUTED: _clock_recomputed,
}
