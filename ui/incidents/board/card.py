"""What a card of the board tells of a matter, put together off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.next_owed import OWED_WORDS, next_owed

from ...frame.strip import pressing
from ...seat import Seat
from ...words import STATE, said

COLUMNS: Final = (
    IncidentState.CANDIDATE,
    IncidentState.CONFIRMED,
    IncidentState.ASSIGNED,
    IncidentState.RESPONDING,
    IncidentState.CONCLUDED,
)
UNFIXED: Final = 0  # among the levels of the filter: no authority has fixed one


def _tr(text: str) -> str:
    return QCoreApplication.translate("board", text)


@dataclass(frozen=True, slots=True)
class Card:
    """One matter; `aside` stands where no clock runs, `ended` names a state beyond the last column."""

    id: int
    number: str
    title: str
    column: IncidentState
    level: Level | None
    hint: Level | None
    grade: Grade | None
    drill: bool
    unit_name: str  # in full; empty while no unit has the lead
    unit: str
    owed: str
    clock: str
    deadline: datetime | None
    opened: datetime
    aside: str = ""
    ended: str = ""

    @property
    def urgency(self) -> tuple[bool, float, float]:
        """Sorts by what is due; what has no clock follows, the newest first."""
        due = self.deadline.timestamp() if self.deadline is not None else 0.0
        return (self.deadline is None, due, -self.opened.timestamp())


@dataclass(frozen=True, slots=True)
class Sought:
    """What the filters ask for; nothing said means all that is not filed yet."""

    ended: bool = False  # also what was filed, dismissed or merged
    level: int | None = None
    unit: str = ""
    text: str = ""

    def finds(self, card: Card) -> bool:
        """Whether the card is asked for."""
        return (
            (self.ended or not card.ended)
            and (self.level is None or self.level == (card.level or UNFIXED))
            and (not self.unit or self.unit == card.unit_name)
            and all(
                part in f"{card.number} {card.title} {card.unit_name}".lower() for part in self.text.lower().split()
            )
        )


def cards_of(seat: Seat, incidents: Iterable[Incident]) -> tuple[Card, ...]:
    """The cards of these matters, by what is due; called in a thread."""
    return tuple(sorted((_card(seat, incident) for incident in incidents), key=lambda card: card.urgency))


def _card(seat: Seat, incident: Incident) -> Card:
    clock = next(iter(incident.open_clocks), None)
    owed, column = next_owed(incident), _column(incident.state)
    return Card(
        id=incident.id,
        number=incident.number,
        title=incident.title,
        column=column,
        level=incident.level,
        hint=incident.hint if incident.state is IncidentState.CANDIDATE else None,
        grade=incident.grade,
        drill=incident.drill,
        unit_name=incident.lead_unit or "",
        unit=seat.unit(incident.lead_unit),
        owed=said(OWED_WORDS[owed]) if owed is not None else "",
        clock=clock.name if clock is not None else "",
        deadline=clock.deadline if clock is not None else None,
        opened=incident.opened,
        aside=_aside(seat, incident),
        ended=said(STATE[incident.state]) if incident.state is not column else "",
    )


def _column(state: IncidentState) -> IncidentState:
    return state if state in COLUMNS else IncidentState.CONCLUDED


def _aside(seat: Seat, incident: Incident) -> str:
    latest = seat.desk.incidents.latest_if_major(incident) if incident.state is IncidentState.CANDIDATE else None
    if latest is not None:
        return _tr("若为重大，最迟 {time}").format(time=seat.short(latest))
    return _tr("立件 {time}").format(time=seat.short(incident.opened))


def spoken(card: Card, now: datetime) -> str:
    """The card as it is read aloud."""
    if card.level is not None:
        rank = f"{card.level.numeral} {card.level.words}"
    elif card.hint is not None:
        rank = _tr("初判 {numeral} {words}").format(numeral=card.hint.numeral, words=card.hint.words)
    else:
        rank = _tr("舆情等级 {grade}").format(grade=card.grade.words) if card.grade is not None else ""
    due = card.aside
    if card.deadline is not None:
        stand = pressing(card.deadline, now)
        due = f"{card.clock} {stand.figures} {stand.word}".rstrip()
    drill = _tr("演练") if card.drill else ""
    unit = card.unit or _tr("未交办")
    return "，".join(part for part in (drill, rank, card.number, card.title, card.ended, card.owed, unit, due) if part)
