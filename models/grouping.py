"""Folding of items into stories and of stories into events, in memory, with signatures from which a later process goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.verdict import Verdict, Voice

from .duplicates import Reprints
from .event_features import MOST_FEATURES, Features, Told, features_of
from .events import ALIKE, ALIKE_DEMANDS, EventIndex, Near
from .sketches import Sketch, sketches

MEMBERS = 6
"""Items of a story that stay comparable; further reprints are the same text again."""

_DRIFT_JACCARD, _DRIFT_CONTAINED = 0.55, 0.78
"""What every comparable member of a story must share with a new one, so that a chain of small changes does not wander off."""

_AT_ONCE = 400
_VERSION = 2
NOTHING_TOLD: Features = np.empty(0, dtype=np.uint32)
"""The features of a text of which nothing is known."""


@dataclass(slots=True)
class _Story:
    event: int
    members: list[int] = field(default_factory=list)
    features: Features = field(default_factory=lambda: NOTHING_TOLD)
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
        self._uncounted: list[tuple[int, Features, datetime]] = []  # stories that the events do not know yet

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
        self._count_stories()

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        """Put one item; one already known stays where it is."""
        return self.place_many([(item_id, text, verdict, when)])[0]

    def place_many(self, rows: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> list[Placed]:
        """Put items one after the other, each as `place` would; sketches and comparisons are made in one go."""
        first = {row[0]: index for index, row in reversed(list(enumerate(rows)))}
        new = [row for index, row in enumerate(rows) if row[0] not in self._items and first[row[0]] == index]
        for start in range(0, len(new), _AT_ONCE):
            self._place(new[start : start + _AT_ONCE])
        return [self._items[row[0]].placed for row in rows]

    def _place(self, new: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> None:
        made = sketches([(text.title, text.body) for _, text, _, _ in new])
        told = features_of([_told(text, verdict) for _, text, verdict, _ in new])
        alike = self._reprints.add_and_compare([(row[0], one) for row, one in zip(new, made, strict=True)])
        near = self._events.compare(told, [when for _, _, _, when in new])
        alone: list[int] = []
        for row, (item_id, _, verdict, when) in enumerate(new):
            story = self._story_for(item_id, alike[row])
            event = self._event_for(new, near[row], verdict) if story is None else self._stories[story].event
            placed = Placed(
                item_id if story is None else story, item_id if event is None else event, _pack(made[row], told[row])
            )
            if not self._keep(item_id, placed, when, told[row], comparable=True):
                alone.append(item_id)
        self._reprints.drop(alone)
        self._count_stories()

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
        compared = {member for member, _ in alike}
        for member, _ in alike:
            story = self._story_of_member.get(member)
            if story is None or story in seen:
                continue
            if self._fits(item_id, [other for other in self._stories[story].members if other not in compared]):
                return story
            seen.add(story)
        return None

    def _fits(self, item_id: int, others: Sequence[int]) -> bool:
        """Whether an item is not too far from those members of a story that it is not plainly alike."""
        like = self._reprints.likeness_of(item_id, others) if others else ()
        return all(jaccard >= _DRIFT_JACCARD or contained >= _DRIFT_CONTAINED for jaccard, contained in like)

    def _event_for(
        self, new: Sequence[tuple[int, TextToRead, Verdict, datetime]], near: Sequence[Near], verdict: Verdict
    ) -> int | None:
        """The likest event; one that a text of the same go began counts when that text did begin it."""
        least = ALIKE_DEMANDS if verdict.voice is Voice.DEMAND else ALIKE
        for one in near:
            if one.likeness <= least:
                break
            if one.event is not None:
                return one.event
            begun = new[one.row][0] if one.row is not None else None
            if begun is not None and self._items[begun].placed.event == begun:
                return begun
        return None

    def _count_stories(self) -> None:
        self._events.add(self._uncounted)
        self._uncounted = []

    def _keep(self, item_id: int, placed: Placed, when: datetime, told: Features, *, comparable: bool) -> bool:
        """Count an item to its story; True when it becomes one that new texts are compared with."""
        self._items[item_id] = _Known(placed, when)
        story = self._stories.get(placed.story)
        if story is None:
            story = self._stories[placed.story] = _Story(placed.event, features=told)
            self._uncounted.append((placed.event, told, when))
        story.items += 1
        if not comparable or len(story.members) >= MEMBERS:
            return False
        story.members.append(item_id)
        self._story_of_member[item_id] = placed.story
        return True


def _told(text: TextToRead, verdict: Verdict) -> Told:
    return Told(text.title, text.body, tuple({p.code or p.name: None for p in verdict.places}), verdict.institution)


def _pack(made: Sketch, told: Features) -> bytes:
    """Version, number of features, the features (4 bytes each, at most 40), then the sketch (at most 300 bytes)."""
    return bytes((_VERSION, len(told))) + told.astype("<u4", copy=False).tobytes() + made.to_bytes()


def _unpack(signature: bytes) -> tuple[Sketch | None, Features]:
    """What `_pack` wrote; nothing for a signature of another version or a broken one."""
    if len(signature) < 2 or signature[0] != _VERSION or signature[1] > MOST_FEATURES:
        return None, NOTHING_TOLD
    stop = 2 + 4 * signature[1]
    if len(signature) < stop:
        return None, NOTHING_TOLD
    told = np.frombuffer(signature, dtype="<u4", count=signature[1], offset=2).astype(np.uint32, copy=False)
    try:
        return Sketch.from_bytes(signature[stop:]), told
    except ValueError:
        return None, told
