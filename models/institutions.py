"""The institution a text is about (涉事单位): company, school, hospital, office, scenic spot; never a person.

A name is read backwards from its last word (学校, 有限公司) to where it must begin, so the scan is linear.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from data import read_json

from . import divisions
from .wellformed import well_formed

MOST_CHARACTERS = 4_000
"""How much of a text is looked at: the body a text is about is named early."""

MOST_NAMES = 60
_LONGEST, _SHORTEST = 20, 2  # of what stands before the last word
_WEAK_HEAD = 4  # a name that ends in a bare 公司 or 学校 must be this short or begin with a place
_KIND_WEIGHT = {"company": 1.2, "school": 1.2, "hospital": 1.2, "office": 0.5, "scenic": 1.0}
_LEADS_TO = frozenset("进读上去回盖入离出办")
"""读大学, 进学校: before a weak last word such a verb says that somebody goes there, and names nothing."""
_DATE_MARKS = "年月日号时点"


@dataclass(frozen=True, slots=True)
class Found:
    """An institution and where it is named first; positions are code points."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Ending:
    """The last word of a name: how much a name of its kind weighs, and whether it needs a place or a short name before it."""

    word: str
    weight: float
    weak: bool


class _Wording:
    """data/institutions.json, ready for searching."""

    def __init__(self) -> None:
        rows = read_json("institutions.json")
        weak = frozenset(rows["weak"])
        self.endings = tuple(
            _Ending(word, _KIND_WEIGHT[kind], word in weak)
            for kind, words in rows["suffixes"].items()
            for word in words
        )
        longest = ahocorasick_rs.MatchKind.LeftmostLongest
        whole = ahocorasick_rs.Implementation.DFA
        self.search = ahocorasick_rs.AhoCorasick(
            [e.word for e in self.endings], matchkind=longest, implementation=whole
        )
        self.stops = ahocorasick_rs.AhoCorasick(rows["stop_words"], matchkind=longest, implementation=whole)
        self.places = frozenset(name for name in divisions.names() if len(name) <= 4)
        self.cities = frozenset(
            n for n, found in divisions.names().items() if len(n) == 2 and any(len(d.code) <= 4 for d in found)
        )
        self.stop_chars = frozenset(rows["stop_chars"])
        self.generic = frozenset(rows["generic"])
        self.collective = tuple(rows["collective"])
        self.opens = tuple(rows["opens"])


@cache
def _wording() -> _Wording:
    return _Wording()


def find_institution(text: str) -> Found | None:
    """The institution named most and earliest, with its whole name; None when the text names none."""
    text = well_formed(text[:MOST_CHARACTERS])
    wording = _wording()
    hits = wording.search.find_matches_as_indexes(text)
    if not hits:
        return None
    stops = [end for _, _, end in wording.stops.find_matches_as_indexes(text)]
    headline = text.find("\n")
    named: dict[str, tuple[float, Found]] = {}
    for index, start, end in hits[:MOST_NAMES]:
        ending = wording.endings[index]
        begin = None if text.startswith(_GOES_ON, end) else _begin(text, start, stops, ending)
        if begin is None:
            continue
        name = text[begin:end]
        weight = ending.weight * (2.0 if start < headline else 1.0)
        known = named.get(name)
        named[name] = (weight + known[0], known[1]) if known else (weight, Found(name, begin, end))
    return _most_named(named.values()) if named else None


_GOES_ON = (
    "监管",
    "监督",
    "路",
    "街",
    "生",
    "化",
    "价",
    "经济",
    "主体",
    "秩序",
    "行情",
    "需求",
    "竞争",
    "小区",
    "花园",
    "里程",
    "证",
    "费",
    "部分",
)
"""市场监管, 公园路, 大学生: there the word goes on and ends no name."""


def _begin(text: str, start: int, stops: list[int], ending: _Ending) -> int | None:
    """Where the name begins whose last word starts at `start`; None when what stands before it is no name (相关公司)."""
    wording = _wording()
    before = bisect_right(stops, start)
    floor = max(0, start - _LONGEST, stops[before - 1] if before else 0)
    begin = start
    while begin > floor and text[begin - 1] not in wording.stop_chars and not _breaks_off(text, begin - 1):
        begin -= 1
    begin = _at_place(text, begin, start)
    head = text[begin:start]
    if (
        len(head) < _SHORTEST
        or head.isdigit()
        or head.endswith(wording.collective)
        or _is_generic(head, wording.generic)
        or (ending.weak and head[-1] in _LEADS_TO)
    ):
        return None
    placed = _opens_with_place(head) or head.startswith(wording.opens)
    return begin if placed or len(head) <= _WEAK_HEAD or not ending.weak else None


def _breaks_off(text: str, at: int) -> bool:
    """20日云川公司, 长春等机场: no name runs across a date or the 等 of a list (高等, 中等, 初等 apart)."""
    char = text[at]
    if char == "等":
        return at == 0 or text[at - 1] not in "高中初"
    return char in _DATE_MARKS and at > 0 and text[at - 1].isdigit()


def _opens_with_place(head: str) -> bool:
    if any(char in "市县区" for char in head[2:4]):
        return True
    places = _wording().places
    return head[:2] in places or head[:3] in places or head[:4] in places


def _at_place(text: str, begin: int, start: int) -> int:
    """我市第一中学, 采暖季商州供热公司: the name begins behind such words, at the place it is named after."""
    for word in ("我市", "我县", "我区", "全市", "本市", "本县"):
        if text.startswith(word, begin) and begin + len(word) < start:
            return begin + len(word)
    head = text[begin:start]
    if _opens_with_place(head) or head.startswith(_wording().opens):
        return begin
    wording = _wording()
    for at in range(begin + 1, start - 2):
        pair = text[at : at + 2]
        if pair in wording.cities or (text[at + 2] in "县区市" and pair in wording.places):
            return at
    return begin


def _is_generic(head: str, generic: frozenset[str]) -> bool:
    return head in generic or any(head[:cut] in generic and head[cut:] in generic for cut in range(1, len(head)))


def _most_named(found: Iterable[tuple[float, Found]]) -> Found:
    """The heaviest; a short form (云川水务) counts for the long one it is part of; the earliest of equals."""
    rows = list(found)
    scores = [
        weight + sum(0.5 * other for other, f in rows if f.name != own.name and own.name in f.name)
        for weight, own in rows
    ]
    best = max(range(len(rows)), key=lambda i: (scores[i], len(rows[i][1].name) > 4, -rows[i][1].start))
    return rows[best][1]
