"""An incident (舆情件): a matter the desk has opened and must see through. Its value is the replay of its acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .levels import Grade, Level
from .policy import Ladder
from .response_clock import ResponseClock
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


class Origin(StrEnum):
    """Where a matter came from."""

    ITEM = "item"
    EVENT = "event"
    PHONE = "phone"
    SUPERIOR = "superior"  # 上级交办
    INSTRUCTION = "instruction"  # 领导批示
    MEDIA = "media"  # 媒体采访函


class StartFrom(StrEnum):
    """Which recorded time starts the clocks. No document fixes it, so the choice is recorded with its reason."""

    HAPPENED = "happened"
    PUBLISHED = "published"
    DISCOVERED = "discovered"
    CONFIRMED = "confirmed"


class ResponseWay(StrEnum):
    """What was judged: a public response (需回应), an answer to the one who asked (线下办理), or filing (阅存)."""

    PUBLIC = "public"
    DIRECT = "direct"
    FILE = "file"


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
    """核定: the level as the competent authority fixed it."""

    emergency: Emergency
    level: Level
    authority: str
    at: datetime


class AssignmentState(StrEnum):
    """Where one unit stands with the matter handed to it."""

    AWAITING = "awaiting"  # 待签收
    ACKNOWLEDGED = "acknowledged"  # 已签收
    RETURNED = "returned"  # 已退单
    REPLIED = "replied"  # 已回复
    REPLACED = "replaced"  # 已改派


@dataclass(frozen=True, slots=True)
class Assignment:
    """交办 to one unit, as lead (主办) or co-unit (协办)."""

    unit: str
    lead: bool
    assigned: datetime
    state: AssignmentState = AssignmentState.AWAITING
    changed: datetime | None = None
    urged: int = 0
    note: str = ""


class StepState(StrEnum):
    """A step of the checklist is open, done, or struck with a reason."""

    OPEN = "open"
    DONE = "done"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that the kind of content or the level demands before concluding."""

    id: str
    words: str
    ground: str
    state: StepState = StepState.OPEN
    reason: str = ""


class EvidenceKind(StrEnum):
    """What stopped a clock."""

    RELEASE = "release"
    CONFERENCE = "conference"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was published: words, where (address or the SHA-256 of the file kept), when, entered by whom."""

    kind: EvidenceKind
    what: str
    at: datetime
    by: str
    address: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    """A ladder climbing since a mark was missed: `reached` counts the rungs told, `answered` when somebody took the call."""

    clock: str
    mark: str
    since: datetime
    reached: int = 0
    answered: datetime | None = None


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
    items: tuple[int, ...] = ()
    clocks: tuple[ResponseClock, ...] = ()
    ladder: Ladder | None = None
    escalation: Escalation | None = None
    assignments: tuple[Assignment, ...] = ()
    checklist: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    merged_into: int | None = None
    reopens: int | None = None
    acts: int = 0

    @property
    def level(self) -> Level | None:
        """The fixed level, or None while no authority has fixed one."""
        return self.fixed.level if self.fixed else None

    @property
    def lead_unit(self) -> str | None:
        """The unit that has the lead now."""
        gone = (AssignmentState.RETURNED, AssignmentState.REPLACED)
        return next((a.unit for a in self.assignments if a.lead and a.state not in gone), None)

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
        if (call := self.next_call) is not None:
            moments.append(call)
        return min(moments, default=None)

    @property
    def next_call(self) -> datetime | None:
        """When the ladder tells the next rung, while nobody has answered."""
        climbing = self.escalation
        if climbing is None or climbing.answered is not None or self.ladder is None:
            return None
        if climbing.reached >= len(self.ladder.rungs):
            return None
        return climbing.since + self.ladder.rungs[climbing.reached].after
