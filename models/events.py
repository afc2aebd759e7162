"""Stories about the same happening (话题), across sources and days: weighted overlap of what headline, lead, places and institution say.

Careful rather than complete: two happenings in one event mislead, two events for one happening only take a second look.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, lru_cache

from data import read_text

from .wellformed import well_formed

WINDOW = timedelta(days=5)
"""How long after its last story an event still takes new ones."""

ALIKE = 0.34
"""Cosine of a story's features and an event's from which the story joins."""
LEAST_SHARED = 1.6
"""Weight that must be shared at least, so that two short headlines do not meet by two words."""

MOST_FEATURES = 40
_LEAD = 120
_PROBE_WEIGHT = 0.75
_BUCKET = 400
_ELSEWHERE = 0.5  # what is left of the likeness when both name places and none is shared

_CLASSES = (0.1, 0.3, 0.5, 0.75, 1.0, 0.8, 1.6)
"""Weights of features by class: pairs of characters by frequency, 4 rare ones, words and figures; 5 a place; 6 an institution."""
_RARE, _PLACE, _INSTITUTION = 4, 5, 6
_HAN = re.compile("[\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{2,20}|\d{2,6}(?:\.\d{1,3})?")


@cache
def _common() -> dict[str, int]:
    found: dict[str, int] = {}
    for index, line in enumerate(read_text("common_pairs.tsv").splitlines()):
        pairs = line.partition("\t")[2]
        found.update((pairs[at : at + 2], index) for at in range(0, len(pairs), 2))
    return found


def features(title: str, body: str, places: Iterable[str] = (), institution: str | None = None) -> tuple[int, ...]:
    """What a text says of its happening, as at most 40 numbers of 32 bits whose low three bits are the class of their weight."""
    found: dict[str, int] = {}
    for place in places:
        found.setdefault("@" + place, _PLACE)
    if institution:
        found.setdefault("#" + institution, _INSTITUTION)
    title = well_formed(title[:200])
    lead = well_formed(body.lstrip()[:_LEAD])
    _take(title, found, 1)
    if len(found) < MOST_FEATURES:
        _take(lead, found, _RARE)
    chosen = sorted(found.items(), key=lambda row: -_CLASSES[row[1]])[:MOST_FEATURES]
    return tuple(_number(name, kind) for name, kind in chosen)


def _take(text: str, found: dict[str, int], least: int) -> None:
    common = _common()
    for run in _HAN.findall(text):
        for at in range(len(run) - 1):
            pair = run[at : at + 2]
            kind = common.get(pair, _RARE)
            if kind >= least:
                found.setdefault(pair, kind)
    for word in _WORD.findall(text):
        found.setdefault(word.lower(), _RARE)


@lru_cache(maxsize=65_536)
def _number(name: str, kind: int) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8"), digest_size=4).digest(), "little") & ~7 | kind


@dataclass(slots=True)
class _Event:
    stories: int = 0
    last: datetime | None = None
    counts: dict[int, int] = field(default_factory=dict)


class EventIndex:
    """Events by their features; `join` answers which event a story belongs to."""

    def __init__(self) -> None:
        self._events: dict[int, _Event] = {}
        self._by_feature: dict[int, dict[int, None]] = {}
        self._frequency: dict[int, int] = {}
        self._stories = 0

    def __len__(self) -> int:
        return len(self._events)

    def nearest(self, story: tuple[int, ...], when: datetime) -> int | None:
        """The event that a story with these features joins, None when it begins its own."""
        votes: dict[int, int] = {}
        for feature in story:
            if _CLASSES[feature & 7] >= _PROBE_WEIGHT:
                for event in self._by_feature.get(feature, ()):
                    votes[event] = votes.get(event, 0) + 1
        best, best_score = None, ALIKE
        for event, count in votes.items():
            if count < 2 or not self._near(event, when):
                continue
            score = self._likeness(story, self._events[event])
            if score > best_score or (score == best_score and best is not None and event < best):
                best, best_score = event, score
        return best

    def _near(self, event: int, when: datetime) -> bool:
        last = self._events[event].last
        return last is None or abs(when - last) <= WINDOW

    def _weight(self, feature: int) -> float:
        """Weight of its class times how rare it is among the stories known: a place all write of tells nothing."""
        total = self._stories + 20.0
        return _CLASSES[feature & 7] * math.log(1 + total / (self._frequency.get(feature, 0) + 1.0)) / math.log(1 + total)

    def _likeness(self, story: tuple[int, ...], event: _Event) -> float:
        shared = dot = own = 0.0
        met = placed = False
        for feature in story:
            weight = self._weight(feature)
            own += weight * weight
            is_place = feature & 7 == _PLACE
            placed = placed or is_place
            count = event.counts.get(feature)
            if count:
                share = count / event.stories
                dot += weight * weight * share
                shared += weight
                met = met or is_place
        if shared < LEAST_SHARED or not own:
            return 0.0
        other = sum((self._weight(f) * c / event.stories) ** 2 for f, c in event.counts.items())
        cosine = dot / math.sqrt(own * other) if other else 0.0
        apart = placed and not met and any(f & 7 == _PLACE for f in event.counts)
        return cosine * _ELSEWHERE if apart else cosine

    def add(self, event: int, story: tuple[int, ...], when: datetime) -> None:
        """Count a story's features to its event."""
        known = self._events.setdefault(event, _Event())
        known.stories += 1
        known.last = when if known.last is None else max(known.last, when)
        self._stories += 1
        for feature in story:
            known.counts[feature] = known.counts.get(feature, 0) + 1
            self._frequency[feature] = self._frequency.get(feature, 0) + 1
            bucket = self._by_feature.setdefault(feature, {})
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
        for feature in story:
            _less(self._frequency, feature)
            _less(known.counts, feature)
            if feature not in known.counts:
                self._leave(feature, event)
        if known.stories <= 0:
            for feature in known.counts:
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
