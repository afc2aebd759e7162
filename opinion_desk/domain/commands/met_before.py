"""What was done before a clock was started, and meets it all the same: a release already out, a report already made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ..acts import Act, ActKind
from ..incident import Incident
from ..instants import to_ms
from ..policy import ClockPolicy, Meets, Policies
from ..release import EvidenceKind
from ..reporting import ReportStage
from ..response_clock import Mark, ResponseClock
from .ticking import BY_THE_CLOCK
from .when import When

_EVIDENCE: Final[Mapping[EvidenceKind, frozenset[Meets]]] = {
    EvidenceKind.RELEASE: frozenset({Meets.RELEASE, Meets.RESPONSE}),
    EvidenceKind.CONFERENCE: frozenset({Meets.CONFERENCE}),
    EvidenceKind.RESPONSE: frozenset({Meets.RESPONSE}),
}
REPORT_MEETS: Final[Mapping[ReportStage, frozenset[Meets]]] = {
    ReportStage.PHONE: frozenset({Meets.PHONE_REPORT}),
    ReportStage.FIRST: frozenset({Meets.PHONE_REPORT, Meets.FIRST_REPORT}),
    ReportStage.FOLLOW_UP: frozenset(),
    ReportStage.FINAL: frozenset(),
}


def meet_by_what_was_done(incident: Incident, ids: list[str], policies: Policies, time: When) -> list[Act]:
    """Of these open clocks those that an earlier release or report meets, each by the earliest; a late one with its marks fired first.

    Evidence before the start does not count; a report made before it does, and meets its clock at the start.
    """
    acts: list[Act] = []
    for clock in (c for c in incident.open_clocks if c.id in ids):
        policy = policies.policy(clock.policy)
        done_at = None if policy is None else _done_at(incident, clock, policy)
        if done_at is not None:
            acts += _fired_before(incident, clock, done_at, time)
            acts.append(
                time.act(ActKind.CLOCK_MET, incident, clock=clock.id, clock_name=clock.name, met_at=to_ms(done_at))
            )
    return acts


def _done_at(incident: Incident, clock: ResponseClock, policy: ClockPolicy) -> datetime | None:
    moments = [e.at for e in incident.evidence if policy.met_by & _EVIDENCE[e.kind] and e.at >= clock.start]
    moments += [max(r.at, clock.start) for r in incident.reports if policy.met_by & REPORT_MEETS[r.stage]]
    return min(moments, default=None)


def _fired_before(incident: Incident, clock: ResponseClock, moment: datetime, time: When) -> list[Act]:
    """The marks of a clock that lay behind it when what met it was done."""
    passed = sorted((m for m in clock.marks if m.fired is None and m.due < moment), key=lambda m: (m.due, m.id))
    return [_fired(incident, clock, mark, time) for mark in passed]


def _fired(incident: Incident, clock: ResponseClock, mark: Mark, time: When) -> Act:
    fired = time.act(
        ActKind.MARK_FIRED,
        incident,
        clock=clock.id,
        clock_name=clock.name,
        mark=mark.id,
        mark_kind=mark.kind.value,
        name=mark.name,
        due=to_ms(mark.due),
        late_ms=to_ms(time.at) - to_ms(mark.due),
    )
    return replace(fired, by=BY_THE_CLOCK)
