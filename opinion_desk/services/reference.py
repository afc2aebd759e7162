"""Packaged policies, ladders and dispositions, turned into their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from typing import Any

from data import read_json

from ..domain.levels import Level
from ..domain.policy import ClockPolicy, Disposition, Ladder, MarkRule, Meets, Policies, Rung, StartsOn
from ..domain.response_clock import MarkKind


@cache
def packaged_policies() -> Policies:
    """The policies that ship with the program (data/policies.json)."""
    rows = read_json("policies.json")
    return Policies(
        clocks=tuple(_policy(row) for row in rows["clocks"]),
        ladders=tuple(_ladder(row) for row in rows["ladders"]),
        dispositions=tuple(
            Disposition(row["kind"], row["name"], row["must"], tuple((s[0], s[1]) for s in row["steps"]), row["ground"])
            for row in rows["dispositions"]
        ),
        major_steps=tuple((row["id"], row["words"], row["ground"]) for row in rows["major_steps"]),
    )


def _policy(row: Mapping[str, Any]) -> ClockPolicy:
    return ClockPolicy(
        row["id"],
        row["name"],
        StartsOn(row["starts_on"]),
        frozenset(Level(level) for level in row["levels"]),
        tuple(_mark(mark) for mark in row["marks"]),
        row["owed_by"],
        row["ground"],
        frozenset(Meets(name) for name in row["met_by"]),
    )


def _mark(row: Mapping[str, Any]) -> MarkRule:
    after, before = row.get("after_min"), row.get("before_min")
    return MarkRule(
        row["id"],
        MarkKind(row["kind"]),
        row["name"],
        None if after is None else timedelta(minutes=after),
        None if before is None else timedelta(minutes=before),
        row.get("of"),
    )


def _ladder(row: Mapping[str, Any]) -> Ladder:
    rungs = tuple(Rung(timedelta(minutes=r["after_min"]), r["to"], r["channel"]) for r in row["rungs"])
    return Ladder(row["id"], frozenset(Level(level) for level in row["levels"]), rungs)
