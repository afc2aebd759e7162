"""Sketches of texts: the smallest hashes of their character 5-grams, from which the likeness of two texts is estimated.

Of all 5-grams of title and body without white space the sketch keeps those with the 72 smallest hashes. Two sketches give an estimate of the Jaccard
similarity and of containment (Cohen 1997; Broder 1997), exact for texts of up to 72 grams. Many texts are hashed and sorted in one go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .wellformed import well_formed

GRAM = 5
KEPT = 72
MOST_CHARACTERS = 50_000
ALIKE = 0.68
"""Estimated Jaccard from which two texts are one story; the truth is then almost surely 0.6 or more."""
CONTAINED = 0.9
"""Estimated containment from which the shorter text is a cut of the longer."""
SHORTEST_CUT = 40
"""Grams a text must have for its containment in another to say anything."""
NONE = 0xFFFFFFFF
"""Fills the rows of a table behind a sketch's last hash; no gram hashes to it."""

_TITLE = 8  # characters a headline must have to stand for a text without a body
_AT_ONCE = 150_000  # characters hashed in one go
_PAIRS = 8_000  # pairs compared in one go

_PRIMES = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xFF51AFD7ED558CCD],
    dtype=np.uint64,
)
_MIX = np.uint64(0xC4CEB9FE1A85EC53)
_33, _32 = np.uint64(33), np.uint64(32)

Hashes = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's grams in order, how many distinct grams it has, its headline's hash, and whether it is all headline."""

    hashes: Hashes
    grams: int
    title: int
    bare: bool

    @property
    def reach(self) -> int:
        """Up to which hash the sketch knows all of its text's grams."""
        return int(self.hashes[-1]) if self.grams > len(self.hashes) else NONE - 1

    def to_bytes(self) -> bytes:
        """At most 300 bytes: 1 flag, 3 grams, 8 headline, then 4 for each hash."""
        head = bytes((self.bare,)) + min(self.grams, 0xFFFFFF).to_bytes(3, "little") + self.title.to_bytes(8, "little")
        return head + self.hashes.astype("<u4", copy=False).tobytes()

    @staticmethod
    def from_bytes(raw: bytes) -> Sketch:
        """The sketch that `to_bytes` wrote; ValueError for bytes that are none."""
        if len(raw) < 12 or (len(raw) - 12) % 4 or len(raw) > 12 + 4 * KEPT:
            raise ValueError("not a sketch")
        hashes = np.frombuffer(raw, dtype="<u4", offset=12).astype(np.uint32, copy=False)
        return Sketch(hashes, int.from_bytes(raw[1:4], "little"), int.from_bytes(raw[4:12], "little"), bool(raw[0]))


def sketch(title: str, body: str) -> Sketch:
    """The sketch of one text; of an empty text it is empty, and like no other."""
    return sketches([(title, body)])[0]


def sketches(texts: Sequence[tuple[str, str]]) -> list[Sketch]:
    """The sketches of many texts, each given as title and body, in order."""
    plain, titles, bares = [], [], []
    for title, body in texts:
        text, headline, bare = _plain(title, body)
        plain.append(text)
        titles.append(_hash_of(headline) if len(headline) >= _TITLE else 0)
        bares.append(bare)
    made: list[Sketch] = []
    for part in _portions(plain):
        for hashes, count in _smallest(part):
            made.append(Sketch(hashes, count, titles[len(made)], bares[len(made)]))
    return made


def _plain(title: str, body: str) -> tuple[str, str, bool]:
    """The text whose grams count, the bare headline, and whether there is no more than that."""
    title, body = well_formed(title), well_formed(body[:MOST_CHARACTERS])
    headline = "".join(filter(str.isalnum, title[:200])).lower()
    told = body.strip()
    bare = not told or told == title.strip()
    return headline if bare else "".join((title + body).split()), headline, bare


def _portions(texts: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    characters = 0
    for text in texts:
        part.append(text)
        characters += len(text)
        if characters >= _AT_ONCE:
            yield part
            part, characters = [], 0
    if part:
        yield part


def _smallest(texts: Sequence[str]) -> Iterator[tuple[Hashes, int]]:
    """For each text the smallest distinct hashes of its grams in ascending order, and how many distinct grams it has.

    A text shorter than a gram has the one of the whole, an empty one none.
    """
    padded = [text.ljust(GRAM, "\0") if text else "" for text in texts]
    lengths = np.array([len(text) for text in padded])
    codes = np.frombuffer("".join(padded).encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    stop = len(codes) - GRAM + 1
    if stop < 1:
        yield from ((np.empty(0, dtype=np.uint32), 0) for _ in texts)
        return
    rows = np.repeat(np.arange(len(texts), dtype=np.uint64), lengths)
    within = rows[:stop] == rows[GRAM - 1 :]
    keys = np.sort((rows[:stop][within] << _32) | _hashed(codes, stop)[within])
    fresh = np.empty(len(keys), dtype=bool)
    fresh[:1] = True
    np.not_equal(keys[1:], keys[:-1], out=fresh[1:])
    keys = keys[fresh]
    ends = np.searchsorted(keys, np.arange(1, len(texts) + 1, dtype=np.uint64) << _32).tolist()
    hashes = (keys & np.uint64(NONE)).astype(np.uint32)
    start = 0
    for end in ends:
        yield hashes[start : min(end, start + KEPT)], end - start
        start = end


def _hashed(codes: NDArray[np.uint64], stop: int) -> NDArray[np.uint64]:
    """A hash of 32 bits of each gram."""
    mixed: NDArray[np.uint64] = codes[:stop] * _PRIMES[0]
    for at in range(1, GRAM):
        mixed += codes[at : at + stop] * _PRIMES[at]
    mixed ^= mixed >> _33
    mixed *= _MIX
    mixed >>= _32
    np.minimum(mixed, np.uint64(NONE - 1), out=mixed)
    return mixed


def _hash_of(text: str) -> int:
    """A hash of a whole headline, the same in every process; 0 is kept for none."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8"), digest_size=8).digest(), "little") or 1


def table_of(made: Sequence[Sketch]) -> tuple[Hashes, NDArray[np.uint32]]:
    """Sketches as a table of 72 columns, filled up with NONE, and their reaches."""
    table = np.full((len(made), KEPT), NONE, dtype=np.uint32)
    for row, one in enumerate(made):
        table[row, : len(one.hashes)] = one.hashes
    lengths = np.fromiter((len(one.hashes) for one in made), dtype=np.int64, count=len(made))
    grams = np.fromiter((one.grams for one in made), dtype=np.int64, count=len(made))
    last = table[np.arange(len(made)), np.maximum(lengths, 1) - 1]
    return table, np.where(grams > lengths, last, np.uint32(NONE - 1)).astype(np.uint32)


def likenesses(
    left: Hashes, left_reach: NDArray[np.uint32], right: Hashes, right_reach: NDArray[np.uint32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Estimated Jaccard similarities and containments of rows of tables, pair by pair."""
    jaccard, contained = np.zeros(len(left)), np.zeros(len(left))
    for start in range(0, len(left), _PAIRS):
        part = slice(start, start + _PAIRS)
        limit = np.minimum(left_reach[part], right_reach[part])[:, None]
        both = np.concatenate((left[part], right[part]), axis=1)
        both.sort(axis=1)
        shared = np.count_nonzero((both[:, 1:] == both[:, :-1]) & (both[:, 1:] <= limit), axis=1)
        of_left = np.count_nonzero(left[part] <= limit, axis=1)
        of_right = np.count_nonzero(right[part] <= limit, axis=1)
        known = (of_left > 0) & (of_right > 0)
        np.divide(shared, of_left + of_right - shared, out=jaccard[part], where=known)
        np.divide(shared, np.minimum(of_left, of_right), out=contained[part], where=known)
    return jaccard, contained


def likeness(a: Sketch, b: Sketch) -> tuple[float, float]:
    """Estimated Jaccard similarity and estimated containment of the shorter in the longer; the same either way round."""
    if not len(a.hashes) or not len(b.hashes):
        return 0.0, 0.0
    limit = min(a.reach, b.reach)
    left = a.hashes[: int(np.searchsorted(a.hashes, limit, side="right"))]
    right = b.hashes[: int(np.searchsorted(b.hashes, limit, side="right"))]
    if not len(left) or not len(right):
        return 0.0, 0.0
    at = np.minimum(np.searchsorted(left, right), len(left) - 1)
    shared = int(np.count_nonzero(left[at] == right))
    return shared / (len(left) + len(right) - shared), shared / min(len(left), len(right))


def same_story(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are one story: nearly the same, one cut from the other, or the same headline of which one has no body."""
    if a.title and a.title == b.title and (a.bare or b.bare):
        return True
    jaccard, containment = likeness(a, b)
    if jaccard >= ALIKE:
        return True
    return containment >= CONTAINED and min(a.grams, b.grams) >= SHORTEST_CUT
