"""Opening a matter and judging it: level by the competent authority, grade, start of the clocks, whether to respond."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..act_data import instant_data, ladder_data, steps_data
from ..acts import Act, ActKind
from ..checklist import Step
from ..errors import Refused
from ..incident import START_WORDS, Incident, IncidentState, ResponseCause, ResponseWay, StartFrom, Times
from ..levels import Grade, Level
from ..masking import mask
from ..origin import Origin
from ..policy import Ladder, Policies, StartsOn
from ..verdict import Emergency
from .course import Course
from .level_clocks import start_level, supersede_level
from .mandates import Received, receive_mandate
from .responding import Answering, answered, answering_data, check_answering, follow_answering, start_response
from .signatures import owe_signature
from .starting import CORRECTABLE, default_start
from .when import JUDGED, OPEN, TOLERANCE, When, expect

__all__ = [
    "START_WORDS",
    "Judgement",
    "Opening",
    "confirm",
    "default_start",
    "latest_if_major",
    "link_items",
    "open_incident",
    "regrade",
]


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a matter is opened (立件): `note` what a caller told, without who called; `paper` the one it came with.

    `drill` (演练): nothing of it is really sent, and it stands outside statistics.
    """

    title: str
    origin: Origin = Origin.ITEM
    items: tuple[int, ...] = ()
    times: Times = Times()
    kind: str | None = None
    hint: Level | None = None
    reopens: int | None = None
    born_of: int | None = None
    note: str = ""
    paper: Received | None = None
    drill: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is judged when a matter is confirmed (核定) or regraded. A level needs its emergency and the authority.

    `paper` is the authority's, `heard_by` the post that heard it by telephone; with neither its signature is owed.
    `approver` is the post that approves a lowering, or of a confirmation another way than a public response.
    """

    emergency: Emergency | None = None
    level: Level | None = None
    authority: str = ""
    grade: Grade | None = None
    kind: str | None = None
    start: StartFrom | None = None
    start_reason: str = ""
    response: ResponseWay | None = None
    response_reason: str = ""
    response_cause: ResponseCause | None = None
    paper: str = ""
    heard_by: str = ""
    approver: str = ""

    @property
    def answering(self) -> Answering | None:
        """How it is answered; None where that was not judged."""
        if self.response is None:
            return None
        return Answering(self.response, self.response_cause, self.response_reason, self.approver)


def open_incident(opening: Opening, number: str, id: int, policies: Policies, time: When) -> tuple[Act, ...]:
    """立件, with the ladder that climbs while nothing was judged. Numbers that lead to a person are masked.

    Refused without a title or with a time in the future.
    """
    title = mask(opening.title.strip()) if opening.origin is Origin.PHONE else opening.title.strip()
    if not title:
        raise Refused("title_missing")
    times = opening.times
    for name in CORRECTABLE:
        moment = times.of(name)
        if moment is not None and moment > time.entered + TOLERANCE:
            raise Refused("time_in_future", which=START_WORDS[name])
    opened = time.act(
        ActKind.OPENED,
        id,
        number=number,
        title=title,
        origin=opening.origin.value,
        items=list(opening.items),
        times={
            "happened": instant_data(times.happened),
            "published": instant_data(times.published),
            "discovered": instant_data(times.discovered or time.at),
        },
        kind=opening.kind,
        hint=None if opening.hint is None else int(opening.hint),
        reopens=opening.reopens,
        born_of=opening.born_of,
        drill=opening.drill,
        ladder=ladder_data(policies.ladder_for(None)),
    )
    course = Course(None, time)
    course.take([opened])
    if opening.paper is not None:
        course.take(receive_mandate(course.now, opening.paper, policies, time))
    if opening.note.strip():
        course.take([time.act(ActKind.NOTED, id, text=mask(opening.note.strip()))])
    return tuple(course.acts)


def confirm(incident: Incident, judgement: Judgement, policies: Policies, time: When) -> tuple[Act, ...]:
    """核定: adopt level, grade, start and response; start the clocks they call for."""
    expect(incident, "核定", IncidentState.CANDIDATE)
    _check(judgement)
    if judgement.level is None and judgement.response is None and judgement.grade is None:
        raise Refused("confirm_needs_something")
    start_from, start = _start(incident, judgement, time)
    kind = judgement.kind or incident.kind
    confirmed = time.act(
        ActKind.CONFIRMED,
        incident,
        **_judged(judgement, policies.ladder_for(judgement.level, judgement.grade)),
        **answering_data(judgement.answering),
        start=start_from.value,
        start_reason=judgement.start_reason,
        kind=kind,
        steps=_steps(policies, kind, judgement.level),
    )
    course = Course(incident, time)
    course.take([confirmed])
    start_level(course, start, policies, time)
    if judgement.answering is not None:
        follow_answering(course, judgement.answering, None, policies, time)
    _owe_for_level(course, judgement, policies, time)
    return tuple(course.acts)


def _start(incident: Incident, judgement: Judgement, time: When) -> tuple[StartFrom, datetime]:
    """Which time starts the clocks, and that time; another than the default needs its reason."""
    start_from = judgement.start or default_start(incident)
    if start_from is not default_start(incident) and not judgement.start_reason.strip():
        raise Refused("start_needs_reason")
    start = time.at if start_from is StartFrom.CONFIRMED else incident.times.of(start_from)
    if start is None:
        raise Refused("start_unknown", which=START_WORDS[start_from])
    if start > time.at + TOLERANCE:
        raise Refused("start_after_confirm", which=START_WORDS[start_from])
    return start_from, start


def regrade(incident: Incident, judgement: Judgement, policies: Policies, time: When) -> tuple[Act, ...]:
    """A new level or grade: the start is kept, clocks that no longer apply are superseded, new ones start from it.

    Lowering the level is refused without a reason, the post that approves it and the paper of the authority.
    """
    expect(incident, "调整级别", *JUDGED)
    _check(judgement)
    if judgement.level is None and judgement.grade is None:
        raise Refused("regrade_needs_something")
    _check_lowering(incident, judgement)
    level = judgement.level or incident.level
    act = time.act(
        ActKind.REGRADED,
        incident,
        **_judged(judgement, policies.ladder_for(level, judgement.grade or incident.grade)),
        reason=judgement.start_reason,
        steps=_steps(policies, incident.kind, level),
    )
    course = Course(incident, time)
    course.settle()
    course.take([act])
    reason = f"级别调整为{level.words}" if level is not None else ""
    supersede_level(course, reason, policies, time)
    start_level(course, incident.times.of(incident.start_from) or time.at, policies, time)
    if incident.response is ResponseWay.PUBLIC and not answered(incident, policies):
        start_response(course, policies, time)
    _owe_for_level(course, judgement, policies, time)
    return tuple(course.acts)


def _check_lowering(incident: Incident, judgement: Judgement) -> None:
    if incident.level is None or judgement.level is None or judgement.level <= incident.level:
        return
    if not judgement.start_reason.strip():
        raise Refused("lowering_needs_reason")
    if not judgement.paper.strip() or not judgement.approver.strip():
        raise Refused("lowering_needs_paper")


def _owe_for_level(course: Course, judgement: Judgement, policies: Policies, time: When) -> None:
    """A level that came neither on paper nor by telephone is signed for afterwards by the authority."""
    if judgement.level is not None and not judgement.paper.strip() and not judgement.heard_by.strip():
        what = f"核定{judgement.level.words}级别"
        course.take(owe_signature(course.now, what, judgement.authority.strip(), "", policies, time))


def latest_if_major(incident: Incident, policies: Policies) -> datetime | None:
    """若定为重大, 最迟: the release deadline a candidate would have at level II."""
    start = incident.times.of(default_start(incident))
    policy = next((p for p in policies.for_start(StartsOn.LEVEL, Level.MAJOR)), None)
    if start is None or policy is None:
        return None
    clock = policies.start(policy, start, policy.owed_by)
    return None if clock is None else clock.deadline


def link_items(incident: Incident, items: tuple[int, ...], time: When) -> tuple[Act, ...]:
    """Add items to an open matter; nothing happens when all are there."""
    expect(incident, "关联信息", *OPEN)
    new = [item for item in items if item not in incident.items]
    return (time.act(ActKind.ITEM_LINKED, incident, items=new),) if new else ()


def _check(judgement: Judgement) -> None:
    if judgement.level is not None and (judgement.emergency is None or not judgement.authority.strip()):
        raise Refused("level_needs_authority")
    if judgement.level is None and (judgement.emergency is not None or judgement.authority):
        raise Refused("authority_needs_level")
    if judgement.answering is not None:
        check_answering(judgement.answering)


def _judged(judgement: Judgement, ladder: Ladder) -> dict[str, object]:
    return {
        "emergency": None if judgement.emergency is None else judgement.emergency.value,
        "level": None if judgement.level is None else int(judgement.level),
        "authority": judgement.authority.strip(),
        "paper": judgement.paper.strip(),
        "heard_by": judgement.heard_by.strip(),
        "approver": judgement.approver.strip(),
        "grade": None if judgement.grade is None else int(judgement.grade),
        "ladder": ladder_data(ladder),
    }


def _steps(policies: Policies, kind: str | None, level: Level | None) -> list[dict[str, str]]:
    """What the kind of content demands, and what level I or II adds."""
    steps: list[Step] = []
    if level is not None and level.starts_release_clocks:
        steps += [Step(id, words, ground) for id, words, ground in policies.major_steps]
    disposition = policies.disposition(kind)
    if disposition is not None:
        needs = disposition.needs_paper
        steps += [Step(id, words, disposition.ground, needs_paper=id in needs) for id, words in disposition.steps]
        steps += [Step(id, words, ground) for id, words, ground in disposition.own_steps]
    return steps_data(tuple(steps))
