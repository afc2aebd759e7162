"""What the classifier looks at: known words and chosen character n-grams of a text, as numbers in a vocabulary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import ahocorasick_rs
import numpy as np
from numpy.typing import NDArray

LOOKED_AT: Final = 1_200
"""Code points of a text that the classifier looks at: the matter stands at the beginning."""


class Vocabulary:
    """Words first, then character n-grams; a feature's number is its place in that order."""

    def __init__(self, words: Sequence[str], ngrams: Sequence[str]) -> None:
        self.words = tuple(words)
        self.ngrams = tuple(ngrams)
        self._number = {word: number for number, word in enumerate(self.words)}
        self._automaton = ahocorasick_rs.AhoCorasick(self.ngrams, store_patterns=False) if self.ngrams else None

    def __len__(self) -> int:
        return len(self.words) + len(self.ngrams)

    def numbers(self, words: Sequence[str], text: str) -> list[int]:
        """Numbers of all known features of a text cut into `words`, repeats included."""
        number = self._number
        found = [number[word] for word in words if word in number]
        if self._automaton is not None:
            shift = len(self.words)
            hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
            found += [pattern + shift for pattern, _, _ in hits]
        return found


def weighed(
    found: Sequence[Sequence[int]], idf: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """TF-IDF of a batch as (text, feature, value), sorted by text: root of the count times idf, each text of length 1."""
    lengths = [len(numbers) for numbers in found]
    flat = np.array([number for numbers in found for number in numbers], dtype=np.int64)
    text_of = np.repeat(np.arange(len(found)), lengths)
    keys, times = np.unique(text_of * len(idf) + flat, return_counts=True)
    text_of, feature = keys // len(idf), keys % len(idf)
    values = np.sqrt(times) * idf[feature]
    norm = np.sqrt(np.bincount(text_of, weights=values * values, minlength=len(found)))
    return text_of, feature, (values / norm[text_of]).astype(np.float32)
