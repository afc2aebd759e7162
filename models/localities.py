"""属地: which places directly below the jurisdiction a text is about, and how likely their government answers instead of a department."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from opinion_desk.domain.unit import DivisionLevel, Line
from opinion_desk.domain.verdict import Scored, Voice

from . import divisions
from .functions import LOCALITY, function_named_at, function_of_id
from .institutions import Found
from .place_names import Home, OwnPlace
from .places import FoundPlace
from .spoken_rules import Spoken
from .town_signs import is_town, town_signs
from .unit_rules import WORD_SIGNS, cues, rules

_OF_ROADS = ("transport", "expressway")
_LOOKED_AT = 4  # mentions of a place whose surroundings are looked at
_FIRMS = ("公司", "集团", "物业", "置业", "地产", "超市", "酒店", "商场", "厂")


@dataclass(frozen=True, slots=True)
class Locality:
    """A place one level below the jurisdiction, with the mentions that speak for it."""

    name: str
    mentions: tuple[FoundPlace, ...]
    in_title: bool


class LocalityFinder:
    """Finds the localities of one jurisdiction; the desk's own places speak for the division they are said to lie in."""

    def __init__(self, home: Home | None, own_places: Sequence[OwnPlace] = ()) -> None:
        self._home = home
        self._own = {place.name: place for place in own_places}
        self._codes = {name: self._code_of(place) for name, place in self._own.items()}

    def find(self, places: Sequence[FoundPlace], text: str) -> list[Locality]:
        """Local places directly below the jurisdiction, the most spoken of first; a town counts for its county."""
        if self._home is None:
            return []
        headline = text.find("\n")
        mentions: dict[str, list[FoundPlace]] = {}
        for found in places:
            name = self._below(self._home, found)
            if name is not None:
                mentions.setdefault(name, []).append(found)
        if not self._home.code:
            mentions = _nearest_level(mentions)
        rows = [Locality(n, tuple(m), any(f.start < headline for f in m)) for n, m in mentions.items()]
        return sorted(rows, key=lambda row: (not row.in_title, -len(row.mentions), row.mentions[0].start))

    def _below(self, home: Home, found: FoundPlace) -> str | None:
        """The name of the division directly below the jurisdiction in which a place lies; None for the jurisdiction itself."""
        place = found.place
        if not place.local or place.name == home.name:
            return None
        name, level, code = place.name, found.level, place.code
        if name in self._own:
            name = self._topmost(name)
            level, code = divisions.level_of_name(name), self._codes[place.name]
        if not home.code or not code:
            return name if level in _BELOW else None
        if code == home.code or not code.startswith(home.code):
            return None
        length = {2: 4, 4: 6, 6: 9}.get(len(home.code), 9)
        if home.code in divisions.MUNICIPALITIES:
            length = 6
        division = divisions.by_code(code[:length])
        return division.name if division else name

    def _topmost(self, name: str) -> str:
        """What an own place lies in at last: 东湖路 in 东湖街道, and that in 东湖区."""
        seen = {name}
        while name in self._own and (above := self._own[name].within) and above not in seen:
            name = above
            seen.add(name)
        return name

    def _code_of(self, place: OwnPlace) -> str:
        """The code of the one division of the jurisdiction in which an own place is said to lie; empty when unsure."""
        if place.code or self._home is None or not self._home.code or not place.within:
            return place.code
        above = self._topmost(place.name)
        lying = (*divisions.children(self._home.code), *divisions.towns_of(self._home.code))
        found = [division.code for division in lying if above in (division.name, division.short)]
        return found[0] if len(found) == 1 else ""


_BELOW = (DivisionLevel.DISTRICT, DivisionLevel.COUNTY, DivisionLevel.TOWN, DivisionLevel.CITY)


def _nearest_level(mentions: dict[str, list[FoundPlace]]) -> dict[str, list[FoundPlace]]:
    """Without codes a town's district is not known: a district named directly before a street stands for it."""
    kept: dict[str, list[FoundPlace]] = {}
    ends = {m.end: name for name, row in mentions.items() for m in row if m.level is not DivisionLevel.TOWN}
    for name, row in mentions.items():
        above = next((ends[m.start] for m in row if m.level is DivisionLevel.TOWN and m.start in ends), None)
        kept.setdefault(above or name, []).extend(row)
    return {name: sorted(row, key=lambda m: m.start) for name, row in kept.items()}


def concerned_alike(localities: Sequence[Locality]) -> bool:
    """Whether several places are concerned alike: both in the headline, or none there and named about as often (R4)."""
    if len(localities) < 2:
        return False
    first, second = localities[0], localities[1]
    return first.in_title == second.in_title and len(second.mentions) * 2 > len(first.mentions)


def chances_of_locality(
    localities: Sequence[Locality],
    functions: Sequence[Scored],
    institution: Found | None,
    home: Home | None,
    words: Mapping[str, int],
    spoken: Spoken | None,
    voice: Voice,
    text: str,
    nudge: float = 0.0,
) -> tuple[float, tuple[float, ...]]:
    """How likely the government of the first place answers, whatever the matter is, and for each function if it is that one's matter.

    Logistic sums of editable weights, moved by `nudge`; 0 throughout where no place below the jurisdiction is named.
    """
    if not localities:
        return 0.0, (0.0,) * len(functions)
    weights = rules()["weights"]
    signs = _signs(localities, institution, home, words, spoken, text)
    town = is_town(localities[0].name)
    if town:
        first = localities[0]
        signs |= town_signs(first.name, first.mentions, first.in_title, home, voice, text)
    total = nudge + sum(float(weights[sign]) for sign, there in signs.items() if there)
    trunk = any(word in words for word in rules()["trunk_road_words"])
    each = tuple(_logistic(total + _by_function(function.name, weights, trunk, town)) for function in functions)
    known = sum(function.score for function in functions)
    whole = sum(function.score * chance for function, chance in zip(functions, each, strict=True))
    return (whole + max(0.0, 1.0 - known) * _logistic(total)) / max(1.0, known), each


def _signs(
    localities: Sequence[Locality],
    institution: Found | None,
    home: Home | None,
    words: Mapping[str, int],
    spoken: Spoken | None,
    text: str,
) -> dict[str, bool]:
    """What speaks for the government of the first place or against it, by the name of its weight."""
    first = localities[0]
    bureaus = bureaus_named(first, text)
    signs = {sign: any(word in words for word in rules()[named]) for sign, named in WORD_SIGNS.items()}
    signs |= _about_the_institution(institution, first, home)
    signs |= {
        "base": True,
        "in_title": first.in_title,
        "named_twice": len(first.mentions) > 1,
        "several_places": concerned_alike(localities),
        "decision": any(cue in words for cue in cues("R2")),
        "bureau_there": any(mention.start < text.find("\n") for mention in bureaus),
        "department_named": spoken is not None and not bureaus,
    }
    return signs


def _logistic(total: float) -> float:
    return 1.0 / (1.0 + math.exp(-total))


def _about_the_institution(institution: Found | None, first: Locality, home: Home | None) -> dict[str, bool]:
    """Whether the institution bears the name of the place (a county's hospital) or of the jurisdiction (the city's); a firm's name says less."""
    named = institution.name if institution else ""
    here = bool(named) and home is not None and named.startswith((home.short, home.name[-1]))
    firm = named.endswith(_FIRMS)
    # 城北小学 is the education bureau's, not the street's whose short name it bears
    there = first.name if is_town(first.name) else divisions.short_name(first.name)
    return {
        "institution_there": named.startswith(there),
        "institution_here": here and not firm,
        "firm_here": here and firm,
    }


def bureaus_named(place: Locality, text: str) -> list[FoundPlace]:
    """The mentions of a place, of its first few, behind which a department of its own is named."""
    return [mention for mention in place.mentions[:_LOOKED_AT] if _is_bureau(text, mention)]


def _is_bureau(text: str, mention: FoundPlace) -> bool:
    """Whether a department of the place is named: 云川县|教育局."""
    function = function_named_at(text, mention.end)
    return function is not None and function != LOCALITY


def _by_function(id: str, weights: Mapping[str, Any], trunk: bool, town: bool) -> float:
    """What the function says: police, trunk roads and what is run from above stay with the department, land and villages with the place."""
    function = function_of_id(id)
    total = float(weights["function"]) + float(weights["functions"].get(id, 0.0))
    if function is not None and function.line is Line.VERTICAL:
        total += float(weights["national_function"])
    if town:
        total += float(weights["town_functions"].get(id, 0.0))
    return total + (float(weights["trunk_road"]) if trunk and id in _OF_ROADS else 0.0)
