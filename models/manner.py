"""How texts speak (发声方, 倾向) and of what weight their matter is (内容性质, 监测类别), from the sums of the words found.

All is reckoned for a batch at once: an array has one number a text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data import read_json
from opinion_desk.domain.verdict import Attitude, Voice

Array = NDArray[Any]
Sums = Mapping[str, Array]
"""For each name of a family what the words found in each text say for it."""

_OFFICIAL_ENOUGH: Final = 3.0
_RUMOUR_ENOUGH: Final = 3.0
_REPORT_BY_DEFAULT: Final = 1.6
_KIND_ENOUGH: Final = 2.0
_GRAVE_ENOUGH: Final = 6.0
_SUGGESTION_ENOUGH: Final = 4.0
_SCOPE_ENOUGH: Final = 3.0
_TOLD: Final = 1.5
"""Words of feeling below this tell next to nothing: then neutral is likelier."""
_LETTER_ASKS: Final = 3.0
_TRUST: Final = 0.45
_TRUST_OF_A_MEDIUM: Final = 0.15
_TOLD_BY_A_MEDIUM: Final = 3.0
_MEDIUM_REPORTS: Final = 2.0
_MEDIUM_ASKS: Final = 0.6
"""A newspaper's questions are its style, and the wishes it prints are told of others: they demand so much less."""
_MEDIUM_IS_NEUTRAL: Final = 0.7


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is already known of texts when their kind and scope are judged: who speaks and how they feel, as numbers in
    VOICES and ATTITUDES; whether they tell of an emergency, and of one of level I or II.
    """

    voice: Array
    attitude: Array
    emergency: Array
    grave: Array


VOICES: Final = tuple(Voice)
ATTITUDES: Final = tuple(Attitude)
KINDS: Final = ("D1", "D2", "D3", "D4", "D5", "D6")
NO_KIND: Final = -1
_REPORT, _DEMAND, _RUMOUR, _OFFICIAL = map(VOICES.index, (Voice.REPORT, Voice.DEMAND, Voice.RUMOUR, Voice.OFFICIAL))
_NEGATIVE, _NEUTRAL, _POSITIVE = map(ATTITUDES.index, (Attitude.NEGATIVE, Attitude.NEUTRAL, Attitude.POSITIVE))
_SUGGESTION, _HARDSHIP, _GRAVE, _FALSE = map(KINDS.index, ("D1", "D2", "D3", "D6"))


def softmax(scores: Array) -> Array:
    """Shares of 1 by the exponentials of the scores (name, text)."""
    raised = np.exp(scores - scores.max(axis=0))
    shares: Array = raised / raised.sum(axis=0)
    return shares


class Speaker(StrEnum):
    """What a source's name tells of who speaks there; the values are the keys of `speakers` in data/lexicons/cues.json."""

    LETTERS = "letters"  # a hotline or letter box
    CITIZENS = "citizens"  # a forum
    GOVERNMENT = "government"
    MEDIA = "media"


@lru_cache(maxsize=4096)
def speaker_of(source: str | None) -> Speaker | None:
    """Who speaks in a source of that name; None when the name does not tell."""
    name = (source or "").strip()
    for speaker in Speaker if name else ():
        words = read_json("lexicons/cues.json")["speakers"][speaker.value]
        if any(word in name for word in words["anywhere"].split()) or name.endswith(tuple(words["end"].split())):
            return speaker
    return None


def speakers_in(sources: Sequence[str | None]) -> dict[Speaker, Array]:
    """For each speaker in which of these sources it speaks."""
    who = [speaker_of(source) for source in sources]
    return {speaker: np.array([one is speaker for one in who], dtype=bool) for speaker in Speaker}


def read_voices(sums: Sums, speakers: Mapping[Speaker, Array]) -> Array:
    """Who speaks, as numbers in VOICES: a refutation or notice first, a demand before a rumour it asks about, a report when nothing shows.

    A government's own source is official whatever it tells; citizens and their letters never are.
    """
    letters = speakers[Speaker.LETTERS]
    official = np.where(letters | speakers[Speaker.CITIZENS], 0.0, sums["official"])
    rumour = sums["rumour"]
    demand = sums["demand"] * np.where(speakers[Speaker.MEDIA], _MEDIUM_ASKS, 1.0) + _LETTER_ASKS * letters
    report = sums["report"] + _REPORT_BY_DEFAULT + _MEDIUM_REPORTS * speakers[Speaker.MEDIA]
    announces = (official >= _OFFICIAL_ENOUGH) & (official >= 0.6 * demand) & (official >= 0.8 * rumour)
    spreads = (rumour >= _RUMOUR_ENOUGH) & (rumour >= 0.6 * demand) & (rumour >= report - _REPORT_BY_DEFAULT)
    voice = np.where(demand > report, _DEMAND, _REPORT)
    voice = np.where(spreads, _RUMOUR, voice)
    voice = np.where(announces, np.where(official >= 0.5 * report, _OFFICIAL, _REPORT), voice)
    return np.where(speakers[Speaker.GOVERNMENT], _OFFICIAL, voice)


def read_attitudes(
    sums: Sums, logits: Sums, voice: Array, complaint: Array, struck: Array, by_medium: Array
) -> tuple[Array, Array]:
    """The attitudes as numbers in ATTITUDES and their probabilities. Official words are never negative.

    `complaint` is how much the words tell of hardship or wrong, `struck` whether the text tells of an emergency with its harm.
    A newspaper's 记者 and 表示 are its style and tell half; what was learned from people's own posts tells little there.
    """
    told, complaint = sums[Attitude.NEGATIVE] + sums[Attitude.POSITIVE], np.maximum(complaint, 0.0)
    trust = np.where(by_medium & (told < _TOLD_BY_A_MEDIUM), _TRUST_OF_A_MEDIUM, _TRUST)
    felt = np.array([0.55 * _evened(sums[name]) for name in ATTITUDES])
    scores = felt + trust * np.maximum([logits[name] for name in ATTITUDES], -4.0)
    scores[_NEUTRAL] += np.where(told >= _TOLD, 0.35, 0.9)
    scores[_NEUTRAL] += np.where(by_medium, _MEDIUM_IS_NEUTRAL - felt[_NEUTRAL] / 2, 0.0)
    scores[_NEGATIVE] += np.where(by_medium & (voice == _REPORT), np.minimum(0.1 * complaint, 1.5), 0.0)
    scores[_NEGATIVE] += np.where(voice == _DEMAND, np.minimum(0.25 * complaint, 2.0), 0.0) + 1.2 * struck
    scores[_POSITIVE] -= 0.8 * (voice == _DEMAND) + 1.5 * (voice == _RUMOUR) + 1.0 * struck
    shares = softmax(scores)
    shares[_NEUTRAL] += np.where(voice == _OFFICIAL, shares[_NEGATIVE], 0.0)
    shares[_NEGATIVE, voice == _OFFICIAL] = 0.0
    return shares.argmax(axis=0), shares.max(axis=0)


def _evened(total: Array) -> Array:
    return np.where(total < 6.0, total, 6.0 + (total - 6.0) * 0.4)


def read_kinds(sums: Sums, known: Circumstances) -> tuple[Array, Array]:
    """Which of D1-D6 the texts are, as numbers in KINDS, and how probable that is.

    NO_KIND for official words, and for reports that tell of nothing to be put right.
    """
    scores = np.array([sums[name] for name in KINDS])
    spread = 1 - np.exp(-(scores[_FALSE] + 3.0) / 6)
    scores[_GRAVE] += 6.0 * known.grave
    scores[_HARDSHIP] += 1.0 * (known.attitude == _NEGATIVE)
    kind, share = _kinds_of_demands(scores, known)
    reported, sure = _kinds_of_reports(scores, known)
    reports, spreads = known.voice == _REPORT, known.voice == _RUMOUR
    kind = np.where(reports, reported, np.where(spreads, _FALSE, kind))
    return np.where(known.voice == _OFFICIAL, NO_KIND, kind), np.where(reports, sure, np.where(spreads, spread, share))


def _kinds_of_demands(scores: Array, known: Circumstances) -> tuple[Array, Array]:
    """Praise asks for nothing unless a suggestion plainly stands in it."""
    best, most = scores.argmax(axis=0), scores.max(axis=0)
    proposes = (best == _SUGGESTION) & (most >= _SUGGESTION_ENOUGH)
    asks = (most >= _KIND_ENOUGH) & ((known.attitude != _POSITIVE) | proposes)
    return np.where(asks, best, NO_KIND), softmax(0.5 * scores).max(axis=0)


def _kinds_of_reports(scores: Array, known: Circumstances) -> tuple[Array, Array]:
    grave, false, hard = scores[_GRAVE], scores[_FALSE], scores[_HARDSHIP]
    negative = known.attitude == _NEGATIVE
    told = [
        (false >= _GRAVE_ENOUGH) & (false > grave),
        (grave >= _GRAVE_ENOUGH) & (known.emergency | negative),
        (hard >= _GRAVE_ENOUGH) & negative,
    ]
    shares = [1 - np.exp(-false / 6), 1 - np.exp(-grave / 8), 1 - np.exp(-hard / 10)]
    return np.select(told, [_FALSE, _GRAVE, _HARDSHIP], NO_KIND), np.select(told, shares)


def read_scopes(sums: Sums, known: Circumstances) -> list[tuple[str, ...]]:
    """The monitoring categories S1-S7 each text falls in, in order; may be none."""
    held = {name: sums[name] >= _SCOPE_ENOUGH for name in sorted(sums)}
    asked = (known.voice == _DEMAND) & (sums["S7"] < 2 * _SCOPE_ENOUGH)
    held["S7"] = (known.voice == _RUMOUR) | (held["S7"] & ~asked)
    held["S5"] = known.emergency | (held["S5"] & (sums["S5"] >= 2 * _SCOPE_ENOUGH))
    held["S3"] &= known.attitude != _POSITIVE
    scopes: list[tuple[str, ...]] = [()] * len(known.voice)
    for name, mask in held.items():
        for text in np.flatnonzero(mask).tolist():
            scopes[text] += (name,)
    return scopes
