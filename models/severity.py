"""Whether a text tells of an emergency, of which of the four classes, and which level its figures hint at (初判); a hint only.

Classes: 突发事件应对法(2024) 第二条; criteria: data/severity.json, each with its document and clause.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs

from opinion_desk.domain.verdict import Emergency, Reason, Severity

from .harm import Figure, figures, settle, wording
from .wellformed import well_formed

MOST_CHARACTERS = 20_000
"""How much of a giant text is looked at: a happening is told at its beginning."""

MOST_CUES = 200

_SENTENCE = re.compile(r"[^。!！?？;；\n]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_STRONG, _WEAK = 1.0, 0.6
_HARM_TO_PEOPLE = frozenset(("killed", "severely_injured", "injured", "missing", "trapped", "poisoned"))


@dataclass(frozen=True, slots=True)
class EmergencyReading:
    """What was read: the class, the hinted level (only with a class and figures), and the words that said so."""

    emergency: Emergency | None
    severity: Severity | None
    reasons: tuple[Reason, ...]


NOTHING = EmergencyReading(None, None, ())


@dataclass(frozen=True, slots=True)
class _Cue:
    emergency: Emergency | None  # None: a decoy
    weight: float


@dataclass(frozen=True, slots=True)
class _Hit:
    emergency: Emergency
    word: str
    start: int
    end: int
    weight: float


@cache
def _cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], tuple[_Cue, ...]]:
    table: dict[str, _Cue] = {}
    for emergency, strengths in wording()["cues"].items():
        for strength, words in strengths.items():
            for word in words:
                table.setdefault(word, _Cue(Emergency(emergency), _STRONG if strength == "strong" else _WEAK))
    for word in wording()["decoys"]:
        table[word] = _Cue(None, 0.0)
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(table), matchkind=kind), tuple(table), tuple(table.values())


@cache
def _either(group: str, name: str = "") -> re.Pattern[str]:
    words: Sequence[str] = wording()[group][name] if name else wording()[group]
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def read_emergency(text: str, year: int | None = None) -> EmergencyReading:
    """Class and hinted level of the happening a text tells of; `year` of publication, where known, tells old happenings."""
    text = well_formed(text[:MOST_CHARACTERS])
    search, names, cues = _cues()
    hits = [
        _Hit(cue.emergency, names[index], start, end, cue.weight)
        for index, start, end in search.find_matches_as_indexes(text)
        if (cue := cues[index]).emergency is not None
    ]
    if not hits:
        return NOTHING
    return _Happening(text, hits, year).reading()


class _Happening:
    """One text with cues in it: which sentences tell of something that happened here and now."""

    def __init__(self, text: str, hits: list[_Hit], year: int | None) -> None:
        self.text, self.hits = text, hits[:MOST_CUES]
        self._told: dict[int, bool] = {}
        years = [int(found) for found in _YEAR.findall(text)]
        self.year = year or (max(years) if years else 0)
        newline = text.find("\n")
        self.headline = newline if newline >= 0 else len(text)
        self.sentences = [match.span() for match in _SENTENCE.finditer(text)]

    def reading(self) -> EmergencyReading:
        feared = _either("hypothetical")
        hits = [hit for hit in self.hits if self._is_live(hit.start) and not feared.search(self._clause(hit))]
        if not hits or self._set_elsewhere():
            return NOTHING
        live = [span for span in self.sentences if self._is_told(*span)]
        found = [f for a, b in live for f in figures(self.text[a:b], a) if not self._rumoured(f)]
        hurt = any(figure.harm in _HARM_TO_PEOPLE and figure.amount > 0 for figure in found)
        told = [hit for hit in hits if self._happened(hit, hurt)]
        if not told:
            return NOTHING
        emergency = _strongest(told)
        severity, spoken = self._severity(emergency, settle(found))
        reasons = tuple(
            Reason("emergency", h.word, h.start, h.end, h.weight)
            for h in _first_of_each(told)
            if h.emergency is emergency
        ) + tuple(Reason("severity", f.text, f.start, f.end, 1.0) for f in spoken)
        return EmergencyReading(emergency, severity, reasons)

    def _is_live(self, position: int) -> bool:
        return any(a <= position < b and self._is_told(a, b) for a, b in self.sentences)

    def _set_elsewhere(self) -> bool:
        """Foreign, fictional, a drill or long past by its headline or first sentence: the whole text is."""
        head = self.text[: self.sentences[min(1, len(self.sentences) - 1)][1]][:120]
        return any(_either("excluded", name).search(head) for name in ("drill", "fiction", "foreign"))

    def _is_told(self, start: int, end: int) -> bool:
        known = self._told.get(start)
        if known is None:
            sentence = self.text[start:end]
            known = not any(_either("excluded", name).search(sentence) for name in wording()["excluded"])
            known = known and not any(int(found) < self.year for found in _YEAR.findall(sentence))
            self._told[start] = known
        return known

    def _sentence_of(self, hit: _Hit) -> str:
        return next((self.text[a:b] for a, b in self.sentences if a <= hit.start < b), "")

    def _happened(self, hit: _Hit, hurt: bool) -> bool:
        """Told early or with people hurt, for a happening mentioned in passing is none.

        A strong word in the headline is enough; else a word of occurring must stand beside it, for a weak word people hurt as well or the headline.
        """
        in_headline = hit.start < self.headline
        if in_headline and hit.weight >= _STRONG:
            return True
        if not hurt and hit.start > self.headline + wording()["early"]:
            return False
        if not _either("occurrence").search(self._sentence_of(hit).replace(hit.word, "")):
            return False
        return hurt or in_headline or hit.weight >= _STRONG

    def _clause(self, hit: _Hit) -> str:
        start = max(self.text.rfind(mark, 0, hit.start) for mark in "，,。；;\n！？") + 1
        stops = [stop for mark in "，,。；;\n！？" if (stop := self.text.find(mark, hit.end)) >= 0]
        return self.text[start : min(stops, default=len(self.text))][:200]

    def _rumoured(self, figure: Figure) -> bool:
        start = max(self.text.rfind(mark, 0, figure.start) for mark in "，,。；;\n！？") + 1
        return _either("rumoured").search(self.text, start, figure.end) is not None

    def _severity(self, emergency: Emergency, harm: dict[str, Figure]) -> tuple[Severity | None, list[Figure]]:
        amounts = {name: figure.amount for name, figure in harm.items()}
        if _either("rescued").search(self.text):
            amounts.pop("trapped", None)
        amounts["endangered"] = sum(amounts.get(name, 0.0) for name in ("killed", "missing", "trapped"))
        amounts |= self._water_cut()
        kind = self._kind(emergency)
        rules = [rule for rule in _criteria(kind) if _meets(rule, amounts)]
        if rules:
            level = min(rule["level"] for rule in rules)
            names = {name for rule in rules if rule["level"] == level for name in rule["all"]}
            names |= {"killed", "missing", "trapped"} if "endangered" in names else set()
            spoken = [figure for name, figure in harm.items() if name in names]
            because = [figure.text for figure in spoken] + ([self._water_words()] if names & set(self._water_cut()) else [])
            return Severity(level, tuple(because)), spoken
        none = _either("none_hurt").search(self.text)
        hurt = [
            figure
            for name, figure in harm.items()
            if figure.amount > 0 and name in ("injured", "missing", "trapped", "evacuated")
        ]
        if none or hurt:
            because = [figure.text for figure in hurt] or [none[0] if none else ""]
            return Severity(4, tuple(because)), hurt
        return None, []

    def _kind(self, emergency: Emergency) -> str:
        kinds: Mapping[str, Sequence[str]] = wording()["kinds"]
        in_text = {kind for kind, words in kinds.items() if any(word in self.text for word in words)}
        if emergency is Emergency.ACCIDENT:
            return "environment" if "environment" in in_text else "accident"
        if emergency is Emergency.NATURAL_DISASTER:
            return "earthquake" if "earthquake" in in_text else "weather"
        if emergency is Emergency.PUBLIC_HEALTH:
            return next((k for k in ("occupational_poisoning", "food_poisoning") if k in in_text), "public_health")
        return "public_security"

    def _water_cut(self) -> dict[str, float]:
        return {name: 1.0 for name in wording()["water_cut"] if _either("water_cut", name).search(self.text)}

    def _water_words(self) -> str:
        found = (_either("water_cut", name).search(self.text) for name in wording()["water_cut"])
        return next((match[0] for match in found if match), "")


def _strongest(hits: list[_Hit]) -> Emergency:
    sums: dict[Emergency, float] = {}
    for hit in _first_of_each(hits):
        sums[hit.emergency] = sums.get(hit.emergency, 0.0) + hit.weight * _RANK[hit.emergency]
    return max(sums, key=lambda emergency: sums[emergency])


_RANK = {
    Emergency.ACCIDENT: 1.0,
    Emergency.NATURAL_DISASTER: 1.3,
    Emergency.PUBLIC_HEALTH: 1.5,
    Emergency.PUBLIC_SECURITY: 1.5,
}
"""An earthquake makes houses fall, a stabbing makes people bleed: the cause outweighs what it did."""


def _first_of_each(hits: list[_Hit]) -> list[_Hit]:
    first: dict[str, _Hit] = {}
    for hit in hits:
        first.setdefault(hit.word, hit)
    return list(first.values())


@cache
def _criteria(kind: str) -> tuple[Mapping[str, Any], ...]:
    return tuple(rule for rule in wording()["criteria"] if rule["kind"] == kind)


def _meets(rule: Mapping[str, Any], amounts: Mapping[str, float]) -> bool:
    """`from` is 以上 and includes its figure, `below` is 以下 and does not."""
    return all(
        bounds["from"] <= amounts.get(name, 0.0) < bounds.get("below", float("inf"))
        for name, bounds in rule["all"].items()
    )
