"""The institution a text is about (涉事单位): company, school, hospital, office, scenic spot; never a person.

A name is read backwards from its last word (学校, 有限公司) to where it must begin, so the scan is linear.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data import read_json

from . import divisions
from .matching import CODES, last_before, letters_in
from .normalizing import joined
from .scanning import Scan, Scanner

MOST_CHARACTERS = 4_000
"""How much of a text is looked at: the body a text is about is named early."""

MOST_NAMES = 60
_LONGEST, _SHORTEST = 20, 2  # of what stands before the last word
_WEAK_HEAD = 4  # a name that ends in a bare 公司 or 学校 must be this short or begin with a place
_KIND_WEIGHT = {"company": 1.2, "school": 1.2, "hospital": 1.2, "office": 0.5, "scenic": 1.0}
_LEADS_TO = frozenset("进读上去回盖入离出办")
"""读大学, 进学校: before a weak last word such a verb says that somebody goes there, and names nothing."""
_OUR = ("我市", "我县", "我区", "全市", "本市", "本县")
_DATES, _LEVELS = "年月日号时点", letters_in("高中初")
_DATE, _AND_SO_ON, _STOP = 1, 2, 3  # letters that stop a name behind a figure, not behind 高中初, always

Array = NDArray[Any]


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
        self.stop_words: tuple[str, ...] = tuple(rows["stop_words"])
        self.places = frozenset(name for name in divisions.names() if len(name) <= 4)
        self.cities = frozenset(
            n for n, found in divisions.names().items() if len(n) == 2 and any(len(d.code) <= 4 for d in found)
        )
        self.letters = np.zeros(CODES, dtype=np.uint8)
        for letters, kind in ((_DATES, _DATE), ("等", _AND_SO_ON), (rows["stop_chars"], _STOP)):
            self.letters[[ord(letter) for letter in letters]] = kind
        self.generic = frozenset(rows["generic"])
        self.collective = tuple(rows["collective"])
        self.opens = tuple(rows["opens"])


@cache
def _wording() -> _Wording:
    return _Wording()


@cache
def lists() -> Mapping[str, Sequence[str]]:
    """What a scanner must look for so that institutions can be told from its scan."""
    wording = _wording()
    return {
        "institution endings": [ending.word for ending in wording.endings],
        "institution stops": wording.stop_words,
        "institution goes on": _GOES_ON,
    }


@cache
def _scanner() -> Scanner:
    return Scanner(lists())


def find_institution(text: str) -> Found | None:
    """The institution named most and earliest, with its whole name; None when the text names none."""
    return find_institutions(_scanner().scan(joined([text])))[0]


def find_institutions(scan: Scan) -> list[Found | None]:
    """For each text of a scan the institution named most and earliest, None where it names none."""
    text, ending, start, end, room = _possible(scan)
    named: dict[int, dict[str, tuple[float, Found]]] = {}
    for number, index, at, stop, space in zip(text, ending, start, end, room, strict=True):
        whole, kind = scan.batch.texts[number], _wording().endings[index]
        skipped = _skipped(whole[at - space : at], kind.weak)
        if skipped is None:
            continue
        begin = at - space + skipped
        name = whole[begin:stop]
        weight = kind.weight * (2.0 if at < whole.find("\n") else 1.0)
        names = named.setdefault(number, {})
        known = names.get(name)
        names[name] = (weight + known[0], known[1]) if known else (weight, Found(name, begin, stop))
    return [_most_named(named[n].values()) if n in named else None for n in range(len(scan.batch.texts))]


def _possible(scan: Scan) -> tuple[list[int], ...]:
    """Endings with room for a name before them: text, number of the ending, its start and end in the text, and the room."""
    ends = scan.longest("institution endings")
    text = scan.batch.text_of(ends.start)
    first = scan.batch.first[text]
    goes_on = np.zeros(len(scan.batch.codes) + 1, dtype=bool)
    goes_on[scan.all("institution goes on").start] = True
    room = ends.start - _barriers(scan, ends.start, first)
    rank = np.arange(len(text)) - np.searchsorted(text, text)
    near = (ends.end - first <= MOST_CHARACTERS) & (rank < MOST_NAMES)
    kept = near & ~goes_on[ends.end] & (room >= _SHORTEST)
    columns = (text, ends.word, ends.start - first, ends.end - first, room)
    return tuple(column[kept].tolist() for column in columns)


def _barriers(scan: Scan, start: Array, first: Array) -> Array:
    """Behind which place each name must begin whose last word starts there: no name runs across a word or letter that stops it."""
    stops = last_before(scan.longest("institution stops").end, start)
    letters = last_before(_breaks(scan.batch.codes), start - 1) + 1
    barriers: Array = np.maximum.reduce([first, start - _LONGEST, stops, letters])
    return barriers


def _breaks(codes: Array) -> Array:
    """Where a letter stops names; also 等 in 长春等机场 (高等, 中等, 初等 apart) and the 日 in 20日云川公司."""
    kind = _wording().letters[codes]
    at = np.flatnonzero(kind != 0)
    before, kind = codes[at - 1], kind[at]  # before the first letter of a batch stands its last one, a line break
    stops = (kind == _STOP) | ((kind == _AND_SO_ON) & ~_LEVELS[before])
    dated = np.flatnonzero(kind == _DATE)
    stops[dated] = np.char.isdigit(before[dated].astype("<u4").view("<U1"))
    stopped: Array = at[stops]
    return stopped


@lru_cache(maxsize=20_000)
def _skipped(head: str, weak: bool) -> int | None:
    """How many letters of what stands before the last word are no part of the name; None when it is none (相关公司)."""
    wording = _wording()
    skipped = _before_place(head)
    head = head[skipped:]
    if (
        len(head) < _SHORTEST
        or head.isdigit()
        or head.endswith(wording.collective)
        or _is_generic(head, wording.generic)
        or (weak and head[-1] in _LEADS_TO)
    ):
        return None
    placed = _opens_with_place(head) or head.startswith(wording.opens)
    return skipped if placed or len(head) <= _WEAK_HEAD or not weak else None


def _opens_with_place(head: str) -> bool:
    if any(char in "市县区" for char in head[2:4]):
        return True
    places = _wording().places
    return head[:2] in places or head[:3] in places or head[:4] in places


def _before_place(head: str) -> int:
    """我市第一中学, 采暖季商州供热公司: the name begins behind such words, at the place it is named after."""
    if head.startswith(_OUR) and len(head) > 2:
        return 2
    if _opens_with_place(head) or head.startswith(_wording().opens):
        return 0
    wording = _wording()
    for at in range(1, len(head) - 2):
        pair = head[at : at + 2]
        if pair in wording.cities or (head[at + 2] in "县区市" and pair in wording.places):
            return at
    return 0


def _is_generic(head: str, generic: frozenset[str]) -> bool:
    return head in generic or any(head[:cut] in generic and head[cut:] in generic for cut in range(1, len(head)))


def _most_named(found: Iterable[tuple[float, Found]]) -> Found:
    """The heaviest; a short form (云川水务) counts for the long one it is part of; the earliest of equals."""
    rows = list(found)
    if len(rows) == 1:
        return rows[0][1]
    scores = [
        weight + sum(0.5 * other for other, f in rows if f.name != own.name and own.name in f.name)
        for weight, own in rows
    ]
    best = max(range(len(rows)), key=lambda i: (scores[i], len(rows[i][1].name) > 4, -rows[i][1].start))
    return rows[best][1]
