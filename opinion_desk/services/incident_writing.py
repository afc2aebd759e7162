"""The one way acts are made: load the matter, decide, append its acts, all in one transaction; a repeated key changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..domain.acts import Act
from ..domain.commands.when import When, when
from ..domain.incident import Incident
from ..domain.policy import Policies
from ..settings import Settings
from ..store import incidents as rows
from ..store.store import Store
from ..store.writing import Transaction
from .chosen_time import time_of_entry
from .deed import Deed
from .files import EvidenceFiles
from .incident_reading import IncidentReading
from .ports import Clock

Decide = Callable[[Incident, When], tuple[Act, ...]]
Permit = Callable[[str, Sequence[Act]], None]
DecideWithin = Callable[[Transaction, Incident, When], tuple[Act, ...]]


class IncidentWriting(IncidentReading):
    """What every family of commands shares: a matter is loaded, decided on and written in one transaction."""

    def __init__(
        self,
        store: Store,
        policies: Policies | Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        evidence: EvidenceFiles,
    ) -> None:
        super().__init__(store, policies, settings)
        self._clock = clock
        self._evidence = evidence
        self.permit: Permit = lambda by, acts: None  # refuses acts that are not for whoever makes them

    def do(self, id: int | str, deed: Deed, decide: Decide) -> Incident:
        return self.do_within(id, deed, lambda tx, incident, time: decide(incident, time))

    def do_within(self, id: int | str, deed: Deed, decide: DecideWithin) -> Incident:
        number, time = self.id_of(id), self.when(deed)

        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, deed.key)
            if done is not None:
                return rows.load(tx, done)
            incident = rows.load(tx, number)
            acts = decide(tx, incident, time)
            self.permit(deed.by, acts)
            return rows.append(tx, number, acts, key=deed.key)

        return self._store.write_now(job).value

    def when(self, deed: Deed) -> When:
        return when(deed.at, time_of_entry(self._store, self._clock.now(), deed.at), deed.by)
