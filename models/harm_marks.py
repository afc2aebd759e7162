"""Where the words stand by which a happening is judged (data/severity.json): one pass over the text for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import cache, cached_property

import ahocorasick_rs

from .harm import harm_words, wording

_GROUPED = ("excluded", "water_cut", "kinds")
_PLAIN = (
    *("hypothetical", "conditional", "asked", "denied", "aftermath", "figurative", "occurrence"),
    *("rumoured", "rescued", "none_hurt", "neutral"),
)
_NOT_REAL = ("hypothetical", "figurative", "asked", "denied")
"""Also found together, as `unreal`."""
_SHIELDED = ("hypothetical", "unreal", "aftermath", "excluded")
_SENTENCE = re.compile(r"[^。!！?？;；\n]+")
_CLAUSE_END = re.compile(r"[，,。;；\n！？!?\u3000]")
_CLAUSE_END_SPACED = re.compile(rf"{_CLAUSE_END.pattern}|(?<![0-9]) (?![0-9])")
_TIME_SIGNS = ("年", "月", "起", "季度", "人以上")
"""A year or a span of time is looked for only around these."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年$")
_PERIOD = re.compile(
    r"(?:(?:近|过去|最近|连续)[一二两三四五六七八九十几0-9]{1,3}年"
    r"|[1-9]\d?月?[至到~—-]{1,2}1?\d月(?!\d{1,2}日)|[一二三四五六七八九]月?至[一二三四五六七八九十]{1,2}月"
    r"|(?<![0-9])[1-9]\d{1,6}(?:多|余)?起|[一二三四]季度"
    r"|(?<!\d)(?!19|20)\d{1,2}年(?:后|前|终|间)|人以上[^，。；]{0,8}[，、]?或)"
)
"""A span of months or years, happenings by the dozen, one rule of a scale: not one happening now."""
_DOMESTIC = re.compile(
    r"(?:料理|烤肉|餐厅|餐馆|西餐|风味|菜馆|品牌|进口|籍|风情|美食|[^，。；、一某的]{0,2}(?:小区|花园|公馆|家园|国际城))"
)
"""A foreign name that a place or thing at home carries: 韩国料理店, 巴黎花园小区."""

Span = tuple[int, int]


@cache
def _search() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, ...], ...]]:
    """The search, and the groups of each of its words; a group of groups is told by its name and `any`: excluded, excluded.drill."""
    groups: dict[str, list[str]] = {}
    for group in _PLAIN:
        for word in wording()[group]:
            groups.setdefault(word, []).append(group)
    for word in {word for group in _NOT_REAL for word in wording()[group]}:
        groups[word].append("unreal")
    for group in _GROUPED:
        for name, words in wording()[group].items():
            for word in words:
                held = groups.setdefault(word, [])
                held += [one for one in (group, f"{group}.{name}") if one not in held]
    for word in _TIME_SIGNS:
        groups.setdefault(word, []).append("time")
    for word in harm_words():
        groups.setdefault(word, []).append("harm")
    search = ahocorasick_rs.AhoCorasick(list(groups), implementation=ahocorasick_rs.Implementation.DFA)
    return search, tuple(tuple(held) for held in groups.values())


class Marks:
    """The words of each group in one text, and where its sentences, clauses and years are."""

    def __init__(self, text: str) -> None:
        self._text = text
        search, groups = _search()
        found: defaultdict[str, list[Span]] = defaultdict(list)
        for index, start, end in search.find_matches_as_indexes(text, overlapping=True):
            span = (start, end)
            for group in groups[index]:
                found[group].append(span)
        for spans in found.values():
            if len(spans) > 1:
                spans.sort()
        self._spans: dict[str, list[Span]] = dict(found)
        self._signs = self._spans.pop("time", [])
        self._clauses: dict[int, tuple[int, list[int], int]] = {}
        self._drop_foreign_names_at_home()
        self._shield()

    @cached_property
    def sentences(self) -> list[Span]:
        """Where each sentence begins and ends."""
        return [match.span() for match in _SENTENCE.finditer(self._text)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def years(self) -> list[tuple[int, int]]:
        """Where each year is named, and which."""
        return [
            (match.start(), int(match[1]))
            for start, end in self._signs
            if self._text[start] == "年" and (match := _YEAR.search(self._text, max(0, start - 4), end))
        ]

    def _drop_foreign_names_at_home(self) -> None:
        foreign = self._spans.get("excluded.foreign")
        if foreign is None:
            return
        at_home = {span for span in foreign if _DOMESTIC.match(self._text, span[1])}
        if at_home:
            for group in ("excluded", "excluded.foreign"):
                self._spans[group] = [span for span in self._spans[group] if span not in at_home]

    def _shield(self) -> None:
        """Drops words that are part of a harmless longer one: 电影 in 电影院, 非洲 in 非洲猪瘟."""
        shields = self._spans.pop("neutral", None)
        if shields is None:
            return
        starts = [start for start, _ in shields]
        for group, spans in self._spans.items():
            if group.split(".")[0] in _SHIELDED:
                self._spans[group] = [span for span in spans if not _is_inside(span, shields, starts)]

    @cached_property
    def _periods(self) -> list[int]:
        """Where a count over time begins."""
        return [
            match.start()
            for start, end in self._signs
            if (match := _PERIOD.search(self._text, max(0, start - 8), end + 10)) and match.end() >= end
        ]

    def is_set_apart(self, start: int, end: int) -> bool:
        """Whether a sentence tells of a drill, fiction, the past, a count over time, a plan or abroad."""
        return bool(self.within("excluded", start, end)) or any(start <= at < end for at in self._periods)

    def groups(self, prefix: str) -> set[str]:
        """Names within a group of groups of which a word stands in the text."""
        return {
            name[len(prefix) + 1 :] for name, spans in self._spans.items() if spans and name.startswith(prefix + ".")
        }

    def all(self, group: str) -> list[Span]:
        """Every word of a group in order."""
        return self._spans.get(group, [])

    def first(self, group: str) -> Span | None:
        """The first word of a group, the longest of those that begin there."""
        spans = self._spans.get(group)
        return max((span for span in spans if span[0] == spans[0][0]), key=lambda span: span[1]) if spans else None

    def within(self, group: str, start: int, end: int) -> list[Span]:
        """Words of a group that stand whole between two positions."""
        spans = self._spans.get(group)
        if not spans:
            return []
        low = bisect_left(spans, (start, 0))
        return [span for span in spans[low : bisect_left(spans, (end, 0))] if span[1] <= end]

    def sentence_at(self, position: int) -> Span | None:
        """The sentence in which a position lies."""
        at = bisect_right(self._sentence_starts, position) - 1
        return self.sentences[at] if at >= 0 and position < self.sentences[at][1] else None

    def clause_start(self, position: int) -> int:
        """Where the clause begins in which a position lies."""
        start, ends, _ = self._clauses_at(position)
        at = bisect_left(ends, position)
        return ends[at - 1] + 1 if at else start

    def clause_end(self, position: int) -> int:
        """Where the clause ends that goes on behind a position."""
        _, ends, end = self._clauses_at(position)
        at = bisect_left(ends, position)
        return ends[at] if at < len(ends) else end

    def _clauses_at(self, position: int) -> tuple[int, list[int], int]:
        """Where the sentence at a position begins, where its clauses end, and where it ends itself."""
        at = max(0, bisect_right(self._sentence_starts, position) - 1)
        known = self._clauses.get(at)
        if known is None:
            start, end = self.sentences[at]
            pattern = _CLAUSE_END_SPACED if " " in self._text else _CLAUSE_END
            ends = [match.start() for match in pattern.finditer(self._text, start, end)]
            known = self._clauses[at] = (start, ends, end)
        return known


def _is_inside(span: Span, shields: list[Span], starts: list[int]) -> bool:
    at = bisect_right(starts, span[0]) - 1
    return at >= 0 and span[1] <= shields[at][1]
