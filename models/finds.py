"""What a lexicon found in a batch of texts, as arrays: one row a text and word, with how much the word counts there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.verdict import Reason

_IN_TITLE: Final = 1.6
"""A word in the title counts so much more than in the body."""
_REPEATS: Final = 4
"""Repeats count by their square root, up to so many."""


_TELLING: Final = 0.2
"""Words of less weight are no reason worth showing."""

Wanted = tuple[int, str, int]
"""A column, the field its words are reasons for, and how many to give."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What each row of a lexicon says: as a matrix (row, column) for sums, and as weights by column for reasons."""

    matrix: NDArray[np.float32]
    says: tuple[dict[int, float], ...]


def rows_of(matrix: NDArray[np.float32]) -> Rows:
    """The rows of such a matrix."""
    says: tuple[dict[int, float], ...] = tuple({} for _ in matrix)
    at, columns = np.nonzero(matrix)
    for row, column, weight in zip(at.tolist(), columns.tolist(), matrix[at, columns].tolist(), strict=True):
        says[row][column] = weight
    return Rows(matrix, says)


@dataclass(frozen=True, slots=True)
class Finds:
    """Words found, sorted by text: `first[t]:first[t+1]` are the rows of text t; `sums` the weights of each text, labels in columns."""

    rows: Rows
    patterns: list[int]
    starts: list[int]
    ends: list[int]
    counts: list[float]
    first: list[int]
    sums: NDArray[np.float32]

    def reasons(self, text: int, whole: str, wanted: Sequence[Wanted]) -> list[Reason]:
        """The strongest words of text number `text` for each column wanted, strongest first; `whole` is the text as it was given."""
        low, high = self.first[text], self.first[text + 1]
        says = self.rows.says
        held = [(row, says[self.patterns[row]], self.counts[row]) for row in range(low, high)]
        said: list[Reason] = []
        for column, field, at_most in wanted:
            telling = [(-words[column] * count, row) for row, words, count in held if column in words]
            for weight, row in sorted(telling)[:at_most]:
                if weight >= -_TELLING:
                    break
                start, end = self.starts[row], self.ends[row]
                said.append(Reason(field, whole[start:end], start, end, -weight))
        return said


def collect(
    rows: Rows,
    found: Sequence[list[tuple[int, int, int]]],
    title_ends: Sequence[int],
) -> Finds:
    """Finds of a batch; `found` has (row, start, end) a text, `title_ends` the length of each title."""
    lengths = [len(hits) for hits in found]
    flat = [hit for hits in found for hit in hits]
    texts = len(found)
    if not flat:
        sums = np.zeros((texts, rows.matrix.shape[1]), dtype=np.float32)
        return Finds(rows, [], [], [], [], [0] * (texts + 1), sums)
    table = np.array(flat, dtype=np.int64)
    text_of = np.repeat(np.arange(texts), lengths)
    titled = table[:, 1] < np.asarray(title_ends)[text_of]
    key = text_of * len(rows.says) + table[:, 0]
    keys, at, inverse, times = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    in_title = np.bincount(inverse, weights=titled) > 0
    counts = np.sqrt(np.minimum(times, _REPEATS)) * np.where(in_title, _IN_TITLE, 1.0)
    return _summed(rows, keys, table[at], counts.astype(np.float32), texts)


def _summed(
    rows: Rows,
    keys: NDArray[np.int64],
    table: NDArray[np.int64],
    counts: NDArray[np.float32],
    texts: int,
) -> Finds:
    patterns = keys % len(rows.says)
    text_of = keys // len(rows.says)
    first = np.searchsorted(text_of, np.arange(texts + 1))
    sums = np.zeros((texts, rows.matrix.shape[1]), dtype=np.float32)
    some = np.flatnonzero(first[1:] > first[:-1])
    weighed = rows.matrix[patterns] * counts[:, None]
    sums[some] = np.add.reduceat(weighed, first[some], axis=0)
    return Finds(
        rows, patterns.tolist(), table[:, 1].tolist(), table[:, 2].tolist(), counts.tolist(), first.tolist(), sums
    )
