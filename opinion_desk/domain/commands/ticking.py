"""What time itself does to an incident: marks that have passed, and the ladders that climb while nobody acts."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..acts import Act, ActKind
from ..escalation import Escalation, Presence, everybody
from ..incident import Incident
from ..instants import to_ms
from ..policy import Ladder
from ..replay import apply
from ..response_clock import due_marks
from .when import When

BY_THE_CLOCK = "时限程序"


def tick(
    incident: Incident,
    now: datetime,
    present: Presence = everybody,
    *,
    observed: datetime | None = None,
    doubt: timedelta = timedelta(0),
) -> tuple[Act, ...]:
    """The acts due at `now`: pure, and each mark once, however often and late it is asked.

    After an outage every missed mark is recorded with its due and its observed time, while each ladder jumps to where
    the elapsed time puts it and says once how late it is. `observed` is when this is seen, where that is later than
    `now`. `doubt` is how far the system's time jumped forward without anybody having confirmed it: a mark that only
    that jump made due fires provisionally.
    """
    seen = observed or now
    time = When(seen, seen, BY_THE_CLOCK)
    acts: list[Act] = []
    passed = sorted(
        ((mark.due, clock.id, clock, mark) for clock in incident.clocks for mark in due_marks(clock, now)),
        key=lambda row: (row[0], row[1], row[3].id),
    )
    after = incident
    for due, clock_id, clock, mark in passed:
        act = time.act(
            ActKind.MARK_FIRED,
            incident,
            clock=clock_id,
            clock_name=clock.name,
            mark=mark.id,
            mark_kind=mark.kind.value,
            name=mark.name,
            due=to_ms(due),
            late_ms=to_ms(seen) - to_ms(due),
            **({"provisional": True} if due > now - doubt else {}),
        )
        acts.append(act)
        after = apply(after, act)
    return (*acts, *_climb(after, now, time, present))


def _climb(incident: Incident, now: datetime, time: When, present: Presence) -> list[Act]:
    ladder = incident.ladder
    if ladder is None or not ladder.rungs:
        return []
    return [act for climbing in incident.escalations for act in _step(incident, climbing, ladder, now, time, present)]


def _step(
    incident: Incident, climbing: Escalation, ladder: Ladder, now: datetime, time: When, present: Presence
) -> list[Act]:
    """The quiet of an answer that has held long enough ends; then whoever is due to be told is told."""
    acts: list[Act] = []
    if climbing.quiet_until is not None and climbing.quiet_until <= now:
        since, reached = climbing.resumed(ladder)
        ended = to_ms(climbing.quiet_until)
        where = {"clock": climbing.clock, "mark": climbing.mark}
        acts.append(
            time.act(ActKind.CALL_RESUMED, incident, **where, since=to_ms(since), reached=reached, quiet_until=ended)
        )
        climbing = Escalation(climbing.clock, climbing.mark, since, reached, called=climbing.called)
    call = climbing.call(ladder, now, present)
    if call is not None:
        acts.append(
            time.act(
                ActKind.ESCALATED,
                incident,
                clock=climbing.clock,
                mark=climbing.mark,
                rung=call.reached,
                to=call.to,
                channel=call.channel,
                skipped=list(call.skipped),
                absent=list(call.absent),
                again=call.again,
                since=to_ms(climbing.since),
            )
        )
    return acts
