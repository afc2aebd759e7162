"""Every list of words that reading looks for, found in one walk over a batch: each stage names its lists and takes its finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .matching import Matches, Walk, Words
from .normalizing import Joined

Hit = tuple[int, int, int]
"""Number of a word in its list, where it starts and where it ends, in code points of its text."""


class Scanner:
    """Named lists of words, ready for searching."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._words = Words(list(lists.values()))
        self._number = {name: number for number, name in enumerate(lists)}

    def scan(self, batch: Joined) -> Scan:
        """What stands in a batch of texts."""
        return Scan(batch, self._words, self._number, self._words.walk(batch.codes))


@dataclass(frozen=True, slots=True)
class Scan:
    """The walk over one batch; no find reaches from one text into the next."""

    batch: Joined
    words: Words
    number: Mapping[str, int]
    walk: Walk

    def all(self, name: str) -> Matches:
        """Every find of a list, overlapping ones too; of each word the first find of a text comes first."""
        return self.words.all(self.walk, self.number[name])

    def longest(self, name: str) -> Matches:
        """The finds of a list, leftmost first and the longest of each place, none overlapping; sorted by place."""
        return self.words.longest(self.walk, self.number[name])

    def hits(self, found: Matches, at_most: int) -> list[list[Hit]]:
        """For each text the first so many of some finds sorted by place."""
        first = self.batch.first
        begin = np.searchsorted(found.start, first)
        of = first[self.batch.text_of(found.start)]
        rows = list(zip(found.word.tolist(), (found.start - of).tolist(), (found.end - of).tolist(), strict=True))
        stop = np.minimum(np.append(begin[1:], len(rows)), begin + at_most)
        return [rows[low:high] for low, high in zip(begin.tolist(), stop.tolist(), strict=True)]

    def texts_with(self, name: str) -> set[int]:
        """The numbers of the texts in which any word of a list stands."""
        return set(self.batch.text_of(self.all(name).start).tolist())
