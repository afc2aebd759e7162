"""A ticket of the hotline (工单): its number, how far the hotline's platform has it, and the limit that the platform counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

_ENDED: Final = re.compile(
    r"(?<![未待拟应限需])(?:已|自动)?(?:办结|归档|结案|完结|结单|关闭|办毕|销号)|已(?:完成|答复|回复|回访|处理|结)|closed|done|finished|completed",
    re.I,
)
_NOT_ENDED: Final = re.compile(r"未|待|不|办结中|申请|退回|重办|not|open", re.I)
_TELLING: Final = re.compile(r"(?:\D*\d){6}")


@dataclass(frozen=True, slots=True)
class Ticket:
    """What an export says of one ticket, callers' data already masked; `updated` is the export's own 更新时间, aware UTC.

    `due` is the limit of the hotline's platform: it is shown, and no clock of this desk ever starts from it.
    """

    number: str
    state: str = ""
    due: datetime | None = None
    unit: str = ""
    place: str = ""
    category: str = ""
    result: str = ""
    updated: datetime | None = None

    @property
    def closed(self) -> bool:
        """Whether its state says that it is done with."""
        return is_closed(self.state)

    def overdue(self, now: datetime) -> bool:
        """Whether the platform's limit has passed while the ticket is open."""
        return self.due is not None and self.due < now and not self.closed


@dataclass(frozen=True, slots=True)
class TicketState:
    """The state a ticket was in from then on, as exports told."""

    at: datetime
    state: str


@dataclass(frozen=True, slots=True)
class KeptTicket:
    """A ticket as the desk keeps it: item, what was told last and when that came in, and its states, oldest first."""

    item_id: int
    ticket: Ticket
    seen: datetime
    course: tuple[TicketState, ...] = ()


def is_closed(state: str) -> bool:
    """Whether a state as hotlines name it (已办结, 已归档, 结案) means that the ticket is done with."""
    return bool(_ENDED.search(state)) and not _NOT_ENDED.search(state)


def is_telling(number: str) -> bool:
    """Whether a number is a ticket's wherever it stands: eight signs and six digits; a running number (1, 2, 3) is not."""
    return len(number) >= 8 and bool(_TELLING.match(number))


def is_older(told: Ticket, than: Ticket) -> bool:
    """Whether what is told now was true before what is known: by 更新时间 where both have it, else what came in later is newer."""
    return told.updated is not None and than.updated is not None and told.updated < than.updated


def merged(known: Ticket, told: Ticket) -> Ticket:
    """The ticket after newer word of it; what the newer export leaves out stays."""
    return replace(
        told,
        state=told.state or known.state,
        due=told.due or known.due,
        unit=told.unit or known.unit,
        place=told.place or known.place,
        category=told.category or known.category,
        result=told.result or known.result,
        updated=told.updated or known.updated,
    )


def course_of(states: list[TicketState]) -> tuple[TicketState, ...]:
    """The states oldest first, each where it began."""
    ordered = sorted(states, key=lambda one: one.at)
    return tuple(one for n, one in enumerate(ordered) if n == 0 or ordered[n - 1].state != one.state)
