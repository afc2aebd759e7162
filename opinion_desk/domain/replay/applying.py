"""What every family of acts gives: how each kind of act changes an incident."""

from __future__ import annotations

from collections.abc import Callable

from ..acts import Act, ActKind
from ..incident import Incident

Apply = Callable[[Incident, Act], Incident]
Table = dict[ActKind, Apply]


def unchanged(incident: Incident, act: Act) -> Incident:
    """An act that stands in the history and changes nothing else."""
    return incident
