"""Judging whether to respond (国办发〔2016〕61号二): publicly for one of five causes, or otherwise with a reason and an approver."""

from __future__ import annotations

from dataclasses import dataclass

from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import RESPONSE_WORDS, Incident, ResponseCause, ResponseWay
from ..policy import Policies, StartsOn
from .clocks import start_clocks, supersede_clocks
from .course import Course
from .met_before import meet_by_what_was_done
from .signatures import owe_signature
from .when import JUDGED, When, expect


@dataclass(frozen=True, slots=True)
class Answering:
    """How a matter is answered: a public response names its cause; any other way its reason and the post that approved it."""

    way: ResponseWay
    cause: ResponseCause | None = None
    reason: str = ""
    approver: str = ""


def check_answering(answering: Answering) -> None:
    """Refused: no reason for another way than a public one, a cause beside it, or an answer withheld that nobody approved."""
    if answering.way is ResponseWay.PUBLIC:
        return
    if answering.cause is not None:
        raise Refused("cause_needs_public")
    if not answering.reason.strip():
        raise Refused("response_needs_reason")
    if answering.way is ResponseWay.WITHHELD and not answering.approver.strip():
        raise Refused("withheld_needs_approver")


def answering_data(answering: Answering | None) -> dict[str, object]:
    """How it stands in the data of an act."""
    if answering is None:
        return {"response": None, "response_reason": "", "response_cause": None, "response_approver": ""}
    return {
        "response": answering.way.value,
        "response_reason": answering.reason.strip(),
        "response_cause": None if answering.cause is None else answering.cause.value,
        "response_approver": answering.approver.strip(),
    }


def judge_response(incident: Incident, answering: Answering, policies: Policies, time: When) -> tuple[Act, ...]:
    """Judge, or judge anew, whether to respond: 48 hours run from a judgement for a public response, any other ends them with its reason."""
    expect(incident, "判断是否回应", *JUDGED)
    check_answering(answering)
    course = Course(incident, time)
    course.settle()
    course.take([time.act(ActKind.RESPONSE_JUDGED, incident, **answering_data(answering))])
    follow_answering(course, answering, incident.response, policies, time)
    return tuple(course.acts)


def follow_answering(
    course: Course, answering: Answering, before: ResponseWay | None, policies: Policies, time: When
) -> None:
    """What a judgement leads to: the response clock started or superseded, the approver's signature owed where none is named."""
    if answering.way is ResponseWay.PUBLIC:
        if before is not ResponseWay.PUBLIC:
            start_response(course, policies, time)
        return
    reason = f"{RESPONSE_WORDS[answering.way]}：{answering.reason.strip()}"
    course.take(supersede_clocks(course.now, response_clocks(course.now, policies), reason, time))
    approver = policies.approver(course.now.grade)
    if not answering.approver.strip() and approver:
        course.take(owe_signature(course.now, RESPONSE_WORDS[answering.way], approver, "", policies, time))


def start_response(course: Course, policies: Policies, time: When) -> None:
    """The 48 hours run from the judgement, unless they run already or the release clocks of level I or II serve.

    What was published since the judgement meets them at once.
    """
    incident = course.now
    level = incident.level
    if (level is not None and level.starts_release_clocks) or response_clocks(incident, policies):
        return
    start = incident.response_judged or incident.times.confirmed or time.at
    due = policies.for_start(StartsOn.RESPONSE_DUE, level)
    course.take(start_clocks(incident, due, start, policies, time))
    course.take(meet_by_what_was_done(course.now, response_clocks(course.now, policies), policies, time))


def response_clocks(incident: Incident, policies: Policies) -> list[str]:
    """The open clocks that a judgement to respond publicly started."""
    of_response = {p.id for p in policies.clocks if p.starts_on is StartsOn.RESPONSE_DUE}
    return [clock.id for clock in incident.open_clocks if clock.policy in of_response]


def answered(incident: Incident, policies: Policies) -> bool:
    """Whether a clock that a judgement to respond publicly started was met before."""
    of_response = {p.id for p in policies.clocks if p.starts_on is StartsOn.RESPONSE_DUE}
    return any(clock.met_at is not None for clock in incident.clocks if clock.policy in of_response)
