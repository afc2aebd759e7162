"""Where the words stand by which a happening is judged (data/severity.json): one pass over the text for all of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache

import ahocorasick_rs

from .harm import harm_words, wording

_GROUPED = ("excluded", "water_cut", "kinds")
_PLAIN = ("hypothetical", "occurrence", "rumoured", "rescued", "none_hurt")
_SENTENCE = re.compile(r"[^。!！?？;；\n]+")
_CLAUSE_END = re.compile(r"[，,。；;\n！？]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")

Span = tuple[int, int]


@cache
def _search() -> tuple[ahocorasick_rs.AhoCorasick, tuple[tuple[str, ...], ...]]:
    """The search, and the groups of each of its words; a group of groups is told by its name and `any`: excluded, excluded.drill."""
    groups: dict[str, list[str]] = {}
    for group in _PLAIN:
        for word in wording()[group]:
            groups.setdefault(word, []).append(group)
    for group in _GROUPED:
        for name, words in wording()[group].items():
            for word in words:
                held = groups.setdefault(word, [])
                held += [one for one in (group, f"{group}.{name}") if one not in held]
    for word in harm_words():
        groups.setdefault(word, []).append("harm")
    search = ahocorasick_rs.AhoCorasick(list(groups), implementation=ahocorasick_rs.Implementation.DFA)
    return search, tuple(tuple(held) for held in groups.values())


class Marks:
    """The words of each group in one text, and where its sentences, clauses and years are."""

    def __init__(self, text: str) -> None:
        self._text = text
        search, groups = _search()
        found: dict[str, list[Span]] = {}
        for index, start, end in search.find_matches_as_indexes(text, overlapping=True):
            for group in groups[index]:
                found.setdefault(group, []).append((start, end))
        for spans in found.values():
            spans.sort()
        self._spans = found
        self.sentences: list[Span] = [match.span() for match in _SENTENCE.finditer(text)]
        self._sentence_starts = [start for start, _ in self.sentences]
        self._clause_ends = [match.start() for match in _CLAUSE_END.finditer(text)]
        self.years: list[tuple[int, int]] = (
            [(match.start(), int(match[1])) for match in _YEAR.finditer(text)] if "年" in text else []
        )

    def groups(self, prefix: str) -> set[str]:
        """Names within a group of groups of which a word stands in the text."""
        return {name[len(prefix) + 1 :] for name in self._spans if name.startswith(prefix + ".")}

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
        at = bisect_left(self._clause_ends, position)
        return self._clause_ends[at - 1] + 1 if at else 0

    def clause_end(self, position: int) -> int:
        """Where the clause ends that goes on behind a position."""
        at = bisect_left(self._clause_ends, position)
        return self._clause_ends[at] if at < len(self._clause_ends) else len(self._text)
