"""Rules that words of the text call by naming a unit beside them: R12 (a list of units), R10 (an account), R9 (a paper), R14 (enforcement)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .functions import LOCALITY, functions_named_in
from .unit_rules import SPOKEN, cues, rules

_WINDOW = 14
_JOINT_WINDOW = 40
_SENTENCE = 120
_NEAR_PAPER = 20  # how far from the cue the paper's title may stand
_ENDS = re.compile("[。！？!?\n;；]")
_BREAKS = "，。；！？\n,;"
_HELPING = ("配合", "协同", "协助", "参与", "负责", "责任单位", "会同")
_LIST_AFTER = re.compile(r"(?:单位|部门)?[ \u3000]*(?:[:：]|为|是)")
_JOINTS = ("、", "和", "与", "及", "会同", "联合")
_LONGEST_JOINT = 8  # of what stands between two units of a list, places before the second included
_GOVERNMENTS = frozenset(("gov_office", "party_office", LOCALITY))
"""Whose papers are explained by the department that drafted them (天宁区实施意见 二(一)4)."""

Named = Callable[[str], str | None]
"""Asks the desk's registry which function the unit has whose name or alias ends a text; None when it knows none."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A rule that the text calls, the function it points to (None: the competent one), the position, and those named as helpers."""

    rule: str
    function: str | None
    start: int
    end: int
    helpers: tuple[str, ...] = ()


def spoken_rule(text: str, words: Mapping[str, int], registered: Named) -> Spoken | None:
    """The first rule of R12, R10, R9 and R14 that the text calls; None when it names no unit beside a cue."""
    for rule in SPOKEN if words else ():
        for cue in cues(rule):
            at = words.get(cue)
            if at is not None and (found := _READ[rule](text, at, at + len(cue), registered)) is not None:
                return found
    return None


def _list_of_units(text: str, at: int, end: int, registered: Named) -> Spoken | None:
    """R12: 由甲牵头,乙、丙配合; 责任单位:甲、乙、丙; 由甲、乙分别牵头."""
    sentence = _ENDS.split(text[end : end + _SENTENCE], maxsplit=1)[0]
    after = _LIST_AFTER.match(sentence)
    if after is not None:
        named = _functions(sentence[after.end() :])
        return _of("R12", named, at, end + (named[0][2] + after.end() if named else 0))
    if text.startswith("责任单位", at):
        return None
    before, start = _clause(text, at, _JOINT_WINDOW)
    named = _joined(before)
    if not named:
        return None
    helping = _functions(sentence) if any(word in sentence for word in _HELPING) else []
    return _of("R12", [*named, *helping], start + named[0][1], end)


def _account(text: str, at: int, end: int, registered: Named) -> Spoken | None:
    """R10: the unit whose account it is stands directly before the word for it, by its own name or one of the registry."""
    before, start = _clause(text, at, _WINDOW)
    function = registered(before.rstrip('”"』」 的'))
    if function is not None:
        return Spoken("R10", function, start, end)
    named = _functions(before)
    return _of("R10", named[-1:], start + named[-1][1], end) if named else None


def _paper(text: str, at: int, end: int, registered: Named) -> Spoken | None:
    """R9: who issued the paper that stands beside the word; of several the first leads; of a government's the drafter, not its office."""
    if "《" not in text[max(0, at - _JOINT_WINDOW) : end + _NEAR_PAPER]:
        return None
    before, start = _clause(text, at, _JOINT_WINDOW)
    named = _joined(before)
    if named:
        return _of("R9", named, start + named[0][1], end)
    issuer = _issuer(before)
    return Spoken("R9", None, start + issuer, end) if issuer is not None else None


def _enforcement(text: str, at: int, end: int, registered: Named) -> Spoken | None:
    """R14: the unit that enforces stands in the same clause before the word (被市城管局罚款)."""
    before, start = _clause(text, at, _WINDOW)
    named = _functions(before)
    return _of("R14", named[-1:], start + named[-1][1], end) if named else None


_READ = {"R12": _list_of_units, "R10": _account, "R9": _paper, "R14": _enforcement}


def _clause(text: str, at: int, window: int) -> tuple[str, int]:
    """What stands before a word in its clause, and where that begins."""
    before = text[max(0, at - window) : at]
    cut = max(before.rfind(mark) for mark in _BREAKS) + 1
    return before[cut:], at - len(before) + cut


def _functions(text: str) -> list[tuple[str, int, int]]:
    """The departments named in a text, in order, each once; governments and their offices are none."""
    kept: dict[str, tuple[str, int, int]] = {}
    for id, start, end in functions_named_in(text):
        if id not in _GOVERNMENTS:
            kept.setdefault(id, (id, start, end))
    return list(kept.values())


def _joined(before: str) -> list[tuple[str, int, int]]:
    """The last department named and those that are joined to it (甲、乙联合), in order."""
    named = _functions(before)
    first = len(named) - 1
    while first > 0 and _joins(before[named[first - 1][2] : named[first][1]]):
        first -= 1
    return named[max(first, 0) :]


def _joins(between: str) -> bool:
    return len(between) <= _LONGEST_JOINT and between.startswith(_JOINTS)


def _of(rule: str, named: list[tuple[str, int, int]], start: int, end: int) -> Spoken | None:
    ids = list(dict.fromkeys(id for id, _, _ in named))
    return Spoken(rule, ids[0], start, end, tuple(ids[1:])) if ids else None


def _issuer(before: str) -> int | None:
    """Where a government or its office is named as the issuer of a paper; None when nobody is."""
    found = [before.rfind(word) for word in rules()["government_words"]]
    return max(found) if max(found) >= 0 else None
