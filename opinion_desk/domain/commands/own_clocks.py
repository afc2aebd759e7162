"""Clocks that a person sets (自定时限) and those of a policy paper's interpretation; met with evidence, as every clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from ..instants import to_ms
from ..levels import Level
from ..policy import ClockPolicy, Policies, StartsOn
from ..response_clock import INTERPRETATION, OWN, Mark, MarkKind, ResponseClock
from .course import Course
from .when import OPEN, TOLERANCE, When, expect

_BY_HAND: Final = (OWN, INTERPRETATION)
_FARTHEST: Final = timedelta(days=5 * 366)
_MOST_DAYS: Final = 1000  # working days
_LONGEST_REMINDER: Final = timedelta(hours=2)
_SHORTEST: Final = timedelta(minutes=8)  # below that a reminder would come with the deadline


@dataclass(frozen=True, slots=True)
class Term:
    """When an own clock is due, given in exactly one of three ways."""

    within: timedelta | None = None
    by: datetime | None = None
    working_days: int | None = None


def set_clock(
    incident: Incident, name: str, owed_by: str, term: Term, ground: str, policies: Policies, time: When
) -> tuple[Act, ...]:
    """自定时限 `own:<n>` from the deed, with a reminder before it; it must be met or withdrawn before the matter is concluded."""
    expect(incident, "设定时限", *OPEN)
    if not name.strip() or not owed_by.strip():
        raise Refused("own_clock_needs_words")
    due, provisional = _due(term, policies, time)
    span = due - time.at
    marks = [Mark("deadline", MarkKind.DEADLINE, name.strip(), due)]
    if span >= _SHORTEST:
        soon = due - min(span / 4, _LONGEST_REMINDER)
        marks.insert(0, Mark("deadline_soon", MarkKind.REMINDER, f"{name.strip()}即将到期", soon))
    clock = ResponseClock(
        f"{OWN}{_next(incident, OWN)}",
        "own",
        name.strip(),
        time.at,
        owed_by.strip(),
        ground.strip() or "自定时限",
        tuple(marks),
        provisional=provisional,
    )
    return (time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)),)


def presets(policies: Policies, level: Level | None) -> tuple[ClockPolicy, ...]:
    """The clocks of this desk's own that a person may set at that level, as the settings hold them."""
    own = (policy for policy in policies.clocks if policy.starts_on is StartsOn.OWN)
    return tuple(policy for policy in own if not policy.levels or level in policy.levels)


def set_preset(
    incident: Incident, id: str, policies: Policies, time: When, *, name: str = "", owed_by: str = ""
) -> tuple[Act, ...]:
    """自定时限 `own:<n>` from the deed as the preset `id`, by its id or name, says: marks, ground, and where nothing else is given name and debtor.

    Refused for one that the settings do not hold for the matter's level, and where it hangs on a clock that does not run.
    """
    expect(incident, "设定时限", *OPEN)
    offered = presets(policies, incident.level)
    policy = next((one for one in offered if id.strip() in (one.id, one.name)), None)
    if policy is None:
        there = "、".join(f"{one.id} {one.name}" for one in offered)
        raise Refused("preset_unknown", id=id[:40], there=there or "无")
    debtor = owed_by.strip() or policy.owed_by or incident.lead_unit or ""
    if not debtor:
        raise Refused("own_clock_needs_words")
    number = f"{OWN}{_next(incident, OWN)}"
    clock = policies.start(policy, time.at, debtor, id=number, name=name.strip() or policy.name, others=incident.clocks)
    if clock is None:
        raise Refused("preset_hangs", name=policy.name)
    if clock.deadline <= time.at:
        raise Refused("own_clock_not_ahead")
    return (time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)),)


def _due(term: Term, policies: Policies, time: When) -> tuple[datetime, bool]:
    if sum(part is not None for part in (term.within, term.by, term.working_days)) != 1:
        raise Refused("own_clock_needs_term")
    provisional = False
    if term.working_days is not None:
        if not 0 < term.working_days <= _MOST_DAYS:
            raise Refused("own_clock_not_ahead")
        due, provisional = policies.days.close_after(time.at, term.working_days)
    elif term.within is not None:
        if term.within > _FARTHEST:
            raise Refused("own_clock_too_far")
        due = time.at + term.within
    else:
        due = term.by or time.at
    if due <= time.at:
        raise Refused("own_clock_not_ahead")
    if due > time.at + _FARTHEST:
        raise Refused("own_clock_too_far")
    return due, provisional


def withdraw_clock(incident: Incident, id: str, reason: str, time: When) -> tuple[Act, ...]:
    """撤销自定时限 with a reason; a breach stays on record."""
    expect(incident, "撤销时限", *OPEN)
    clock = _by_hand(incident, id, OWN)
    if not reason.strip():
        raise Refused("own_clock_needs_reason")
    course = Course(incident, time)
    course.settle()
    ended = time.act(ActKind.CLOCK_CANCELLED, incident, clock=clock.id, clock_name=clock.name, reason=reason.strip())
    course.take([ended])
    return tuple(course.acts)


def interpret(
    incident: Incident, what: str, published: datetime | None, policies: Policies, time: When
) -> tuple[Act, ...]:
    """政策解读 is owed for a paper since its publication (None: now): clock `interpretation:<n>`."""
    expect(incident, "登记政策文件", *OPEN)
    if not what.strip():
        raise Refused("interpretation_needs_paper")
    start = published or time.at
    if start > time.at + TOLERANCE:
        raise Refused("interpretation_in_future")
    id = f"{INTERPRETATION}{_next(incident, INTERPRETATION)}"
    acts: list[Act] = []
    for policy in policies.for_start(StartsOn.POLICY_PAPER, incident.level)[:1]:
        name = f"{policy.name}：{what.strip()}"
        clock = policies.start(policy, start, incident.lead_unit or policy.owed_by, id=id, name=name)
        if clock is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return tuple(acts)


def meet_clock(
    incident: Incident, id: str, what: str, address: str | None, digest: str | None, time: When
) -> tuple[Act, ...]:
    """An own or an interpretation clock, by its id or name, is met with evidence: words, and an address or a kept file's SHA-256."""
    expect(incident, "登记完成", *OPEN)
    clock = _by_hand(incident, id, *_BY_HAND)
    if not what.strip():
        raise Refused("met_needs_words")
    if not address and not digest:
        raise Refused("evidence_needs_place")
    if address and not address.startswith(("http://", "https://")):
        raise Refused("evidence_address_unreadable", address=address[:80])
    if time.at < clock.start:
        raise Refused("met_before_start")
    met = time.act(
        ActKind.CLOCK_MET,
        incident,
        clock=clock.id,
        clock_name=clock.name,
        met_at=to_ms(time.at),
        what=what.strip(),
        address=address,
        digest=digest,
    )
    return (met,)


def _by_hand(incident: Incident, id: str, *prefixes: str) -> ResponseClock:
    open_ones = [clock for clock in incident.open_clocks if clock.id.startswith(prefixes)]
    found = next((clock for clock in open_ones if id.strip() in (clock.id, clock.name)), None)
    if found is None:
        there = "、".join(f"{clock.id} {clock.name}" for clock in open_ones)
        raise Refused("own_clock_unknown", id=id[:40], there=there or "无")
    return found


def _next(incident: Incident, prefix: str) -> int:
    return sum(clock.id.startswith(prefix) for clock in incident.clocks) + 1
