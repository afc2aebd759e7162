"""Stories about the same happening (话题), across sources and days: weighted overlap of what headline, lead, places and institution say.

Careful rather than complete: two happenings in one event mislead, two events for one happening only take a second look.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from heapq import nsmallest
from itertools import pairwise

from data import read_text

from .wellformed import well_formed

WINDOW = timedelta(days=7)
"""How long after its last story an event still takes new ones."""

ALIKE = 0.17
"""Cosine of a story's features and an event's from which the story joins."""
ALIKE_DEMANDS = 0.3
"""The same for complaints and questions, which are alike by their kind without being about one happening."""
LEAST_SHARED = 2.0
"""Weight that must be shared at least, so that two short headlines do not meet by two words."""

MOST_FEATURES = 40
_LEAD = 140  # words
_TOLD = 320  # characters in which a name that keeps coming is looked for
_OFTEN = 3
_PROBE_WEIGHT = 0.75
_BUCKET = 300
_COMMON = 32  # events from which a feature names no candidates any more
_CANDIDATES = 8
_CORE = 24  # features an event is known by
_ELSEWHERE = 0.5  # what is left of the likeness when both name places and none is shared
_FLOOR = 0.45  # a word all write of still tells something; a place does not

_CLASSES = (0.8, 1.6, 0.3, 0.5, 0.75, 1.2, 0.5, 1.6)
"""Weights of features by class: place, institution; pairs of characters in the headline by how common they are; rare in the lead; said often."""
_PLACE, _INSTITUTION, _HEADLINE, _RARE, _LEADING, _REPEATED = 0, 1, 2, 5, 6, 7
_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{2,20}|(?!(?:19|20)\d\d(?!\d))\d{3,6}")


@cache
def _common() -> dict[str, int]:
    found: dict[str, int] = {}
    for index, line in enumerate(read_text("common_pairs.tsv").splitlines()):
        pairs = line.partition("\t")[2]
        found.update((pairs[at : at + 2], index) for at in range(0, len(pairs), 2))
    return found


def features(title: str, body: str, places: Iterable[str] = (), institution: str | None = None) -> tuple[int, ...]:
    """What a text says of its happening: at most 40 numbers of 32 bits, the low three bits the class of the weight, no other bits twice."""
    found: dict[str, int] = {}
    title, told = well_formed(title[:200]), well_formed(body.lstrip()[:_TOLD])
    common = _common()
    words = _words(told)
    for word, count in Counter(words).items():
        if count >= _OFTEN and word not in common:
            found[word] = _REPEATED
    for word in _words(title):
        kind = common.get(word, _RARE - _HEADLINE + 1)
        if kind >= 1:
            found.setdefault(word, _HEADLINE + kind - 1)
    for word in words[:_LEAD]:
        if word not in common:
            found.setdefault(word, _LEADING)
    found |= {"@" + place: _PLACE for place in places}
    if institution:
        found["#" + institution] = _INSTITUTION
    chosen = sorted(found.items(), key=lambda row: -_CLASSES[row[1]])[:MOST_FEATURES]
    numbered = {zlib.crc32(name.encode("utf-8")) & ~7: kind for name, kind in chosen}
    return tuple(number | kind for number, kind in numbered.items())


def _words(text: str) -> list[str]:
    """Pairs of neighbouring Chinese characters, Latin words and longer figures."""
    found = [first + second for run in _HAN.findall(text) for first, second in pairwise(run)]
    found += [word.lower() for word in _WORD.findall(text)]
    return found


@dataclass(slots=True)
class _Event:
    stories: int = 0
    last: datetime | None = None
    sums: dict[int, float] = field(default_factory=dict)  # feature without its class -> sum of weights over the stories
    core: dict[int, float] = field(default_factory=dict)  # the weightiest, as means
    norm: float = 0.0  # of the core
    places: dict[int, int] = field(default_factory=dict)

    def settle(self) -> None:
        """Name anew what the event is known by."""
        top: Iterable[tuple[int, float]] = self.sums.items()
        if len(self.sums) > _CORE:
            top = nsmallest(_CORE, top, key=lambda row: (-row[1], row[0]))
        self.core = {feature: total / self.stories for feature, total in top}
        self.norm = math.sqrt(sum(mean * mean for mean in self.core.values()))


class EventIndex:
    """Events by their features; `nearest` answers which event a story belongs to."""

    def __init__(self) -> None:
        self._events: dict[int, _Event] = {}
        self._by_feature: dict[int, dict[int, None]] = {}
        self._frequency: dict[int, int] = {}
        self._stories = 0

    def __len__(self) -> int:
        return len(self._events)

    def nearest(self, story: tuple[int, ...], when: datetime, alike: float = ALIKE) -> int | None:
        """The event that a story with these features joins at that likeness, None when it begins its own."""
        weights = self._weights(story)
        places = {feature & ~7 for feature in story if feature & 7 == _PLACE}
        own = math.sqrt(sum(weight * weight for weight in weights.values()))
        votes: dict[int, float] = {}
        for feature, weight in weights.items():
            bucket = self._by_feature.get(feature, ())
            if len(bucket) > _COMMON:
                continue
            for event in bucket:
                votes[event] = votes.get(event, 0.0) + weight
        best: int | None = None
        best_score = alike
        for event in nsmallest(_CANDIDATES, votes, key=lambda e: (-votes[e], e)):
            if not self._is_near(event, when):
                continue
            score = self._likeness(weights, own, places, self._events[event])
            if score > best_score:
                best, best_score = event, score
        return best

    def _is_near(self, event: int, when: datetime) -> bool:
        last = self._events[event].last
        return last is None or abs(when - last) <= WINDOW

    def _weights(self, story: tuple[int, ...]) -> dict[int, float]:
        """Weight of each feature: of its class, times how rare it is among the stories known; a place all write of tells nothing."""
        total = self._stories + 20.0
        whole = math.log(1 + total)
        weights: dict[int, float] = {}
        for marked in story:
            rare = math.log(1 + total / (self._frequency.get(marked & ~7, 0) + 1.0)) / whole
            weights[marked & ~7] = _CLASSES[marked & 7] * (rare if marked & 7 == _PLACE else max(_FLOOR, rare))
        return weights

    def _likeness(self, weights: dict[int, float], own: float, places: set[int], event: _Event) -> float:
        shared = [feature for feature in weights if feature in event.core]
        dot = sum(weights[feature] * event.core[feature] for feature in shared)
        if not dot or sum(weights[feature] for feature in shared) < LEAST_SHARED:
            return 0.0
        cosine = dot / (own * event.norm)
        apart = places and event.places and places.isdisjoint(event.places)
        return cosine * _ELSEWHERE if apart else cosine

    def add(self, event: int, story: tuple[int, ...], when: datetime) -> None:
        """Count a story's features to its event."""
        known = self._events.setdefault(event, _Event())
        known.stories += 1
        known.last = when if known.last is None else max(known.last, when)
        self._stories += 1
        for marked in story:
            feature = marked & ~7
            known.sums[feature] = known.sums.get(feature, 0.0) + _CLASSES[marked & 7]
            self._frequency[feature] = self._frequency.get(feature, 0) + 1
            if marked & 7 == _PLACE:
                known.places[feature] = known.places.get(feature, 0) + 1
            elif _CLASSES[marked & 7] >= _PROBE_WEIGHT:
                bucket = self._by_feature.setdefault(feature, {})
                bucket[event] = None
                if len(bucket) > _BUCKET:
                    del bucket[next(iter(bucket))]
        known.settle()

    def remove(self, event: int, story: tuple[int, ...]) -> None:
        """Take a story's features out again; an event without stories is gone."""
        known = self._events.get(event)
        if known is None:
            return
        known.stories -= 1
        self._stories -= 1
        for marked in story:
            feature = marked & ~7
            left = known.sums.get(feature, 0.0) - _CLASSES[marked & 7]
            if left > 1e-6:
                known.sums[feature] = left
            else:
                known.sums.pop(feature, None)
                self._leave(feature, event)
            _less(self._frequency, feature)
            if marked & 7 == _PLACE:
                _less(known.places, feature)
        if known.stories > 0:
            known.settle()
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
