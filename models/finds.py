"""What a lexicon found in a batch of texts, as columns: one row a text, word and label, with how much the word says there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.verdict import Reason

from .matching import Matches
from .normalizing import Joined

ABOUT_IN_TITLE: Final = 2.0
"""A word for a subject counts so much more in the title, or in the beginning of a text without one, than in the body."""
MANNER_IN_TITLE: Final = 1.6
"""The same for words that tell how a text speaks."""
_REPEATS: Final = 4
"""Repeats count by their square root, up to so many."""
_TELLING: Final = 0.2
"""Words of less weight are no reason worth showing."""
_INDEX_BITS: Final = 32
"""Room for a find's number in a batch below the key it is sorted by."""

Array = NDArray[Any]


class Wanted(NamedTuple):
    """Reasons asked for, sorted by text: the column, the name of the field its words are reasons for, and how many to give."""

    text: Array
    column: Array
    field: Array
    at_most: Array

    def joined(self, other: Wanted) -> Wanted:
        """Both, of each text these before the others."""
        text, column, field, at_most = (np.concatenate(pair) for pair in zip(self, other, strict=True))
        order = np.argsort(text, kind="stable")
        return Wanted(text[order], column[order], field[order], at_most[order])


@dataclass(frozen=True, slots=True)
class Rows:
    """What each row of a lexicon says, sparse: row r says `weight[i]` for `column[i]` with i in `first[r]:first[r+1]`."""

    first: Array
    column: Array
    weight: Array
    columns: int


def rows_of(matrix: Array) -> Rows:
    """The rows of such a matrix."""
    row, column = np.nonzero(matrix)
    first = np.searchsorted(row, np.arange(len(matrix) + 1))
    return Rows(first, column, matrix[row, column].astype(np.float64), matrix.shape[1])


@dataclass(frozen=True, slots=True)
class Finds:
    """What each find says, sorted by text; `sums` are the weights of each text, labels in columns."""

    joined: Joined
    text: Array
    column: Array
    weight: Array
    start: Array
    end: Array
    sums: Array

    def reasons(self, given: Sequence[str], wanted: Wanted) -> list[list[Reason]]:
        """For each text the strongest words for each column wanted; quoted from the texts as given."""
        columns = self.sums.shape[1]
        keys = wanted.text * columns + wanted.column
        asked = np.zeros(self.sums.size, dtype=bool)
        asked[keys] = True
        key = self.text * columns + self.column
        mine = np.flatnonzero(asked[key] & (self.weight > _TELLING))
        mine = mine[np.lexsort((-self.weight[mine], key[mine]))]
        low, high = (np.searchsorted(key[mine], keys, side) for side in ("left", "right"))
        many = np.minimum(high - low, wanted.at_most)
        shown = mine[_counted(low, many)]
        first = self.joined.first[self.text[shown]]
        spans = (self.text[shown], self.start[shown] - first, self.end[shown] - first, self.weight[shown])
        fields = np.repeat(wanted.field, many).tolist()
        said = [
            Reason(field, given[text][start:end], start, end, weight)
            for field, text, start, end, weight in zip(fields, *map(Array.tolist, spans), strict=True)
        ]
        stop = np.cumsum(np.bincount(wanted.text, many, len(given)).astype(np.int64)).tolist()
        return [said[low:high] for low, high in zip([0, *stop], stop, strict=False)]


def _counted(low: Array, many: Array) -> Array:
    """From each of `low` so many numbers on, one run behind the other."""
    run: Array = np.arange(many.sum()) + np.repeat(low - np.cumsum(many) + many, many)
    return run


def collect(rows: Rows, matches: Matches, joined: Joined, ends: Array, in_title: float) -> Finds:
    """Finds of a batch; `matches` are sorted by place; what stands before its text's end in `ends` counts `in_title` times."""
    words, texts = len(rows.first) - 1, len(ends)
    keys = joined.text_of(matches.start) * words + matches.word
    order = np.sort(keys << _INDEX_BITS | np.arange(len(keys)))
    key = order >> _INDEX_BITS
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    earliest = order[begins] & ((1 << _INDEX_BITS) - 1)
    text, word = key[begins] // words, key[begins] % words
    times = np.diff(begins, append=len(key))
    start, end = matches.start[earliest], matches.end[earliest]
    titled = start - joined.first[text] < ends[text]
    counts = np.sqrt(np.minimum(times, _REPEATS)) * np.where(titled, in_title, 1.0)
    low = rows.first[word]
    many = rows.first[word + 1] - low
    of = np.repeat(np.arange(len(word)), many)
    entry = _counted(low, many)
    column, weight = rows.column[entry], rows.weight[entry] * counts[of]
    sums = np.bincount(text[of] * rows.columns + column, weight, texts * rows.columns)
    return Finds(
        joined, text[of], column, weight, start[of], end[of], sums.reshape(texts, rows.columns).astype(np.float32)
    )
