"""Ending a matter: conclude, file, dismiss, merge."""

from __future__ import annotations

from ..acts import Act, ActKind
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident, IncidentState
from ..response_clock import SIGNATURE
from .clocks import cancel_clocks
from .when import JUDGED, OPEN, When, expect


def conclude(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """办结: every clock met, every step done or struck. A matter judged to need no public answer may be concluded too."""
    expect(incident, "办结", *JUDGED)
    owed = [clock for clock in incident.open_clocks if clock.blocks]
    if owed:
        raise Refused("clocks_open", clocks="、".join(clock.name for clock in owed))
    undone = [step.words for step in incident.checklist if step.state is StepState.OPEN]
    if undone:
        raise Refused("steps_open", steps="、".join(undone))
    kept = [clock.id for clock in incident.open_clocks if clock.id.startswith(SIGNATURE)]  # it is owed all the same
    ended = cancel_clocks(incident, time, but=kept)
    return (*ended, time.act(ActKind.CONCLUDED, incident, text=text))


def close(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """归档: final."""
    expect(incident, "归档", IncidentState.CONCLUDED)
    return (*cancel_clocks(incident, time), time.act(ActKind.CLOSED, incident, text=text))


def dismiss(incident: Incident, text: str, time: When) -> tuple[Act, ...]:
    """排除: no matter for this desk, with a reason."""
    expect(incident, "排除", *OPEN)
    if not text.strip():
        raise Refused("dismiss_needs_reason")
    return (*cancel_clocks(incident, time), time.act(ActKind.DISMISSED, incident, text=text.strip()))


def merge(incident: Incident, into: Incident, time: When) -> tuple[Act, ...]:
    """并入 another open matter; the clocks of that one count from now on."""
    expect(incident, "并入", *OPEN)
    expect(into, "接受并入", *OPEN)
    if incident.id == into.id:
        raise Refused("merge_with_itself")
    if incident.drill is not into.drill:
        raise Refused("merge_drill")
    return (*cancel_clocks(incident, time), time.act(ActKind.MERGED, incident, into=into.id, number=into.number))
