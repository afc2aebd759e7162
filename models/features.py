"""What a linear model looks at in a text: words, pairs and triples of characters, and those of its beginning apart, as hashed numbers.

Nothing is looked up in a list of strings: every word and n-gram of a batch gets a 64-bit number by arithmetic on the whole
batch, and a vocabulary is the set of numbers that a model was trained with (two different ones collide once in 10^10 texts).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .matching import CODES
from .normalizing import Joined, title_ends

LOOKED_AT: Final = 1_200
"""Code points of a text that are looked at: the matter stands at the beginning."""
CUT_AT: Final = 200
"""Code points of a text that are cut into words: of what follows, pairs and triples of letters tell as much."""
BLOCKS: Final = ("word", "gram", "head", "letter")
"""Kinds of features; each kind of a text has length 1 times its share. Letters are for what a desk learns alone."""
_SHARE: Final = np.array([1.0, 1.0, 0.7, 0.3])
_WORD, _GRAM, _HEAD_GRAM, _SINGLE = range(4)
_INDEX_BITS: Final = 24
"""Room for a token's number in a batch below the key it is sorted by."""
_LONGEST_WORD: Final = 12
_MARK: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)
_BASE: Final = np.uint64(0x5851F42D4C957F2D)
_BASE_INVERSE: Final = np.uint64(pow(0x5851F42D4C957F2D, -1, 1 << 64))
_MIX: Final = np.uint64(0xFF51AFD7ED558CCD)
_FOLD: Final = np.uint64(32)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Family:
    """Tokens of one block and make: the number of each, where it starts, and its length (one for all, or each its own)."""

    block: int
    key: NDArray[np.uint64]
    start: Array
    length: Array


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything that could be a feature of a batch of texts; starts are places of the batch, `text` the text of each place."""

    families: tuple[Family, ...]
    text: Array
    texts: int


@dataclass(frozen=True, slots=True)
class Known:
    """The features of a batch that a vocabulary has, by text: text, feature and value; where the first of each stands."""

    text: Array
    feature: Array
    value: NDArray[np.float32]
    start: Array
    length: Array
    texts: int


class Vocabulary:
    """The numbers a model knows, each with its block and its weight as a rare or common feature (idf)."""

    def __init__(self, keys: NDArray[np.uint64], block: Array, idf: NDArray[np.float32]) -> None:
        self.keys, self.block, self.idf = keys, block.astype(np.int64), idf.astype(np.float32)
        self._shift = np.uint64(64 - max(10, int(4 * len(keys)).bit_length()))
        self._at = np.zeros(1 << (64 - int(self._shift)), dtype=np.int32)  # 0: none, else number + 1
        order = np.argsort(-self.idf, kind="stable")  # where two share a place the commoner one stays
        self._at[keys[order] >> self._shift] = order + 1
        self._keys = np.concatenate([np.zeros(1, dtype=np.uint64), keys])

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def reachable(self) -> NDArray[np.bool_]:
        """Which numbers are found in a text: where two share a place in the table, the commoner one alone."""
        found: NDArray[np.bool_] = self._at[self.keys >> self._shift] == np.arange(1, len(self.keys) + 1)
        return found

    def known(self, tokens: Tokens, only: NDArray[np.bool_] | None = None) -> Known:
        """TF-IDF of what it knows: 1 + log of the count times idf, each block of a text of the length of its share.

        `only` tells for each place of the batch whether tokens that start there count.
        """
        met = [self._met(family, only) for family in tokens.families]
        number, start, length = (np.concatenate(column) for column in zip(*met, strict=True))
        keys = tokens.text[start] * len(self.keys) + number
        order = np.sort(keys << _INDEX_BITS | np.arange(len(keys)))
        keys = order >> _INDEX_BITS
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        times = np.diff(begins, append=len(keys))
        first = order[begins] & ((1 << _INDEX_BITS) - 1)
        start, length, number = start[first], length[first], number[first]
        text = tokens.text[start]
        return Known(text, number, self.values(text, number, times, tokens.texts), start, length, tokens.texts)

    def _met(self, family: Family, only: NDArray[np.bool_] | None) -> tuple[Array, Array, Array]:
        """Number, start and length of the tokens of a family that are known."""
        number = self._at[family.key >> self._shift]
        known = (self._keys[number] == family.key) & (number > 0)
        mine = np.flatnonzero(known if only is None else known & only[family.start])
        length = family.length[mine] if len(family.length) > 1 else np.repeat(family.length, len(mine))
        return number[mine].astype(np.int64) - 1, family.start[mine], length

    def values(self, text: Array, number: Array, times: Array, texts: int) -> NDArray[np.float32]:
        """The values of distinct features, given by text and number and with how often each stands in its text."""
        value = (1.0 + np.log(times)) * self.idf[number]
        block = text * len(BLOCKS) + self.block[number]
        norm = np.sqrt(np.bincount(block, value * value, texts * len(BLOCKS)))
        whole: NDArray[np.float32] = (value * _SHARE[self.block[number]] / norm[block]).astype(np.float32)
        return whole


def cut_of(words: Iterable[str]) -> bytes:
    """The cut of a text, two bytes a word: the lengths of the words that its first CUT_AT code points were cut into."""
    return array("H", map(len, words)).tobytes()


def tokens_of(batch: Joined, cuts: Sequence[bytes], titles: Sequence[int]) -> Tokens:
    """Words as the texts were cut, pairs and triples of letters, and those of title or beginning once more."""
    codes, letter = _folded(batch.codes), _letters()[batch.codes]
    places = np.diff(batch.first, append=len(codes))
    text = np.repeat(np.arange(len(batch.texts)), places)
    offset = _offsets(batch)
    letter &= offset < LOOKED_AT
    early = offset <= np.repeat(title_ends(titles), places)
    pair = codes[:-1] * _BASE + codes[1:]
    triple = pair[:-1] * _BASE + codes[2:]
    both = letter[:-1] & letter[1:]
    word = _words(codes, letter, batch, cuts)
    families = [Family(_WORD, _numbered(word[2], word[1], _WORD), word[0], word[1])]
    for length, key, is_one in ((2, pair, both), (3, triple, both[:-1] & letter[2:])):
        at, of = np.flatnonzero(is_one), np.array([length])
        families.append(Family(_GRAM, _numbered(key[at], of, _GRAM), at, of))
        at = np.flatnonzero(is_one & early[length - 1 :][: len(is_one)])
        families.append(Family(_HEAD_GRAM, _numbered(key[at], of, _HEAD_GRAM), at, of))
    return Tokens(tuple(families), text, len(batch.texts))


def with_letters(tokens: Tokens, batch: Joined) -> Tokens:
    """The same with every single letter besides."""
    at = np.flatnonzero(_letters()[batch.codes] & (_offsets(batch) < LOOKED_AT))
    one = np.array([1])
    family = Family(_SINGLE, _numbered(_folded(batch.codes)[at], one, _SINGLE), at, one)
    return Tokens((*tokens.families, family), tokens.text, tokens.texts)


def _offsets(batch: Joined) -> Array:
    """For each place of a batch how far it stands from the beginning of its text."""
    offsets: Array = np.arange(len(batch.codes)) - np.repeat(batch.first, np.diff(batch.first, append=len(batch.codes)))
    return offsets


def _numbered(keys: NDArray[np.uint64], lengths: Array, block: int) -> NDArray[np.uint64]:
    """The bits spread, so that the highest ones choose a place in a table; other numbers for each block."""
    mixed: NDArray[np.uint64] = (keys ^ (keys >> _FOLD) ^ lengths.astype(np.uint64)) * _MIX
    mixed ^= mixed >> _FOLD
    numbered: NDArray[np.uint64] = mixed ^ _MARK[block]
    return numbered


def _words(
    codes: NDArray[np.uint64], letter: Array, batch: Joined, cuts: Sequence[bytes]
) -> tuple[Array, Array, NDArray[np.uint64]]:
    """Start, length and number of each word: the difference of two sums of a power series is the series between them."""
    length = np.frombuffer(b"".join(cuts), dtype=np.uint16).astype(np.int64)
    many = np.fromiter(map(len, cuts), np.int64, len(cuts)) // 2
    begin = np.cumsum(length) - length  # as if the cut texts stood one behind the other
    first = np.concatenate([begin, [0]])[np.cumsum(many) - many]
    start = begin + np.repeat(batch.first - first, many)
    kept = np.flatnonzero(letter[start] & (length <= _LONGEST_WORD))
    start, length = start[kept], length[kept]
    powers, inverses = _powers(1 << len(codes).bit_length())
    sums = np.concatenate([np.zeros(1, dtype=np.uint64), np.cumsum(codes * powers[: len(codes)], dtype=np.uint64)])
    keys: NDArray[np.uint64] = (sums[start + length] - sums[start]) * inverses[start]
    return start, length, keys


@cache
def _powers(many: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Powers of an odd number and of its inverse, modulo 2^64."""
    both = []
    for base in (_BASE, _BASE_INVERSE):
        row = np.full(many, base, dtype=np.uint64)
        row[0] = 1
        both.append(np.cumprod(row, dtype=np.uint64))
    return both[0], both[1]


@cache
def _letters() -> Array:
    """For each code point whether it is a letter or figure: punctuation and white space make no features."""
    table = np.zeros(CODES, dtype=bool)
    for low, high in ((0x30, 0x3A), (0x41, 0x5B), (0x61, 0x7B), (0x3400, 0x9FFF), (0x20000, 0x30000)):
        table[low:high] = True
    return table


def _folded(codes: Array) -> NDArray[np.uint64]:
    """Capital letters as small ones."""
    folded: NDArray[np.uint64] = (codes + 32 * ((codes >= 0x41) & (codes <= 0x5A))).astype(np.uint64)
    return folded


def telling(known: Known, worth: Array, at_least: float, at_most: int) -> Iterator[tuple[int, int]]:
    """Text and number of the known features that are worth most in their text, so many each at most, apart from one another."""
    mine = np.flatnonzero(worth > at_least)
    given: dict[int, list[tuple[int, int]]] = {}
    for n in mine[np.lexsort((-worth[mine], known.text[mine]))].tolist():
        start, held = int(known.start[n]), given.setdefault(int(known.text[n]), [])
        end = start + int(known.length[n])
        if len(held) < at_most and all(end <= low or start >= high for low, high in held):
            held.append((start, end))
            yield int(known.text[n]), n
