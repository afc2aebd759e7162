"""When and by whom a command is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident, IncidentState

TOLERANCE: Final = timedelta(seconds=30)  # clocks of two rooms differ a little


@dataclass(frozen=True, slots=True)
class When:
    """`at` is the true time of the deed, `entered` (now) the time of entry, `by` the post or name that acts."""

    at: datetime
    entered: datetime
    by: str

    def act(self, kind: ActKind, incident: Incident | int, /, **data: Any) -> Act:
        """An act of that kind at this time."""
        id = incident.id if isinstance(incident, Incident) else incident
        return Act(kind, self.at, self.entered, self.by, data, id)


def when(at: datetime | None, now: datetime, by: str) -> When:
    """The time of a command; refused in the future or without a name."""
    if not by.strip():
        raise Refused("name_missing")
    if at is not None and at > now + TOLERANCE:
        raise Refused("at_in_future")
    return When(at or now, now, by.strip())


def expect(incident: Incident, doing: str, *states: IncidentState) -> None:
    """Refuse when the incident is in none of these states."""
    if incident.state not in states:
        raise Refused("state_forbids", number=incident.number, state=STATE_WORDS[incident.state], doing=doing)


STATE_WORDS: Final[Mapping[IncidentState, str]] = {
    IncidentState.CANDIDATE: "待核定",
    IncidentState.CONFIRMED: "已核定",
    IncidentState.ASSIGNED: "已交办",
    IncidentState.RESPONDING: "回应中",
    IncidentState.CONCLUDED: "已办结",
    IncidentState.CLOSED: "已归档",
    IncidentState.DISMISSED: "已排除",
    IncidentState.MERGED: "已并入",
}

OPEN: Final = (
    IncidentState.CANDIDATE,
    IncidentState.CONFIRMED,
    IncidentState.ASSIGNED,
    IncidentState.RESPONDING,
)
JUDGED: Final = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)
