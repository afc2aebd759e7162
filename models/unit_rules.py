"""The responsibility rules R1 to R14 as data, and those that words of the text itself call (R2, R9, R10, R12, R14)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import ahocorasick_rs

from data import read_json

from .functions import LOCALITY, longest_name_in, names_to_ids
from .scanning import Scan
from .wellformed import well_formed

_WINDOW = 14
_SENTENCE = 120
_SHORTEST_NAME = 3
_HELPING = ("配合", "协同", "协助", "参与", "负责", "责任单位")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule that words in the text call, the function it points to, the words' position, and the functions named as helpers."""

    rule: str
    function: str
    start: int
    end: int
    helpers: tuple[str, ...] = ()


@cache
def rules() -> Mapping[str, Any]:
    """data/responsibility_rules.json."""
    found: Mapping[str, Any] = read_json("responsibility_rules.json")
    return found


@cache
def _cues(rule: str) -> tuple[str, ...]:
    return next(tuple(row["cues"]) for row in rules()["rules"] if row["id"] == rule)


WORD_SIGNS = {"village": "village_words", "own_government": "own_words", "wider": "wider_words", "asked": "asked_words"}
"""What words of the text say for or against the government of the place: the sign, and the list of its words."""


@cache
def _words() -> tuple[ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    words = [cue for rule in ("R2", "R9", "R10", "R12", "R14") for cue in _cues(rule)]
    words += [word for list_of_words in WORD_SIGNS.values() for word in rules()[list_of_words]]
    distinct = tuple(dict.fromkeys(words))
    return ahocorasick_rs.AhoCorasick(distinct, implementation=ahocorasick_rs.Implementation.DFA), distinct


def words_in(text: str) -> Mapping[str, int]:
    """The words that call a rule or speak for a place, and where each stands first."""
    search, words = _words()
    found: dict[str, int] = {}
    for index, start, _ in search.find_matches_as_indexes(well_formed(text), overlapping=True):
        found.setdefault(words[index], start)
    return found


def lists() -> Mapping[str, Sequence[str]]:
    """What a scanner must look for so that the words of each text can be told from its scan."""
    return {"unit words": _words()[1]}


def words_of(scan: Scan) -> list[dict[str, int]]:
    """For each text of a scan what `words_in` tells of it."""
    _, words = _words()
    found = scan.all("unit words")
    text = scan.batch.text_of(found.start)
    start = (found.start - scan.batch.first[text]).tolist()
    told: list[dict[str, int]] = [{} for _ in scan.batch.texts]
    for number, word, at in zip(text.tolist(), found.word.tolist(), start, strict=True):
        told[number].setdefault(words[word], at)
    return told


def plain_rule(words: Mapping[str, int]) -> str:
    """R2 and R14 name the same department as R1 would; the clause is another."""
    for rule in ("R2", "R14"):
        if words and any(cue in words for cue in _cues(rule)):
            return rule
    return "R1"


def spoken_rule(text: str, words: Mapping[str, int]) -> Spoken | None:
    """R12 (由…牵头), R10 (a unit's official account), R9 (a document's drafter): the unit is named beside the cue."""
    for rule in ("R12", "R10", "R9") if words else ():
        if rule == "R9" and "《" not in text:
            continue
        for cue in _cues(rule):
            at = words.get(cue, 0)
            if at > 0 and (named := _unit_before(text, at)) is not None:
                end = at + len(cue)
                return Spoken(rule, named[0], named[1], end, _helpers(text, end, named[0]) if rule == "R12" else ())
    return None


def _unit_before(text: str, at: int) -> tuple[str, int] | None:
    """The unit that ends within a few characters before a cue, as function and start; clauses are not crossed."""
    window = text[max(0, at - _WINDOW) : at]
    window = window[max(window.rfind(mark) for mark in "，。；！？\n,;") + 1 :]
    found = longest_name_in(window)
    if found is None or found[2] - found[1] < _SHORTEST_NAME or names_to_ids()[found[0]] == LOCALITY:
        return None
    return names_to_ids()[found[0]], at - len(window) + found[1]


def _helpers(text: str, start: int, lead: str) -> tuple[str, ...]:
    """The units that the same sentence names behind the lead as helping, in order."""
    sentence = re.split("[。！？\n]", text[start : start + _SENTENCE], maxsplit=1)[0]
    if not any(word in sentence for word in _HELPING):
        return ()
    parts = (longest_name_in(part) for part in re.split("[、，,和及；;]", sentence))
    found = dict.fromkeys(names_to_ids()[part[0]] for part in parts if part and len(part[0]) >= _SHORTEST_NAME)
    return tuple(id for id in found if id not in (lead, LOCALITY))
