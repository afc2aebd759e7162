"""Stories about the same happening (话题), across sources and days: weighted overlap of what headline, lead, places and institution say.

Careful rather than complete: two happenings in one event mislead, two events for one happening only take a second look. Many stories are compared in
one go: each with the events known before, and with those before it in the same go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from .event_features import Features
from .postings import Positions, Postings
from .story_batch import CORE, NAME, NOTHING, PLACES, Floats, StoryBatch, apart, core_of

WINDOW = timedelta(days=7)
"""How long after its last story an event still takes new ones."""

ALIKE = 0.17
"""Cosine of a story's features and an event's from which the story joins."""
ALIKE_DEMANDS = 0.3
"""The same for complaints and questions, which are alike by their kind without being about one happening."""

_COMMON = 32  # events from which a feature leads to none any more
_SETTLED_EACH = 4  # stories up to which an event is named anew with each, then whenever it has grown by a third
_ELSEWHERE = 0.5  # what is left of the likeness when both name places and none is shared
_LEAST_ROOM = 1024
_OFFERED = 4  # events a story is offered: one that another story of the same go was to begin may not come about


class Near(NamedTuple):
    """An event that a story is like: known before, or begun by the story in `row` of the same go."""

    likeness: float
    event: int | None
    row: int | None = None


@dataclass(slots=True)
class _Event:
    slot: int
    stories: list[bytes] = field(default_factory=list)
    settled: int = 0  # stories when it was last named anew


class EventIndex:
    """Events by what their stories say; `compare` tells which events new stories are like, `add` counts stories to events."""

    def __init__(self) -> None:
        self._events: dict[int, _Event] = {}
        self._frequency: Counter[int] = Counter()  # stories that bear a feature
        self._stories = 0
        self._empty(_LEAST_ROOM)

    def _empty(self, room: int) -> None:
        self._names: list[int] = []
        self._core = np.full((room, CORE), NOTHING, dtype=np.uint32)
        self._means = np.zeros((room, CORE))
        self._norm = np.ones(room)
        self._last = np.zeros(room)
        self._live = np.zeros(room, dtype=bool)
        self._places = np.full((room, PLACES), NOTHING, dtype=np.uint32)
        self._postings = Postings()

    def __len__(self) -> int:
        return len(self._events)

    def compare(self, told: Sequence[Features], whens: Sequence[datetime]) -> list[list[Near]]:
        """For each of at most 512 stories the few events it may join, the likest first; none less like than ALIKE."""
        batch = StoryBatch(told, whens, self._frequency, self._stories)
        slots = len(self._names)
        entries = np.arange(len(batch.ids), dtype=np.uint32)
        which, known = self._postings.rare(batch.ids, entries, _COMMON)
        alive = self._live[known]
        among, beside = batch.postings().rare(batch.ids, entries, _COMMON)
        earlier = beside < batch.rows[among]
        pairs = batch.most_shared(
            np.concatenate((which[alive], among[earlier])),
            np.concatenate((known[alive].astype(np.int64), beside[earlier].astype(np.int64) + slots)),
        )
        rows, others = self._close_in_time(batch, *pairs)
        scores, places = np.empty(len(rows)), np.empty((len(rows), PLACES), dtype=np.uint32)
        for here, at, (core, means, norm), named in (
            (others < slots, others, (self._core, self._means, self._norm), self._places),
            (others >= slots, others - slots, batch.table(), batch.places),
        ):
            scores[here] = batch.cosines(rows[here], core[at[here]], means[at[here]], norm[at[here]])
            places[here] = named[at[here]]
        scores *= np.where(apart(batch.places[rows], places), _ELSEWHERE, 1.0)
        return self._ranked(len(told), rows, others, scores)

    def nearest(self, story: Features, when: datetime, alike: float = ALIKE) -> int | None:
        """The event that a story with these features joins at that likeness, None when it begins its own."""
        found = self.compare([story], [when])[0]
        return found[0].event if found and found[0].likeness > alike else None

    def add(self, rows: Sequence[tuple[int, Features, datetime]]) -> None:
        """Count stories, given as event, features and time, to their events."""
        self._stories += len(rows)
        if rows:
            self._frequency.update((np.concatenate([told for _, told, _ in rows]) & NAME).tolist())
        changed: dict[int, _Event] = {}
        self._make_room(len(self._names) + len(rows))
        for name, told, when in rows:
            event = self._events.get(name)
            if event is None:
                event = self._events[name] = self._new(name)
            event.stories.append(told.tobytes())
            self._last[event.slot] = max(self._last[event.slot], when.timestamp())
            if len(event.stories) <= _SETTLED_EACH or len(event.stories) * 3 >= event.settled * 4:
                changed[name] = event
        self._settle(list(changed.values()))

    def remove(self, name: int, told: Features) -> None:
        """Take a story's features out again; an event without stories is gone."""
        event = self._events.get(name)
        if event is None or told.tobytes() not in event.stories:
            return
        event.stories.remove(told.tobytes())
        self._stories -= 1
        for feature in (told & NAME).tolist():
            self._frequency[feature] -= 1
            if self._frequency[feature] <= 0:
                del self._frequency[feature]
        if event.stories:
            self._settle([event])
            return
        self._live[event.slot] = False
        del self._events[name]
        if len(self._names) > _LEAST_ROOM and len(self._events) * 2 < len(self._names):
            self._close_ranks()

    def _new(self, name: int) -> _Event:
        slot = len(self._names)
        self._names.append(name)
        self._live[slot] = True
        return _Event(slot)

    def _make_room(self, wanted: int) -> None:
        room = len(self._live)
        if wanted <= room:
            return
        more = max(wanted, room + room // 2) - room
        for name in ("_core", "_means", "_norm", "_last", "_live", "_places"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate((column, np.zeros((more, *column.shape[1:]), dtype=column.dtype))))

    def _close_ranks(self) -> None:
        """Give the room of events that are gone back."""
        held = [(name, event, self._last[event.slot]) for name, event in self._events.items()]
        self._empty(max(_LEAST_ROOM, len(held)))
        for slot, (name, event, last) in enumerate(held):
            event.slot = slot
            self._names.append(name)
            self._last[slot], self._live[slot] = last, True
        self._settle([event for _, event, _ in held])

    def _settle(self, events: Sequence[_Event]) -> None:
        """Name events anew by what their stories say most."""
        names, slots = [], []
        for event in events:
            core, means, telling, places = core_of(event.stories)
            slot = event.slot
            self._core[slot], self._means[slot] = NOTHING, 0.0
            self._core[slot, : len(core)], self._means[slot, : len(core)] = core, means
            self._norm[slot] = float(np.sqrt(means @ means)) or 1.0
            self._places[slot] = NOTHING
            self._places[slot, : len(places)] = places
            event.settled = len(event.stories)
            names.append(telling)
            slots.append(np.full(len(telling), slot, dtype=np.uint32))
        if names:
            self._postings.add(np.concatenate(names), np.concatenate(slots), self._live)

    def _close_in_time(self, batch: StoryBatch, rows: Positions, others: Positions) -> tuple[Positions, Positions]:
        last = np.concatenate((self._last[: len(self._names)], batch.last))
        close = np.abs(batch.last[rows] - last[others]) <= WINDOW.total_seconds()
        return rows[close], others[close]

    def _ranked(self, stories: int, rows: Positions, others: Positions, scores: Floats) -> list[list[Near]]:
        slots, names = len(self._names), self._names
        found: list[list[Near]] = [[] for _ in range(stories)]
        alike = np.flatnonzero(scores > ALIKE)
        alike = alike[np.argsort(-scores[alike], kind="stable")]
        for row, other, score in zip(rows[alike].tolist(), others[alike].tolist(), scores[alike].tolist(), strict=True):
            if len(found[row]) < _OFFERED:
                found[row].append(Near(score, names[other]) if other < slots else Near(score, None, other - slots))
        return found
