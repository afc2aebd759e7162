"""What every source usually brings, and which are silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from ..domain.volume import DAYS, Volume, volume_of
from ..store.store import Store


def volumes_of(store: Store, now: datetime) -> dict[int, Volume]:
    """The volume of each source that ever brought an item, from what the last two weeks before its last item hold."""
    hours = store.items.hours_by_source(now - timedelta(days=2 * DAYS))
    lasts = store.items.last_by_source()
    return {id: _exact(volume_of(hours.get(id, {}), now), lasts[id]) for id in lasts}


def _exact(volume: Volume, last: datetime) -> Volume:
    """With the moment of the last item instead of its hour."""
    return replace(volume, last=last, silent_since=last if volume.silent_since is not None else None)
