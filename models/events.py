"""Stories about the same happening (话题), across sources and days: weighted overlap of what headline, lead, places and institution say.

Careful rather than complete: two happenings in one event mislead, two events for one happening only take a second look.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import nsmallest

from .event_features import PLACE, WEIGHTS

WINDOW = timedelta(days=7)
"""How long after its last story an event still takes new ones."""

ALIKE = 0.17
"""Cosine of a story's features and an event's from which the story joins."""
ALIKE_DEMANDS = 0.3
"""The same for complaints and questions, which are alike by their kind without being about one happening."""
LEAST_SHARED = 2.0
"""Weight that must be shared at least, so that two short headlines do not meet by two words."""

_PROBE_WEIGHT = 0.75
_BUCKET = 300
_COMMON = 32  # events from which a feature names no candidates any more
_CANDIDATES = 8
_CORE = 24  # features an event is known by
_MOST_SUMS, _SUMS_KEPT = 160, 80  # of a big event what few stories say is let go
_SETTLED_EACH = 4  # stories up to which an event is named anew with each, then whenever it has grown by a third
_ELSEWHERE = 0.5  # what is left of the likeness when both name places and none is shared
_FLOOR = 0.45  # a word all write of still tells something; a place does not
_COUNTED = 512  # stories up to which rarity is looked up
_GROWTH = 1.02  # of the number of stories, from which rarity is reckoned anew


@dataclass(slots=True)
class _Event:
    stories: int = 0
    settled: int = 0  # stories when it was last named anew
    last: datetime | None = None
    sums: dict[int, float] = field(default_factory=dict)  # feature without its class -> sum of weights over the stories
    core: dict[int, float] = field(default_factory=dict)  # the weightiest, as means
    norm: float = 0.0  # of the core
    places: dict[int, int] = field(default_factory=dict)

    def settle(self) -> list[int]:
        """Name anew what the event is known by; the features it lets go."""
        gone: list[int] = []
        top: Iterable[tuple[int, float]] = self.sums.items()
        if len(self.sums) > _CORE:
            ranked = sorted((-total, feature) for feature, total in top)
            if len(ranked) > _MOST_SUMS:
                gone = [feature for _, feature in ranked[_SUMS_KEPT:]]
                for feature in gone:
                    del self.sums[feature]
            top = [(feature, -total) for total, feature in ranked[:_CORE]]
        self.core = {feature: total / self.stories for feature, total in top}
        self.norm = math.sqrt(sum(mean * mean for mean in self.core.values()))
        self.settled = self.stories
        return gone


class EventIndex:
    """Events by their features; `nearest` answers which event a story belongs to."""

    def __init__(self) -> None:
        self._events: dict[int, _Event] = {}
        self._by_feature: dict[int, dict[int, None]] = {}
        self._frequency: dict[int, int] = {}
        self._stories = 0
        self._rarities: list[float] = []
        self._reckoned_for = 0.0  # stories

    def __len__(self) -> int:
        return len(self._events)

    def nearest(self, story: tuple[int, ...], when: datetime, alike: float = ALIKE) -> int | None:
        """The event that a story with these features joins at that likeness, None when it begins its own."""
        weights = self._weights(story)
        places = {feature & ~7 for feature in story if feature & 7 == PLACE}
        own = math.sqrt(sum([weight * weight for weight in weights.values()]))
        best: int | None = None
        best_score = alike
        for _, event in self._candidates(weights):
            known = self._events[event]
            if not _is_near(known, when):
                continue
            score = _likeness(weights, own, places, known)
            if score > best_score:
                best, best_score = event, score
        return best

    def _candidates(self, weights: dict[int, float]) -> list[tuple[float, int]]:
        """The few events that share most with a story by their telling features, with that weight below zero."""
        votes: dict[int, float] = {}
        buckets = self._by_feature
        for feature, weight in weights.items():
            bucket = buckets.get(feature)
            if bucket is None or len(bucket) > _COMMON:
                continue
            for event in bucket:
                votes[event] = votes.get(event, 0.0) - weight
        rows = [(vote, event) for event, vote in votes.items()]
        return nsmallest(_CANDIDATES, rows) if len(rows) > _CANDIDATES else sorted(rows)

    def _weights(self, story: tuple[int, ...]) -> dict[int, float]:
        """Weight of each feature: of its class, times how rare it is among the stories known; a place all write of tells nothing."""
        if not self._rarities or self._stories > self._reckoned_for * _GROWTH or self._stories * _GROWTH < self._reckoned_for:
            self._reckoned_for = self._stories
            self._rarities = [_rarity(count, self._stories) for count in range(_COUNTED)]
        rarities, often = self._rarities, self._frequency.get
        weights: dict[int, float] = {}
        for marked in story:
            feature = marked & ~7
            count = often(feature, 0)
            rare = rarities[count] if count < _COUNTED else _rarity(count, self._stories)
            kind = marked & 7
            weights[feature] = WEIGHTS[kind] * (rare if rare > _FLOOR or kind == PLACE else _FLOOR)
        return weights

    def add(self, event: int, story: tuple[int, ...], when: datetime) -> None:
        """Count a story's features to its event."""
        known = self._events.setdefault(event, _Event())
        known.stories += 1
        known.last = when if known.last is None else max(known.last, when)
        self._stories += 1
        sums, frequency = known.sums, self._frequency
        for marked in story:
            feature, weight = marked & ~7, WEIGHTS[marked & 7]
            sums[feature] = sums.get(feature, 0.0) + weight
            frequency[feature] = frequency.get(feature, 0) + 1
            if marked & 7 == PLACE:
                known.places[feature] = known.places.get(feature, 0) + 1
            elif weight >= _PROBE_WEIGHT:
                self._list(feature, event)
        if known.stories <= _SETTLED_EACH or known.stories * 3 >= known.settled * 4:
            for feature in known.settle():
                self._leave(feature, event)

    def _list(self, feature: int, event: int) -> None:
        bucket = self._by_feature.get(feature)
        if bucket is None:
            self._by_feature[feature] = {event: None}
        elif event not in bucket:
            bucket[event] = None
            if len(bucket) > _BUCKET:
                del bucket[next(iter(bucket))]

    def remove(self, event: int, story: tuple[int, ...]) -> None:
        """Take a story's features out again; an event without stories is gone."""
        known = self._events.get(event)
        if known is None:
            return
        known.stories -= 1
        self._stories -= 1
        for marked in story:
            feature = marked & ~7
            left = known.sums.get(feature, 0.0) - WEIGHTS[marked & 7]
            if left > 1e-6:
                known.sums[feature] = left
            else:
                known.sums.pop(feature, None)
                self._leave(feature, event)
            _less(self._frequency, feature)
            if marked & 7 == PLACE:
                _less(known.places, feature)
        if known.stories > 0:
            for feature in known.settle():
                self._leave(feature, event)
            return
        for feature in known.sums:
            self._leave(feature, event)
        del self._events[event]

    def _leave(self, feature: int, event: int) -> None:
        bucket = self._by_feature.get(feature)
        if bucket is not None:
            bucket.pop(event, None)
            if not bucket:
                del self._by_feature[feature]


def _less(counts: dict[int, int], feature: int) -> None:
    left = counts.get(feature, 0) - 1
    if left > 0:
        counts[feature] = left
    else:
        counts.pop(feature, None)


def _rarity(count: int, stories: int) -> float:
    """1 for what no story said, towards 0 for what all say."""
    total = stories + 20.0
    return math.log(1 + total / (count + 1.0)) / math.log(1 + total)


def _is_near(event: _Event, when: datetime) -> bool:
    return event.last is None or abs(when - event.last) <= WINDOW


def _likeness(weights: dict[int, float], own: float, places: set[int], event: _Event) -> float:
    """Cosine of story and event, 0 when they share too little."""
    dot = shared = 0.0
    for feature, mean in event.core.items():
        weight = weights.get(feature)
        if weight is not None:
            dot += weight * mean
            shared += weight
    if shared < LEAST_SHARED:
        return 0.0
    cosine = dot / (own * event.norm)
    apart = places and event.places and places.isdisjoint(event.places)
    return cosine * _ELSEWHERE if apart else cosine
