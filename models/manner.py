"""How a text speaks (发声方, 倾向) and of what weight its matter is (内容性质, 监测类别), from the sums of the words found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import exp
from typing import Final

from data import read_json
from opinion_desk.domain.verdict import Attitude, Emergency, Scored, Voice

Sums = Mapping[str, float]
"""What the words found say for each name of a family."""

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
_MEDIUM_IS_NEUTRAL: Final = 0.7


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is already known of a text when its kind and scope are judged."""

    voice: Voice
    attitude: Attitude
    emergency: Emergency | None = None
    severity: int | None = None


def softmax(scores: Mapping[str, float]) -> dict[str, float]:
    """Shares of 1 by the exponentials of the scores."""
    top = max(scores.values())
    raised = {name: exp(score - top) for name, score in scores.items()}
    whole = sum(raised.values())
    return {name: value / whole for name, value in raised.items()}


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


def read_voice(sums: Sums, speaker: Speaker | None = None) -> Voice:
    """Who speaks: a refutation or notice first, a demand before a rumour it asks about, a report when nothing shows.

    A government's own source is official whatever it tells; citizens and their letters never are.
    """
    if speaker is Speaker.GOVERNMENT:
        return Voice.OFFICIAL
    official, rumour, demand = sums["official"], sums["rumour"], sums["demand"]
    report = sums["report"] + _REPORT_BY_DEFAULT
    if speaker in (Speaker.LETTERS, Speaker.CITIZENS):
        official = 0.0
    if speaker is Speaker.LETTERS:
        demand += _LETTER_ASKS
    if speaker is Speaker.MEDIA:
        report += _MEDIUM_REPORTS
    if official >= _OFFICIAL_ENOUGH and official >= 0.6 * demand and official >= 0.8 * rumour:
        return Voice.OFFICIAL if official >= 0.5 * report else Voice.REPORT
    if rumour >= _RUMOUR_ENOUGH and rumour >= 0.6 * demand and rumour >= report - _REPORT_BY_DEFAULT:
        return Voice.RUMOUR
    return Voice.DEMAND if demand > report else Voice.REPORT


def read_attitude(
    sums: Sums,
    logits: Sums,
    voice: Voice,
    complaint: float,
    *,
    struck: bool = False,
    speaker: Speaker | None = None,
) -> Scored:
    """The attitude and its probability. Official words are never negative.

    `complaint` is how much the words tell of hardship or wrong, `struck` whether the text tells of an emergency with its harm.
    A newspaper's 记者 and 表示 are its style and tell half; what was learned from people's own posts tells little there.
    """
    told, complaint = sums[Attitude.NEGATIVE] + sums[Attitude.POSITIVE], max(complaint, 0.0)
    by_medium = speaker is Speaker.MEDIA
    trust = _TRUST_OF_A_MEDIUM if by_medium and told < _TOLD_BY_A_MEDIUM else _TRUST
    scores = {name: 0.55 * _evened(sums[name]) + trust * max(logits[name], -4.0) for name in sums}
    scores[Attitude.NEUTRAL] += 0.35 if told >= _TOLD else 0.9
    if by_medium:
        scores[Attitude.NEUTRAL] += _MEDIUM_IS_NEUTRAL - 0.55 * _evened(sums[Attitude.NEUTRAL]) / 2
        scores[Attitude.NEGATIVE] += min(0.1 * complaint, 1.5) if voice is Voice.REPORT else 0.0
    if voice is Voice.DEMAND:
        scores[Attitude.NEGATIVE] += min(0.25 * complaint, 2.0)
        scores[Attitude.POSITIVE] -= 0.8
    if voice is Voice.RUMOUR:
        scores[Attitude.POSITIVE] -= 1.5
    if struck:
        scores[Attitude.NEGATIVE] += 1.2
        scores[Attitude.POSITIVE] -= 1.0
    shares = softmax(scores)
    if voice is Voice.OFFICIAL:
        shares[Attitude.NEUTRAL] += shares.pop(Attitude.NEGATIVE)
    best = max(shares, key=lambda name: shares[name])
    return Scored(Attitude(best), shares[best])


def _evened(total: float) -> float:
    return total if total < 6.0 else 6.0 + (total - 6.0) * 0.4


def read_kind(sums: Sums, known: Circumstances) -> Scored | None:
    """Which of D1-D6 a text is; None for official words, and for reports that tell of nothing to be put right."""
    if known.voice is Voice.OFFICIAL:
        return None
    scores = dict(sums)
    if known.voice is Voice.RUMOUR:
        return Scored("D6", 1 - exp(-(scores["D6"] + 3.0) / 6))
    if known.severity is not None and known.severity <= 2:
        scores["D3"] += 6.0
    if known.attitude is Attitude.NEGATIVE:
        scores["D2"] += 1.0
    if known.voice is Voice.REPORT:
        return _kind_of_report(scores, known)
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < _KIND_ENOUGH or (known.attitude is Attitude.POSITIVE and not _proposes(scores, best)):
        return None
    return Scored(best, softmax({name: 0.5 * score for name, score in scores.items()})[best])


def _proposes(scores: Mapping[str, float], best: str) -> bool:
    """Praise asks for nothing unless a suggestion plainly stands in it."""
    return best == "D1" and scores["D1"] >= _SUGGESTION_ENOUGH


def _kind_of_report(scores: Mapping[str, float], known: Circumstances) -> Scored | None:
    grave, false = scores["D3"], scores["D6"]
    if false >= _GRAVE_ENOUGH and false > grave:
        return Scored("D6", 1 - exp(-false / 6))
    if grave >= _GRAVE_ENOUGH and (known.emergency is not None or known.attitude is Attitude.NEGATIVE):
        return Scored("D3", 1 - exp(-grave / 8))
    if scores["D2"] >= _GRAVE_ENOUGH and known.attitude is Attitude.NEGATIVE:
        return Scored("D2", 1 - exp(-scores["D2"] / 10))
    return None


def read_scope(sums: Sums, known: Circumstances) -> tuple[str, ...]:
    """The monitoring categories S1-S7 a text falls in, in order; may be none."""
    held = {name for name, score in sums.items() if score >= _SCOPE_ENOUGH}
    if known.voice is Voice.RUMOUR:
        held.add("S7")
    elif known.voice is Voice.DEMAND and "S7" in held and sums["S7"] < 2 * _SCOPE_ENOUGH:
        held.discard("S7")
    if known.emergency is not None:
        held.add("S5")
    elif "S5" in held and sums["S5"] < 2 * _SCOPE_ENOUGH:
        held.discard("S5")
    if "S3" in held and known.attitude is Attitude.POSITIVE:
        held.discard("S3")
    return tuple(sorted(held))
