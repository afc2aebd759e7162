"""The clocks that a level starts, as level and start change: superseded, started again from the start, met by what was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..incident import Incident
from ..policy import ClockPolicy, Policies, StartsOn
from ..response_clock import ClockState, ResponseClock
from .clocks import start_clocks, supersede_clocks
from .course import Course
from .met_before import meet_by_what_was_done
from .when import When


def start_level(course: Course, start: datetime, policies: Policies, time: When) -> None:
    """The clocks of the level that the matter has now, from `start`; those it has already run on."""
    incident = course.now
    wanted = policies.for_start(StartsOn.LEVEL, incident.level)
    have = {c.policy for c in incident.clocks if c.state is not ClockState.SUPERSEDED}
    fresh = [policy for policy in wanted if policy.id not in have]
    course.take(start_clocks(incident, fresh, start, policies, time))
    course.take(meet_by_what_was_done(course.now, [policy.id for policy in fresh], policies, time))


def supersede_level(course: Course, reason: str, policies: Policies, time: When) -> None:
    """The open clocks that the present level no longer calls for end, superseded."""
    wanted = {policy.id for policy in policies.for_start(StartsOn.LEVEL, course.now.level)}
    gone = [c.id for c in course.now.open_clocks if c.policy in of_level(policies) - wanted]
    course.take(supersede_clocks(course.now, gone, reason, time))


def restart_level(course: Course, reason: str, policies: Policies, time: When) -> None:
    """The level's clocks run from the start the matter has now, owed by whom they were.

    One that was met stays met, unless its evidence lies before the start, or after the deadline that now follows.
    """
    incident = course.now
    start = incident.times.of(incident.start_from)
    if start is None:
        return
    fresh = [
        (policy, clock)
        for policy in policies.for_start(StartsOn.LEVEL, incident.level)
        if (clock := incident.clock(policy.id)) is not None and _restarts(clock, policy, start, policies)
    ]
    ids = [policy.id for policy, _ in fresh]
    course.take(supersede_clocks(incident, ids, reason, time))
    again = [policies.start(policy, start, clock.owed_by, id=clock.id) for policy, clock in fresh]
    course.take(_started(incident, again, time))
    course.take(meet_by_what_was_done(course.now, ids, policies, time))
    _hang_anew(course, ids, reason, policies, time)


def of_level(policies: Policies) -> set[str]:
    """The policies that start on a level."""
    return {policy.id for policy in policies.clocks if policy.starts_on is StartsOn.LEVEL}


def _restarts(clock: ResponseClock, policy: ClockPolicy, start: datetime, policies: Policies) -> bool:
    if clock.start == start or clock.state in (ClockState.SUPERSEDED, ClockState.CANCELLED):
        return False
    if clock.state.open:
        return True
    if policy.owed_by_desk or clock.met_at is None:  # a report that was made remains made
        return False
    again = policies.start(policy, start, clock.owed_by)
    late = again is not None and clock.met_at > again.deadline
    return clock.met_at < start or (late and clock.state is ClockState.MET)


def _hang_anew(course: Course, moved: list[str], reason: str, policies: Policies, time: When) -> None:
    """A unit's draft is due so long before a clock that was moved: it moves with it."""
    incident = course.now
    for clock in incident.open_clocks:
        policy = policies.policy(clock.policy)
        if policy is None or not any(set(rule.of_clocks) & set(moved) for rule in policy.marks):
            continue
        again = policies.start(policy, clock.start, clock.owed_by, id=clock.id, name=clock.name, others=incident.clocks)
        if again is not None and again.deadline != clock.deadline:
            course.take(supersede_clocks(course.now, [clock.id], reason, time))
            course.take(_started(incident, [again], time))


def _started(incident: Incident, clocks: Iterable[ResponseClock | None], time: When) -> list[Act]:
    return [time.act(ActKind.CLOCK_STARTED, incident, **clock_data(c)) for c in clocks if c is not None]
