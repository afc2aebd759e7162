"""All the word lists of reading found in one walk over a batch, each find judged by what stands beside it.

A judgement is turned by a negation right before it; a subject right before 附近 and its like only says where something is;
an announcement that is missing or wished for announces nothing, and a cue alone in quotation marks is spoken of, not said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from .finds import Rows, rows_of
from .lexicons import Lexicon, manners, missing, negations, subjects
from .matching import Matches, first_from, last_before, letters_in
from .normalizing import Joined
from .scanning import Scan, Scanner

_BESIDE: Final = (
    "附近",
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
    "大门",
    "侧门",
    "门外",
    "围墙外",
    "旁",
    "楼下",
    "斜对",
    "左侧",
    "右侧",
    "一侧",
    "南边",
    "北边",
    "东边",
    "西边",
    "必经",
    "不远处",
)
"""Words that make the word before them a landmark (实验中学附近)."""
_LANDMARK: Final = 0.25
_SPEAKS: Final = 1.0
"""Weight from which a word speaks for a function; 天气 and the like stand in any letter."""
_TURNED_NEGATIVE: Final = 0.2
_TURNED_POSITIVE: Final = 0.8
_REACH_BEFORE: Final = 6
_REACH_AFTER: Final = 2
"""Letters that may stand between an announcement and the word that tells it is missing, in the same clause."""
_STOPS: Final = "\n，。！？；：、,.!?;:…"
_OPENING: Final = '“「『‘"'
_CLOSING: Final = '”」』’"'

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Marked:
    """What one walk found in a batch: rows of `Marker.subjects` and `Marker.manners`."""

    subjects: Matches
    manners: Matches


class Marker:
    """The lexicons. Each lexicon's rows are its words as they stand in
    `matrix`, then the same words as they count when marked: subjects as landmarks; manners turned, silenced, and both.

    `beside` are the lists that other stages of reading look for, found by the same `scanner`.
    """

    def __init__(
        self, beside: Mapping[str, Sequence[str]] = MappingProxyType({}), about: Lexicon | None = None
    ) -> None:
        """`about` has the words for subjects, the packaged ones by default."""
        about, manner = about or subjects(), manners()
        self.subjects: Rows = rows_of(np.vstack([about.matrix, about.matrix * _LANDMARK]))
        both = np.vstack([manner.matrix, _turned(manner)])
        self.manners: Rows = rows_of(np.vstack([both, _silenced(manner, both)]))
        self._about, self._manner = len(about.words), len(manner.words)
        self._speaks = np.tile(about.matrix[:, about.columns("function")].max(axis=1) >= _SPEAKS, 2)
        self._polar = _said(manner, "attitude", "negative", "positive")
        self._announces = _said(manner, "voice", "official")
        self._tells = _said(manner, "voice", "official", "rumour")
        self._stop, self._opening, self._closing = map(letters_in, (_STOPS, _OPENING, _CLOSING))
        before, after = missing()
        self.scanner = Scanner(
            {
                "subjects": about.words,
                "manners": manner.words,
                "negations": sorted(negations()),
                "landmarks": _BESIDE,
                "missing before": before,
                "missing after": after,
                **beside,
            }
        )

    def mark(self, scan: Scan) -> Marked:
        """What a scan by `scanner` found of the lexicons."""
        size = len(scan.batch.codes) + 1
        about, manner = scan.longest("subjects"), scan.longest("manners")
        beside = np.zeros(size, dtype=bool)
        beside[scan.all("landmarks").start] = True
        after = np.zeros(size, dtype=bool)
        after[scan.longest("negations").end] = True
        turned = after[manner.start] & self._polar[manner.word]
        silenced = self._silenced(scan, manner)
        return Marked(
            Matches(about.word + self._about * beside[about.end], about.start, about.end),
            Matches(manner.word + self._manner * (turned + 2 * silenced), manner.start, manner.end),
        )

    def telling(self, batch: Joined, subjects: Matches) -> NDArray[np.bool_]:
        """For each place whether it stands in a sentence with a word that speaks for a function, or in a text without any.

        What is polite or beside the matter (以上情况属实，望予以答复) tells nothing of it, and must not make the rest count less.
        """
        start = subjects.start[self._speaks[subjects.word]]
        ends = _ends()[batch.codes]
        sentence = np.cumsum(ends) - ends
        told = np.zeros(int(sentence[-1]) + 1, dtype=bool)
        told[sentence[start]] = True
        speaks = np.zeros(len(batch.texts), dtype=bool)
        speaks[batch.text_of(start)] = True
        whole: NDArray[np.bool_] = told[sentence] | ~np.repeat(speaks, np.diff(batch.first, append=len(batch.codes)))
        return whole

    def _silenced(self, scan: Scan, manner: Matches) -> Array:
        """Which finds announce or spread nothing: named as missing, or quoted as a word."""
        silenced = np.zeros(len(manner.word), dtype=bool)
        tells = np.flatnonzero(self._tells[manner.word])
        start, end = manner.start[tells], manner.end[tells]
        around = np.concatenate(
            [scan.batch.codes, [0]]
        )  # so that the place before the first letter and behind the last one hold nothing
        silenced[tells] = self._opening[around[start - 1]] & self._closing[around[end]]
        announces = tells[self._announces[manner.word[tells]]]
        silenced[announces] |= self._is_missing(scan, manner.start[announces], manner.end[announces])
        return silenced

    def _is_missing(self, scan: Scan, start: Array, end: Array) -> Array:
        """Whether a word of lack stands near before or behind these spans, in the same clause."""
        before = np.sort(scan.all("missing before").end)
        after = np.sort(scan.all("missing after").start)
        stops = np.flatnonzero(self._stop[scan.batch.codes])
        nearest = last_before(before, start)
        lacked = (start - nearest <= _REACH_BEFORE) & (last_before(stops, start) < nearest)
        next_one = first_from(after, end)
        found: Array = lacked | ((next_one - end <= _REACH_AFTER) & (first_from(stops, end) > next_one))
        return found


def _said(lexicon: Lexicon, family: str, *names: str) -> Array:
    """Which words speak for any of these."""
    said: Array = lexicon.matrix[:, [lexicon.column[family, name] for name in names]].sum(axis=1) > 0
    return said


def _silenced(lexicon: Lexicon, matrix: Array) -> Array:
    """The weights without what tells that somebody announces or spreads something."""
    silent = matrix.copy()
    silent[:, [lexicon.column["voice", name] for name in ("official", "rumour")]] = 0.0
    return silent


def _turned(lexicon: Lexicon) -> Array:
    """The weights after a negation: praise turns to blame, blame fades."""
    negative, positive = lexicon.column["attitude", "negative"], lexicon.column["attitude", "positive"]
    after = lexicon.matrix.copy()
    after[:, negative] = np.maximum(
        lexicon.matrix[:, negative] * _TURNED_NEGATIVE, lexicon.matrix[:, positive] * _TURNED_POSITIVE
    )
    after[:, positive] = lexicon.matrix[:, negative] * _TURNED_NEGATIVE
    return after


@cache
def _ends() -> Array:
    """For each code point whether it ends a sentence."""
    return letters_in("\n。！？!?；;…")
