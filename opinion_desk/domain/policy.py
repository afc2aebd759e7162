"""Clock policies and escalation ladders: data with document and clause, turned into clocks by pure functions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from .errors import Refused
from .levels import Level
from .response_clock import Mark, MarkKind, ResponseClock


class StartsOn(StrEnum):
    """What starts a clock of a policy."""

    LEVEL = "level"  # the authority fixed level I or II
    RESPONSE_DUE = "response_due"  # it was judged that a public response is due (需回应)
    ASSIGNMENT = "assignment"  # a unit was handed the matter


class Meets(StrEnum):
    """What meets a clock: each needs evidence."""

    RELEASE = "release"
    CONFERENCE = "conference"
    RESPONSE = "response"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A mark `after` the start, or `before` the mark named `of` (a reminder)."""

    id: str
    kind: MarkKind
    name: str
    after: timedelta | None = None
    before: timedelta | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One kind of clock: what starts it, for which levels, its marks, who owes it, on which ground, what meets it."""

    id: str
    name: str
    starts_on: StartsOn
    levels: frozenset[Level]  # empty: whatever the level, also none
    marks: tuple[MarkRule, ...]
    owed_by: str  # shown until a lead unit is assigned; empty: the lead unit
    ground: str
    met_by: frozenset[Meets]


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told next, so long after a mark was missed without anybody acting."""

    after: timedelta
    to: str  # a post
    channel: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """An escalation ladder (提级层级) for some levels; the first that fits is frozen into the incident."""

    id: str
    levels: frozenset[Level]  # empty: everything else
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies and ladders in force at this desk, in order."""

    clocks: tuple[ClockPolicy, ...]
    ladders: tuple[Ladder, ...]
    dispositions: tuple[Disposition, ...] = ()
    major_steps: tuple[tuple[str, str, str], ...] = ()  # (id, words, ground) that level I or II adds

    def for_start(self, on: StartsOn, level: Level | None) -> tuple[ClockPolicy, ...]:
        """The policies that such an occasion starts at that level."""
        return tuple(
            policy
            for policy in self.clocks
            if policy.starts_on is on and (not policy.levels or (level is not None and level in policy.levels))
        )

    def ladder_for(self, level: Level | None) -> Ladder:
        """The first ladder whose levels hold `level`, else the first for everything; Refused when there is none."""
        for ladder in self.ladders:
            if level is not None and level in ladder.levels:
                return ladder
        for ladder in self.ladders:
            if not ladder.levels:
                return ladder
        raise Refused("ladder_missing")

    def disposition(self, kind: str | None) -> Disposition | None:
        """What that kind of content (D1–D6) demands."""
        return next((d for d in self.dispositions if d.kind == kind), None)


@dataclass(frozen=True, slots=True)
class Disposition:
    """处置方式: what one of the six contents demands, as steps (id, words), with document and clause."""

    kind: str  # D1..D6
    name: str
    must: str
    steps: tuple[tuple[str, str], ...]
    ground: str


def make_clock(policy: ClockPolicy, start: datetime, owed_by: str, *, id: str | None = None) -> ResponseClock:
    """A clock of this policy from `start`, every mark computed once; reminders that fall before the start are left out."""
    due: dict[str, datetime] = {rule.id: start + rule.after for rule in policy.marks if rule.after is not None}
    marks: list[Mark] = []
    for rule in policy.marks:
        if rule.after is None:
            if rule.before is None or rule.of is None:
                raise Refused("policy_mark_unreadable", policy=policy.id, mark=rule.id)
            due[rule.id] = due[rule.of] - rule.before
            if due[rule.id] <= start:
                continue
        marks.append(Mark(rule.id, rule.kind, rule.name, due[rule.id]))
    marks.sort(key=lambda mark: (mark.due, mark.id))
    return ResponseClock(id or policy.id, policy.id, policy.name, start, owed_by, policy.ground, tuple(marks))
