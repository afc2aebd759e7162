"""The judging of one text's mentions of places: by the words beside each, by what else the text names, and by the jurisdiction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from opinion_desk.domain.unit import DivisionLevel
from opinion_desk.domain.verdict import Place

from . import divisions
from .normalizing import folded
from .place_names import Candidate, Entry, Home, Kind, wary_words
from .place_words import BARE_ZONES, may_be_named, speaks_for_a_place, speaks_of_something_else
from .scanning import Hit

_SHARING = ("市中区", "市南区", "市北区")
_TOWN_WORDS = ("街道", "镇", "乡")
_BEFORE = "在到于赴至来从回离"
_LONGEST_TOWN = 9
_CITY = 4  # digits of a city's code; a province has fewer


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """One mention of a place; `start`/`end` are code points of the text; `level` None for a road or park the desk added."""

    place: Place
    start: int
    end: int
    level: DivisionLevel | None


@dataclass(frozen=True, slots=True)
class Names:
    """The names a text was searched for, by number and by name, and the jurisdiction they are read for."""

    names: list[str]
    entries: list[Entry]
    by_name: Mapping[str, Entry]
    home: Home | None


def is_hopeless(entry: Entry, name: str) -> bool:
    """Whether a name counts only together with others: an everyday word for what lies elsewhere and is no city or province."""
    if entry.kind is Kind.DECOY:
        return True
    if entry.kind is not Kind.WARY or any(candidate.local for candidate in entry.candidates):
        return False
    return name in wary_words() or len(entry.candidates[0].code) > _CITY


class Mentions:
    """The judging of one text's mentions."""

    def __init__(self, searched: Names, text: str, hits: list[Hit]) -> None:
        self.entries, self.names, self.home = searched.entries, searched.names, searched.home
        self.by_name = searched.by_name
        self.text = text
        self.hits = hits
        self.certain: set[str] = set()  # codes named beyond doubt
        self.full: set[str] = set()  # long names in the text
        self.home_named = False
        self.new_here: set[str] = set()  # names that exist elsewhere too, but are meant of the jurisdiction
        self._survey()

    def _survey(self) -> None:
        for index, _, end in self.hits:
            entry = self.entries[index]
            if entry.kind is Kind.DECOY or entry.kind is Kind.WARY or self._is_road(entry, end):
                continue
            self.full.add(self.names[index])
            first = entry.candidates[0]
            if entry.kind is Kind.HERE or (first.local and self.home is not None and first.name == self.home.name):
                self.home_named = True
            if entry.kind is Kind.SHORT or len(entry.candidates) == 1:
                self.certain.add(first.code)

    def found(self) -> list[FoundPlace]:
        places: list[FoundPlace] = []
        before: tuple[int, Candidate] | None = None
        last_end = 0
        for position, (index, start, end) in enumerate(self.hits):
            entry = self.entries[index]
            if entry.kind is Kind.DECOY or start < last_end:
                continue
            above = before[1] if before and start - before[0] <= _gap(self.text, before[0], start) else None
            chosen = self._judge(entry, self.names[index], start, end, above) or self._above_next(entry, position, end)
            if chosen is None:
                continue
            if not chosen.code and len(entry.candidates) > 1:
                chosen = self._placed_by_town(entry, end) or chosen
            places.append(_mention(chosen, start, end))
            before, last_end = (end, chosen), end
            if chosen.level is DivisionLevel.CITY and (district := self._sharing_district(chosen, end)) is not None:
                places.append(_mention(district, end - 1, end + 2))
                before, last_end = (end + 2, district), end + 2
                chosen = district
            while (town := self._town_after(chosen, last_end)) is not None:
                chosen, stop = town
                places.append(_mention(chosen, last_end, stop))
                before, last_end = (stop, chosen), stop
                if not chosen.code:
                    self.new_here.add(chosen.name)
        return places

    def _judge(self, entry: Entry, name: str, start: int, end: int, above: Candidate | None) -> Candidate | None:
        if self._is_road(entry, end) or self._is_others(name, start, above):
            return None
        if above is not None:
            below = [
                c
                for c in entry.candidates
                if c.code and above.code and c.code != above.code and c.code.startswith(above.code)
            ]
            if below:
                return _one_below(below, name)
            if above.code and not above.local and (entry.kind is Kind.WARY or self._is_own(entry, above)):
                return None
        if entry.kind is Kind.WARY and not self._context_speaks(entry, name, start, end):
            return None
        if self._new_at_home(entry, above, name):
            self.new_here.add(name)
            return Candidate(name, "", divisions.level_of_name(name), True)
        for candidate in entry.candidates:
            if candidate.name in self.new_here:
                return Candidate(candidate.name, "", divisions.level_of_name(candidate.name), True)
        return self._clearest(entry, name)

    def _above_next(self, entry: Entry, position: int, end: int) -> Candidate | None:
        """An everyday word is a place after all when a place that lies in it follows at once (镇安大坪镇)."""
        if entry.kind is not Kind.WARY or position + 1 >= len(self.hits) or self.hits[position + 1][1] != end:
            return None
        below = self.entries[self.hits[position + 1][0]].candidates
        for candidate in entry.candidates:
            if candidate.code and any(b.code != candidate.code and b.code.startswith(candidate.code) for b in below):
                return candidate
        return None

    def _new_at_home(self, entry: Entry, above: Candidate | None, name: str) -> bool:
        """Whether a name that elsewhere exists too (东湖区) lies in a jurisdiction that the list does not have."""
        if self.home is None or self.home.code or entry.kind is not Kind.FULL or len(entry.candidates[0].code) < 6:
            return False
        if entry.candidates[0].local:
            return False
        if above is not None and above.name == self.home.name:
            return True
        return self.home_named and not any(_above_in(c.code, self.certain) for c in entry.candidates)

    def _context_speaks(self, entry: Entry, name: str, start: int, end: int) -> bool:
        if not self.full.isdisjoint([c.name for c in entry.candidates if c.name != name]):
            return True
        is_long = any(c.name == name for c in entry.candidates)
        if is_long and any(c.local or _above_in(c.code, self.certain) for c in entry.candidates):
            return True
        if not any(c.local for c in entry.candidates) and not (
            name not in wary_words() and len(entry.candidates[0].code) <= _CITY
        ):
            return False
        if speaks_for_a_place(self.text, end):
            return True
        return start > 0 and self.text[start - 1] in _BEFORE and name not in wary_words()

    def _clearest(self, entry: Entry, name: str) -> Candidate:
        candidates = entry.candidates
        if len(candidates) == 1 or entry.kind is Kind.HERE:
            return candidates[0]
        local = [c for c in candidates if c.local]
        others = self.certain.difference(
            [c.code for c in candidates]
        )  # 吉林 alone does not speak for the city in the province
        spoken = [c for c in candidates if _above_in(c.code, others)]
        if (
            entry.kind is Kind.SHORT and len(candidates[0].code) <= 4
        ):  # a city's short name means its namesake district only in that city
            spoken = [c for c in spoken if len(c.code) <= 4 or c.code[:4] in others]
        elsewhere = [c for c in spoken if not c.local]
        if elsewhere and not self.home_named and not any(c in spoken for c in local):
            return elsewhere[0]
        for group in ([c for c in local if c in spoken], local, spoken):
            if group:
                return group[0] if len(group) == 1 or entry.kind is Kind.SHORT else _best(group, self.certain, name)
        highest = [c for c in candidates if len(c.code) <= 4]
        if highest and entry.kind is not Kind.FULL:
            return highest[0]
        near = [c for c in candidates if self.home and self.home.code and c.code[:2] == self.home.code[:2]]
        return near[0] if len(near) == 1 else _unplaced(candidates, name)

    def _is_road(self, entry: Entry, end: int) -> bool:
        """Whether a short name stands before a word that makes something else of it."""
        return entry.kind in (Kind.SHORT, Kind.WARY) and speaks_of_something_else(self.text, end)

    def _is_others(self, name: str, start: int, above: Candidate | None) -> bool:
        """国家级开发区, 昆山开发区: a bare word for a zone means one's own only where nothing else stands before it."""
        if name not in BARE_ZONES or start == 0:
            return False
        if above is not None:
            return not above.local
        if not self.home_named and any(code and not self._lies_at_home(code) for code in self.certain):
            return True
        before = self.text[start - 1]
        return name == "开发区" and "\u4e00" <= before <= "\u9fff" and before not in _BEFORE + "往由的和与及是去市县"

    def _is_own(self, entry: Entry, above: Candidate) -> bool:
        """Whether a name is known as one's own alone: behind another city it is another street or town of that name."""
        names_home = self.home is not None and entry.candidates[0].name == self.home.name
        return (
            above.level is not DivisionLevel.PROVINCE and not names_home and not any(c.code for c in entry.candidates)
        )

    def _lies_at_home(self, code: str) -> bool:
        return self.home is not None and bool(self.home.code) and code.startswith(self.home.code)

    def _sharing_district(self, city: Candidate, end: int) -> Candidate | None:
        """济南市中区, 青岛市南区: the city's last character is the district's first."""
        name = self.text[end - 1 : end + 2]
        found = divisions.named(name) if name in _SHARING else ()
        return next(
            (Candidate(d.name, d.code, d.level, city.local) for d in found if d.code.startswith(city.code)), None
        )

    def _placed_by_town(self, entry: Entry, end: int) -> Candidate | None:
        """Of districts that share a name the one in which the town that follows lies (西湖区灵隐街道); None if that tells nothing."""
        window = self.text[end : end + _LONGEST_TOWN]
        stops = [window.find(word) + len(word) for word in _TOWN_WORDS if window.find(word) > 0]
        if not stops:
            return None
        found = [c for c in entry.candidates if len(c.code) == 6 and window[: min(stops)] in _towns_by_name(c.code)]
        return found[0] if len(found) == 1 else None

    def _town_after(self, above: Candidate, end: int) -> tuple[Candidate, int] | None:
        """The town whose name follows its county directly, and where it ends; in an unlisted jurisdiction any such name."""
        if above.level not in (DivisionLevel.DISTRICT, DivisionLevel.COUNTY, DivisionLevel.CITY):
            return None
        window = self.text[end : end + _LONGEST_TOWN]
        new = above.local and not above.code
        words = (*_TOWN_WORDS, "区", "县") if new and above.level is DivisionLevel.CITY else _TOWN_WORDS
        stop = min((window.find(word) + len(word) for word in words if window.find(word) > 0), default=0)
        if not stop:
            return None
        name = window[:stop]
        town = _towns_by_name(above.code).get(name) if len(above.code) == 6 else None
        if town is not None:
            return Candidate(town, _town_code(above.code, town), DivisionLevel.TOWN, above.local), end + stop
        if new and name in BARE_ZONES:
            own = self.by_name.get(name)
            zone = above.name.rstrip("市县") + name
            return (own.candidates[0] if own else Candidate(zone, "", DivisionLevel.TOWN, True)), end + stop
        if new and may_be_named(name):
            return Candidate(name, "", divisions.level_of_name(name), True), end + stop
        return None


def _mention(chosen: Candidate, start: int, end: int) -> FoundPlace:
    return FoundPlace(Place(chosen.name, chosen.code, chosen.local), start, end, chosen.level)


def _gap(text: str, end: int, start: int) -> int:
    return 1 if start - end == 1 and text[end] in " \u3000·" else 0


def _one_below(below: list[Candidate], name: str) -> Candidate:
    """The one highest division below a named superior, one's own first; no code where two share the name (江苏鼓楼区)."""
    highest = min(len(c.code) for c in below)
    top = [c for c in below if len(c.code) == highest]
    top = [c for c in top if c.local] or top
    return top[0] if len(top) == 1 else _unplaced(top, name)


def _above_in(code: str, certain: set[str]) -> bool:
    return any(code[:length] in certain for length in (6, 4, 2) if length < len(code))


def _best(group: list[Candidate], certain: set[str], name: str) -> Candidate:
    nearest = [c for c in group if c.code[:6] in certain or (len(c.code) == 6 and c.code[:4] in certain)]
    if len(nearest) == 1:
        return nearest[0]
    long = [c for c in group if c.name == name]
    return long[0] if len(long) == 1 else _unplaced(group, name)


def _unplaced(candidates: list[Candidate], name: str) -> Candidate:
    """A name that several places share and nothing tells apart: no code; local only if all are."""
    exact = [c for c in candidates if c.name == name] or candidates
    return Candidate(exact[0].name, "", exact[0].level, all(c.local for c in candidates))


@lru_cache(maxsize=512)
def _towns_by_name(code: str) -> dict[str, str]:
    return {folded(form): town.name for town in divisions.towns_of(code) for form in (town.name, town.short)}


def _town_code(above: str, name: str) -> str:
    return next(town.code for town in divisions.towns_of(above) if town.name == name)
