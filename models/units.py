"""Who must answer (责任单位): the ordered rules R1 to R14 over functions, places, institution, voice and severity.

The rules with their documents and clauses, the words that call them and the weights stand in data/responsibility_rules.json.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from opinion_desk.domain.unit import Unit
from opinion_desk.domain.verdict import GRAVE, NOBODY, Emergency, Reason, Scored, Severity, UnitChoice, Voice

from . import divisions
from .functions import LOCALITY, function_of_id, function_of_name
from .institutions import Found
from .localities import Locality, LocalityFinder, bureaus_named, chances_of_locality, concerned_alike
from .place_names import OwnPlace, own_place
from .places import FoundPlace
from .spoken_rules import Spoken, spoken_rule
from .unit_names import UnitNames, government_of
from .unit_rules import first_of, plain_rule, rules, words_in

MOST_OTHERS = 8
_CLOSE = 0.45  # a second function at this share of the first is a co-unit
_LEAST = 0.05
_KNOWN = 0.15  # from here on a function is known well enough to lead over several places (R4)
_INVOLVED, _ABOVE_INVOLVED = 0.5, 0.3
"""What the headline's naming an institution adds to the function it holds itself, and to that of the department above it."""
_LONGEST_KIND = 6

Choices = tuple[UnitChoice, tuple[UnitChoice, ...], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class _Words:
    """What words of the text say: those found, the rule they call with a unit beside them, and the rule they call alone."""

    found: Mapping[str, int]
    spoken: Spoken | None
    plain: str
    cue: tuple[str, int] | None


class UnitAssigner:
    """Assigns lead and co-units for one jurisdiction; `registry` holds the desk's own units, `own_places` its own places."""

    def __init__(
        self, jurisdiction: str | None, registry: Sequence[Unit] = (), own_places: Sequence[str | OwnPlace] = ()
    ) -> None:
        self.names = UnitNames(jurisdiction, registry)
        self.home = self.names.home
        self._localities = LocalityFinder(self.home, [own_place(place) for place in own_places])

    def assign(
        self,
        functions: Sequence[Scored],
        places: Sequence[FoundPlace],
        institution: Found | None,
        voice: Voice,
        emergency: Emergency | None,
        severity: Severity | None,
        text: str,
        found: Mapping[str, int] | None = None,
        nudge: float = 0.0,
    ) -> Choices:
        """Lead, others (strongest first) and reasons; `functions` strongest first. NOBODY as lead when nothing points anywhere.

        A score is the probability that this choice is the right lead. `found` are the words of unit_rules.words_in, where
        they are known already; `nudge` moves the log-odds that the place's own government answers.
        """
        strong = [f for f in functions if f.score >= _LEAST and f.name != LOCALITY]
        strong = self._with_emergency(strong, emergency)
        words = self._words(text, words_in(text) if found is None else found)
        if words.spoken is not None and words.spoken.function is not None:
            strong = _raised(strong, words.spoken.function, words.spoken.helpers)
        strong, own_name = self._with_institution(strong, institution, text)
        localities = self._localities.find(places, text)
        chance, each = chances_of_locality(
            localities, strong, institution, self.home, words.found, words.spoken, voice, text, nudge
        )
        grave = severity is not None and severity.level <= GRAVE
        alike = concerned_alike(localities) and strong[:1] != [] and strong[0].score >= _KNOWN
        settled = alike or (grave and strong != []) or _said_to_lead(words.spoken, localities, text)
        departments = self._departments(strong, words, own_name, (0.0,) * len(strong) if settled else each)
        left = 1.0 - departments[0].score if settled else 1.0
        here = [self._government(place, chance * left) for place in localities]
        lead, others = _ordered(departments, here, alike, settled)
        others += self._beside(voice, emergency, severity, departments, words.found)
        return lead, _distinct(lead, others), _reasons(lead, localities, chance, words, text)

    def _words(self, text: str, found: Mapping[str, int]) -> _Words:
        plain, cue = plain_rule(found)
        return _Words(found, spoken_rule(text, found, self.names.function_ending), plain, cue)

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
        itself = function_of_name(name) if name and unit is None else None
        function = itself.id if itself is not None else None
        if unit is None and function is None:
            unit = self.names.unit_named_in(text)
        if unit is not None:
            function = unit.function
        elif function is None:
            function = _function_above(name)
        if function == LOCALITY or function_of_id(function or "") is None:
            return functions, {}
        own = unit.name if unit is not None else name if self._is_full_name(name) else ""
        share = 0.0
        if institution is not None and institution.start < text.find("\n"):
            share = _INVOLVED if unit is not None or itself is not None else _ABOVE_INVOLVED
        return _with_involved(functions, function or "", share), {function or "": own} if own else {}

    def _is_full_name(self, institution: str) -> bool:
        """云川燃气公司, 国网云川供电公司: a name that can stand in a notice, which the bare 燃气公司 cannot."""
        if not institution.endswith(("公司", "集团")) or len(institution) < 5:
            return False
        opens = ("国网", "中国", self.home.short) if self.home is not None else ("国网", "中国")
        return institution.startswith(opens) or any(divisions.named(institution[:length]) for length in (2, 3))

    def _departments(
        self, functions: list[Scored], words: _Words, own: Mapping[str, str], local: Sequence[float]
    ) -> list[UnitChoice]:
        """The departments with the rule that speaks for each; `local`: how likely a matter of each is the place's own, 0 where a rule settles it."""
        spoken = words.spoken
        named = (spoken.function, *spoken.helpers) if spoken is not None else ()
        choices: list[UnitChoice] = []
        for rank, function in enumerate(functions):
            rule = "R1" if function.score < _CLOSE * functions[0].score else "R5"
            if spoken is not None and (function.name in named or (rank == 0 and spoken.function is None)):
                rule = spoken.rule
            elif rank == 0:
                rule = words.plain
            unit = own.get(function.name) or self.names.of(function.name)
            choices.append(
                UnitChoice(function.name, unit, round(min(1.0, function.score) * (1.0 - local[rank]), 4), rule)
            )
        return choices

    def _government(self, place: Locality, chance: float) -> UnitChoice:
        name = government_of(place.name)
        unit = self.names.registered(name) or self.names.registered(place.name)
        return UnitChoice(LOCALITY, unit.name if unit else name, round(chance, 4), "R3")

    def _beside(
        self,
        voice: Voice,
        emergency: Emergency | None,
        severity: Severity | None,
        departments: Sequence[UnitChoice],
        words: Mapping[str, int],
    ) -> list[UnitChoice]:
        """Who is told or decides beside: R11 (unlawful falsehood), R6, R7, R13 (grave matters), R5 (departments that shift a matter)."""
        wanted: list[tuple[str, float, str]] = []
        if voice is Voice.RUMOUR:
            wanted += [("cyberspace", 0.3, "R11"), ("public_security", 0.3, "R11")]
        if emergency is not None and severity is not None and severity.level <= GRAVE:
            wanted += [("publicity", 0.3, "R6"), ("cyberspace", 0.2, "R13")]
            if severity.level == 1:
                wanted.append(("gov_office", 0.3, "R7"))
        several = any(choice.rule == "R5" for choice in departments)
        if several and first_of(words, rules()["shifting_words"]) is not None:
            wanted.append(("gov_office", 0.1, "R5"))
        return [UnitChoice(id, self.names.of(id), score, rule) for id, score, rule in wanted]


def _ordered(
    departments: list[UnitChoice], here: list[UnitChoice], alike: bool, settled: bool
) -> tuple[UnitChoice, list[UnitChoice]]:
    """Who leads and who follows: R4 for several places, a department where a rule settles it, else the likelier of department and place (R3)."""
    if not here or not departments:
        whole = [*departments, *here]
        return (whole[0], whole[1:]) if whole else (NOBODY, [])
    first = departments[0]
    if alike:
        lead = UnitChoice(first.function, first.unit, first.score, "R4")
        return lead, _by_score([*departments[1:], *here])
    if here[0].score > first.score and not settled:
        return here[0], [*departments, *here[1:]]
    return first, _by_score([here[0], *departments[1:], *here[1:]])


def _said_to_lead(spoken: Spoken | None, localities: Sequence[Locality], text: str) -> bool:
    """Whether the text says which department of the jurisdiction itself leads (R12), whatever place it names."""
    if spoken is None or spoken.rule != "R12" or spoken.function is None:
        return False
    return not (localities and bureaus_named(localities[0], text))


def _with_involved(functions: list[Scored], involved: str, share: float) -> list[Scored]:
    """With the function of the institution involved raised by this share of what it lacks to certainty, strongest first."""
    known = next((f.score for f in functions if f.name == involved), 0.0)
    if share == 0.0 or not functions:
        return functions if known else [*functions, Scored(involved, 0.2 if functions else 0.4)]
    lacks = 1.0 - known
    rest = [Scored(f.name, f.score * (1.0 - share)) for f in functions if f.name != involved]
    return sorted([*rest, Scored(involved, known + share * lacks)], key=lambda f: -f.score)


def _function_above(institution: str) -> str | None:
    """The function of the department that an institution is under by its kind (学校, 医院); None for a kind that says nothing."""
    kinds = rules()["institutions"]
    endings = (institution[-length:] for length in range(_LONGEST_KIND, 1, -1))
    return next((kinds[ending] for ending in endings if ending in kinds), None)


def _by_score(choices: list[UnitChoice]) -> list[UnitChoice]:
    return sorted(choices, key=lambda choice: -choice.score)


def _raised(functions: list[Scored], first: str, helpers: Sequence[str]) -> list[Scored]:
    """The function that words name first, its helpers behind it, then the others."""
    named = (first, *helpers)
    top = max(0.6, max((f.score for f in functions), default=0.0))
    rest = [f for f in functions if f.name not in named]
    return [Scored(first, top), *(Scored(helper, top * 0.8) for helper in helpers), *rest]


def _reasons(
    lead: UnitChoice, localities: Sequence[Locality], chance: float, words: _Words, text: str
) -> tuple[Reason, ...]:
    """The words that called a rule, and the places that speak for their government."""
    spans = [(words.spoken.start, words.spoken.end)] if words.spoken is not None else []
    if words.cue is not None and lead.rule == words.plain:
        spans.append((words.cue[1], words.cue[1] + len(words.cue[0])))
    reasons = [Reason("unit", text[start:end], start, end, 1.0) for start, end in spans]
    mentions = localities[0].mentions[:3] if localities else ()
    return (*reasons, *(Reason("unit", text[m.start : m.end], m.start, m.end, round(chance, 4)) for m in mentions))


def _distinct(lead: UnitChoice, others: Sequence[UnitChoice]) -> tuple[UnitChoice, ...]:
    seen = {(lead.function, lead.unit)}
    kept: list[UnitChoice] = []
    for choice in others:
        if (choice.function, choice.unit) not in seen and choice.function is not None:
            seen.add((choice.function, choice.unit))
            kept.append(choice)
    return tuple(kept[:MOST_OTHERS])
