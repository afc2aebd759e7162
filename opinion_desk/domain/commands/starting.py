"""Starting clocks: the acts by which the policies of an occasion become clocks of a matter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..incident import Incident
from ..policy import ClockPolicy, Policies
from .when import When


def start_clocks(
    incident: Incident, chosen: Iterable[ClockPolicy], start: datetime, policies: Policies, time: When
) -> list[Act]:
    """One act a policy, the clock owed by the lead unit where the policy allows and there is one."""
    acts: list[Act] = []
    for policy in chosen:
        lead = None if policy.owed_by_desk else incident.lead_unit
        clock = policies.start(policy, start, lead or policy.owed_by, others=incident.clocks)
        if clock is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return acts
