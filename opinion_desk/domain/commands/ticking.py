"""What time itself does to an incident: marks that have passed, and the ladder that climbs while nobody acts."""

from __future__ import annotations

from datetime import datetime

from ..acts import Act, ActKind
from ..escalation import Escalation
from ..incident import Incident
from ..instants import to_ms
from ..policy import Ladder
from ..replay import apply
from ..response_clock import due_marks
from .when import When

BY_THE_CLOCK = "时限程序"


def tick(incident: Incident, now: datetime) -> tuple[Act, ...]:
    """The acts due at `now`: pure, and each mark once, however often and late it is asked.

    After an outage every missed mark is recorded with its due and its observed time, while the ladder jumps to where
    the elapsed time puts it and says once how late it is.
    """
    time = When(now, now, BY_THE_CLOCK)
    acts: list[Act] = []
    passed = sorted(
        ((mark.due, clock.id, mark) for clock in incident.clocks for mark in due_marks(clock, now)),
        key=lambda row: (row[0], row[1], row[2].id),
    )
    after = incident
    for due, clock_id, mark in passed:
        act = time.act(
            ActKind.MARK_FIRED,
            incident,
            clock=clock_id,
            mark=mark.id,
            mark_kind=mark.kind.value,
            name=mark.name,
            due=to_ms(due),
            late_ms=to_ms(now) - to_ms(due),
        )
        acts.append(act)
        after = apply(after, act)
    return (*acts, *_climb(after, now, time))


def _climb(incident: Incident, now: datetime, time: When) -> list[Act]:
    ladder = incident.ladder
    if ladder is None:
        return []
    acts = [_rung(incident, climbing, ladder, now, time) for climbing in incident.escalations]
    return [act for act in acts if act is not None]


def _rung(incident: Incident, climbing: Escalation, ladder: Ladder, now: datetime, time: When) -> Act | None:
    if climbing.answered is not None:
        return None
    reached = sum(1 for rung in ladder.rungs if climbing.since + rung.after <= now)
    if reached <= climbing.reached:
        return None
    rung = ladder.rungs[reached - 1]
    skipped = [r.to for r in ladder.rungs[climbing.reached : reached - 1]]
    return time.act(
        ActKind.ESCALATED,
        incident,
        clock=climbing.clock,
        mark=climbing.mark,
        rung=reached,
        to=rung.to,
        channel=rung.channel,
        skipped=skipped,
        since=to_ms(climbing.since),
    )
