"""Whether a text tells of an emergency, of which of the four classes, and which level its figures hint at (初判); a hint only.

Classes: 突发事件应对法(2024) 第二条; criteria: data/severity.json, each with its document and clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs

from opinion_desk.domain.verdict import Emergency, Reason, Severity

from .harm import Figure, figures, settle, wording
from .harm_marks import Marks
from .wellformed import well_formed

MOST_CHARACTERS = 20_000
"""How much of a giant text is looked at: a happening is told at its beginning."""

MOST_CUES = 200

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
    search = ahocorasick_rs.AhoCorasick(
        list(table),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return search, tuple(table), tuple(table.values())


def lists() -> Mapping[str, Sequence[str]]:
    """What a scanner may look for: a text in which none of these words stands tells of no emergency."""
    _, names, cues = _cues()
    told = zip(names, cues, strict=True)
    return {"emergency cues": [name for name, cue in told if cue.emergency is not None]}


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
        self.marks = Marks(text)
        self._told: dict[int, bool] = {}
        self.year = year or max((found for _, found in self.marks.years), default=0)
        newline = text.find("\n")
        self.headline = newline if newline >= 0 else len(text)

    def reading(self) -> EmergencyReading:
        hits = [hit for hit in self.hits if self._is_live(hit) and not self._is_feared(hit)]
        if not hits or self._set_elsewhere():
            return NOTHING
        found = [
            figure for a, b in self.marks.sentences for figure in self._figures(a, b) if not self._rumoured(figure)
        ]
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

    def _figures(self, start: int, end: int) -> list[Figure]:
        """The figures of a sentence that tells of here and now; numbers are read only where a word of harm stands beside them."""
        if not self.marks.within("harm", start, end) or not self._is_told(start, end):
            return []
        return figures(self.text[start:end], start)

    def _is_live(self, hit: _Hit) -> bool:
        sentence = self.marks.sentence_at(hit.start)
        return sentence is not None and self._is_told(*sentence)

    def _is_feared(self, hit: _Hit) -> bool:
        """Whether the clause speaks of what might happen."""
        start = self.marks.clause_start(hit.start)
        return bool(self.marks.within("hypothetical", start, min(self.marks.clause_end(hit.end), start + 200)))

    def _set_elsewhere(self) -> bool:
        """Foreign, fictional, a drill or long past by its headline or first sentence: the whole text is."""
        sentences = self.marks.sentences
        end = min(sentences[min(1, len(sentences) - 1)][1], 120)
        return any(self.marks.within(f"excluded.{name}", 0, end) for name in ("drill", "fiction", "foreign"))

    def _is_told(self, start: int, end: int) -> bool:
        known = self._told.get(start)
        if known is None:
            known = not self.marks.within("excluded", start, end)
            known = known and not any(start <= at < end and year < self.year for at, year in self.marks.years)
            self._told[start] = known
        return known

    def _happened(self, hit: _Hit, hurt: bool) -> bool:
        """Told early or with people hurt, for a happening mentioned in passing is none.

        A strong word in the headline is enough; else a word of occurring must stand beside it, for a weak word people hurt as well or the headline.
        """
        in_headline = hit.start < self.headline
        if in_headline and hit.weight >= _STRONG:
            return True
        if not hurt and hit.start > self.headline + wording()["early"]:
            return False
        if not self._occurs(hit):
            return False
        return hurt or in_headline or hit.weight >= _STRONG

    def _occurs(self, hit: _Hit) -> bool:
        """Whether a word of occurring stands in the sentence that is not part of the cue itself."""
        sentence = self.marks.sentence_at(hit.start)
        if sentence is None:
            return False
        own = self._occurrences(hit.word, *sentence)
        beside = self.marks.within("occurrence", *sentence)
        return any(all(end <= a or start >= b for a, b in own) for start, end in beside)

    def _occurrences(self, word: str, start: int, end: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        at = self.text.find(word, start, end)
        while at >= 0 and len(found) < MOST_CUES:
            found.append((at, at + len(word)))
            at = self.text.find(word, at + len(word), end)
        return found

    def _rumoured(self, figure: Figure) -> bool:
        return bool(self.marks.within("rumoured", self.marks.clause_start(figure.start), figure.end))

    def _severity(self, emergency: Emergency, harm: dict[str, Figure]) -> tuple[Severity | None, list[Figure]]:
        amounts = {name: figure.amount for name, figure in harm.items()}
        if self.marks.first("rescued"):
            amounts.pop("trapped", None)
        amounts["endangered"] = sum(amounts.get(name, 0.0) for name in ("killed", "missing", "trapped"))
        cut = self.marks.groups("water_cut")
        amounts |= dict.fromkeys(cut, 1.0)
        kind = self._kind(emergency)
        rules = [rule for rule in _criteria(kind) if _meets(rule, amounts)]
        if rules:
            level = min(rule["level"] for rule in rules)
            names = {name for rule in rules if rule["level"] == level for name in rule["all"]}
            names |= {"killed", "missing", "trapped"} if "endangered" in names else set()
            spoken = [figure for name, figure in harm.items() if name in names]
            because = [figure.text for figure in spoken] + ([self._water_words()] if names & cut else [])
            return Severity(level, tuple(because)), spoken
        none = self.marks.first("none_hurt")
        hurt = [
            figure
            for name, figure in harm.items()
            if figure.amount > 0 and name in ("injured", "missing", "trapped", "evacuated")
        ]
        if none or hurt:
            because = [figure.text for figure in hurt] or [self.text[slice(*none)] if none else ""]
            return Severity(4, tuple(because)), hurt
        return None, []

    def _kind(self, emergency: Emergency) -> str:
        in_text = self.marks.groups("kinds")
        if emergency is Emergency.ACCIDENT:
            return "environment" if "environment" in in_text else "accident"
        if emergency is Emergency.NATURAL_DISASTER:
            return "earthquake" if "earthquake" in in_text else "weather"
        if emergency is Emergency.PUBLIC_HEALTH:
            return next((k for k in ("occupational_poisoning", "food_poisoning") if k in in_text), "public_health")
        return "public_security"

    def _water_words(self) -> str:
        found = (self.marks.first(f"water_cut.{name}") for name in wording()["water_cut"])
        return next((self.text[a:b] for a, b in filter(None, found)), "")


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
