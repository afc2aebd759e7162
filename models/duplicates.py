"""Folding of reprints: an index of sketches that tells which known texts are the same story as new ones, many at a time.

Texts that share too few of their 16 smallest hashes are not compared: two at least, and more where the texts are of one length and would share most
of them were they one story. Of pairs with Jaccard >= 0.8 about one in 30,000 is missed so, of texts cut to a third one in 70.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from .postings import Numbers, Postings, in_order
from .sketches import ALIKE, CONTAINED, KEPT, NONE, SHORTEST_CUT, Sketch, likenesses, table_of

PROBED = 16

_BUCKET = 256  # texts looked at that share one hash: of boilerplate that everybody prints the newest tell enough
_LEAST_ROOM = 1024
_PLACES = np.uint32(23)  # bits of a row's number: eight million texts
_SLOT = np.uint32(2**23 - 1)
_FOUR_FIFTHS, _THREE_FIFTHS, _FEWER_THAN_PROBED = 21, 47, 254  # on the scale of `_levels`
_AT_ONCE = 512  # new texts compared in one go: the bits left

Key = TypeVar("Key", bound=Hashable)
Slots = NDArray[np.int64]


class Reprints(Generic[Key]):
    """Sketches in a table, one row a text, which is found by its smallest hashes."""

    def __init__(self) -> None:
        self._slots: dict[Key, int] = {}
        self._empty(_LEAST_ROOM)

    def _empty(self, room: int) -> None:
        self._keys: list[Key] = []
        self._table = np.empty((room, KEPT), dtype=np.uint32)
        self._reach = np.empty(room, dtype=np.uint32)
        self._grams = np.empty(room, dtype=np.int32)
        self._levels = np.empty(room, dtype=np.int16)
        self._heads = np.empty(room, dtype=np.uint64)
        self._bare = np.empty(room, dtype=bool)
        self._live = np.zeros(room, dtype=bool)
        self._postings = Postings()
        self._titles: dict[int, list[int]] = {}
        self._bare_titles: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: Key) -> bool:
        return key in self._slots

    def add(self, rows: Sequence[tuple[Key, Sketch]]) -> range:
        """Keep texts' sketches under keys that are not known yet; the range of their rows."""
        if not rows:
            return range(len(self._keys), len(self._keys))
        made = [sketch for _, sketch in rows]
        table, reach = table_of(made)
        grams = np.fromiter((sketch.grams for sketch in made), dtype=np.int32, count=len(made))
        heads = np.fromiter((sketch.title for sketch in made), dtype=np.uint64, count=len(made))
        bare = np.fromiter((sketch.bare for sketch in made), dtype=bool, count=len(made))
        return self._append([key for key, _ in rows], table, reach, grams, heads, bare)

    def _append(
        self,
        keys: Sequence[Key],
        table: NDArray[np.uint32],
        reach: NDArray[np.uint32],
        grams: NDArray[np.int32],
        heads: NDArray[np.uint64],
        bare: NDArray[np.bool_],
    ) -> range:
        first, stop = len(self._keys), len(self._keys) + len(keys)
        self._make_room(stop)
        new = slice(first, stop)
        self._table[new], self._reach[new], self._grams[new] = table, reach, grams
        self._levels[new] = _levels(grams)
        self._heads[new], self._bare[new], self._live[new] = heads, bare, True
        self._keys += keys
        self._slots.update(zip(keys, range(first, stop), strict=True))
        for slot, title, is_bare in zip(range(first, stop), heads.tolist(), bare.tolist(), strict=True):
            if title:
                _into_bucket(self._titles, title, slot)
                if is_bare:
                    _into_bucket(self._bare_titles, title, slot)
        self._postings.add(*self._probes(first, stop), self._live)
        return range(first, stop)

    def add_and_compare(self, rows: Sequence[tuple[Key, Sketch]]) -> list[list[tuple[Key, float]]]:
        """Keep new texts; for each the texts before it that are the same story, the likest first, with the greater of both estimates."""
        return [
            near for start in range(0, len(rows), _AT_ONCE) for near in self._compared(rows[start : start + _AT_ONCE])
        ]

    def _compared(self, rows: Sequence[tuple[Key, Sketch]]) -> list[list[tuple[Key, float]]]:
        added = self.add(rows)
        found: list[dict[Key, float]] = [{} for _ in rows]
        for row, slot, score in self._alike(added):
            found[row][self._keys[slot]] = score
        for row, (_, sketch) in enumerate(rows):
            for slot in self._of_title(sketch, added[row]) if sketch.title else ():
                found[row].setdefault(self._keys[slot], 0.0)
        return [sorted(near.items(), key=lambda one: -one[1]) if near else [] for near in found]

    def likeness_of(self, key: Key, others: Iterable[Key]) -> list[tuple[float, float]]:
        """Estimated Jaccard and containment of a known text with each of the others; of texts with one headline both are 1."""
        slot = self._slots[key]
        against = [self._slots[other] for other in others]
        jaccard, contained = likenesses(
            np.repeat(self._table[slot : slot + 1], len(against), axis=0),
            np.repeat(self._reach[slot : slot + 1], len(against)),
            self._table[against],
            self._reach[against],
        )
        same = (self._heads[against] == self._heads[slot]) & (self._heads[slot] != 0)
        return list(zip(np.where(same, 1.0, jaccard).tolist(), np.where(same, 1.0, contained).tolist(), strict=True))

    def drop(self, keys: Iterable[Key]) -> None:
        """Forget texts; unknown keys are none."""
        for key in keys:
            slot = self._slots.pop(key, None)
            if slot is not None:
                self._live[slot] = False
        if len(self._keys) > _LEAST_ROOM and len(self._slots) * 2 < len(self._keys):
            self._close_ranks()

    def _close_ranks(self) -> None:
        """Give the room of forgotten texts back."""
        held = np.fromiter(self._slots.values(), dtype=np.int64, count=len(self._slots))
        keys = list(self._slots)
        columns = (self._table[held], self._reach[held], self._grams[held], self._heads[held], self._bare[held])
        self._slots = {}
        self._empty(max(_LEAST_ROOM, len(keys)))
        self._append(keys, *columns)

    def _make_room(self, wanted: int) -> None:
        room = len(self._live)
        if wanted <= room:
            return
        more = max(wanted, room + room // 2) - room
        for name in ("_table", "_reach", "_grams", "_levels", "_heads", "_bare", "_live"):
            column = getattr(self, name)
            setattr(self, name, np.concatenate((column, np.zeros((more, *column.shape[1:]), dtype=column.dtype))))

    def _probes(self, first: int, stop: int) -> tuple[Numbers, Numbers]:
        """The smallest hashes of these rows with the row of each, sorted, so that looking them up walks forward."""
        table = self._table[first:stop, :PROBED]
        within = table != NONE
        slots, _ = np.nonzero(within)
        return in_order(table[within], (slots + first).astype(np.uint32))

    def _alike(self, added: range) -> Iterable[tuple[int, int, float]]:
        """Row within the batch, row of a text before it that is alike, likeness."""
        rows, slots = self._near(added)
        if not len(rows):
            return ()
        jaccard, contained = likenesses(self._table[rows], self._reach[rows], self._table[slots], self._reach[slots])
        shorter = np.minimum(self._grams[rows], self._grams[slots])
        alike = (jaccard >= ALIKE) | ((contained >= CONTAINED) & (shorter >= SHORTEST_CUT))
        score = np.maximum(jaccard, contained)[alike]
        return zip((rows[alike] - added.start).tolist(), slots[alike].tolist(), score.tolist(), strict=True)

    def _near(self, added: range) -> tuple[Slots, Slots]:
        """Pairs of a new row and one before it that share so many probes that they may be alike."""
        hashes, owners = self._probes(added.start, added.stop)
        labels, rows = self._postings.newest(hashes, (owners - np.uint32(added.start)) << _PLACES, _BUCKET)
        pairs = labels | rows
        pairs.sort()
        one_says_enough = self._grams[: len(self._keys)].min() < PROBED
        kept, votes = _counted(pairs) if one_says_enough else _repeated(pairs)
        new, slots = (kept >> _PLACES).astype(np.int64) + added.start, (kept & _SLOT).astype(np.int64)
        enough = np.flatnonzero(_may_be_alike(votes, self._levels[new], self._levels[slots]))
        new, slots = new[enough], slots[enough]
        before = (slots < new) & self._live[slots]
        return new[before], slots[before]

    def _of_title(self, sketch: Sketch, slot: int) -> list[int]:
        """Rows before it with the same headline of which one has no body."""
        known = (self._titles if sketch.bare else self._bare_titles).get(sketch.title, ())
        return [other for other in known if other < slot and self._live[other]]


def _counted(numbers: Numbers) -> tuple[Numbers, Slots]:
    """The distinct ones of sorted numbers, and how often each stands there."""
    starts = np.flatnonzero(numbers[1:] != numbers[:-1]) + 1
    starts = np.concatenate((np.zeros(min(len(numbers), 1), dtype=np.int64), starts))
    return numbers[starts], np.diff(np.append(starts, len(numbers)))


def _repeated(numbers: Numbers) -> tuple[Numbers, Slots]:
    """The same of those alone that stand there more than once, which are few."""
    again, times = _counted(numbers[1:][numbers[1:] == numbers[:-1]])
    return again, times + 1


def _levels(grams: NDArray[np.int32]) -> NDArray[np.int16]:
    """Lengths on a scale on which a difference is a ratio: 64 steps to each doubling."""
    return np.round(64 * np.log2(np.maximum(grams, 1))).astype(np.int16)


def _may_be_alike(votes: Slots, levels: NDArray[np.int16], others: NDArray[np.int16]) -> NDArray[np.bool_]:
    """Whether so many shared probes suffice for texts of these lengths: the nearer in length, the more one story's would share."""
    apart = np.abs(levels - others)
    wanted = np.full(len(apart), 6, dtype=np.int8)
    wanted[apart > _FOUR_FIFTHS] = 3
    wanted[apart > _THREE_FIFTHS] = 2
    wanted[np.minimum(levels, others) < _FEWER_THAN_PROBED] = 1
    return votes.astype(np.int8) >= wanted


def _into_bucket(table: dict[int, list[int]], title: int, slot: int) -> None:
    bucket = table.setdefault(title, [])
    if len(bucket) >= _BUCKET:
        bucket.pop(0)
    bucket.append(slot)


def pairs(sketches: Iterable[tuple[Key, Sketch]]) -> set[frozenset[Key]]:
    """All pairs of texts that are one story, whatever their order."""
    rows = list(sketches)
    index: Reprints[Key] = Reprints()
    near = index.add_and_compare(rows)
    return {frozenset((key, other)) for (key, _), found in zip(rows, near, strict=True) for other, _ in found}
