"""Acts on clocks that several commands lead to: started by the policies of an occasion, met with evidence, cancelled with their matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..incident import Incident
from ..instants import to_ms
from ..policy import ClockPolicy, Meets, Policies
from ..response_clock import ResponseClock
from .when import When


def start_clocks(
    incident: Incident, chosen: Iterable[ClockPolicy], start: datetime, policies: Policies, time: When
) -> list[Act]:
    """One act a policy, the clock owed by the superior command that has taken over, else by the lead unit, where the policy allows."""
    acts: list[Act] = []
    leads = incident.taken_over.authority if incident.taken_over else incident.lead_unit
    for policy in chosen:
        lead = None if policy.owed_by_desk else leads
        clock = policies.start(policy, start, lead or policy.owed_by, others=incident.clocks)
        if clock is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return acts


def cancel_clocks(incident: Incident, time: When, *, but: Sequence[str] = ()) -> list[Act]:
    """All open clocks of the matter but these end without having been met."""
    return [
        time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id, clock_name=clock.name)
        for clock in incident.open_clocks
        if clock.id not in but
    ]


def meet_clocks(incident: Incident, ids: Sequence[str], time: When) -> list[Act]:
    """Those of these clocks that are open are met at the true time of the deed."""
    names = {clock.id: clock.name for clock in incident.open_clocks}
    return [
        time.act(ActKind.CLOCK_MET, incident, clock=id, clock_name=names[id], met_at=to_ms(time.at))
        for id in ids
        if id in names
    ]


def supersede_clocks(incident: Incident, ids: Iterable[str], reason: str, time: When) -> list[Act]:
    """Those of these clocks that are open no longer apply, by a new judgement; marks that fired stay fired."""
    names = {clock.id: clock.name for clock in incident.open_clocks}
    return [
        time.act(ActKind.CLOCK_SUPERSEDED, incident, clock=id, clock_name=names[id], reason=reason)
        for id in ids
        if id in names
    ]


def clocks_met_by(incident: Incident, policies: Policies, *meets: Meets) -> tuple[ResponseClock, ...]:
    """The open clocks of the matter whose policy is met by one of these."""
    answering = {policy.id for policy in policies.clocks if policy.met_by & set(meets)}
    return tuple(clock for clock in incident.clocks if clock.state.open and clock.policy in answering)
