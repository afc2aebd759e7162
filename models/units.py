"""Who must answer (责任单位): the ordered rules R1 to R14 over functions, places, institution, voice and severity.

The rules with their documents and clauses, the words that call them and the weights stand in data/responsibility_rules.json.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opinion_desk.domain.unit import DivisionLevel, Line, Unit
from opinion_desk.domain.verdict import NOBODY, Emergency, Reason, Scored, Severity, UnitChoice, Voice

from . import divisions
from .functions import LOCALITY, function_of_id, function_of_name
from .institutions import Found
from .places import FoundPlace, OwnPlace
from .unit_names import UnitNames, government_of
from .unit_rules import WORD_SIGNS, Spoken, plain_rule, rules, spoken_rule, words_in

MOST_OTHERS = 8
_CLOSE = 0.45  # a second function at this share of the first is a co-unit
_LEAST = 0.05

Choices = tuple[UnitChoice, tuple[UnitChoice, ...], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _Locality:
    """A place one level below the jurisdiction, with the mentions that speak for it."""

    name: str
    mentions: tuple[FoundPlace, ...]
    in_title: bool


class UnitAssigner:
    """Assigns lead and co-units for one jurisdiction; `registry` holds the desk's own units, `own_places` its own places."""

    def __init__(
        self, jurisdiction: str | None, registry: Sequence[Unit] = (), own_places: Sequence[str | OwnPlace] = ()
    ) -> None:
        self.names = UnitNames(jurisdiction, registry)
        self.home = self.names.home
        self._own_places = frozenset(p if isinstance(p, str) else p.name for p in own_places)

    def assign(
        self,
        functions: Sequence[Scored],
        places: Sequence[FoundPlace],
        institution: Found | None,
        voice: Voice,
        emergency: Emergency | None,
        severity: Severity | None,
        text: str,
        words: Mapping[str, int] | None = None,
    ) -> Choices:
        """Lead, others (strongest first) and reasons; `functions` strongest first. NOBODY as lead when nothing points anywhere.

        `words` are those of unit_rules.words_in, where they are known already.
        """
        strong = [f for f in functions if f.score >= _LEAST and f.name != LOCALITY]
        strong = self._with_emergency(strong, emergency)
        words = words_in(text) if words is None else words
        spoken = spoken_rule(text, words)
        if spoken is not None:
            strong = _raised(strong, spoken)
        strong, own_name = self._with_institution(strong, institution, text)
        localities = self._localities(places, text)
        grave = severity is not None and severity.level <= 2
        departments = self._departments(strong, spoken, words, own_name)
        chance = self._local_chance(departments, localities, institution, words, spoken)
        lead, others, reasons = self._lead(departments, localities, chance, text, grave, spoken)
        others += self._beside(voice, emergency, severity)
        return lead, _distinct(lead, others), reasons

    def _with_emergency(self, functions: list[Scored], emergency: Emergency | None) -> list[Scored]:
        """The competent department of an emergency speaks too, and leads when nobody else is named."""
        if emergency is None:
            return functions
        known = {f.name for f in functions}
        score = 0.35 if functions else 0.5
        return functions + [Scored(id, score) for id in rules()["competent"][emergency.value] if id not in known]

    def _with_institution(
        self, functions: list[Scored], institution: Found | None, text: str
    ) -> tuple[list[Scored], dict[str, str]]:
        """R1: the institution involved answers first, if it holds a public function itself (云川水务集团, 国网云川供电公司)."""
        name = institution.name if institution is not None else ""
        unit = self.names.registered(name)
        by_name = function_of_name(name) if name and unit is None else None
        if unit is None and by_name is None:
            unit = self.names.unit_named_in(text)
        function = function_of_id(unit.function or "") if unit is not None else by_name
        if function is None or function.id == LOCALITY:
            return functions, {}
        own = {}
        if unit is not None:
            own[function.id] = unit.name
        elif self._is_full_name(name):
            own[function.id] = name
        if any(f.name == function.id for f in functions):
            return functions, own
        return [*functions, Scored(function.id, 0.2 if functions else 0.4)], own

    def _is_full_name(self, institution: str) -> bool:
        """云川燃气公司, 国网云川供电公司: a name that can stand in a notice, which the bare 燃气公司 cannot."""
        if not institution.endswith(("公司", "集团")) or len(institution) < 5:
            return False
        opens = ("国网", "中国", self.home.short) if self.home is not None else ("国网", "中国")
        return institution.startswith(opens) or any(divisions.named(institution[:length]) for length in (2, 3))

    def _departments(
        self, functions: list[Scored], spoken: Spoken | None, words: Mapping[str, int], own: Mapping[str, str]
    ) -> list[UnitChoice]:
        choices: list[UnitChoice] = []
        for function in functions:
            unit = own.get(function.name) or self.names.of(function.name)
            rule = "R1" if not choices or function.score < _CLOSE * choices[0].score else "R5"
            if spoken is not None and function.name in (spoken.function, *spoken.helpers):
                rule = spoken.rule
            elif not choices:
                rule = plain_rule(words)
            choices.append(UnitChoice(function.name, unit, round(min(1.0, function.score), 4), rule))
        return choices

    def _lead(
        self,
        departments: list[UnitChoice],
        localities: list[_Locality],
        chance: float,
        text: str,
        grave: bool,
        spoken: Spoken | None,
    ) -> tuple[UnitChoice, list[UnitChoice], tuple[Reason, ...]]:
        reasons = [Reason("unit", text[spoken.start : spoken.end], spoken.start, spoken.end, 1.0)] if spoken else []
        if not localities:
            return (departments[0] if departments else NOBODY), departments[1:], tuple(reasons)
        first = localities[0]
        reasons += [Reason("unit", text[m.start : m.end], m.start, m.end, round(chance, 4)) for m in first.mentions[:3]]
        here = [self._government(place, chance, "R3") for place in localities]
        if len(localities) > 1 and departments and _equal(localities):
            lead = UnitChoice(departments[0].function, departments[0].unit, departments[0].score, "R4")
            return lead, [*departments[1:], *here], tuple(reasons)
        if not departments or (chance >= 0.5 and not grave):
            return here[0], [*departments, *here[1:]], tuple(reasons)
        return departments[0], [here[0], *departments[1:], *here[1:]], tuple(reasons)

    def _local_chance(
        self,
        departments: list[UnitChoice],
        localities: list[_Locality],
        institution: Found | None,
        words: Mapping[str, int],
        spoken: Spoken | None,
    ) -> float:
        """How likely the government of the place answers, not a department above it: a logistic sum of editable weights."""
        if not localities:
            return 0.0
        weights, first = rules()["weights"], localities[0]
        named = institution.name if institution else ""
        signs = {
            "base": True,
            "in_title": first.in_title,
            "named_twice": len(first.mentions) > 1,
            "several_places": len(localities) > 1 and _equal(localities),
            "department_named": spoken is not None,
            "institution_there": named.startswith(divisions.short_name(first.name)),
            "institution_here": bool(named)
            and self.home is not None
            and named.startswith((self.home.short, self.home.name[-1])),
        }
        signs |= {sign: any(word in words for word in rules()[named]) for sign, named in WORD_SIGNS.items()}
        total = sum(float(weights[sign]) for sign, there in signs.items() if there)
        if departments:
            total += _by_function(departments[0], weights)
        return 1.0 / (1.0 + math.exp(-total))

    def _government(self, place: _Locality, chance: float, rule: str) -> UnitChoice:
        name = government_of(place.name)
        unit = self.names.registered(name) or self.names.registered(place.name)
        return UnitChoice(LOCALITY, unit.name if unit else name, round(chance, 4), rule)

    def _localities(self, places: Sequence[FoundPlace], text: str) -> list[_Locality]:
        """Local places directly below the jurisdiction, the most spoken of first; a town counts for its county."""
        if self.home is None:
            return []
        headline = text.find("\n")
        mentions: dict[str, list[FoundPlace]] = {}
        for found in places:
            name = self._below(found)
            if name is not None:
                mentions.setdefault(name, []).append(found)
        if not self.home.code:
            mentions = _nearest_level(mentions)
        rows = [_Locality(n, tuple(m), any(f.start < headline for f in m)) for n, m in mentions.items()]
        return sorted(rows, key=lambda row: (not row.in_title, -len(row.mentions), row.mentions[0].start))

    def _below(self, found: FoundPlace) -> str | None:
        """The name of the division directly below the jurisdiction in which a place lies; None for the jurisdiction itself."""
        home, place = self.home, found.place
        if home is None or not place.local or found.level is None or place.name == home.name:
            return None
        if not home.code or not place.code:
            return place.name if found.level in _BELOW or place.name in self._own_places else None
        if place.code == home.code or not place.code.startswith(home.code):
            return None
        length = {2: 4, 4: 6, 6: 9}.get(len(home.code), 9)
        if home.code in divisions.MUNICIPALITIES:
            length = 6
        division = divisions.by_code(place.code[:length])
        return division.name if division else place.name

    def _beside(self, voice: Voice, emergency: Emergency | None, severity: Severity | None) -> list[UnitChoice]:
        """R11 (transfer of unlawful falsehood), R6, R7, R13 (grave matters): who must be told or lead the release beside."""
        wanted: list[tuple[str, float, str]] = []
        if voice is Voice.RUMOUR:
            wanted += [("cyberspace", 0.3, "R11"), ("public_security", 0.3, "R11")]
        if emergency is not None and severity is not None and severity.level <= 2:
            wanted += [("publicity", 0.3, "R6"), ("cyberspace", 0.2, "R13")]
            if severity.level == 1:
                wanted.append(("gov_office", 0.3, "R7"))
        return [UnitChoice(id, self.names.of(id), score, rule) for id, score, rule in wanted]


_BELOW = (DivisionLevel.DISTRICT, DivisionLevel.COUNTY, DivisionLevel.TOWN, DivisionLevel.CITY)
_ORDER = {DivisionLevel.CITY: 0, DivisionLevel.DISTRICT: 1, DivisionLevel.COUNTY: 1, DivisionLevel.TOWN: 2}


def _nearest_level(mentions: dict[str, list[FoundPlace]]) -> dict[str, list[FoundPlace]]:
    """Without codes a town's district is not known: a district named directly before a street stands for it."""
    kept: dict[str, list[FoundPlace]] = {}
    ends = {m.end: name for name, row in mentions.items() for m in row if m.level is not DivisionLevel.TOWN}
    for name, row in mentions.items():
        above = next((ends[m.start] for m in row if m.level is DivisionLevel.TOWN and m.start in ends), None)
        kept.setdefault(above or name, []).extend(row)
    return {name: sorted(row, key=lambda m: m.start) for name, row in kept.items()}


def _equal(localities: list[_Locality]) -> bool:
    """Whether several places are concerned alike: both in the headline, or none there and named about as often (R4)."""
    first, second = localities[0], localities[1]
    return first.in_title == second.in_title and len(second.mentions) * 2 > len(first.mentions)


def _by_function(lead: UnitChoice, weights: Mapping[str, Any]) -> float:
    """What the leading function says: police and what is run from above stay with the department, land and villages with the place."""
    function = function_of_id(lead.function or "")
    total = float(weights["function"]) + float(weights["functions"].get(lead.function, 0.0))
    if function is not None and function.line is Line.VERTICAL:
        total += float(weights["national_function"])
    return total * min(1.0, 2 * lead.score)


def _raised(functions: list[Scored], spoken: Spoken) -> list[Scored]:
    """The function that words name first, its helpers behind it, then the others."""
    named = (spoken.function, *spoken.helpers)
    top = max(0.6, max((f.score for f in functions), default=0.0))
    rest = [f for f in functions if f.name not in named]
    return [Scored(spoken.function, top), *(Scored(helper, top * 0.8) for helper in spoken.helpers), *rest]


def _distinct(lead: UnitChoice, others: Sequence[UnitChoice]) -> tuple[UnitChoice, ...]:
    seen = {(lead.function, lead.unit)}
    kept: list[UnitChoice] = []
    for choice in others:
        if (choice.function, choice.unit) not in seen and choice.function is not None:
            seen.add((choice.function, choice.unit))
            kept.append(choice)
    return tuple(kept[:MOST_OTHERS])
