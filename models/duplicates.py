"""Folding of reprints: texts that are the same or nearly so, by a bottom-k sketch of their character 5-grams.

Of all 5-grams of title and body without white space the sketch keeps those with the 72 smallest hashes. Two sketches give an estimate of the Jaccard
similarity and of containment (Cohen 1997; Broder 1997), exact for texts of up to 72 grams. Texts that share none of their 16 smallest are not
compared: of pairs with Jaccard >= 0.8 about one in 10^11 is missed so, of texts cut to a third one in 650.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from .wellformed import well_formed

GRAM = 5
KEPT = 72
PROBED = 16
MOST_CHARACTERS = 50_000
ALIKE = 0.68
"""Estimated Jaccard from which two texts are one story; the truth is then almost surely 0.6 or more."""
CONTAINED = 0.9
"""Estimated containment from which the shorter text is a cut of the longer."""
SHORTEST_CUT = 40
"""Grams a text must have for its containment in another to say anything."""

_BUCKET = 256
_MANY = 640  # grams from which only the smallest are sorted
_TITLE = 8  # characters a headline must have to stand for a text without a body

_PRIMES = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD], dtype=np.uint64)
_MIX = np.uint64(0xC4CEB9FE1A85EC53)
_33, _29, _32 = np.uint64(33), np.uint64(29), np.uint64(32)

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's grams in order, how many distinct grams it has, its headline's hash, and whether it is all headline."""

    hashes: NDArray[np.uint32]
    grams: int
    title: int
    bare: bool

    def to_bytes(self) -> bytes:
        """At most 300 bytes: 1 flag, 3 grams, 8 headline, then 4 for each hash."""
        head = bytes([int(self.bare)]) + min(self.grams, 0xFFFFFF).to_bytes(3, "little") + self.title.to_bytes(8, "little")
        return head + self.hashes.astype("<u4").tobytes()

    @staticmethod
    def from_bytes(raw: bytes) -> Sketch:
        """The sketch that `to_bytes` wrote; ValueError for bytes that are none."""
        if len(raw) < 12 or (len(raw) - 12) % 4 or len(raw) > 12 + 4 * KEPT:
            raise ValueError("not a sketch")
        hashes = np.frombuffer(raw, dtype="<u4", offset=12).astype(np.uint32)
        return Sketch(hashes, int.from_bytes(raw[1:4], "little"), int.from_bytes(raw[4:12], "little"), bool(raw[0]))


def sketch(title: str, body: str) -> Sketch:
    """The sketch of one text; of an empty text it is empty, and like no other."""
    title, body = well_formed(title), well_formed(body[:MOST_CHARACTERS])
    headline = "".join(filter(str.isalnum, title[:200])).lower()
    bare = not body.strip() or body.strip() == title.strip()
    text = headline if bare else "".join((title + body).split())
    hashes, count = _grams(text)
    return Sketch(hashes, count, _hash_of(headline) if len(headline) >= _TITLE else 0, bare)


def _grams(text: str) -> tuple[NDArray[np.uint32], int]:
    """The smallest distinct hashes of the text's grams in ascending order, and how many grams there are (of long texts with repeats).

    A text shorter than a gram has the one of the whole.
    """
    if not text:
        return np.empty(0, dtype=np.uint32), 0
    codes = np.frombuffer(text.ljust(GRAM, "\0").encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    stop = len(codes) - GRAM + 1
    mixed = codes[:stop] * _PRIMES[0]
    for at in range(1, GRAM):
        mixed += codes[at : at + stop] * _PRIMES[at]
    mixed ^= mixed >> _33
    mixed *= _MIX
    hashes = (mixed >> _32).astype(np.uint32)
    if stop > _MANY:
        hashes = np.partition(hashes, _MANY // 2)[: _MANY // 2]
        distinct = _distinct(hashes)
        return distinct[:KEPT], stop if len(distinct) >= KEPT else len(distinct)
    distinct = _distinct(hashes)
    return distinct[:KEPT], len(distinct)


def _distinct(hashes: NDArray[np.uint32]) -> NDArray[np.uint32]:
    hashes.sort()
    fresh = np.empty(len(hashes), dtype=bool)
    fresh[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=fresh[1:])
    return hashes[fresh]


def _hash_of(text: str) -> int:
    """A hash of a whole headline, the same in every process; 0 is kept for none."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "little") or 1


def likeness(a: Sketch, b: Sketch) -> tuple[float, float]:
    """Estimated Jaccard similarity and estimated containment of the shorter in the longer; the same either way round."""
    if not len(a.hashes) or not len(b.hashes):
        return 0.0, 0.0
    limit = min(_reach(a), _reach(b))
    left = a.hashes[: int(np.searchsorted(a.hashes, limit, side="right"))]
    right = b.hashes[: int(np.searchsorted(b.hashes, limit, side="right"))]
    if not len(left) or not len(right):
        return 0.0, 0.0
    at = np.minimum(np.searchsorted(left, right), len(left) - 1)
    shared = int(np.count_nonzero(left[at] == right))
    return shared / (len(left) + len(right) - shared), shared / min(len(left), len(right))


def _reach(s: Sketch) -> int:
    """Up to which hash the sketch knows all of its text's grams."""
    return int(s.hashes[-1]) if s.grams > len(s.hashes) else 0xFFFFFFFF


def same_story(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story: nearly the same, one cut from the other, or the same headline of which one has no body."""
    if a.title and a.title == b.title and (a.bare or b.bare):
        return True
    jaccard, containment = likeness(a, b)
    if jaccard >= ALIKE:
        return True
    return containment >= CONTAINED and min(a.grams, b.grams) >= SHORTEST_CUT


class Reprints(Generic[Key]):
    """An index of sketches that answers which known texts are the same story as a new one."""

    def __init__(self) -> None:
        self._sketches: dict[Key, Sketch] = {}
        self._buckets: dict[int, list[Key]] = {}
        self._titles: dict[int, list[Key]] = {}

    def __len__(self) -> int:
        return len(self._sketches)

    def __contains__(self, key: Key) -> bool:
        return key in self._sketches

    def sketch_of(self, key: Key) -> Sketch | None:
        """The sketch kept under that key."""
        return self._sketches.get(key)

    def add(self, key: Key, sketch: Sketch) -> None:
        """Keep a text's sketch; a known key is left as it is."""
        if key in self._sketches:
            return
        self._sketches[key] = sketch
        for probe in sketch.hashes[:PROBED].tolist():
            _append(self._buckets, probe, key)
        if sketch.title:
            _append(self._titles, sketch.title, key)

    def drop(self, key: Key) -> None:
        """Forget a text."""
        gone = self._sketches.pop(key, None)
        if gone is None:
            return
        for probe in gone.hashes[:PROBED].tolist():
            _remove(self._buckets, probe, key)
        if gone.title:
            _remove(self._titles, gone.title, key)

    def alike(self, sketch: Sketch) -> list[tuple[Key, float]]:
        """Known texts that are the same story, the likest first, with their estimated likeness (the greater of both estimates)."""
        found = [(key, max(likeness(sketch, self._sketches[key]))) for key in self._near(sketch) if same_story(sketch, self._sketches[key])]
        return sorted(found, key=lambda row: -row[1])

    def _near(self, sketch: Sketch) -> Iterator[Key]:
        votes: dict[Key, int] = {}
        for probe in sketch.hashes[:PROBED].tolist():
            for key in self._buckets.get(probe, ()):
                votes[key] = votes.get(key, 0) + 1
        least = 2 if len(sketch.hashes) >= PROBED else 1
        seen = set(self._titles.get(sketch.title, ())) if sketch.title else set()
        yield from seen
        yield from (key for key, count in votes.items() if key not in seen and (count >= least or self._sketches[key].grams < PROBED))


def _append(table: dict[int, list[Key]], probe: int, key: Key) -> None:
    bucket = table.setdefault(probe, [])
    if len(bucket) >= _BUCKET:  # boilerplate that everybody prints: the newest tell enough
        bucket.pop(0)
    bucket.append(key)


def _remove(table: dict[int, list[Key]], probe: int, key: Key) -> None:
    bucket = table.get(probe)
    if bucket is not None and key in bucket:
        bucket.remove(key)
        if not bucket:
            del table[probe]


def pairs(sketches: Iterable[tuple[Key, Sketch]]) -> set[frozenset[Key]]:
    """All pairs of texts that are one story, whatever their order."""
    index: Reprints[Key] = Reprints()
    found: set[frozenset[Key]] = set()
    for key, made in sketches:
        found.update(frozenset((key, other)) for other, _ in index.alike(made))
        index.add(key, made)
    return found
