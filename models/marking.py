"""Finds judged by what stands beside them: a judgement turned by a negation, a subject that only says where something is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from .finds import Rows, rows_of
from .lexicons import Lexicon, negations

_BESIDE: Final = frozenset(
    {
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
    }
)
"""Words that make the word before them a landmark (实验中学附近)."""
_LANDMARK: Final = 0.25
_TURNED_NEGATIVE: Final = 0.2
_TURNED_POSITIVE: Final = 0.8


@dataclass(frozen=True, slots=True)
class PlaceMarked:
    """A lexicon whose second half of rows are its words as landmarks, which say little."""

    lexicon: Lexicon
    rows: Rows

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(row, start, end) of every find."""
        words = len(self.lexicon.words)
        return [
            (row + words if text[end : end + 2] in _BESIDE else row, start, end)
            for row, start, end in self.lexicon.find(text)
        ]


def as_place(lexicon: Lexicon) -> PlaceMarked:
    """The lexicon with landmark rows."""
    return PlaceMarked(lexicon, rows_of(np.vstack([lexicon.matrix, lexicon.matrix * _LANDMARK])))


@dataclass(frozen=True, slots=True)
class Turned:
    """A lexicon whose second half of rows are its words after a negation: praise turns to blame, blame fades."""

    lexicon: Lexicon
    rows: Rows
    polar: tuple[bool, ...]

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """(row, start, end) of every find."""
        words, polar = len(self.polar), self.polar
        after = {found.end() for found in _negation().finditer(text)}
        return [
            (row + words if start in after and polar[row] else row, start, end)
            for row, start, end in self.lexicon.find(text)
        ]


@cache
def _negation() -> re.Pattern[str]:
    longest_first = sorted(negations(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def turned(lexicon: Lexicon) -> Turned:
    """The lexicon with rows for words after a negation."""
    negative, positive = lexicon.column["attitude", "negative"], lexicon.column["attitude", "positive"]
    after = lexicon.matrix.copy()
    after[:, negative] = np.maximum(
        lexicon.matrix[:, negative] * _TURNED_NEGATIVE, lexicon.matrix[:, positive] * _TURNED_POSITIVE
    )
    after[:, positive] = lexicon.matrix[:, negative] * _TURNED_NEGATIVE
    polar = (lexicon.matrix[:, negative] + lexicon.matrix[:, positive]) > 0
    return Turned(lexicon, rows_of(np.vstack([lexicon.matrix, after])), tuple(polar.tolist()))
