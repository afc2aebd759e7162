"""Which names a text is searched for: divisions by long and short name, the jurisdiction's own towns, zones and streets, and decoys.

Short names that are everyday words (和平, 长安, 高兴) are marked wary: they count only where the text around them speaks for a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from functools import cache
from typing import Any

from data import read_json
from opinion_desk.domain.unit import DivisionLevel

from . import divisions
from .divisions import Division


class Kind(Enum):
    """How far a name can be trusted to be a place."""

    FULL = auto()  # with the word for its kind: 鼓楼区
    SHORT = auto()  # without it, and no everyday word: 商洛
    WARY = auto()  # an everyday word, too, or a county's short name from elsewhere
    HERE = auto()  # 我市, 全市
    DECOY = auto()  # holds a name but is none: 朝阳群众


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place the desk adds itself: a town, street office, zone, road or park of its area; `level` None for what is no division.

    `within` is the name of the division it lies in, whose government answers for it.
    """

    name: str
    level: DivisionLevel | None = None
    code: str = ""
    aliases: tuple[str, ...] = ()
    within: str = ""


def own_place(written: str | OwnPlace) -> OwnPlace:
    """A place as a desk writes it down: 东湖街道, or 东湖路=东湖街道 for one that lies in another."""
    if isinstance(written, OwnPlace):
        return replace(written, name=written.name.strip())
    name, _, within = written.replace("＝", "=").partition("=")
    return OwnPlace(name.strip(), within=within.strip())


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a name may stand for; `code` is empty for what the list does not have."""

    name: str
    code: str
    level: DivisionLevel | None
    local: bool


@dataclass(slots=True)
class Entry:
    """One name of the search: its kind and what it may stand for."""

    kind: Kind
    candidates: list[Candidate] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Home:
    """The jurisdiction: its names, its code (empty when the list does not have it) and its level."""

    name: str
    short: str
    code: str
    level: DivisionLevel | None


@cache
def wording() -> Mapping[str, Any]:
    """data/places.json."""
    words: Mapping[str, Any] = read_json("places.json")
    return words


@cache
def wary_words() -> frozenset[str]:
    """Short names that are everyday words too."""
    return frozenset(wording()["wary"])


def home_of(jurisdiction: str | None) -> Home | None:
    """The jurisdiction a setting means: a division of the list, or a name the list does not have, then without a code."""
    name = (jurisdiction or "").strip()
    if len(name) < 2:
        return None
    division = divisions.resolve(name)
    if division is not None:
        return Home(division.name, division.short, division.code, division.level)
    return Home(name, divisions.short_name(name), "", divisions.level_of_name(name))


@cache
def _upper_names() -> Mapping[str, tuple[Kind, tuple[Candidate, ...]]]:
    """Names of provinces, cities and counties with their kind, without any jurisdiction."""
    names: dict[str, tuple[Kind, tuple[Candidate, ...]]] = {}
    common, known = frozenset(wording()["common_full"]), frozenset(wording()["known"])
    for name, found in divisions.names().items():
        candidates = tuple(Candidate(d.name, d.code, d.level, False) for d in found)
        names[name] = (_kind(name, found, common, known), candidates)
    return names


def _kind(name: str, found: tuple[Division, ...], common: frozenset[str], known: frozenset[str]) -> Kind:
    if any(d.name == name for d in found):
        return Kind.WARY if name in common or len(name) == 2 else Kind.FULL
    if name in known:
        return Kind.SHORT
    if name in wary_words():
        return Kind.WARY
    return Kind.SHORT if len(found[0].code) <= 4 or len(name) > 2 else Kind.WARY


class NameTable:
    """All names to search for with one jurisdiction."""

    def __init__(self, home: Home | None, own_places: Sequence[str | OwnPlace] = ()) -> None:
        self.entries: dict[str, Entry] = {}
        self.home = home
        code = home.code if home else ""
        for name, (kind, candidates) in _upper_names().items():
            self.entries[name] = Entry(kind, [self._placed(c, code) for c in candidates] if code else list(candidates))
        for word in wording()["decoys"]:
            self.entries.setdefault(word, Entry(Kind.DECOY))
        if home is not None:
            self._add_home(home)
        own = [own_place(place) for place in own_places]
        for place in own:
            self._add_own(place)
        self._add_own_zones([place.name for place in own])

    @staticmethod
    def _placed(candidate: Candidate, code: str) -> Candidate:
        if not candidate.code.startswith(code):
            return candidate
        return Candidate(candidate.name, candidate.code, candidate.level, True)

    def _add_home(self, home: Home) -> None:
        here = Candidate(home.name, home.code, home.level, True)
        if not home.code:
            self._add((home.name,), Kind.FULL, here, first=True)
            self._add((home.short,), _local_kind(home.short), here, first=True)
        for prefix in ("我", "全", "本"):
            tail = {"省": "省", "市": "市", "县": "县", "区": "区", "镇": "镇", "乡": "乡"}.get(home.name[-1])
            if tail:
                self.entries[prefix + tail] = Entry(Kind.HERE, [here])
        if home.code:
            for division in divisions.children(home.code):
                self._raise_short(division)
            self._raise_short(divisions.upper().get(home.code))
            self._add_towns(divisions.towns_of(home.code))
            self._add_zone_words(divisions.children(home.code))

    def _raise_short(self, division: Division | None) -> None:
        """A short name of one's own area is believed unless it is an everyday word."""
        entry = self.entries.get(division.short) if division else None
        if entry is not None and division is not None and entry.kind is Kind.WARY and division.short != division.name:
            entry.kind = _local_kind(division.short)

    def _add_towns(self, towns: Iterable[Division]) -> None:
        for town in towns:
            candidate = Candidate(town.name, town.code, DivisionLevel.TOWN, True)
            self._add(_town_forms(town.name, town.short), Kind.FULL, candidate)
            if town.short != town.name:
                safe = len(town.short) >= 3 and town.short not in wary_words()
                self._add((town.short,), Kind.SHORT if safe else Kind.WARY, candidate)

    def _add_zone_words(self, zones: Iterable[Division]) -> None:
        for word, mark in (("高新区", "高新"), ("经开区", "经济"), ("经济开发区", "经济")):
            found = [z for z in zones if z.is_zone and mark in z.name]
            if len(found) == 1:
                self._add((word,), Kind.FULL, Candidate(found[0].name, found[0].code, DivisionLevel.TOWN, True))

    def _add_own(self, place: OwnPlace) -> None:
        name = place.name
        if len(name) < 2:
            return
        level = place.level or divisions.level_of_name(name)
        candidate = Candidate(name, place.code, level, True)
        short = divisions.short_name(name)
        self._add((name, *_town_forms(name, short), *place.aliases), Kind.FULL, candidate, first=True)
        if short != name:
            self._add((short,), Kind.WARY if len(short) == 2 else _local_kind(short), candidate, first=True)

    def _add_own_zones(self, names: Sequence[str]) -> None:
        """经开区, 云川经开区, 开发区: what people call a zone of one's own when it is the only one of its kind."""
        zones = [name for name in dict.fromkeys(names) if name.endswith(_ZONE_ENDS)]
        for mark, words in _ZONE_WORDS.items():
            meant = [zone for zone in zones if mark in zone]
            if len(meant) == 1:
                candidate = Candidate(meant[0], "", DivisionLevel.TOWN, True)
                heads = ("", self.home.short, self.home.name) if self.home else ("",)
                self._add([head + word for word in words for head in heads], Kind.FULL, candidate, first=True)

    def _add(self, names: Iterable[str], kind: Kind, candidate: Candidate, *, first: bool = False) -> None:
        for name in names:
            entry = self.entries.get(name)
            if entry is None or entry.kind is Kind.DECOY:
                self.entries[name] = Entry(kind, [candidate])
            elif candidate not in entry.candidates:
                entry.candidates.insert(0 if first else len(entry.candidates), candidate)
                entry.kind = kind if first else entry.kind


_ZONE_ENDS = ("开发区", "高新区", "产业区", "经开区")
_ZONE_WORDS = {
    "经": ("经开区", "经济开发区", "经济技术开发区"),
    "高新": ("高新区", "高新技术开发区", "高新技术产业开发区"),
    "区": ("开发区",),
}
"""A character that tells the kind of a zone by its name, and the words for that kind; 区 stands in all of them."""


def _local_kind(short: str) -> Kind:
    return Kind.WARY if short in wary_words() else Kind.SHORT


def _town_forms(name: str, short: str) -> tuple[str, ...]:
    if name.endswith("街道"):
        return (name, name + "办事处", name + "办", short + "街办", short + "办事处", short + "街道")
    return (name,)
