"""The criteria by which figures of harm hint at a level: the packaged ones, and a desk's own beside or in place of them.

A file of criteria is JSON, an object with a list `criteria`, each entry such as

    {"id": "accident.killed.2", "kind": "accident", "level": 2, "all": {"killed": {"from": 10, "below": 30}},
     "source": "document and clause", "basis": "how far the source was seen; may be left out"}

`kind` is one of KINDS. `all` names one or more of HARMS, and every one of them must be met: `from` is 以上 and includes its figure, `below` is 以下
and does not, either may be left out; figures are people or yuan, for a water cut 1. `level` runs from 1 (特别重大) to 4 (一般); of several criteria that are met the
gravest counts. In a desk's own file an entry with a packaged id takes its place, `"level": null` strikes it, and any other id is added.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import inf, isfinite
from pathlib import Path
from typing import Any, Final

from opinion_desk.domain.errors import Refused

from .harm import wording

KINDS: Final = (
    *("accident", "environment", "weather", "earthquake", "food_poisoning", "occupational_poisoning"),
    *("vaccination", "public_health", "public_security"),
)
"""Kinds of happening that have criteria of their own."""

HARMS: Final = (
    *("killed", "severely_injured", "injured", "missing", "trapped", "poisoned", "ill", "evacuated", "gathered"),
    *("loss", "endangered", "city_water_cut", "county_water_cut", "town_water_cut"),
)
"""What criteria may ask for; `endangered` are the killed, missing and trapped together."""


@dataclass(frozen=True, slots=True)
class Bound:
    """From how many on (included) and up to how many (not included) one harm counts."""

    harm: str
    least: float
    below: float


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule: a happening of this kind with all these harms is of this level, as its source says."""

    id: str
    kind: str
    level: int
    bounds: tuple[Bound, ...]
    source: str
    basis: str = ""

    def is_met(self, amounts: Mapping[str, float]) -> bool:
        """Whether every harm lies within its bounds."""
        return all(bound.least <= amounts.get(bound.harm, 0.0) < bound.below for bound in self.bounds)


class Criteria:
    """A table of criteria, asked by kind."""

    def __init__(self, rules: Iterable[Criterion]) -> None:
        self.rules = tuple(rules)
        gravest_first = sorted(self.rules, key=lambda rule: rule.level)
        self._by_kind = {kind: [rule for rule in gravest_first if rule.kind == kind] for kind in KINDS}

    def met(self, kind: str, amounts: Mapping[str, float]) -> list[Criterion]:
        """The criteria of the gravest level that these figures meet; none where they meet none."""
        met: list[Criterion] = []
        for rule in self._by_kind[kind]:
            if met and rule.level > met[0].level:
                break
            if rule.is_met(amounts):
                met.append(rule)
        return met

    def with_own(self, given: object) -> Criteria:
        """This table with a desk's own entries (parsed JSON, as the module says) in place of those of the same id, or added; Refused names a wrong one."""
        rules = {rule.id: rule for rule in self.rules}
        for id, entry in _entries(given).items():
            if entry.get("level", 0) is None:
                rules.pop(id, None)
            else:
                rules[id] = _criterion(id, entry)
        return Criteria(rules.values())


def criteria_of(path: Path) -> Criteria:
    """The packaged table with the entries of a desk's own file; Refused when it cannot be read or an entry is wrong."""
    try:
        given = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        raise Refused("criteria_shape") from None
    return packaged_criteria().with_own(given)


@cache
def packaged_criteria() -> Criteria:
    """The criteria of data/severity.json."""
    return Criteria(()).with_own(wording())


def _entries(given: object) -> dict[str, Mapping[str, Any]]:
    rows = given.get("criteria") if isinstance(given, Mapping) else None
    if not isinstance(rows, list):
        raise Refused("criteria_shape")
    entries: dict[str, Mapping[str, Any]] = {}
    for number, row in enumerate(rows, 1):
        id = row.get("id") if isinstance(row, Mapping) else None
        if not isinstance(id, str) or not id:
            raise Refused("criterion_wrong", rule=f"#{number}", field="id")
        if id in entries:
            raise Refused("criterion_twice", rule=id)
        entries[id] = row
    return entries


def _criterion(id: str, row: Mapping[str, Any]) -> Criterion:
    kind, level, asked, source = (row.get(name) for name in ("kind", "level", "all", "source"))
    if kind not in KINDS:
        raise Refused("criterion_wrong", rule=id, field="kind")
    if level not in (1, 2, 3, 4) or isinstance(level, bool):
        raise Refused("criterion_wrong", rule=id, field="level")
    if not isinstance(asked, Mapping) or not asked:
        raise Refused("criterion_wrong", rule=id, field="all")
    if not isinstance(source, str) or not source.strip():
        raise Refused("criterion_wrong", rule=id, field="source")
    bounds = tuple(_bound(id, str(harm), limits) for harm, limits in asked.items())
    return Criterion(id, str(kind), int(level), bounds, source, str(row.get("basis", "")))


def _bound(id: str, harm: str, limits: object) -> Bound:
    if harm not in HARMS or not isinstance(limits, Mapping) or not limits or not set(limits) <= {"from", "below"}:
        raise Refused("criterion_wrong", rule=id, field=f"all.{harm}")
    least, below = limits.get("from", 0), limits.get("below", inf)
    if not _is_figure(least) or not (_is_figure(below) or "below" not in limits) or not 0 <= least < below:
        raise Refused("criterion_wrong", rule=id, field=f"all.{harm}")
    # Without a least figure a harm that nobody told of would count.
    return Bound(harm, float(least) or 1.0, float(below))


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
