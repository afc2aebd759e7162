"""What a unit is called: function and jurisdiction give its name by the pattern of its level; the desk's own entries win."""

from __future__ import annotations

from collections.abc import Sequence

import ahocorasick_rs

from opinion_desk.domain.unit import DivisionLevel, Function, Unit

from . import divisions
from .functions import LOCALITY, function_of_id
from .place_names import Home, home_of
from .wellformed import well_formed

_SHORTEST_SPOKEN = 4
_SPEAKING = frozenset(("publicity", "cyberspace", "media_center", "gov_office", "party_office", LOCALITY))
"""Functions whose units are named as those who tell of a matter; places are found as places."""
_ZONES = (
    "开发区",
    "经开区",
    "高新区",
    "园区",
    "新区",
    "示范区",
    "保税区",
    "管理区",
    "实验区",
    "度假区",
    "风景区",
    "景区",
)


class UnitNames:
    """Names units for one jurisdiction; without one a unit is named by its function alone (住房和城乡建设局)."""

    def __init__(self, jurisdiction: str | None, registry: Sequence[Unit] = ()) -> None:
        self.home: Home | None = home_of(jurisdiction)
        self._own: dict[str, str] = {}
        for unit in registry:
            if unit.function is not None:
                self._own.setdefault(unit.function, unit.name)
        self._registry = {name: unit for unit in registry for name in (unit.name, *unit.aliases)}
        self._known: dict[str, str] = {}
        spoken = [
            name
            for name, unit in self._registry.items()
            if len(name) >= _SHORTEST_SPOKEN and unit.function not in _SPEAKING and not name.endswith("发布")
        ]
        self._spoken = spoken
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        self._search = (
            ahocorasick_rs.AhoCorasick(spoken, matchkind=longest, implementation=ahocorasick_rs.Implementation.DFA)
            if spoken
            else None
        )

    def of(self, function: str) -> str:
        """The unit that holds this function here."""
        if function not in self._known:
            self._known[function] = self._own.get(function) or self._made(function)
        return self._known[function]

    def registered(self, name: str) -> Unit | None:
        """The registry's unit of that name or alias."""
        return self._registry.get(name)

    def unit_named_in(self, text: str) -> Unit | None:
        """The registry's unit whose name or alias stands first in the text, headline before body (云川交警, 东湖水厂); None when none does."""
        if self._search is None:
            return None
        hits = self._search.find_matches_as_indexes(well_formed(text))
        return self._registry[self._spoken[hits[0][0]]] if hits else None

    def function_ending(self, text: str) -> str | None:
        """The function of the registry's unit whose name or alias ends a text (云川交警, 东湖水厂), the longest first; None when none does."""
        found = [name for name, unit in self._registry.items() if unit.function and text.endswith(name)]
        return self._registry[max(found, key=len)].function if found else None

    def _made(self, id: str) -> str:
        function = function_of_id(id)
        if function is None:
            return id
        return by_pattern(function, self.home) if self.home else function.name


def by_pattern(function: Function, home: Home) -> str:
    """The unit's name by the pattern for the jurisdiction's level: 常州市公安局天宁分局, 苏州市常熟生态环境局, 商洛市教育局."""
    city = divisions.city_of(home.code) if home.code else None
    level = DivisionLevel.CITY if home.code in divisions.MUNICIPALITIES else home.level
    pattern = dict(function.patterns).get(level.value if level else "", "{place}" + function.name)
    if "{city}" in pattern and city is None:
        pattern = pattern.replace("{city}{short}", "{place}")  # a county of nobody knows which city
    inside = level is DivisionLevel.DISTRICT and city is not None
    return pattern.format(
        place=f"{city.name}{home.name}" if inside and city else home.name,
        city=city.name if city else "",
        city_short=city.short if city else home.short,
        short=home.short,
    )


def government_of(place: str) -> str:
    """The government of a place below the jurisdiction: 东湖街道办事处, 北郊镇人民政府, 云川经济开发区管理委员会."""
    if place.endswith(("办事处", "管理委员会", "人民政府")):
        return place
    if place.endswith("管委会"):
        return place[:-3] + "管理委员会"
    if place.endswith(("街道", "地区")):
        return place + "办事处"
    return place + ("管理委员会" if place.endswith(_ZONES) else "人民政府")
