"""An incident (舆情件): a matter the desk has opened and must see through. Its value is the replay of its acts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from .after_review import Review
from .assignment import DUTY_DESK, NAMING_OFFICE, Assignment, AssignmentState, Consultation, HandedPaper, PaperKind
from .checklist import Step
from .escalation import Escalation
from .levels import Grade, Level
from .mandate import Mandate
from .origin import Origin
from .policy import Ladder
from .release import Distribution, Draft, Evidence
from .reporting import Report
from .response_clock import ResponseClock
from .signature import OwedSignature
from .verdict import Emergency


class IncidentState(StrEnum):
    """candidate → confirmed → assigned → responding → concluded → closed; dismissed; merged into another."""

    CANDIDATE = "candidate"
    CONFIRMED = "confirmed"
    ASSIGNED = "assigned"
    RESPONDING = "responding"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    MERGED = "merged"

    @property
    def open(self) -> bool:
        """Whether the desk still holds it."""
        return self in (self.CANDIDATE, self.CONFIRMED, self.ASSIGNED, self.RESPONDING)


class StartFrom(StrEnum):
    """Which recorded time starts the clocks. No document fixes it, so the choice is recorded with its reason."""

    HAPPENED = "happened"
    PUBLISHED = "published"
    DISCOVERED = "discovered"
    CONFIRMED = "confirmed"


START_WORDS: Final[Mapping[StartFrom, str]] = {
    StartFrom.HAPPENED: "事发",
    StartFrom.PUBLISHED: "首发",
    StartFrom.DISCOVERED: "发现",
    StartFrom.CONFIRMED: "核定",
}


class ResponseWay(StrEnum):
    """What was judged: a public response (需回应), an answer to the one who asked (线下办理), filing (阅存), or no public response (不公开回应)."""

    PUBLIC = "public"
    DIRECT = "direct"
    FILE = "file"
    WITHHELD = "withheld"


RESPONSE_WORDS: Final[Mapping[ResponseWay, str]] = {
    ResponseWay.PUBLIC: "需公开回应",
    ResponseWay.DIRECT: "线下办理",
    ResponseWay.FILE: "阅存",
    ResponseWay.WITHHELD: "不公开回应",
}


class ResponseCause(StrEnum):
    """The five kinds of matters that call for a response (国办发〔2016〕61号二)."""

    POLICY = "policy"  # 对重大政策误解误读
    INTERESTS = "interests"  # 涉及公众切身利益且影响较大
    MORALS = "morals"  # 民生领域严重冲击社会道德底线
    EMERGENCY = "emergency"  # 突发事件处置和自然灾害应对
    SUPERIOR = "superior"  # 上级要求主动回应


CAUSE_WORDS: Final[Mapping[ResponseCause, str]] = {
    ResponseCause.POLICY: "对重大政策误解误读",
    ResponseCause.INTERESTS: "涉及公众切身利益且影响较大",
    ResponseCause.MORALS: "民生领域严重冲击社会道德底线",
    ResponseCause.EMERGENCY: "突发事件处置和自然灾害应对",
    ResponseCause.SUPERIOR: "上级要求主动回应",
}


@dataclass(frozen=True, slots=True)
class Times:
    """The four recorded times; None where not known."""

    happened: datetime | None = None
    published: datetime | None = None
    discovered: datetime | None = None
    confirmed: datetime | None = None

    def of(self, which: StartFrom) -> datetime | None:
        """The recorded time of that name."""
        found: datetime | None = getattr(self, which.value)
        return found


@dataclass(frozen=True, slots=True)
class FixedLevel:
    """核定: the level as the competent authority fixed it: on which paper, or by telephone with who heard it; `approver` for a lowering."""

    emergency: Emergency
    level: Level
    authority: str
    at: datetime
    paper: str = ""
    heard_by: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A superior command leads now (上级接管): its release may meet the clocks; this desk supports and forwards (配合, 转发)."""

    authority: str
    at: datetime
    paper: str = ""
    heard_by: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """The present state of a matter; `acts` counts the acts it was replayed from."""

    id: int
    number: str
    title: str
    origin: Origin
    state: IncidentState
    opened: datetime
    opened_by: str
    times: Times
    kind: str | None = None  # D1..D6
    hint: Level | None = None  # 初判, never adopted by itself
    fixed: FixedLevel | None = None  # 核定
    grade: Grade | None = None
    start_from: StartFrom = StartFrom.PUBLISHED
    start_reason: str = ""
    response: ResponseWay | None = None
    response_reason: str = ""
    response_cause: ResponseCause | None = None
    response_approver: str = ""
    items: tuple[int, ...] = ()
    clocks: tuple[ResponseClock, ...] = ()
    ladder: Ladder | None = None
    escalations: tuple[Escalation, ...] = ()  # one a clock at most
    assignments: tuple[Assignment, ...] = ()
    checklist: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    merged_into: int | None = None
    reopens: int | None = None
    acts: int = 0
    born_of: int | None = None  # the matter out of whose handling this one arose (次生舆情)
    drill: bool = False  # 演练: nothing is really sent, and it stands outside statistics
    taken_over: TakenOver | None = None
    mandates: tuple[Mandate, ...] = ()
    signatures: tuple[OwedSignature, ...] = ()
    reports: tuple[Report, ...] = ()
    papers: tuple[HandedPaper, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    drafts: tuple[Draft, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    declined: tuple[int, ...] = ()  # items offered as evidence and declined
    review: Review | None = None
    response_judged: datetime | None = None  # when it was last judged whether to respond

    @property
    def level(self) -> Level | None:
        """The fixed level, or None while no authority has fixed one."""
        return self.fixed.level if self.fixed else None

    @property
    def lead_unit(self) -> str | None:
        """The unit that has the lead now."""
        return next((a.unit for a in self.assignments if a.lead and a.live), None)

    @property
    def awaiting_naming(self) -> bool:
        """Whether the lead gave the matter back and the government office has not named another (待政府办指定主办, R5)."""
        newest = next((a for a in reversed(self.assignments) if a.lead), None)
        return (
            self.state.open
            and self.lead_unit is None
            and newest is not None
            and newest.state is AssignmentState.RETURNED
        )

    @property
    def responsible(self) -> str:
        """Who has the matter at this instant: the lead unit; after a return the office that names one; else this desk."""
        return self.lead_unit or (NAMING_OFFICE if self.awaiting_naming else DUTY_DESK)

    def assignment(self, unit: str) -> Assignment | None:
        """How that unit stands with the matter, by its newest assignment."""
        return next((a for a in reversed(self.assignments) if a.unit == unit), None)

    def steps_of(self, unit: str) -> tuple[ResponseClock, ...]:
        """The steps that this unit still owes this desk, most pressing first."""
        return tuple(c for c in self.open_clocks if c.of_unit and c.id.partition(":")[2] == unit)

    def was_handed(self, unit: str, kind: PaperKind) -> bool:
        """Whether a paper of that kind went to the unit; urgings from before papers were numbered count too."""
        if any(paper.unit == unit and paper.kind is kind for paper in self.papers):
            return True
        return kind is PaperKind.URGED and any(a.unit == unit and a.urged for a in self.assignments)

    @property
    def open_clocks(self) -> tuple[ResponseClock, ...]:
        """Clocks on which somebody still owes something, most pressing first."""
        return tuple(sorted((c for c in self.clocks if c.state.open), key=lambda c: c.deadline))

    def clock(self, id: str) -> ResponseClock | None:
        """The clock of that id, the newest where one was superseded."""
        return next((c for c in reversed(self.clocks) if c.id == id), None)

    @property
    def next_due(self) -> datetime | None:
        """The next instant at which a tick has something to do for this incident."""
        moments = [mark.due for clock in self.clocks if (mark := clock.next_mark) is not None]
        if self.ladder is not None:
            moments += [call for one in self.escalations if (call := one.next_call(self.ladder)) is not None]
        return min(moments, default=None)

    def escalation(self, clock: str) -> Escalation | None:
        """The ladder that climbs for that clock."""
        return next((one for one in self.escalations if one.clock == clock), None)
