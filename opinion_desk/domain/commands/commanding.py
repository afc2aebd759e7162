"""上级接管: a superior command leads a matter, usual at level I and II; this desk supports and forwards."""

from __future__ import annotations

from typing import Final

from ..act_data import steps_data
from ..acts import Act, ActKind
from ..checklist import Step
from ..errors import Refused
from ..incident import Incident
from ..policy import Policies, StartsOn
from .course import Course
from .signatures import owe_signature
from .when import JUDGED, When, expect

_STATUTORY: Final = (StartsOn.LEVEL, StartsOn.RESPONSE_DUE, StartsOn.RELEASE)


def take_over(
    incident: Incident, authority: str, paper: str, heard_by: str, policies: Policies, time: When
) -> tuple[Act, ...]:
    """The authority owes the statutory clocks from now on, by paper or by telephone; with neither its signature is owed."""
    expect(incident, "登记上级接管", *JUDGED)
    authority = authority.strip()
    if not authority:
        raise Refused("takeover_needs_authority")
    if incident.taken_over is not None and incident.taken_over.authority == authority:
        raise Refused("taken_over_already", authority=authority)
    course = Course(incident, time)
    course.take(
        [
            time.act(
                ActKind.TAKEN_OVER,
                incident,
                authority=authority,
                paper=paper.strip(),
                heard_by=heard_by.strip(),
                owes=statutory_clocks(incident, policies),
                steps=steps_data(tuple(Step(*step) for step in policies.takeover_steps)),
            )
        ]
    )
    if not paper.strip() and not heard_by.strip():
        course.take(owe_signature(course.now, "上级接管", authority, "", policies, time))
    return tuple(course.acts)


def statutory_clocks(incident: Incident, policies: Policies) -> list[str]:
    """The open clocks that a document lays on whoever leads the matter: release, conference, response, continued release."""
    of_lead = {p.id for p in policies.clocks if p.starts_on in _STATUTORY and not p.owed_by_desk}
    return [clock.id for clock in incident.open_clocks if clock.policy in of_lead]
