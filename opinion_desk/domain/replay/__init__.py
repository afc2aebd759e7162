"""Replaying acts: `apply` takes an incident and its next act to the next incident; nothing else changes one. A module a family of acts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..incident import Incident
from . import clocks, drafting, ending, handling, judging, releasing, signatures
from .applying import Table

_APPLY: Final[Table] = {
    **judging.TABLE,
    **clocks.TABLE,
    **handling.TABLE,
    **drafting.TABLE,
    **releasing.TABLE,
    **signatures.TABLE,
    **ending.TABLE,
}


def replay(acts: Iterable[Act]) -> Incident:
    """The incident that these acts, all of one incident and in order, amount to; ValueError when the first does not open it."""
    incident: Incident | None = None
    for act in acts:
        incident = apply(incident, act)
    if incident is None:
        raise ValueError("no acts to replay")
    return incident


def apply(incident: Incident | None, act: Act) -> Incident:
    """The incident after one more act."""
    if incident is None:
        if act.kind is not ActKind.OPENED:
            raise ValueError(f"act {act.seq} comes before the opening")
        return judging.opened(act)
    changed = _APPLY[act.kind](incident, act)
    return replace(changed, acts=incident.acts + 1)
