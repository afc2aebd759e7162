"""How the public took a release (复盘): volume, attitude and unanswered demands, so many hours after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ..domain.after_review import AFTERMATH_HOURS, Aftermath
from ..domain.incident import Incident
from ..domain.verdict import Attitude, Voice
from ..store.aftermath import Published, published_since
from ..store.store import Store


def aftermath_of(store: Store, incident: Incident, now: datetime) -> tuple[Aftermath, ...]:
    """The aftermath at 24 and 72 hours after the first release, from the events of its items; empty where nothing was released."""
    released = min((one.at for one in incident.evidence), default=None)
    if released is None:
        return ()
    published = published_since(store.database, incident.items, released, now)
    return tuple(_after(hours, released, published, now) for hours in AFTERMATH_HOURS)


def _after(hours: int, released: datetime, published: Sequence[Published], now: datetime) -> Aftermath:
    end = released + timedelta(hours=hours)
    within = [one for one in published if one.when <= end]
    count = {attitude: sum(one.attitude is attitude for one in within) for attitude in Attitude}
    return Aftermath(
        hours,
        len(within),
        count[Attitude.NEGATIVE],
        count[Attitude.NEUTRAL],
        count[Attitude.POSITIVE],
        sum(one.voice is Voice.DEMAND and not _answered(one, published) for one in within),
        complete=end <= now,
    )


def _answered(demand: Published, published: Sequence[Published]) -> bool:
    """Whether an official voice spoke on the same event after the demand."""
    return any(
        one.voice is Voice.OFFICIAL and one.event == demand.event and one.when > demand.when for one in published
    )
