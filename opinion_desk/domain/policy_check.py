"""Whether policies can be used: every mark can be computed, no statutory limit is loosened, every ladder climbs and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Final

from .errors import Refused
from .levels import Level
from .policy import ClockPolicy, Ladder, MarkRule, Meets, Policies, StartsOn
from .response_clock import MarkKind

# The limits of the national rules, which a desk may tighten and not loosen (国办发〔2016〕80号: 5 h, 24 h; 国办发〔2016〕61号: 24 h, 48 h).
STATUTORY: Final[Mapping[str, timedelta]] = {
    "release": timedelta(hours=5),
    "conference": timedelta(hours=24),
    "response": timedelta(hours=48),
}
LONGEST: Final = timedelta(days=366)
MOST_WORKING_DAYS: Final = 260
_NEEDED: Final = tuple(STATUTORY)
_MEETS: Final[Mapping[str, frozenset[Meets]]] = {
    "release": frozenset({Meets.RELEASE}),
    "conference": frozenset({Meets.CONFERENCE}),
    "response": frozenset({Meets.RESPONSE, Meets.RELEASE}),
}


def check_policies(policies: Policies) -> None:
    """Refused with the first thing that cannot be used, named as it stands in the file."""
    ids = [policy.id for policy in policies.clocks]
    for id in _NEEDED:
        if id not in ids:
            raise Refused("policy_missing", policy=id)
    twice = next((id for id in ids if ids.count(id) > 1), None)
    if twice is not None:
        raise Refused("policy_twice", policy=twice)
    for policy in policies.clocks:
        _check_clock(policy, ids)
    if not policies.ladders or all(ladder.levels or ladder.grades for ladder in policies.ladders):
        raise Refused("ladder_missing")
    for ladder in policies.ladders:
        _check_ladder(ladder)
    _check_words(policies)
    for within in (policies.return_within, policies.return_within_major):
        if within <= timedelta(0):
            raise Refused("policy_span", policy="退单", mark="时限", least="1 分钟")


def _check_clock(policy: ClockPolicy, ids: Sequence[str]) -> None:
    if not policy.name.strip() or not policy.ground.strip():
        raise Refused("policy_ground", policy=policy.id)
    if not policy.met_by:
        raise Refused("policy_meets_nothing", policy=policy.name)
    deadlines = [mark for mark in policy.marks if mark.kind is MarkKind.DEADLINE]
    if len(deadlines) != 1:
        raise Refused("policy_deadlines", policy=policy.name)
    marks = {mark.id: mark for mark in policy.marks}
    if len(marks) != len(policy.marks):
        raise Refused("policy_mark_twice", policy=policy.name)
    for mark in policy.marks:
        _check_mark(policy, mark, marks, ids)
    _check_targets(policy, deadlines[0])
    _check_limit(policy, deadlines[0])


def _check_mark(policy: ClockPolicy, mark: MarkRule, marks: Mapping[str, MarkRule], ids: Sequence[str]) -> None:
    ways = [mark.after is not None, mark.working_days is not None, mark.before is not None]
    if sum(ways) != 1:
        raise Refused("policy_mark_unreadable", policy=policy.name, mark=mark.id)
    span = mark.after if mark.after is not None else mark.before
    if span is not None and not timedelta(0) < span <= LONGEST:
        raise Refused("policy_span", policy=policy.name, mark=mark.name, least="1 分钟")
    if mark.working_days is not None and not 0 < mark.working_days <= MOST_WORKING_DAYS:
        raise Refused("policy_span", policy=policy.name, mark=mark.name, least="1 个工作日")
    if mark.before is None:
        return
    if mark.of_clocks:
        unknown = [id for id in mark.of_clocks if id not in ids]
    else:
        other = marks.get(mark.of or "")
        unknown = [mark.of or "空"] if other is None or (other.before is not None and not other.of_clocks) else []
    if unknown:
        raise Refused("policy_mark_loop", policy=policy.name, mark=mark.name, of=unknown[0])


def _check_targets(policy: ClockPolicy, deadline: MarkRule) -> None:
    for mark in policy.marks:
        if mark.kind is not MarkKind.TARGET:
            continue
        late = mark.after is not None and deadline.after is not None and mark.after > deadline.after
        if late or (mark.working_days or 0) > (deadline.working_days or MOST_WORKING_DAYS):
            raise Refused("policy_target_late", policy=policy.name, mark=mark.name)


def _check_limit(policy: ClockPolicy, deadline: MarkRule) -> None:
    statutory = _statutory(policy)
    if statutory is None:
        return
    limit = STATUTORY[statutory]
    if deadline.after is None or deadline.after > limit:
        raise Refused("policy_loosened", policy=policy.name, hours=limit // timedelta(hours=1))
    if policy.starts_on is not (StartsOn.RESPONSE_DUE if statutory == "response" else StartsOn.LEVEL):
        raise Refused("policy_start_changed", policy=policy.name)
    if not policy.met_by <= _MEETS[statutory] or not policy.blocks or not _covers(policy, statutory):
        raise Refused("policy_narrowed", policy=policy.name)


def _statutory(policy: ClockPolicy) -> str | None:
    """Which national limit binds it: its own, or the one it would stand instead of (`Policies.for_start`)."""
    if policy.id in STATUTORY:
        return policy.id
    instead = policy.starts_on is StartsOn.RESPONSE_DUE and policy.met_by == _MEETS["response"]
    return "response" if instead else None


def _covers(policy: ClockPolicy, statutory: str) -> bool:
    """Whether it holds for every level that the national rule names."""
    if policy.id == "response":
        return not policy.levels
    return statutory == "response" or not policy.levels or {Level.EXTREME, Level.MAJOR} <= policy.levels


def _check_words(policies: Policies) -> None:
    for row in policies.grades:
        if not row.meaning.strip() or not row.approver.strip():
            raise Refused("grade_words", grade=row.grade.words)
    for disposition in policies.dispositions:
        ids = [step[0] for step in (*disposition.steps, *disposition.own_steps)]
        if len(set(ids)) < len(ids) or not all(
            words.strip() and ground.strip() for _, words, ground in disposition.own_steps
        ):
            raise Refused("own_step_words", kind=disposition.name)


def _check_ladder(ladder: Ladder) -> None:
    if not ladder.rungs:
        raise Refused("ladder_empty", ladder=ladder.words)
    spans = [rung.after for rung in ladder.rungs]
    if any(later <= earlier for earlier, later in pairwise(spans)) or spans[0] < timedelta(0):
        raise Refused("ladder_order", ladder=ladder.words)
    posts = [rung.to.strip() for rung in ladder.rungs]
    if not all(posts):
        raise Refused("ladder_post", ladder=ladder.words)
    twice = next((post for post in posts if posts.count(post) > 1), None)
    if twice is not None:
        raise Refused("ladder_loop", ladder=ladder.words, post=twice)
    for span in (ladder.repeat, ladder.holds):
        if span is not None and span < timedelta(minutes=1):
            raise Refused("ladder_span", ladder=ladder.words)
