"""Clock policies and escalation ladders: data with document and clause, turned into clocks by pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from .errors import Refused
from .levels import Grade, Level
from .release import Outlet
from .response_clock import Mark, MarkKind, ResponseClock
from .working_days import WorkingDays


class StartsOn(StrEnum):
    """What starts a clock of a policy."""

    LEVEL = "level"  # the authority fixed level I or II
    RESPONSE_DUE = "response_due"  # it was judged that a public response is due (需回应)
    ASSIGNMENT = "assignment"  # a unit was handed the matter
    RELEASE = "release"  # something authoritative was released: the next is owed as work goes on (持续发布)
    MANDATE = "mandate"  # an instruction, note or inquiry that owes a reply
    SIGNATURE = "signature"  # something was done on a spoken word (补签)
    POLICY_PAPER = "policy_paper"  # a policy paper was published: its interpretation is owed (解读)
    OWN = "own"  # a person sets it


class Meets(StrEnum):
    """What meets a clock: each needs evidence."""

    RELEASE = "release"
    CONFERENCE = "conference"
    RESPONSE = "response"
    RECEIPT = "receipt"
    VERIFICATION = "verification"
    DRAFT = "draft"
    COMPLETION = "completion"
    PHONE_REPORT = "phone_report"
    FIRST_REPORT = "first_report"
    MANDATE_REPLY = "mandate_reply"
    SIGNATURE = "signature"
    INTERPRETATION = "interpretation"
    DONE = "done"  # a person says so, with words


@dataclass(frozen=True, slots=True)
class MarkRule:
    """A mark `after` the start, at the close of so many `working_days` after it, or `before` another.

    `of` names a mark of the same clock; `of_clocks` clocks of the same incident, of which the first that is open counts, by its deadline.
    """

    id: str
    kind: MarkKind
    name: str
    after: timedelta | None = None
    before: timedelta | None = None
    of: str | None = None
    working_days: int | None = None
    of_clocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClockPolicy:
    """One kind of clock: what starts it, for which levels, its marks, who owes it, on which ground, what meets it.

    `blocks`: it must be met before the matter is concluded. `lead_only`: of an assignment's clocks, owed by the lead unit alone.
    """

    id: str
    name: str
    starts_on: StartsOn
    levels: frozenset[Level]  # empty: whatever the level, also none
    marks: tuple[MarkRule, ...]
    owed_by: str  # shown until a lead unit is assigned; empty: the lead unit
    ground: str
    met_by: frozenset[Meets]
    blocks: bool = True
    lead_only: bool = False
    owed_by_desk: bool = False  # stays with the body named in `owed_by`, whatever unit has the lead


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told next, so long after a mark was missed without anybody acting."""

    after: timedelta
    to: str  # a post
    channel: str


@dataclass(frozen=True, slots=True)
class Ladder:
    """An escalation ladder (提级层级) for some levels or grades; the first that fits is frozen into the incident.

    `repeat` is how often its last rung is told again while nobody acts, `holds` how long an answer keeps it quiet.
    """

    id: str
    levels: frozenset[Level]  # empty, as `grades`: everything else
    rungs: tuple[Rung, ...]
    grades: frozenset[Grade] = frozenset()
    repeat: timedelta | None = None
    holds: timedelta | None = None

    @property
    def words(self) -> str:
        """Whom it is for: 特别重大、重大，一级舆情; 其他 for the one that takes the rest."""
        of_levels = "、".join(level.words for level in sorted(self.levels))
        of_grades = "、".join(grade.words for grade in sorted(self.grades))
        return "，".join(filter(None, (of_levels, f"{of_grades}舆情" if of_grades else ""))) or "其他"


@dataclass(frozen=True, slots=True)
class GradePolicy:
    """舆情等级 as this desk practises it: what it means, and the post that approves."""

    grade: Grade
    meaning: str
    approver: str


@dataclass(frozen=True, slots=True)
class Disposition:
    """处置方式: what one of the six contents demands, as steps (id, words), with document and clause."""

    kind: str  # D1..D6
    name: str
    must: str
    steps: tuple[tuple[str, str], ...]
    ground: str
    needs_paper: frozenset[str] = frozenset()  # steps that are done with the number and date of a paper
    own_steps: tuple[tuple[str, str, str], ...] = ()  # (id, words, ground) that this desk adds


@dataclass(frozen=True, slots=True)
class Policies:
    """All policies and ladders in force at this desk, in order."""

    clocks: tuple[ClockPolicy, ...]
    ladders: tuple[Ladder, ...]
    dispositions: tuple[Disposition, ...] = ()
    major_steps: tuple[tuple[str, str, str], ...] = ()  # (id, words, ground) that level I or II adds
    takeover_steps: tuple[tuple[str, str, str], ...] = ()  # what is left to this desk once a superior command leads
    grades: tuple[GradePolicy, ...] = ()
    return_within: timedelta = timedelta(hours=24)  # 退单 after that is refused
    return_within_major: timedelta = timedelta(hours=2)
    days: WorkingDays = field(default_factory=WorkingDays)
    distribution: tuple[Outlet, ...] = ()  # where this desk's releases usually go

    def for_start(self, on: StartsOn, level: Level | None) -> tuple[ClockPolicy, ...]:
        """The policies that such an occasion starts at that level; of two with the same meeting the first that names the level wins."""
        chosen: list[ClockPolicy] = []
        for policy in self.clocks:
            if policy.starts_on is not on or (policy.levels and level not in policy.levels):
                continue
            if not policy.levels and any(other.levels and other.met_by == policy.met_by for other in chosen):
                continue
            chosen.append(policy)
        return tuple(chosen)

    def policy(self, id: str) -> ClockPolicy | None:
        """The policy of that id."""
        return next((policy for policy in self.clocks if policy.id == id), None)

    @property
    def of_desk(self) -> frozenset[str]:
        """Ids of the policies whose clocks stay with this desk, whatever unit has the lead."""
        return frozenset(policy.id for policy in self.clocks if policy.owed_by_desk)

    def ladder_for(self, level: Level | None, grade: Grade | None = None) -> Ladder:
        """The first ladder whose levels hold `level`, else whose grades hold `grade`, else the first for everything; Refused when there is none."""
        for ladder in self.ladders:
            if level is not None and level in ladder.levels:
                return ladder
        for ladder in self.ladders:
            if grade is not None and grade in ladder.grades:
                return ladder
        for ladder in self.ladders:
            if not ladder.levels and not ladder.grades:
                return ladder
        raise Refused("ladder_missing")

    def approver(self, grade: Grade | None) -> str:
        """The post that approves at that grade; the one of the lowest grade where none is given, empty where the desk names none."""
        found = next((row.approver for row in self.grades if row.grade == grade), None)
        return found if found is not None else (self.grades[-1].approver if self.grades else "")

    def disposition(self, kind: str | None) -> Disposition | None:
        """What that kind of content (D1–D6) demands."""
        return next((d for d in self.dispositions if d.kind == kind), None)

    def start(
        self,
        policy: ClockPolicy,
        start: datetime,
        owed_by: str,
        *,
        id: str | None = None,
        name: str | None = None,
        others: Iterable[ResponseClock] = (),
        until: datetime | None = None,
    ) -> ResponseClock | None:
        """A clock of this policy from `start`, every mark computed once; reminders that fall before the start are left out.

        `until` is a deadline that was set for this one (a paper's own term) in place of the policy's. None when its deadline hangs on another clock (`of_clocks`) and none of those is among `others`, open.
        """
        due: dict[str, datetime] = {}
        provisional = False
        for rule in policy.marks:
            if until is not None and rule.kind is MarkKind.DEADLINE:
                due[rule.id] = until
            elif rule.after is not None:
                due[rule.id] = start + rule.after
            elif rule.working_days is not None:
                due[rule.id], provisional = self.days.close_after(start, rule.working_days)
            elif rule.before is not None and rule.of_clocks:
                hung_on = _first_open(rule.of_clocks, others)
                if hung_on is None:
                    return None
                due[rule.id] = hung_on.deadline - rule.before
        marks: list[Mark] = []
        for rule in policy.marks:
            if rule.id not in due:
                if rule.before is None or rule.of not in due:
                    raise Refused("policy_mark_unreadable", policy=policy.id, mark=rule.id)
                if due[rule.of] - rule.before <= start:
                    continue
            moment = due[rule.id] if rule.id in due else due[str(rule.of)] - (rule.before or timedelta(0))
            marks.append(Mark(rule.id, rule.kind, rule.name, moment))
        marks.sort(key=lambda mark: (mark.due, mark.id))
        return ResponseClock(
            id or policy.id,
            policy.id,
            name or policy.name,
            start,
            owed_by,
            policy.ground,
            tuple(marks),
            provisional=provisional,
            blocks=policy.blocks,
        )


def _first_open(ids: tuple[str, ...], others: Iterable[ResponseClock]) -> ResponseClock | None:
    open_ones = {clock.id: clock for clock in others if clock.state.open}
    return next((open_ones[id] for id in ids if id in open_ones), None)
