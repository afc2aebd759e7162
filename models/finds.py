"""What a lexicon found in a batch of texts, as columns: one row a text, word and label, with how much the word says there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.verdict import Reason

from .matching import Matches
from .normalizing import Joined

_IN_TITLE: Final = 1.6
"""A word in the title counts so much more than in the body."""
_REPEATS: Final = 4
"""Repeats count by their square root, up to so many."""
_TELLING: Final = 0.2
"""Words of less weight are no reason worth showing."""
_INDEX_BITS: Final = 32
"""Room for a find's number in a batch below the key it is sorted by."""

Array = NDArray[Any]
Wanted = tuple[int, int, str, int]
"""A text, a column, the field its words are reasons for, and how many to give."""


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

    def reasons(self, given: Sequence[str], wanted: Sequence[Wanted]) -> list[list[Reason]]:
        """For each text, in the order wanted, the strongest words for each column; quoted from the texts as given."""
        columns = self.sums.shape[1]
        keys = np.fromiter((text * columns + column for text, column, _, _ in wanted), np.int64, len(wanted))
        asked = np.zeros(self.sums.size, dtype=bool)
        asked[keys] = True
        key = self.text * columns + self.column
        mine = np.flatnonzero(asked[key] & (self.weight > _TELLING))
        mine = mine[np.lexsort((-self.weight[mine], key[mine]))]
        low, high = (np.searchsorted(key[mine], keys, side).tolist() for side in ("left", "right"))
        first = self.joined.first[self.text[mine]]
        start, end = (self.start[mine] - first).tolist(), (self.end[mine] - first).tolist()
        weight = self.weight[mine].tolist()
        said: list[list[Reason]] = [[] for _ in given]
        for (text, _, field, at_most), begin, stop in zip(wanted, low, high, strict=True):
            whole, of = given[text], said[text]
            for n in range(begin, min(stop, begin + at_most)):
                of.append(Reason(field, whole[start[n] : end[n]], start[n], end[n], weight[n]))
        return said


def collect(rows: Rows, matches: Matches, joined: Joined, title_ends: Sequence[int]) -> Finds:
    """Finds of a batch; `matches` are sorted by place, `title_ends` has the length of each title."""
    words, texts = len(rows.first) - 1, len(title_ends)
    keys = joined.text_of(matches.start) * words + matches.word
    order = np.sort(keys << _INDEX_BITS | np.arange(len(keys)))
    key = order >> _INDEX_BITS
    begins = np.flatnonzero(np.diff(key, prepend=-1))
    earliest = order[begins] & ((1 << _INDEX_BITS) - 1)
    text, word = key[begins] // words, key[begins] % words
    times = np.diff(begins, append=len(key))
    start, end = matches.start[earliest], matches.end[earliest]
    titled = start - joined.first[text] < np.asarray(title_ends, dtype=np.int64)[text]
    counts = np.sqrt(np.minimum(times, _REPEATS)) * np.where(titled, _IN_TITLE, 1.0)
    low = rows.first[word]
    many = rows.first[word + 1] - low
    of = np.repeat(np.arange(len(word)), many)
    entry = np.arange(len(of)) + np.repeat(low - np.cumsum(many) + many, many)
    column, weight = rows.column[entry], rows.weight[entry] * counts[of]
    sums = np.bincount(text[of] * rows.columns + column, weight, texts * rows.columns)
    return Finds(
        joined, text[of], column, weight, start[of], end[of], sums.reshape(texts, rows.columns).astype(np.float32)
    )
