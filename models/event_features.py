"""What a text says of its happening, as numbers: pairs of characters, words and figures of headline and lead, places, institution.

Many texts are worked on in one go. A feature has 32 bits: the low three are its class, which sets its weight, the others name it; a pair of Chinese
characters has a number of its own, other words share those behind by their checksum.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from data import read_text

MOST_FEATURES = 40
WEIGHTS = (0.8, 1.6, 0.3, 0.5, 0.75, 1.2, 0.5, 1.6)
"""Weights of features by class: place, institution; pairs of characters in the headline by how common they are; rare in the lead; said often."""
PLACE = 0

_INSTITUTION, _HEADLINE, _RARE, _LEADING, _REPEATED = 1, 2, 5, 6, 7
_LEAD = 140  # words
_TITLE = 200  # characters
_TOLD = 320  # characters in which a name that keeps coming is looked for
_OFTEN = 3
_AT_ONCE = 512  # texts

_FIRST_HAN, _HAN = 0x4E00, 0x9FFF - 0x4E00 + 1
_PAIRS = _HAN * _HAN
_OTHERS = 2**29 - _PAIRS
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]{2,20}|(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,6}")
_RUN = re.compile("[A-Za-z0-9]{3,}")

# Features are told in stages (said often, headline, lead, places, institution), within a stage in the order of the text.
_POSITIONS = 2048
_RANK = np.array([{1.6: 0, 1.2: 1, 0.8: 2, 0.75: 3, 0.5: 4, 0.3: 5}[weight] for weight in WEIGHTS], dtype=np.int64)

Ints = NDArray[np.int64]
Features = NDArray[np.uint32]
"""The features of one text, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Told:
    """What features are made of."""

    title: str
    body: str
    places: tuple[str, ...] = ()
    institution: str | None = None


def features(title: str, body: str, places: Iterable[str] = (), institution: str | None = None) -> Features:
    """What a text says of its happening: at most 40 numbers of 32 bits, the weightiest first, none twice."""
    return features_of([Told(title, body, tuple(places), institution)])[0]


def features_of(texts: Sequence[Told]) -> list[Features]:
    """The features of many texts, in order."""
    return [one for start in range(0, len(texts), _AT_ONCE) for one in _of_portion(texts[start : start + _AT_ONCE])]


def _of_portion(texts: Sequence[Told]) -> list[Features]:
    heads = _Words([text.title[:_TITLE] for text in texts])
    leads = _Words([text.body.lstrip()[:_TOLD] for text in texts])
    rare = leads.classes == len(_levels())
    found = [_repeated(leads.rows[rare], leads.names[rare], leads.positions[rare])]
    kinds = heads.classes + (_HEADLINE - 1)
    telling = heads.classes >= 1
    found.append(_entries(heads.rows, heads.names, kinds, 1, heads.positions, telling))
    found.append(_entries(leads.rows, leads.names, _LEADING, 2, leads.positions, rare & (leads.positions < _LEAD)))
    found.append(_named(texts))
    return _chosen(np.concatenate(found), len(texts))


class _Words:
    """Pairs of neighbouring Chinese characters, then Latin words and longer figures of each text: row, name, class, position within the text."""

    def __init__(self, texts: Sequence[str]) -> None:
        whole = "\n".join(texts) + "\n"
        lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
        codes = np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int32) - _FIRST_HAN
        han = (codes >= 0) & (codes < _HAN)
        at = np.flatnonzero(han[1:] & han[:-1])
        first, second = codes[at], codes[at + 1]
        starts = np.cumsum(lengths) - lengths
        before = np.searchsorted(at, starts)
        rows = np.repeat(np.arange(len(texts)), np.diff(np.append(before, len(at))))
        self.rows, self.names = rows, first.astype(np.int64) * _HAN + second
        self.positions = np.arange(len(at)) - before[rows]
        self.classes = _how_common(first, second)
        others = list(_other_words(whole, starts, np.diff(np.append(before, len(at)))))
        if others:
            row, name, position = np.array(others, dtype=np.int64).T
            self.rows, self.names = np.concatenate((rows, row)), np.concatenate((self.names, name))
            self.positions = np.concatenate((self.positions, position))
            self.classes = np.concatenate((self.classes, np.full(len(others), len(_levels()))))


def _other_words(whole: str, starts: Ints, pairs: Ints) -> Iterator[tuple[int, int, int]]:
    """Row, name and position of each Latin word and figure; they stand behind the pairs of their text."""
    found = [(run.start(), run[0]) for run in _RUN.finditer(whole)]
    rows = np.searchsorted(starts, [start for start, _ in found], side="right") - 1
    position, last = 0, -1
    for row, (_, run) in zip(rows.tolist(), found, strict=True):
        if row != last:
            position, last = int(pairs[row]), row
        for word in _WORD.findall(run):
            yield row, number_of(word.lower()), min(position, _POSITIONS - 1)
            position += 1


@lru_cache(maxsize=20_000)
def number_of(word: str) -> int:
    """The number that names a word which is no pair of Chinese characters."""
    return _PAIRS + zlib.crc32(word.encode("utf-8", "surrogatepass")) % _OTHERS


@cache
def _levels() -> tuple[str, ...]:
    """Lines of data/common_pairs.tsv: pairs of characters, the commonest first."""
    return tuple(line.partition("\t")[2] for line in read_text("common_pairs.tsv").splitlines())


@cache
def _common() -> tuple[NDArray[np.int16], NDArray[np.int8]]:
    """The number of each character that stands in a common pair, 0 for others, and the class of each pair of such numbers."""
    levels = _levels()
    used = sorted({ord(char) - _FIRST_HAN for line in levels for char in line})
    numbers = np.zeros(_HAN, dtype=np.int16)
    numbers[used] = np.arange(1, len(used) + 1)
    table = np.full((len(used) + 1, len(used) + 1), len(levels), dtype=np.int8)
    for level, line in reversed(list(enumerate(levels))):
        codes = np.frombuffer(line.encode("utf-32-le"), dtype="<u4").astype(np.int64) - _FIRST_HAN
        table[numbers[codes[0::2]], numbers[codes[1::2]]] = level
    return numbers, table


def _how_common(first: NDArray[np.int32], second: NDArray[np.int32]) -> Ints:
    """The line of the common pairs in which each pair stands, the number of lines where it stands in none."""
    numbers, table = _common()
    return table[numbers[first], numbers[second]].astype(np.int64)


def _entries(rows: Ints, names: Ints, kinds: Ints | int, stage: int, positions: Ints, which: NDArray[np.bool_]) -> Ints:
    """Row, name, stage with position, and class of entries, each in one number, so that sorting brings the first of each name forward."""
    kind = kinds if isinstance(kinds, int) else kinds[which]
    return (rows[which] << 46) | (names[which] << 17) | ((stage * _POSITIONS + positions[which]) << 3) | kind


def _repeated(rows: Ints, names: Ints, positions: Ints) -> Ints:
    """Entries for words that come three times or oftener, at their first position."""
    keys = (rows << 46) | (names << 17) | (positions << 3) | _REPEATED
    keys.sort()
    named = keys >> 17
    often = np.flatnonzero(named[_OFTEN - 1 :] == named[: max(0, len(named) - _OFTEN + 1)])
    return keys[often[_is_first(named)[often]]]


def _is_first(named: Ints) -> NDArray[np.bool_]:
    """Where a name differs from the one before it."""
    first = np.ones(len(named), dtype=bool)
    np.not_equal(named[1:], named[:-1], out=first[1:])
    return first


def _named(texts: Sequence[Told]) -> Ints:
    """Entries for places and institutions."""
    found = [
        (row << 46) | (number_of("@" + place) << 17) | ((3 * _POSITIONS + min(position, _POSITIONS - 1)) << 3) | PLACE
        for row, text in enumerate(texts)
        for position, place in enumerate(text.places)
    ]
    found += [
        (row << 46) | (number_of("#" + text.institution) << 17) | (4 * _POSITIONS << 3) | _INSTITUTION
        for row, text in enumerate(texts)
        if text.institution
    ]
    return np.array(found, dtype=np.int64)


def _chosen(entries: Ints, texts: int) -> list[Features]:
    """The first entry of each name, and of these the weightiest of each text, in order of weight, stage and position."""
    entries.sort()
    entries = entries[_is_first(entries >> 17)]
    kinds, order = entries & 7, (entries >> 3) & 0x3FFF
    values = (((entries >> 17) & (2**29 - 1)) << 3) | kinds
    ranked = ((entries >> 46) << 49) | (_RANK[kinds] << 46) | (order << 32) | values
    ranked.sort()
    ends = np.searchsorted(ranked, np.arange(1, texts + 1) << 49).tolist()
    chosen = (ranked & 0xFFFFFFFF).astype(np.uint32)
    return [chosen[start : min(end, start + MOST_FEATURES)] for start, end in zip([0, *ends], ends, strict=False)]
