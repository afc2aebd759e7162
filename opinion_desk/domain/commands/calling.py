"""Answering the calls of a ladder, and putting them off."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from typing import Final

from ..acts import Act, ActKind
from ..errors import Refused
from ..escalation import HOLDS
from ..incident import Incident
from ..instants import to_ms
from .when import When

SNOOZES: Final = 2  # a snooze lasts at most so many times as long as an answer holds


def answer_call(incident: Incident, time: When) -> tuple[Act, ...]:
    """应答: somebody took the call; the calls stop while the answer holds, the clock never does."""
    calling = [one.clock for one in incident.escalations if one.answered is None and one.quiet_until is None]
    if not calling:
        raise Refused("no_call_open", number=incident.number)
    until = to_ms(time.at + holds(incident))
    return tuple(time.act(ActKind.CALL_ANSWERED, incident, clock=clock, quiet_until=until) for clock in calling)


def holds(incident: Incident) -> timedelta:
    """How long an answer keeps the ladders of this matter quiet."""
    return HOLDS if incident.ladder is None else incident.ladder.holds or HOLDS


def latest_snooze(incident: Incident, time: When) -> datetime:
    """暂缓 to then at most: the next mark of any open clock, and twice as long as an answer holds."""
    marks = [mark.due for clock in incident.open_clocks if (mark := clock.next_mark) is not None]
    return min([time.at + SNOOZES * holds(incident), *marks])


def snooze(incident: Incident, until: datetime, time: When, zone: tzinfo) -> tuple[Act, ...]:
    """暂缓: no calls until then. Refused beyond `latest_snooze` (told in `zone`), in the past, and where no ladder climbs."""
    if not incident.escalations:
        raise Refused("no_call_open", number=incident.number)
    if until <= time.at:
        raise Refused("snooze_past")
    latest = latest_snooze(incident, time)
    if until > latest:
        raise Refused("snooze_too_long", latest=f"{latest.astimezone(zone):%m-%d %H:%M}")
    return tuple(
        time.act(ActKind.CALL_SNOOZED, incident, clock=one.clock, quiet_until=to_ms(until))
        for one in incident.escalations
    )
