"""Repeated demands of the hotline: gathered over a period, listed, and written as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

from ..domain.demands import LEAST, WITHIN, Demand, Repeated, demand_table, repeated
from ..domain.errors import Refused
from ..domain.ledger import Ledger
from ..domain.period import Period
from ..domain.verdict import Verdict
from ..settings import Settings
from ..store.store import Store
from .ports import Clock, Papers

_MOST: Final = 50_000


class DemandService:
    """What the hotline was told again and again."""

    def __init__(
        self,
        store: Store,
        papers: Callable[[], Papers],
        settings: Callable[[], Settings],
        clock: Clock,
        watermark: str = "",
    ) -> None:
        self._store = store
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._watermark = watermark

    def usual_period(self) -> Period:
        """The thirty days that end today."""
        today = self._clock.now().astimezone(self._settings().civil).date()
        return Period(today - WITHIN + timedelta(days=1), today, self._settings().zone)

    def list(self, period: Period | None = None, least: int = LEAST) -> tuple[Repeated, ...]:
        """The matters that came up at least so often within the period, most frequent first; Refused below two."""
        if least < 2:
            raise Refused("demands_least")
        return repeated(self._gathered(period or self.usual_period()), self._clock.now(), least)

    def export(self, found: tuple[Repeated, ...], period: Period, out: Path) -> Path:
        """Write them (.xlsx or .csv); the absolute path."""
        out = out.absolute()
        issuer = self._settings().issuer or "（未设印发单位）"
        table = demand_table(found)
        self._papers().ledger(Ledger("反复诉求", issuer, period, self._clock.now(), (table,), self._watermark), out)
        return out

    def _gathered(self, period: Period) -> Sequence[Demand]:
        rows = self._store.tickets.demands(period.start, period.end, _MOST)
        verdicts = self._store.verdicts.many([row.item_id for row in rows])
        home = self._settings().jurisdiction
        return [_judged(row, verdicts.get(row.item_id), home) for row in rows]


def _judged(demand: Demand, verdict: Verdict | None, home: str | None) -> Demand:
    """The demand with its topic, and where the hotline names none with the place and the unit that were read out of it."""
    if verdict is None:
        return demand
    topic = next((topic.name for topic in verdict.listed_topics), "")
    place = next((place.name for place in verdict.places if place.local and place.name != home), "")
    return replace(demand, topic=topic, place=demand.place or place, unit=demand.unit or verdict.lead.unit or "")
