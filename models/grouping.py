"""Folding of items into stories and of stories into events, in memory, with signatures from which a later process goes on."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.verdict import Verdict, Voice

from .duplicates import Reprints, Sketch, likeness, sketch
from .events import ALIKE, ALIKE_DEMANDS, MOST_FEATURES, EventIndex, features

MEMBERS = 6
"""Items of a story that stay comparable; further reprints are the same text again."""

_DRIFT_JACCARD, _DRIFT_CONTAINED = 0.55, 0.78
"""What every comparable member of a story must share with a new one, so that a chain of small changes does not wander off."""

_VERSION = 1


@dataclass(slots=True)
class _Story:
    event: int
    members: list[int] = field(default_factory=list)
    features: tuple[int, ...] = ()
    items: int = 0


@dataclass(frozen=True, slots=True)
class _Known:
    placed: Placed
    when: datetime


class StoryGrouper:
    """The Grouper of services/ports.py: a story bears its first item's id, an event its first story's."""

    def __init__(self) -> None:
        self._items: dict[int, _Known] = {}
        self._stories: dict[int, _Story] = {}
        self._reprints: Reprints[int] = Reprints()
        self._story_of_member: dict[int, int] = {}
        self._events = EventIndex()

    def __len__(self) -> int:
        return len(self._items)

    def recall(self, known: Iterable[tuple[int, Placed, datetime]]) -> None:
        """Take in items placed earlier or elsewhere; those already known are left; an unreadable signature only loses its own text."""
        for item_id, placed, when in known:
            if item_id in self._items:
                continue
            made = _unpack(placed.signature)
            self._keep(item_id, placed, when, *made)

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        """Put one item; one already known stays where it is."""
        known = self._items.get(item_id)
        if known is not None:
            return known.placed
        made = sketch(text.title, text.body)
        told = features(text.title, text.body, {p.code or p.name for p in verdict.places}, verdict.institution)
        story = self._story_for(made)
        if story is not None:
            event = self._stories[story].event
        else:
            story = item_id
            alike = ALIKE_DEMANDS if verdict.voice is Voice.DEMAND else ALIKE
            joined = self._events.nearest(told, when, alike)
            event = item_id if joined is None else joined
        placed = Placed(story, event, _pack(made, told))
        self._keep(item_id, placed, when, made, told)
        return placed

    def forget(self, before: datetime) -> None:
        """Drop items older than that, with the stories and events that lose their last one."""
        for item_id in [id for id, known in self._items.items() if known.when < before]:
            known = self._items.pop(item_id)
            story = self._stories.get(known.placed.story)
            if story is None:
                continue
            story.items -= 1
            if item_id in self._story_of_member:
                del self._story_of_member[item_id]
                self._reprints.drop(item_id)
                story.members.remove(item_id)
            if story.items <= 0:
                self._events.remove(story.event, story.features)
                del self._stories[known.placed.story]

    def _story_for(self, made: Sketch) -> int | None:
        seen: set[int] = set()
        for member, _ in self._reprints.alike(made):
            story = self._story_of_member[member]
            if story not in seen and self._fits(made, story):
                return story
            seen.add(story)
        return None

    def _fits(self, made: Sketch, story: int) -> bool:
        for member in self._stories[story].members:
            other = self._reprints.sketch_of(member)
            if other is None or (made.title and made.title == other.title):
                continue
            jaccard, contained = likeness(made, other)
            if jaccard < _DRIFT_JACCARD and contained < _DRIFT_CONTAINED:
                return False
        return True

    def _keep(self, item_id: int, placed: Placed, when: datetime, made: Sketch | None, told: tuple[int, ...]) -> None:
        self._items[item_id] = _Known(placed, when)
        story = self._stories.get(placed.story)
        if story is None:
            story = self._stories[placed.story] = _Story(placed.event, features=told)
            self._events.add(placed.event, told, when)
        story.items += 1
        if made is not None and len(story.members) < MEMBERS:
            story.members.append(item_id)
            self._story_of_member[item_id] = placed.story
            self._reprints.add(item_id, made)


def _pack(made: Sketch, told: tuple[int, ...]) -> bytes:
    """Version, number of features, the features (4 bytes each, at most 40), then the sketch (at most 300 bytes)."""
    return struct.pack(f"<BB{len(told)}I", _VERSION, len(told), *told) + made.to_bytes()


def _unpack(signature: bytes) -> tuple[Sketch | None, tuple[int, ...]]:
    """What `_pack` wrote; nothing for a signature of another version or a broken one."""
    if len(signature) < 2 or signature[0] != _VERSION or signature[1] > MOST_FEATURES:
        return None, ()
    stop = 2 + 4 * signature[1]
    if len(signature) < stop:
        return None, ()
    told = struct.unpack(f"<{signature[1]}I", signature[2:stop])
    try:
        return Sketch.from_bytes(signature[stop:]), told
    except ValueError:
        return None, told
