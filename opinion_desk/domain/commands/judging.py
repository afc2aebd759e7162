"""Opening a matter and judging it: level by the competent authority, grade, start of the clocks, whether to respond."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..act_data import instant_data, ladder_data, steps_data
from ..acts import Act, ActKind
from ..checklist import Step
from ..errors import Refused
from ..incident import Incident, IncidentState, ResponseWay, StartFrom, Times
from ..levels import Grade, Level
from ..origin import Origin
from ..policy import Ladder, Policies, StartsOn
from ..response_clock import ClockState
from ..verdict import Emergency
from .clocks import start_clocks
from .when import JUDGED, OPEN, TOLERANCE, When, expect


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a matter is opened (立件)."""

    title: str
    origin: Origin = Origin.ITEM
    items: tuple[int, ...] = ()
    times: Times = Times()
    kind: str | None = None
    hint: Level | None = None
    reopens: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is judged when a matter is confirmed (核定) or regraded. A level needs its emergency and the authority."""

    emergency: Emergency | None = None
    level: Level | None = None
    authority: str = ""
    grade: Grade | None = None
    kind: str | None = None
    start: StartFrom | None = None
    start_reason: str = ""
    response: ResponseWay | None = None
    response_reason: str = ""


def open_incident(opening: Opening, number: str, id: int, time: When) -> tuple[Act, ...]:
    """立件. Refused without a title or with a time in the future."""
    if not opening.title.strip():
        raise Refused("title_missing")
    times = opening.times
    for name in (StartFrom.HAPPENED, StartFrom.PUBLISHED, StartFrom.DISCOVERED):
        moment = times.of(name)
        if moment is not None and moment > time.entered + TOLERANCE:
            raise Refused("time_in_future", which=START_WORDS[name])
    return (
        time.act(
            ActKind.OPENED,
            id,
            number=number,
            title=opening.title.strip(),
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
        ),
    )


def confirm(incident: Incident, judgement: Judgement, policies: Policies, time: When) -> tuple[Act, ...]:
    """核定: adopt level, grade, start and response; start the clocks they call for."""
    expect(incident, "核定", IncidentState.CANDIDATE)
    _check(judgement)
    if judgement.level is None and judgement.response is None and judgement.grade is None:
        raise Refused("confirm_needs_something")
    start_from = judgement.start or default_start(incident)
    if judgement.start is not None and judgement.start is not default_start(incident) and not judgement.start_reason:
        raise Refused("start_needs_reason")
    start = time.at if start_from is StartFrom.CONFIRMED else incident.times.of(start_from)
    if start is None:
        raise Refused("start_unknown", which=START_WORDS[start_from])
    if start > time.at + TOLERANCE:
        raise Refused("start_after_confirm", which=START_WORDS[start_from])
    kind = judgement.kind or incident.kind
    confirmed = time.act(
        ActKind.CONFIRMED,
        incident,
        **_judged(judgement, policies.ladder_for(judgement.level, judgement.grade)),
        start=start_from.value,
        start_reason=judgement.start_reason,
        response=None if judgement.response is None else judgement.response.value,
        response_reason=judgement.response_reason,
        kind=kind,
        steps=_steps(policies, kind, judgement.level),
    )
    return (confirmed, *_clocks_called_for(incident, judgement, policies, start, time))


def regrade(incident: Incident, judgement: Judgement, policies: Policies, time: When) -> tuple[Act, ...]:
    """A new level or grade: the start is kept, clocks that no longer apply are superseded, new ones start from it."""
    expect(incident, "调整级别", *JUDGED)
    _check(judgement)
    if judgement.level is None and judgement.grade is None:
        raise Refused("regrade_needs_something")
    lowered = incident.level is not None and judgement.level is not None and judgement.level > incident.level
    if lowered and not judgement.start_reason:
        raise Refused("lowering_needs_reason")
    level = judgement.level or incident.level
    act = time.act(
        ActKind.REGRADED,
        incident,
        **_judged(judgement, policies.ladder_for(level, judgement.grade or incident.grade)),
        reason=judgement.start_reason,
        steps=_steps(policies, incident.kind, level),
    )
    start = incident.times.of(incident.start_from) or time.at
    wanted = {policy.id for policy in policies.for_start(StartsOn.LEVEL, level)}
    of_level = {policy.id for policy in policies.clocks if policy.starts_on is StartsOn.LEVEL}
    gone = [c for c in incident.clocks if c.state.open and c.policy in of_level and c.policy not in wanted]
    ended = [time.act(ActKind.CLOCK_SUPERSEDED, incident, clock=clock.id) for clock in gone]
    have = {c.policy for c in incident.clocks if c.policy in wanted and c.state is not ClockState.SUPERSEDED}
    fresh = [policy for policy in policies.for_start(StartsOn.LEVEL, level) if policy.id not in have]
    started = start_clocks(incident, fresh, start, policies, time)
    return (act, *ended, *started)


def default_start(incident: Incident) -> StartFrom:
    """The policy of this desk: first publication, else discovery (no document fixes it)."""
    return StartFrom.PUBLISHED if incident.times.published is not None else StartFrom.DISCOVERED


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
    if judgement.response in (ResponseWay.DIRECT, ResponseWay.FILE) and not judgement.response_reason:
        raise Refused("response_needs_reason")


def _judged(judgement: Judgement, ladder: Ladder) -> dict[str, object]:
    return {
        "emergency": None if judgement.emergency is None else judgement.emergency.value,
        "level": None if judgement.level is None else int(judgement.level),
        "authority": judgement.authority.strip(),
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
        steps += [Step(id, words, disposition.ground) for id, words in disposition.steps]
        steps += [Step(id, words, ground) for id, words, ground in disposition.own_steps]
    return steps_data(tuple(steps))


def _clocks_called_for(
    incident: Incident, judgement: Judgement, policies: Policies, start: datetime, time: When
) -> list[Act]:
    called = policies.for_start(StartsOn.LEVEL, judgement.level)
    acts = start_clocks(incident, called, start, policies, time)
    if judgement.response is ResponseWay.PUBLIC and not called:
        due = policies.for_start(StartsOn.RESPONSE_DUE, judgement.level)
        acts += start_clocks(incident, due, time.at, policies, time)
    return acts


START_WORDS = {
    StartFrom.HAPPENED: "事发",
    StartFrom.PUBLISHED: "首发",
    StartFrom.DISCOVERED: "发现",
    StartFrom.CONFIRMED: "核定",
}
