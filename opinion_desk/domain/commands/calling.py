"""Answering the calls of a ladder."""

from __future__ import annotations

from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from .when import When


def answer_call(incident: Incident, time: When) -> tuple[Act, ...]:
    """Somebody took the call of the ladder: the calls stop, the clock never does."""
    calling = [one.clock for one in incident.escalations if one.answered is None]
    if not calling:
        raise Refused("no_call_open", number=incident.number)
    return tuple(time.act(ActKind.CALL_ANSWERED, incident, clock=clock) for clock in calling)
