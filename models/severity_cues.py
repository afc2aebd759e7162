"""The words that may tell of an emergency (data/severity.json, cues), and where they stand in a text; most texts have none."""

from __future__ import annotations

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
    """One cue in a text: the class it speaks for, where it stands (code points) and its weight."""

    emergency: Emergency
    word: str
    start: int
    end: int
    weight: float


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
    return text, [
        Hit(cue.emergency, names[index], start, end, cue.weight)
        for index, start, end in found[:MOST_CUES]
        if (cue := cues[index]).emergency is not None and not _is_only_a_name(text, start, end)
    ]


@cache
def _beside() -> tuple[frozenset[str], tuple[str, ...]]:
    return frozenset(wording()["not_before"]), tuple(wording()["not_after"])


def _is_only_a_name(text: str, start: int, end: int) -> bool:
    """Whether what touches the cue makes it something else: 防溺水, 山洪般, 地震监测, 火灾隐患."""
    before, after = _beside()
    return (start > 0 and text[start - 1] in before) or text.startswith(after, end)
