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


@dataclass(frozen=True, slots=True)
class Finds:
    """Words found, sorted by text: `first[t]:first[t+1]` are the rows of text t; `sums` the weights of each text, labels in columns."""

    matrix: NDArray[np.float32]
    patterns: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    counts: NDArray[np.float32]
    first: list[int]
    sums: NDArray[np.float32]

    def reasons(self, text: int, whole: str, column: int, field: str, at_most: int = 3) -> list[Reason]:
        """The strongest words of text number `text` for a column, strongest first; `whole` is the text as it was given."""
        low, high = self.first[text], self.first[text + 1]
        if low == high:
            return []
        weights = self.counts[low:high] * self.matrix[self.patterns[low:high], column]
        strongest = np.argsort(-weights, kind="stable")[:at_most].tolist()
        found = []
        for row in strongest:
            weight = float(weights[row])
            if weight <= 0.2:
                break
            start, end = int(self.starts[low + row]), int(self.ends[low + row])
            found.append(Reason(field, whole[start:end], start, end, weight))
        return found


def collect(
    matrix: NDArray[np.float32],
    found: Sequence[list[tuple[int, int, int]]],
    title_ends: Sequence[int],
) -> Finds:
    """Finds of a batch; `found` has (row of matrix, start, end) a text, `title_ends` the length of each title."""
    lengths = [len(rows) for rows in found]
    flat = [row for rows in found for row in rows]
    texts = len(found)
    if not flat:
        none = np.zeros(0, dtype=np.int64)
        sums = np.zeros((texts, matrix.shape[1]), dtype=np.float32)
        return Finds(matrix, none, none, none, none.astype(np.float32), [0] * (texts + 1), sums)
    table = np.array(flat, dtype=np.int64)
    text_of = np.repeat(np.arange(texts), lengths)
    titled = table[:, 1] < np.asarray(title_ends)[text_of]
    key = text_of * len(matrix) + table[:, 0]
    keys, at, inverse, times = np.unique(key, return_index=True, return_inverse=True, return_counts=True)
    in_title = np.bincount(inverse, weights=titled) > 0
    counts = np.sqrt(np.minimum(times, _REPEATS)) * np.where(in_title, _IN_TITLE, 1.0)
    return _summed(matrix, keys, table[at], counts.astype(np.float32), texts)


def _summed(
    matrix: NDArray[np.float32],
    keys: NDArray[np.int64],
    table: NDArray[np.int64],
    counts: NDArray[np.float32],
    texts: int,
) -> Finds:
    patterns = keys % len(matrix)
    text_of = keys // len(matrix)
    first = np.searchsorted(text_of, np.arange(texts + 1))
    sums = np.zeros((texts, matrix.shape[1]), dtype=np.float32)
    some = np.flatnonzero(first[1:] > first[:-1])
    weighed = matrix[patterns] * counts[:, None]
    sums[some] = np.add.reduceat(weighed, first[some], axis=0)
    return Finds(matrix, patterns, table[:, 1], table[:, 2], counts, first.tolist(), sums)
