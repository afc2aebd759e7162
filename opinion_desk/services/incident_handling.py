"""Handing matters to units, and what units answer."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.acts import Act
from ..domain.commands import handling
from ..domain.commands.when import When
from ..domain.incident import Incident
from ..domain.unit import Unit
from ..store import units as unit_rows
from ..store.writing import Transaction
from .deed import Deed
from .incident_writing import IncidentWriting


class HandlingDeeds(IncidentWriting):
    """Handing matters to units, and what units answer."""

    def assign(
        self, id: int | str, lead: str, co: Sequence[str] = (), *, deed: Deed, enter_new: bool = False
    ) -> Incident:
        """交办; units that the reading suggests are known as well as those of the registry. `enter_new` registers the others."""
        known = {c.unit for c in self.suggested_units(id) if c.unit}.union(self._store.units.names())
        fresh = dict.fromkeys(unit.strip() for unit in (lead, *co) if unit.strip() not in known) if enter_new else {}

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            entered = {unit_rows.add(tx, Unit(0, name, None)).name for name in fresh}
            return handling.assign(incident, lead, co, frozenset(known | entered), self.policies, time)

        return self.do_within(id, deed, decide)

    def acknowledge(self, id: int | str, unit: str, text: str = "", *, deed: Deed) -> Incident:
        """签收."""
        return self.do(id, deed, lambda incident, time: handling.acknowledge(incident, unit, text, time))

    def give_back(self, id: int | str, unit: str, text: str, *, deed: Deed) -> Incident:
        """退单."""
        return self.do(id, deed, lambda incident, time: handling.give_back(incident, unit, text, time))

    def urge(self, id: int | str, unit: str, text: str = "", *, deed: Deed) -> Incident:
        """催办."""
        return self.do(id, deed, lambda incident, time: handling.urge(incident, unit, text, time))

    def reply(self, id: int | str, unit: str, text: str, *, deed: Deed) -> Incident:
        """回复."""
        return self.do(id, deed, lambda incident, time: handling.reply(incident, unit, text, time))
