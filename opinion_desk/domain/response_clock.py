"""Response clocks (时限) and the marks on them (节点). Deadlines are absolute; there is no pause."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

# Ids of the clocks of an assignment: a prefix, followed by the unit's name.
RECEIPT: Final = "receipt:"
VERIFICATION: Final = "verification:"
DRAFT: Final = "draft:"
COMPLETION: Final = "completion:"
UNIT_STEPS: Final = (RECEIPT, VERIFICATION, DRAFT, COMPLETION)
# Ids of clocks that are counted within their incident: a prefix, followed by a number from 1.
MANDATE: Final = "mandate:"
SIGNATURE: Final = "signature:"
INTERPRETATION: Final = "interpretation:"
OWN: Final = "own:"


class ClockState(StrEnum):
    """running → met; breached → met late; superseded by a new judgement; cancelled with its incident."""

    RUNNING = "running"
    MET = "met"
    BREACHED = "breached"
    MET_LATE = "met_late"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"

    @property
    def open(self) -> bool:
        """Whether somebody still owes something."""
        return self in (ClockState.RUNNING, ClockState.BREACHED)


CLOCK_WORDS: Final[Mapping[ClockState, str]] = {
    ClockState.RUNNING: "进行中",
    ClockState.MET: "已完成",
    ClockState.BREACHED: "已超时",
    ClockState.MET_LATE: "超时完成",
    ClockState.SUPERSEDED: "已取代",
    ClockState.CANCELLED: "已撤销",
}


class MarkKind(StrEnum):
    """A reminder before a mark, a target (力争), the deadline (最迟)."""

    REMINDER = "reminder"
    TARGET = "target"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment on a clock: `due` computed once; `fired` the instant at which it was observed to have passed.

    `provisional`: it fired while the wall clock had jumped forward and nobody had confirmed the time; `voided` says why such a firing does
    not count. A mark that fired stays fired.
    """

    id: str
    kind: MarkKind
    name: str
    due: datetime
    fired: datetime | None = None
    provisional: bool = False
    voided: str = ""


@dataclass(frozen=True, slots=True)
class ResponseClock:
    """A running obligation. `id` is unique within its incident (release, conference, response, receipt:单位, mandate:1 …);

    `ground` names document and clause; `met_at` is the true time of what met it; `provisional`: its deadline counts working days of a year
    whose calendar was not published; `blocks`: it must be met before the matter is concluded.
    """

    id: str
    policy: str
    name: str
    start: datetime
    owed_by: str
    ground: str
    marks: tuple[Mark, ...]
    state: ClockState = ClockState.RUNNING
    met_at: datetime | None = None
    provisional: bool = False
    blocks: bool = True

    @property
    def of_unit(self) -> bool:
        """Whether it is a step of an assignment, owed by one unit to this desk."""
        return self.id.startswith(UNIT_STEPS)

    @property
    def breached_at(self) -> datetime | None:
        """When its deadline was observed to have passed unmet, whatever came of it later; None while that did not happen."""
        late = (m.fired for m in self.marks if m.kind is MarkKind.DEADLINE and m.fired is not None and not m.voided)
        return min(late, default=None)

    @property
    def doubted(self) -> bool:
        """Whether its deadline fired by a jump of the system's time that nobody has settled."""
        return any(mark.provisional for mark in self.marks if mark.kind is MarkKind.DEADLINE)

    @property
    def of_receipt(self) -> bool:
        """Whether it only waits for a unit to sign for what it was handed (签收)."""
        return self.id.startswith(RECEIPT)

    @property
    def deadline(self) -> datetime:
        """The instant after which it is late."""
        return max(mark.due for mark in self.marks if mark.kind is MarkKind.DEADLINE)

    @property
    def target(self) -> datetime | None:
        """The instant aimed at, where there is one."""
        return next((mark.due for mark in self.marks if mark.kind is MarkKind.TARGET), None)

    @property
    def next_mark(self) -> Mark | None:
        """The earliest mark that has not fired, while the clock is open."""
        if not self.state.open:
            return None
        waiting = [mark for mark in self.marks if mark.fired is None]
        return min(waiting, key=lambda mark: (mark.due, mark.id), default=None)


def due_marks(clock: ResponseClock, now: datetime) -> tuple[Mark, ...]:
    """The marks of an open clock that are due at `now` and have not fired, earliest first."""
    if not clock.state.open:
        return ()
    passed = [mark for mark in clock.marks if mark.fired is None and mark.due <= now]
    return tuple(sorted(passed, key=lambda mark: (mark.due, mark.id)))
