"""The responsibility rules R1 to R14 as data, their texts, and what words of an item say for a rule or for a place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import ahocorasick_rs

from data import read_json
from opinion_desk.domain.unit import RuleSource, RuleText

from .wellformed import well_formed

SPOKEN = ("R12", "R10", "R9", "R14")
"""Rules that the text itself calls by naming a unit beside a cue, in the order in which they are tried."""

WORD_SIGNS = {
    "village": "village_words",
    "own_government": "own_words",
    "wider": "wider_words",
    "trunk_road": "trunk_road_words",
    "asked": "asked_words",
}
"""What words of the text say for or against the government of the place: the sign, and the list of its words."""

_WITH_CUES = ("R2", *SPOKEN)
_OTHER_LISTS = ("shifting_words",)


@cache
def rules() -> Mapping[str, Any]:
    """data/responsibility_rules.json."""
    found: Mapping[str, Any] = read_json("responsibility_rules.json")
    return found


@cache
def _texts() -> Mapping[str, RuleText]:
    return {
        row["id"]: RuleText(
            row["id"],
            row["when"],
            row["then"],
            tuple(RuleSource(ref["document"], ref["number"], ref["clause"]) for ref in row["refs"]),
        )
        for row in rules()["rules"]
    }


def rule_of(id: str) -> RuleText | None:
    """The rule of that id with its documents and clauses; None for an id that is no rule's."""
    return _texts().get(id)


@cache
def cues(rule: str) -> tuple[str, ...]:
    """The words that call a rule."""
    return next(tuple(row["cues"]) for row in rules()["rules"] if row["id"] == rule)


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    words = [cue for rule in _WITH_CUES for cue in cues(rule)]
    words += [word for name in (*WORD_SIGNS.values(), *_OTHER_LISTS) for word in rules()[name]]
    distinct = tuple(dict.fromkeys(words))
    return ahocorasick_rs.AhoCorasick(distinct, implementation=ahocorasick_rs.Implementation.DFA), distinct


def words_in(text: str) -> Mapping[str, int]:
    """The words that call a rule or speak for a place, and where each stands first."""
    search, words = _words()
    found: dict[str, int] = {}
    for index, start, _ in search.find_matches_as_indexes(well_formed(text), overlapping=True):
        found.setdefault(words[index], start)
    return found


def first_of(words: Mapping[str, int], wanted: tuple[str, ...] | list[str]) -> tuple[str, int] | None:
    """The word of a list that stands first in the text, with its start; None when none does."""
    found = [(words[word], word) for word in wanted if word in words] if words else []
    return (min(found)[1], min(found)[0]) if found else None


def plain_rule(words: Mapping[str, int]) -> tuple[str, tuple[str, int] | None]:
    """R2 and R14 name the same department as R1 would; the clause is another. The rule, and the word that called it."""
    for rule in ("R2", "R14"):
        if (cue := first_of(words, cues(rule))) is not None:
            return rule, cue
    return "R1", None
