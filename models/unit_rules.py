"""The responsibility rules R1 to R14 as data, and those that words of the text itself call (R2, R9, R10, R12, R14)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from data import read_json

from .functions import LOCALITY, longest_name_in, names_to_ids

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


def plain_rule(text: str) -> str:
    """R2 and R14 name the same department as R1 would; the clause is another."""
    for rule in ("R2", "R14"):
        if any(cue in text for cue in _cues(rule)):
            return rule
    return "R1"


def spoken_rule(text: str) -> Spoken | None:
    """R12 (由…牵头), R10 (a unit's official account), R9 (a document's drafter): the unit is named beside the cue."""
    for rule in ("R12", "R10", "R9"):
        if rule == "R9" and "《" not in text:
            continue
        for cue in _cues(rule):
            at = text.find(cue)
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
