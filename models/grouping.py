"""Folding of items into stories and of stories into events, in memory, with signatures from which a later process goes on."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.verdict import Verdict, Voice

from .duplicates import Reprints
from .event_features import MOST_FEATURES, Told, features_of
from .events import ALIKE, ALIKE_DEMANDS, EventIndex
from .sketches import Sketch, sketches

MEMBERS = 6
"""Items of a story that stay comparable; further reprints are the same text again."""

_DRIFT_JACCARD, _DRIFT_CONTAINED = 0.55, 0.78
"""What every comparable member of a story must share with a new one, so that a chain of small changes does not wander off."""

_VERSION = 2


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
        members: list[tuple[int, Sketch]] = []
        for item_id, placed, when in known:
            if item_id in self._items:
                continue
            made, told = _unpack(placed.signature)
            if self._keep(item_id, placed, when, told, comparable=made is not None) and made is not None:
                members.append((item_id, made))
        self._reprints.add(members)

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        """Put one item; one already known stays where it is."""
        return self.place_many([(item_id, text, verdict, when)])[0]

    def place_many(self, rows: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> list[Placed]:
        """Put items one after the other, each as `place` would; sketches and comparisons are made in one go."""
        first = {row[0]: index for index, row in reversed(list(enumerate(rows)))}
        new = [row for index, row in enumerate(rows) if row[0] not in self._items and first[row[0]] == index]
        made = sketches([(text.title, text.body) for _, text, _, _ in new])
        told = features_of([_told(text, verdict) for _, text, verdict, _ in new])
        near = self._reprints.add_and_compare([(row[0], one) for row, one in zip(new, made, strict=True)])
        alone: list[int] = []
        for (item_id, _, verdict, when), one, words, alike in zip(new, made, told, near, strict=True):
            story = self._story_for(item_id, alike)
            event = self._event_for(item_id, words, verdict, when) if story is None else self._stories[story].event
            placed = Placed(item_id if story is None else story, event, _pack(one, words))
            if not self._keep(item_id, placed, when, words, comparable=True):
                alone.append(item_id)
        self._reprints.drop(alone)
        return [self._items[row[0]].placed for row in rows]

    def forget(self, before: datetime) -> None:
        """Drop items older than that, with the stories and events that lose their last one."""
        gone = [id for id, known in self._items.items() if known.when < before]
        for item_id in gone:
            known = self._items.pop(item_id)
            story = self._stories.get(known.placed.story)
            if story is None:
                continue
            story.items -= 1
            if item_id in self._story_of_member:
                del self._story_of_member[item_id]
                story.members.remove(item_id)
            if story.items <= 0:
                self._events.remove(story.event, story.features)
                del self._stories[known.placed.story]
        self._reprints.drop(gone)

    def _story_for(self, item_id: int, alike: Sequence[tuple[int, float]]) -> int | None:
        """The story of the likest text before it that all comparable members of the story bear out."""
        seen: set[int] = set()
        for member, _ in alike:
            story = self._story_of_member.get(member)
            if story is None or story in seen:
                continue
            if self._fits(item_id, story):
                return story
            seen.add(story)
        return None

    def _fits(self, item_id: int, story: int) -> bool:
        like = self._reprints.likeness_of(item_id, self._stories[story].members)
        return all(jaccard >= _DRIFT_JACCARD or contained >= _DRIFT_CONTAINED for jaccard, contained in like)

    def _event_for(self, item_id: int, told: tuple[int, ...], verdict: Verdict, when: datetime) -> int:
        alike = ALIKE_DEMANDS if verdict.voice is Voice.DEMAND else ALIKE
        joined = self._events.nearest(told, when, alike)
        return item_id if joined is None else joined

    def _keep(self, item_id: int, placed: Placed, when: datetime, told: tuple[int, ...], *, comparable: bool) -> bool:
        """Count an item to its story; True when it becomes one that new texts are compared with."""
        self._items[item_id] = _Known(placed, when)
        story = self._stories.get(placed.story)
        if story is None:
            story = self._stories[placed.story] = _Story(placed.event, features=told)
            self._events.add(placed.event, told, when)
        story.items += 1
        if not comparable or len(story.members) >= MEMBERS:
            return False
        story.members.append(item_id)
        self._story_of_member[item_id] = placed.story
        return True


def _told(text: TextToRead, verdict: Verdict) -> Told:
    return Told(text.title, text.body, tuple({p.code or p.name: None for p in verdict.places}), verdict.institution)


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
