"""The words that may tell of an emergency (data/severity.json, cues), and where they stand in a text; most texts have none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs

from opinion_desk.domain.verdict import Emergency

from .harm import wording
from .wellformed import well_formed

STRONG: Final = 1.0
"""The weight of a word that tells of an emergency by itself; a weak one needs other words beside it."""

_WEAK: Final = 0.6

MOST_CUES: Final = 300
"""Cues looked at in one text, decoys among them."""


@dataclass(frozen=True, slots=True)
class _Cue:
    emergency: Emergency | None  # None: a decoy
    weight: float


class Hit(NamedTuple):
    """One cue in a text: the class it speaks for, where it stands (code points) and its weight.

    `plain` where the words before it leave no figure of speech: a bridge that collapsed, workers that are buried.
    """

    emergency: Emergency
    word: str
    start: int
    end: int
    weight: float
    plain: bool = False


@cache
def _cues() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...], tuple[_Cue, ...]]:
    table: dict[str, _Cue] = {}
    for emergency, strengths in wording()["cues"].items():
        for strength, words in strengths.items():
            for word in words:
                table.setdefault(word, _Cue(Emergency(emergency), STRONG if strength == "strong" else _WEAK))
    for word in wording()["decoys"]:
        table[word] = _Cue(None, 0.0)
    search = ahocorasick_rs.AhoCorasick(
        list(table),
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        implementation=ahocorasick_rs.Implementation.DFA,
    )
    return search, tuple(table), tuple(table.values())


def lists() -> Mapping[str, Sequence[str]]:
    """What a scanner may look for: a text in which none of these words stands tells of no emergency."""
    _, names, cues = _cues()
    told = zip(names, cues, strict=True)
    return {"emergency cues": [name for name, cue in told if cue.emergency is not None]}


def hits_of(text: str) -> tuple[str, list[Hit]]:
    """The cues of a text in order, and the text as it could be searched (half surrogates replaced)."""
    search, names, cues = _cues()
    try:
        found = search.find_matches_as_indexes(text)
    except UnicodeEncodeError:
        text = well_formed(text)
        found = search.find_matches_as_indexes(text)
    hits = [
        Hit(cue.emergency, names[index], start, end, cue.weight, _is_plain(names[index], text, start))
        for index, start, end in found[:MOST_CUES]
        if (cue := cues[index]).emergency is not None and not _is_only_a_name(text, start, end)
    ]
    only = wording()["only_plain"]
    return text, [hit for hit in hits if hit.word not in only or (hit.plain and not _ASKED.match(text, hit.end))]


_ASKED: Final = re.compile(r"吗|么|没有?[？?]")
_REACH: Final = 14
"""Characters before a cue in which the thing stands that collapsed."""


@cache
def _before() -> Mapping[str, re.Pattern[str]]:
    """For each cue that wants it what stands before it in its clause; not where it is only feared (桥要塌了)."""
    return {
        word: re.compile(
            rf"(?:{'|'.join(row['before'])})[^，,。；;！!？?\n]{{0,10}}(?<![要快会怕像别没不未])(?<!没有)(?<!未见)$"
        )
        for row in wording()["plain_of"].values()
        for word in row["cues"]
    }


def _is_plain(word: str, text: str, start: int) -> bool:
    before = _before().get(word)
    return before is not None and before.search(text, max(0, start - _REACH), start) is not None


@cache
def _beside() -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(wording()["not_before"]), tuple(wording()["not_after"])


def _is_only_a_name(text: str, start: int, end: int) -> bool:
    """Whether what touches the cue makes it something else: 防溺水, 山洪般, 地震监测, 火灾隐患."""
    before, after = _beside()
    return (start > 0 and text[start - 1] in before) or text.startswith(after, end)
