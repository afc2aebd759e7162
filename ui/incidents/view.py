"""Everything the page shows of one incident, read off the screen's thread in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from opinion_desk.domain.acts import Act
from opinion_desk.domain.climbs import Climb, climbs_of
from opinion_desk.domain.inbox import Copy
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import Outlet
from opinion_desk.domain.ticket import KeptTicket
from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import UnitChoice

from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.evidence_offers import Offer
    from opinion_desk.services.source_watching import MatterWatch


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One act as the course of events tells it."""

    act: Act
    words: str


@dataclass(frozen=True, slots=True)
class IncidentView:
    """One incident with its course, its items, who should answer, and whether the record is unchanged."""

    incident: Incident
    rows: tuple[TimelineRow, ...]  # newest first
    related: tuple[Copy, ...]
    suggested: tuple[UnitChoice, ...]
    latest_if_major: datetime | None
    intact: bool
    parent: Incident | None = None  # the matter out of whose handling this one arose
    born: tuple[Incident, ...] = ()  # those that arose out of this one
    contacts: tuple[Unit, ...] = ()  # what the registry knows of the units that have it
    offers: tuple[Offer, ...] = ()  # official items that may be its evidence
    outlets_missing: tuple[Outlet, ...] = ()
    climbs: tuple[Climb, ...] = ()  # the ladders that climb now
    tickets: tuple[KeptTicket, ...] = ()  # of the hotline, whose limits are no clocks of this desk
    watch: MatterWatch | None = None  # the sources that are watched for it now


def read_view(seat: Seat, id: int) -> IncidentView:
    """Called in a thread; Refused when there is no such incident."""
    service = seat.desk.incidents
    incident = service.get(id)
    history = service.history(id)
    rows = tuple(TimelineRow(act, service.act_words(act)) for act in reversed(history))
    return IncidentView(
        incident,
        rows,
        service.related(id),
        service.suggested_units(id),
        service.latest_if_major(incident),
        service.chain_intact(seat.now()),
        None if incident.born_of is None else service.get(incident.born_of),
        service.born(id),
        tuple(unit for unit in seat.desk.units.list() if incident.assignment(unit.name) is not None),
        service.offers(id),
        service.missing_outlets(incident),
        climbs_of(incident, history),
        service.tickets(id),
        seat.desk.sources.watch_of(id),
    )
