"""Answering the calls of a ladder."""

from __future__ import annotations

from ..domain.acts import Act
from ..domain.commands import calling
from ..domain.commands.when import When
from ..domain.incident import Incident
from ..store import outbox
from ..store.writing import Transaction
from .deed import Deed
from .incident_writing import IncidentWriting


class CallDeeds(IncidentWriting):
    """Answering the calls of a ladder."""

    def answer_call(self, id: int | str, *, deed: Deed) -> Incident:
        """应答: the calls of the ladder stop, and the notices that made them count as read."""

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            outbox.read_notices_of(tx, incident.id, time.entered)
            return calling.answer_call(incident, time)

        return self.do_within(id, deed, decide)
