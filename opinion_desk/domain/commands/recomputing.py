"""Deadlines in working days of a year whose calendar was not published, computed anew when it is."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ..acts import Act, ActKind
from ..incident import Incident
from ..instants import to_ms
from ..messages import sentence
from ..policy import Policies
from ..response_clock import ResponseClock
from .jumping import void_mark
from .when import When


def recompute(incident: Incident, policies: Policies, time: When) -> tuple[Act, ...]:
    """The acts that move provisional deadlines of open clocks to where the calendar puts them.

    A mark that fired stays fired; where it turns out to have fired before its time, that firing is voided and the mark armed anew.
    """
    return tuple(
        act for clock in incident.open_clocks if clock.provisional for act in _moved(incident, clock, policies, time)
    )


def _moved(incident: Incident, clock: ResponseClock, policies: Policies, time: When) -> list[Act]:
    policy = policies.policy(clock.policy)
    if policy is None or not any(rule.working_days is not None for rule in policy.marks):
        return []
    fresh = policies.start(policy, clock.start, clock.owed_by, others=incident.clocks)
    if fresh is None or fresh.provisional:
        return []
    due = {mark.id: mark.due for mark in fresh.marks}
    acts: list[Act] = []
    for mark in clock.marks:
        moved = due.get(mark.id)
        if moved is not None and mark.fired is not None and not mark.voided and mark.fired < moved:
            when = f"{moved.astimezone(ZoneInfo(policies.days.zone)):%m-%d %H:%M}"
            acts.append(void_mark(incident, clock, mark, sentence("calendar_cause", due=when), time, to_ms(moved)))
    moves = {mark.id: to_ms(due[mark.id]) for mark in clock.marks if mark.fired is None and mark.id in due}
    recomputed = time.act(
        ActKind.CLOCK_RECOMPUTED,
        incident,
        clock=clock.id,
        clock_name=clock.name,
        due=moves,
        deadline=to_ms(fresh.deadline),
        before=to_ms(clock.deadline),
        provisional=False,
    )
    return [*acts, recomputed]
