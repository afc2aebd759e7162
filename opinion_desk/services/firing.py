"""What is due in one matter happens within a transaction: its acts, its rows and the messages they owe, all or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Final

from ..domain.acts import Act
from ..domain.clock_jump import doubt, open_jumps
from ..domain.commands.ticking import tick
from ..domain.incident import Incident
from ..store import incidents as rows
from ..store.writing import Transaction
from .messages_owed import Line, Owing, PlainOwing, line_of, message_of

PresentAt = Callable[[str, datetime], bool]


def everybody_at(post: str, now: datetime) -> bool:
    """The presence of a desk without a rota."""
    return True


class Firing:
    """Lets marks fire and ladders climb; who holds a post is asked at the instant at which it is seen."""

    def __init__(self, zone: tzinfo, owing: Owing | None = None, present: PresentAt = everybody_at) -> None:
        self.zone: Final = zone
        self.owing: Final = owing or PlainOwing()
        self._present = present

    def fire(
        self,
        tx: Transaction,
        incident: Incident,
        now: datetime,
        *,
        observed: datetime | None = None,
        gathered: list[Line] | None = None,
    ) -> tuple[Incident, tuple[Act, ...]]:
        """What is due at `now`, seen at `observed`: the matter as it then stands, and its new acts.

        The messages are owed here, or `gathered` for one message a recipient.
        """
        seen = observed or now
        acts = tick(
            incident,
            now,
            lambda post: self._present(post, seen),
            observed=observed,
            doubt=doubt(open_jumps(rows.history_of_desk(tx))),
        )
        if not acts:
            return incident, ()
        after = rows.append(tx, incident.id, acts)
        for place, act in enumerate(acts, incident.acts + 1):
            line = line_of(after, act, self.zone)
            if line is None:
                continue
            if gathered is not None:
                gathered.append(line)
            else:
                self.owing.owe(tx, message_of(line, after, act, place), after.title)
        return after, acts
