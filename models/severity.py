"""Whether a text tells of an emergency, of which of the four classes, and which level its figures hint at (初判); a hint only.

Classes: 突发事件应对法(2024) 第二条; criteria: data/severity.json, each with its document and clause, or a desk's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from opinion_desk.domain.verdict import Emergency, Reason, Severity

from .harm import Figure, figures, settle, wording
from .harm_marks import Marks, Span
from .severity_criteria import Criteria, packaged_criteria
from .severity_cues import STRONG, Hit, hits_of

MOST_CHARACTERS = 20_000
"""How much of a giant text is looked at: a happening is told at its beginning."""

MOST_SENTENCES = 60
"""Sentences with words of harm whose figures are read."""

_LEAD = 120
"""Characters below the headline that say what kind of text it is."""

_WIDE_FIGURE = re.compile("[\uff10-\uff19]")
_NARROW = {0xFF10 + figure: str(figure) for figure in range(10)}
_ABROAD = re.compile(
    r"[俄美日韩英法德印澳意土泰菲伊乌埃越](?:一|两|多|军|警方|媒|客机|客轮|战机|首都|海军|空军|[东西南北中]部|校园|连发)"
)
"""A headline that begins with the short name of a foreign country: 美一小学, 俄客机."""
_EFFECT = 0.7
_HARM_TO_PEOPLE = frozenset(
    ("killed", "severely_injured", "injured", "missing", "trapped", "poisoned", "ill", "gathered", "rescued")
)
_AT_LEAST_GENERAL = ("injured", "ill", "missing", "trapped", "evacuated", "rescued")
"""Harms without a criterion of their own, or below every criterion: level IV."""


@dataclass(frozen=True, slots=True)
class EmergencyReading:
    """What was read: the class, the hinted level (only with a class and figures), and the words that said so."""

    emergency: Emergency | None
    severity: Severity | None
    reasons: tuple[Reason, ...]


NOTHING = EmergencyReading(None, None, ())


def read_emergency(text: str, year: int | None = None, criteria: Criteria | None = None) -> EmergencyReading:
    """Class and hinted level of the happening a text tells of; `year` of publication, where known, tells old happenings; `criteria` of the desk."""
    text, hits = hits_of(text[:MOST_CHARACTERS])
    if not hits:
        return NOTHING
    return _Happening(text, hits, year, criteria or packaged_criteria()).reading()


class _Happening:
    """One text with cues in it: which sentences tell of something that happened here and now."""

    def __init__(self, text: str, hits: list[Hit], year: int | None, criteria: Criteria) -> None:
        self.given, self.hits, self.criteria = text, hits, criteria
        self.text = text.translate(_NARROW) if _WIDE_FIGURE.search(text) else text
        self.marks = Marks(self.text)
        self._told: dict[int, bool] = {}
        self._beside: dict[tuple[int, str], bool] = {}
        self.year = year or max((found for _, found in self.marks.years), default=0)
        newline = text.find("\n")
        self.headline = newline if newline >= 0 else len(text)

    def reading(self) -> EmergencyReading:
        if not self._may_be_told():
            return NOTHING
        hits = [hit for hit in self._live() if self._occurs(hit)]
        if not hits or self._set_elsewhere():
            return NOTHING
        found = [figure for figure in self._figures() if self._counts(figure)]
        hurt = any(figure.harm in _HARM_TO_PEOPLE and figure.amount > 0 for figure in found)
        grave = hurt or any(figure.harm == "loss" for figure in found) or self._spared() is not None
        told = [hit for hit in hits if (grave or not self._is_idle(hit)) and self._happened(hit, grave)]
        harm = settle(found)
        if not told or self._is_over(told, harm):
            return NOTHING
        emergency = _strongest(told)
        severity, spoken = self._severity(emergency, harm)
        reasons = tuple(
            Reason("emergency", h.word, h.start, h.end, h.weight)
            for h in _first_of_each(told)
            if h.emergency is emergency
        ) + tuple(Reason("severity", self.given[f.start : f.end], f.start, f.end, 1.0) for f in spoken)
        return EmergencyReading(emergency, severity, reasons)

    def _is_over(self, told: list[Hit], harm: dict[str, Figure]) -> bool:
        """Whether people were only lost for a while, and came back unharmed."""
        only_lost = all(hit.word in wording()["until_found"] for hit in told)
        return only_lost and bool(self.marks.first("rescued")) and not harm.keys() - {"trapped", "missing", "rescued"}

    def _may_be_told(self) -> bool:
        """Whether a cue stands early enough to be believed alone, or some word of harm in the text; most texts end here."""
        early = self.headline + wording()["early"]
        return any(hit.start < (early if hit.weight >= STRONG else self.headline) for hit in self.hits) or any(
            self.marks.all(group) for group in ("harm", "none_hurt", "rescued")
        )

    def _live(self) -> list[Hit]:
        """Hits that speak of here and now; a headline is not believed where the text below takes all of it back."""
        live = [hit for hit in self.hits if self._is_live(hit)]
        below = any(hit.start > self.headline for hit in self.hits)
        if below and not any(hit.start > self.headline for hit in live):
            return []
        return [hit for hit in live if not self._is_feared(hit)]

    def _figures(self) -> list[Figure]:
        """The figures of sentences that tell of here and now; numbers are read only where a word of harm stands beside them."""
        found: list[Figure] = []
        told = 0
        for start, end in self.marks.sentences:
            if self.marks.within("harm", start, end) and self._is_told(start, end):
                found += figures(self.text[start:end], start)
                told += 1
                if told == MOST_SENTENCES:
                    break
        return found

    def _is_live(self, hit: Hit) -> bool:
        sentence = self.marks.sentence_at(hit.start)
        return sentence is not None and self._is_told(*sentence) and not self.marks.within("rumoured", *sentence)

    def _is_feared(self, hit: Hit) -> bool:
        """Whether the clause speaks of what might happen, or the sentence up to it sets a condition, or the word is a figure of speech."""
        start = self.marks.clause_start(hit.start)
        end = min(self.marks.clause_end(hit.end), start + 200)
        return bool(self.marks.within("unreal", start, end)) or self._is_supposed(hit.start)

    def _is_supposed(self, position: int) -> bool:
        sentence = self.marks.sentence_at(position)
        return sentence is not None and bool(self.marks.within("conditional", sentence[0], position))

    def _is_idle(self, hit: Hit) -> bool:
        """Where no harm is told: a figure of speech, or what came after (compensation, repair, insurance). A crowd gathers over just that."""
        sentence = self.marks.sentence_at(hit.start)
        if sentence is not None and self.marks.within("figurative", *sentence):
            return True
        if hit.emergency is Emergency.PUBLIC_SECURITY:
            return False
        start = self.marks.clause_start(hit.start)
        return bool(self.marks.within("aftermath", start, min(self.marks.clause_end(hit.end), start + 200)))

    def _set_elsewhere(self) -> bool:
        """Foreign, fictional, a drill or long past by its headline or first sentence: the whole text is."""
        lead = self.headline + _LEAD
        first = self.marks.sentence_at(self.headline + 1)
        end = min(first[1] if first else self.headline, lead)
        if self.marks.within("excluded.drill", 0, lead) or self.marks.within("excluded.past", 0, self.headline):
            return True
        if _ABROAD.match(self.text):
            return True
        return any(self.marks.within(f"excluded.{name}", 0, end) for name in ("fiction", "foreign"))

    def _is_told(self, start: int, end: int) -> bool:
        known = self._told.get(start)
        if known is None:
            known = not self.marks.is_set_apart(start, end) and not any(
                start <= at < end and year < self.year for at, year in self.marks.years
            )
            self._told[start] = known
        return known

    def _is_headline(self, hit: Hit) -> bool:
        return hit.weight >= STRONG and hit.start < self.headline

    def _happened(self, hit: Hit, grave: bool) -> bool:
        """Told early or with harm, for a happening mentioned in passing is none; a weak word wants harm as well or the headline."""
        if grave:
            return True
        if self._is_headline(hit):
            return hit.plain or hit.word not in wording()["often_figurative"] or self._has_beside(hit)
        if hit.start > self.headline + wording()["early"]:
            return False
        return hit.plain or hit.start < self.headline or hit.weight >= STRONG

    def _occurs(self, hit: Hit) -> bool:
        """A strong word in the headline, or a plain one; or a word of occurring beside it."""
        return (hit.plain and hit.start < self.headline) or self._is_headline(hit) or self._has_beside(hit)

    def _has_beside(self, hit: Hit) -> bool:
        """Whether a word of occurring stands in the sentence that is not part of the cue itself."""
        sentence = self.marks.sentence_at(hit.start)
        if sentence is None:
            return False
        known = self._beside.get((sentence[0], hit.word))
        if known is None:
            known = self._beside[sentence[0], hit.word] = any(
                self.text.find(hit.word, max(sentence[0], start - len(hit.word) + 1), end + len(hit.word) - 1) < 0
                for start, end in self.marks.within("occurrence", *sentence)
            )
        return known

    def _counts(self, figure: Figure) -> bool:
        """Neither rumoured nor denied nor supposed nor asked."""
        start, end = self.marks.clause_start(figure.start), self.marks.clause_end(figure.end)
        if self.marks.within("rumoured", start, end) and "更正" not in self.text[start:end]:
            return False
        if self.marks.within("asked", start, end) or self.marks.within("denied", start, end):
            return False
        return not self._is_supposed(figure.start)

    def _spared(self) -> Span | None:
        """The words that nobody was hurt, or that all were saved."""
        return self.marks.first("none_hurt") or self.marks.first("rescued")

    def _severity(self, emergency: Emergency, harm: dict[str, Figure]) -> tuple[Severity | None, list[Figure]]:
        amounts = self._amounts(emergency, harm)
        cut = self._water_cut()
        amounts |= dict.fromkeys(cut, 1.0)
        met = self.criteria.met(self._kind(emergency), amounts)
        if met:
            names = {bound.harm for rule in met for bound in rule.bounds}
            names |= {"killed", "missing", "trapped"} if "endangered" in names else set()
            names |= {"ill"} if "poisoned" in names and emergency is Emergency.PUBLIC_HEALTH else set()
            spoken = [figure for name, figure in harm.items() if name in names]
            water = [self.text[slice(*cut[name])] for name in cut if name in names]
            return Severity(met[0].level, tuple([figure.text for figure in spoken] + water)), spoken
        spared = self._spared()
        hurt = [harm[name] for name in _AT_LEAST_GENERAL if name in harm and harm[name].amount > 0]
        if not spared and not hurt:
            return None, []
        because = [figure.text for figure in hurt] or [self.text[slice(*spared)] if spared else ""]
        return Severity(4, tuple(because)), hurt

    def _amounts(self, emergency: Emergency, harm: dict[str, Figure]) -> dict[str, float]:
        amounts = {name: figure.amount for name, figure in harm.items()}
        if self.marks.first("rescued"):
            amounts.pop("trapped", None)
        lost = amounts.get("killed", 0.0) + amounts.get("missing", 0.0)
        trapped = amounts.get("trapped", 0.0)
        saved = amounts.get("rescued", 0.0)
        if 0 < saved <= trapped:  # more than that were never trapped
            amounts["endangered"] = max(lost, trapped - saved)
        elif "killed" in harm and harm["killed"].part:
            amounts["endangered"] = max(lost, trapped)
        else:
            amounts["endangered"] = lost + trapped
        if emergency is Emergency.PUBLIC_HEALTH:
            amounts["poisoned"] = max(amounts.get("poisoned", 0.0), amounts.get("ill", 0.0))
        return amounts

    def _water_cut(self) -> dict[str, Span]:
        """Where each kind of water cut is told of, and not as feared or spared."""
        found: dict[str, Span] = {}
        for name in wording()["water_cut"]:
            for start, end in self.marks.all(f"water_cut.{name}"):
                clause = self.marks.clause_start(start)
                sentence = self.marks.sentence_at(start)
                clear = not self.marks.within("hypothetical", clause, end) and not self._is_supposed(start)
                if clear and sentence and self._is_told(*sentence) and not _DENIED & set(self.text[clause:start]):
                    found[name] = (start, end)
                    break
        return found

    def _kind(self, emergency: Emergency) -> str:
        in_text = self.marks.groups("kinds")
        if emergency is Emergency.ACCIDENT:
            return "environment" if "environment" in in_text else "accident"
        if emergency is Emergency.NATURAL_DISASTER:
            return "earthquake" if "earthquake" in in_text else "weather"
        if emergency is Emergency.PUBLIC_HEALTH:
            kinds = ("occupational_poisoning", "vaccination", "food_poisoning")
            return next((kind for kind in kinds if kind in in_text), "public_health")
        return "public_security"


_DENIED = frozenset("未没不无")


def _strongest(hits: list[Hit]) -> Emergency:
    sums: dict[Emergency, float] = {}
    for hit in _first_of_each(hits):
        weight = _EFFECT if hit.word in wording()["effects"] else hit.weight
        sums[hit.emergency] = sums.get(hit.emergency, 0.0) + weight * _RANK[hit.emergency]
    return max(sums, key=lambda emergency: sums[emergency])


_RANK = {
    Emergency.ACCIDENT: 1.0,
    Emergency.NATURAL_DISASTER: 1.3,
    Emergency.PUBLIC_HEALTH: 1.5,
    Emergency.PUBLIC_SECURITY: 1.5,
}
"""An earthquake makes houses fall, a stabbing makes people bleed: the cause outweighs what it did."""


def _first_of_each(hits: list[Hit]) -> list[Hit]:
    first: dict[str, Hit] = {}
    for hit in hits:
        first.setdefault(hit.word, hit)
    return list(first.values())
