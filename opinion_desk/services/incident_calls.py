"""Answering the calls of a ladder, and putting them off."""

from __future__ import annotations

from datetime import datetime

from ..domain.acts import Act
from ..domain.commands import calling
from ..domain.commands.ticking import BY_THE_CLOCK
from ..domain.commands.when import When
from ..domain.incident import Incident
from ..store import outbox
from ..store.writing import Transaction
from .deed import Deed
from .incident_writing import IncidentWriting


class CallDeeds(IncidentWriting):
    """Answering the calls of a ladder, and putting them off."""

    def answer_call(self, id: int | str, *, deed: Deed) -> Incident:
        """应答: the calls of the ladder stop, and the notices that made them count as read."""

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            outbox.read_notices_of(tx, incident.id, time.entered)
            return calling.answer_call(incident, time)

        return self.do_within(id, deed, decide)

    def snooze(self, id: int | str, until: datetime, *, deed: Deed) -> Incident:
        """暂缓: no calls until then; Refused beyond what `latest_snooze` allows."""

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            outbox.read_notices_of(tx, incident.id, time.entered)
            return calling.snooze(incident, until, time, self._settings.civil)

        return self.do_within(id, deed, decide)

    def latest_snooze(self, incident: Incident) -> datetime:
        """The latest instant to which the calls of this matter can be put off now."""
        now = self._clock.now()
        return calling.latest_snooze(incident, When(now, now, BY_THE_CLOCK))
