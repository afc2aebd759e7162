"""The one way acts are made: load the matter, decide, append its acts, all in one transaction; a repeated key changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from ..domain.act_words import act_words
from ..domain.acts import Act, ActKind
from ..domain.commands.ticking import BY_THE_CLOCK
from ..domain.commands.when import When, when
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.policy import Policies
from ..settings import Settings
from ..store import incidents as rows
from ..store.store import Store
from ..store.writing import Transaction
from . import chosen_time
from .deed import Deed
from .files import EvidenceFiles
from .firing import Firing
from .incident_reading import IncidentReading
from .ports import Clock

Decide = Callable[[Incident, When], tuple[Act, ...]]
_TOLD: Final = 3  # newer acts that a refusal names
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
        firing: Firing | None = None,
    ) -> None:
        super().__init__(store, policies, settings)
        self._firing = firing or Firing(settings.civil)
        self._clock = clock
        self._evidence = evidence
        self.permit: Permit = lambda by, acts: None  # refuses acts that are not for whoever makes them

    def do(self, id: int | str, deed: Deed, decide: Decide) -> Incident:
        return self.do_within(id, deed, lambda tx, incident, time: decide(incident, time))

    def do_within(self, id: int | str, deed: Deed, decide: DecideWithin) -> Incident:
        number, time = self.id_of(id), self.when(deed)
        due, seen = chosen_time.reached(self._store, time, deed.at)

        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, deed.key)
            if done is not None:
                return rows.load(tx, done)
            # What was due at the true time of a deed happens before it, seen at its entry: nothing hides a breach.
            incident, _ = self._firing.fire(tx, rows.load(tx, number), due, observed=seen)
            self._expect_seen(tx, incident, deed)
            acts = decide(tx, incident, time)
            self.permit(deed.by, acts)
            after = rows.append(tx, number, acts, key=deed.key)
            if any(act.kind is ActKind.CONFIRMED for act in acts):
                self._firing.owing.owe_calendar(tx, after, time.entered, drill=after.drill)
            return after

        return self._store.write_now(job).value

    def _expect_seen(self, tx: Transaction, incident: Incident, deed: Deed) -> None:
        """Refused when persons acted on the matter since the one who acts now looked at it: who did what and when."""
        if deed.seen is None or incident.acts <= deed.seen:
            return
        newer = [act for act in rows.acts_beyond(tx, incident.id, deed.seen) if act.by != BY_THE_CLOCK]
        if not newer:
            return
        telling = [act for act in newer if not act.kind.value.startswith("clock_")] or newer
        zone = self._settings.civil
        told = [
            f"{act.by} {act.at.astimezone(zone):%H:%M} {act_words(act, zone, drill=incident.drill)}"
            for act in telling[-_TOLD:]
        ]
        more = f"等 {len(telling)} 项" if len(telling) > _TOLD else ""
        raise Refused("moved_meanwhile", number=incident.number, acts="；".join(told) + more, count=incident.acts)

    def when(self, deed: Deed) -> When:
        return when(deed.at, chosen_time.time_of_entry(self._store, self._clock.now(), deed.at), deed.by)
