"""What the classifier looks at: known words and chosen character n-grams of a text, as numbers in a vocabulary."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .matching import Matches
from .normalizing import Joined

LOOKED_AT: Final = 1_200
"""Code points of a text that the classifier looks at: the matter stands at the beginning."""

Array = NDArray[Any]


class Vocabulary:
    """Words first, then character n-grams; a feature's number is its place in that order."""

    def __init__(self, words: Sequence[str], ngrams: Sequence[str]) -> None:
        self.words = tuple(words)
        self.ngrams = tuple(ngrams)

    def __len__(self) -> int:
        return len(self.words) + len(self.ngrams)

    def features(self, cuts: Sequence[bytes], joined: Joined, words: Matches, ngrams: Matches) -> tuple[Array, Array]:
        """Text and number of every known feature, repeats included.

        `words` and `ngrams` are where any of them stands in the batch; a word counts where its text was cut so.
        """
        length = _lengths_at(cuts, joined)
        kept = np.flatnonzero(length[words.start] == words.end - words.start)
        near = np.flatnonzero(ngrams.end - joined.first[joined.text_of(ngrams.start)] <= LOOKED_AT)
        start = np.concatenate([words.start[kept], ngrams.start[near]])
        return joined.text_of(start), np.concatenate([words.word[kept], ngrams.word[near] + len(self.words)])


def cut_of(words: Iterable[str]) -> bytes:
    """The cut of a text, two bytes a word: the lengths of the words that its first LOOKED_AT code points were cut into."""
    return array("H", map(len, words)).tobytes()


def _lengths_at(cuts: Sequence[bytes], joined: Joined) -> Array:
    """For each place of the batch the length of the word that begins there, or 0."""
    length = np.frombuffer(b"".join(cuts), dtype=np.uint16).astype(np.int64)
    many = np.fromiter(map(len, cuts), np.int64, len(cuts)) // 2
    begin = np.cumsum(length) - length  # as if the beginnings stood one behind the other
    first = np.concatenate([begin, [0]])[np.cumsum(many) - many]
    at = np.zeros(len(joined.codes) + 1, dtype=np.int64)
    at[begin + np.repeat(joined.first - first, many)] = length
    return at


def weighed(text_of: Array, feature: Array, idf: NDArray[np.float32]) -> tuple[Array, Array, NDArray[np.float32]]:
    """TF-IDF of a batch as (text, feature, value), sorted by text: root of the count times idf, each text of length 1."""
    keys = np.sort(text_of * len(idf) + feature)
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    times = np.diff(begins, append=len(keys))
    text_of, feature = keys[begins] // len(idf), keys[begins] % len(idf)
    values = np.sqrt(times) * idf[feature]
    norm = np.sqrt(np.bincount(text_of, weights=values * values))
    return text_of, feature, (values / norm[text_of]).astype(np.float32)
