"""Watching sources (盯守): looked at every minute for some hours; it ends by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.errors import Refused
from ..domain.source import Source
from ..store import sources as rows
from ..store.store import Store
from .ports import Clock
from .source_row import SourceRow, is_collected

LONGEST_WATCH_H: Final = 72


@dataclass(frozen=True, slots=True)
class MatterWatch:
    """What is watched for a matter now: its sources, and when the last of them is let go."""

    ids: tuple[int, ...]
    names: tuple[str, ...]
    until: datetime


class SourceWatching:
    """What the service of sources knows of watching; `list` is the service's own."""

    _store: Store
    _clock: Clock

    def list(self) -> tuple[SourceRow, ...]:
        """All sources with how they fare."""
        raise TypeError(f"{type(self).__name__} lists no sources")

    def watch(self, source_ids: Sequence[int], hours: float, incident_id: int | None = None) -> datetime:
        """Look at these sources every minute for some hours, for a matter or without one; until when. It ends by itself."""
        if not 0 < hours <= LONGEST_WATCH_H:
            raise Refused("watch_hours", limit=LONGEST_WATCH_H)
        if not source_ids:
            raise Refused("watch_nothing")
        for id in source_ids:
            row = self._store.sources.get(id)
            if not is_collected(row.source):
                raise Refused("watch_not_collected", name=row.source.name)
        if incident_id is not None:
            self._store.incidents.get(incident_id)
        now = self._clock.now()
        until = now + timedelta(hours=hours)
        self._store.write_now(lambda tx: rows.watch(tx, source_ids, until, incident_id, now))
        return until

    def watch_for(self, incident_id: int, source_ids: Sequence[int], hours: float) -> datetime:
        """Watch exactly these sources for a matter; those that were watched for it before are let go. Until when."""
        until = self.watch(source_ids, hours, incident_id)
        before = self.watch_of(incident_id)
        left = [] if before is None else [id for id in before.ids if id not in source_ids]
        if left:
            self._store.write_now(lambda tx: rows.unwatch(tx, left))
        return until

    def watch_of(self, incident_id: int) -> MatterWatch | None:
        """What is watched for a matter now; None where nothing is."""
        found = self._store.sources.watched(self._clock.now(), incident_id)
        untils = [row.health.watch_until for row in found if row.health.watch_until is not None]
        if not untils:
            return None
        return MatterWatch(tuple(row.source.id for row in found), tuple(row.source.name for row in found), max(untils))

    def that_can_be_watched(self) -> tuple[Source, ...]:
        """The sources that are collected from."""
        return tuple(row.source for row in self._store.sources.all() if is_collected(row.source))

    def of_incident(self, incident_id: int) -> frozenset[int]:
        """The sources that a matter's items and the further items of their stories came from."""
        items = self._store.items
        stories = {item.story_id or item.id for item in items.many(self._store.incidents.get(incident_id).items)}
        return frozenset(item.source_id for story in stories for item in items.many(items.of_story(story)))

    def unwatch(self, source_ids: Sequence[int] = ()) -> int:
        """End the watch of these sources, of all that are watched where none is named; how many."""
        watched = [row.source.id for row in self._store.sources.all() if row.health.watch_until is not None]
        ids = [id for id in watched if not source_ids or id in source_ids]
        self._store.write_now(lambda tx: rows.unwatch(tx, ids))
        return len(ids)

    def watched(self, incident_id: int | None = None) -> tuple[SourceRow, ...]:
        """The sources that are watched now, for this matter where one is named."""
        now = self._clock.now()
        found = (row for row in self.list() if row.health.watch_until is not None and row.health.watch_until > now)
        return tuple(row for row in found if incident_id is None or row.health.watch_incident == incident_id)
