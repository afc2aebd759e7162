"""All the word lists of reading found in one walk over a batch, each find judged by what stands beside it.

A judgement is turned by a negation right before it; a subject right before 附近 and its like only says where something is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .features import Vocabulary
from .finds import Rows, rows_of
from .lexicons import Lexicon, manners, negations, subjects
from .matching import Matches, Words

_BESIDE: Final = (
    "附近",
    "旁边",
    "对面",
    "隔壁",
    "边上",
    "周边",
    "门口",
    "门前",
    "后面",
    "前面",
    "路口",
    "东侧",
    "西侧",
    "南侧",
    "北侧",
    "背后",
    "后门",
    "正门",
)
"""Words that make the word before them a landmark (实验中学附近)."""
_LANDMARK: Final = 0.25
_TURNED_NEGATIVE: Final = 0.2
_TURNED_POSITIVE: Final = 0.8
_SUBJECTS, _MANNERS, _NEGATIONS, _AROUND, _WORDS, _NGRAMS = range(6)

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """What one walk found in a batch: rows of `Marker.subjects` and `Marker.manners`, the vocabulary's words and n-grams."""

    subjects: Matches
    manners: Matches
    words: Matches
    ngrams: Matches


class Marker:
    """The lexicons with the classifier's vocabulary beside them. The second half of the rows of each lexicon are its words
    as they count when marked: subjects as landmarks, judgements after a negation.
    """

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        about, manner = subjects(), manners()
        self.subjects: Rows = rows_of(np.vstack([about.matrix, about.matrix * _LANDMARK]))
        after = _turned(manner)
        self.manners: Rows = rows_of(np.vstack([manner.matrix, after]))
        self._about, self._manner = len(about.words), len(manner.words)
        self._polar = _polarity(manner) > 0
        known = (vocabulary.words, vocabulary.ngrams) if vocabulary is not None else ((), ())
        self._words = Words([about.words, manner.words, sorted(negations()), _BESIDE, *known])

    def mark(self, codes: Array) -> Marked:
        """Everything found in these code points."""
        words, walk = self._words, self._words.walk(codes)
        about, manner = words.longest(walk, _SUBJECTS), words.longest(walk, _MANNERS)
        beside = np.zeros(len(codes) + 1, dtype=bool)
        beside[words.all(walk, _AROUND).start] = True
        after = np.zeros(len(codes) + 1, dtype=bool)
        after[words.longest(walk, _NEGATIONS).end] = True
        turned = after[manner.start] & self._polar[manner.word]
        return Marked(
            Matches(about.word + self._about * beside[about.end], about.start, about.end),
            Matches(manner.word + self._manner * turned, manner.start, manner.end),
            words.all(walk, _WORDS),
            words.all(walk, _NGRAMS),
        )


def _polarity(lexicon: Lexicon) -> Array:
    polarity: Array = lexicon.matrix[:, [lexicon.column["attitude", name] for name in ("negative", "positive")]].sum(1)
    return polarity


def _turned(lexicon: Lexicon) -> Array:
    """The weights after a negation: praise turns to blame, blame fades."""
    negative, positive = lexicon.column["attitude", "negative"], lexicon.column["attitude", "positive"]
    after = lexicon.matrix.copy()
    after[:, negative] = np.maximum(
        lexicon.matrix[:, negative] * _TURNED_NEGATIVE, lexicon.matrix[:, positive] * _TURNED_POSITIVE
    )
    after[:, positive] = lexicon.matrix[:, negative] * _TURNED_NEGATIVE
    return after
