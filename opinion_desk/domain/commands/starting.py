"""Which time starts the clocks, and what that time was: both can be put right with a reason, and the clocks follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from ..act_data import instant_data
from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import START_WORDS, Incident, StartFrom
from ..policy import Policies
from .course import Course
from .level_clocks import restart_level
from .when import JUDGED, OPEN, TOLERANCE, When, expect

CORRECTABLE: Final = (StartFrom.HAPPENED, StartFrom.PUBLISHED, StartFrom.DISCOVERED)


def default_start(incident: Incident) -> StartFrom:
    """The policy of this desk: first publication, else discovery (no document fixes it)."""
    return StartFrom.PUBLISHED if incident.times.published is not None else StartFrom.DISCOVERED


def correct_times(
    incident: Incident, times: Mapping[StartFrom, datetime], reason: str, policies: Policies, time: When
) -> tuple[Act, ...]:
    """更正时间 with a reason; when it is the one that started the clocks, they start again from it.

    Refused when nothing changes, for the time of the confirmation (the record has it), and for times that are not past.
    """
    expect(incident, "更正时间", *OPEN)
    changed = {which: moment for which, moment in times.items() if incident.times.of(which) != moment}
    if not changed or any(which not in CORRECTABLE for which in times):
        raise Refused("times_unchanged")
    if not reason.strip():
        raise Refused("times_need_reason")
    for which, moment in changed.items():
        if moment > time.at + TOLERANCE:
            raise Refused("times_in_future", which=START_WORDS[which])
    course = Course(incident, time)
    course.settle()
    course.take(
        [
            time.act(
                ActKind.TIMES_CORRECTED,
                incident,
                times={which.value: instant_data(moment) for which, moment in changed.items()},
                were={which.value: instant_data(incident.times.of(which)) for which in changed},
                reason=reason.strip(),
            )
        ]
    )
    if incident.state in JUDGED and incident.start_from in changed:
        restart_level(course, f"更正{START_WORDS[incident.start_from]}时间：{reason.strip()}", policies, time)
    return tuple(course.acts)


def change_start(incident: Incident, which: StartFrom, reason: str, policies: Policies, time: When) -> tuple[Act, ...]:
    """更改起点 with a reason: the clocks of the level start again from another recorded time; one moved back may be late at once."""
    expect(incident, "更改时限起点", *JUDGED)
    if not reason.strip():
        raise Refused("start_needs_reason")
    if which is incident.start_from:
        raise Refused("start_unchanged", which=START_WORDS[which])
    start = incident.times.of(which)
    if start is None:
        raise Refused("start_unknown", which=START_WORDS[which])
    if start > time.at + TOLERANCE:
        raise Refused("times_in_future", which=START_WORDS[which])
    course = Course(incident, time)
    course.settle()
    was = incident.start_from.value
    course.take([time.act(ActKind.START_CHANGED, incident, start=which.value, was=was, reason=reason.strip())])
    restart_level(course, f"起点改为{START_WORDS[which]}：{reason.strip()}", policies, time)
    return tuple(course.acts)
