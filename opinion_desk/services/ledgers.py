"""Ledgers (台账): the matters of a period, gathered in few reads and drawn by papers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..domain.acts import Act
from ..domain.ledger import CLOCKS, INCIDENTS, UNITS, Ledger
from ..domain.period import Period
from ..settings import Settings
from ..store.store import Store
from .ledger_rows import READ_ACTS, Known, clock_table, incident_table, unit_table
from .ports import Clock, Papers

_TABLES: Final = {INCIDENTS: incident_table, CLOCKS: clock_table, UNITS: unit_table}
TABLES: Final = tuple(_TABLES)


class LedgerService:
    """The ledgers of the desk."""

    def __init__(
        self, store: Store, papers: Papers, settings: Callable[[], Settings], clock: Clock, watermark: str = ""
    ) -> None:
        self._store = store
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._watermark = watermark

    def build(self, period: Period, tables: tuple[str, ...] = TABLES) -> Ledger:
        """The ledger of the matters opened in that period, as they stand now; drills stand outside."""
        found = self._store.ledgers.opened(period.start, period.end)
        incidents = tuple(incident for incident in found if not incident.drill)
        ids = list(dict.fromkeys(id for incident in incidents for id in incident.items))
        acts: dict[int, list[Act]] = defaultdict(list)
        for act in self._store.ledgers.acts(READ_ACTS, period.start):
            acts[act.incident_id].append(act)
        now = self._clock.now()
        known = Known(now, self._settings().civil, acts=acts)
        if INCIDENTS in tables:
            known.items = {item.id: item for item in self._store.items.many(ids)}
            known.verdicts = self._store.verdicts.many(ids)
        return Ledger(
            "舆情台账",
            self._settings().issuer or "（未设印发单位）",
            period,
            now,
            tuple(_TABLES[id](incidents, known) for id in tables),
            self._watermark,
        )

    def export(self, ledger: Ledger, out: Path) -> Path:
        """Write it (.xlsx, or .csv with one table); the absolute path."""
        out = out.absolute()
        self._papers.ledger(ledger, out)
        return out
