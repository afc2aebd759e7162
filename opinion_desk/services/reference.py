"""Packaged policies, ladders and dispositions, turned into their types; and the calendar of working days."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta
from functools import cache
from typing import Any

from data import read_json

from ..domain.levels import Grade, Level
from ..domain.policy import ClockPolicy, Disposition, GradePolicy, Ladder, MarkRule, Meets, Policies, Rung, StartsOn
from ..domain.release import Outlet
from ..domain.response_clock import MarkKind
from ..domain.working_days import WorkingDays


@cache
def packaged_policies(zone: str = "Asia/Shanghai") -> Policies:
    """The policies that ship with the program (data/policies.json), working days counted in that zone."""
    return policies_from(read_json("policies.json"), zone)


def policies_from(rows: Mapping[str, Any], zone: str) -> Policies:
    """The policies that a file of the shape of data/policies.json holds."""
    closing = time.fromisoformat(rows.get("working_day_ends", "17:30"))
    return Policies(
        clocks=tuple(_policy(row) for row in rows["clocks"]),
        ladders=tuple(_ladder(row) for row in rows["ladders"]),
        dispositions=tuple(_disposition(row) for row in rows["dispositions"]),
        major_steps=_steps(rows["major_steps"]),
        takeover_steps=_steps(rows.get("takeover_steps", ())),
        grades=tuple(GradePolicy(Grade(r["grade"]), r["meaning"], r["approver"]) for r in rows.get("grades", ())),
        return_within=timedelta(minutes=rows.get("return_within_min", 1440)),
        return_within_major=timedelta(minutes=rows.get("return_within_major_min", 120)),
        days=replace(working_days(), zone=zone, closing=closing),
        distribution=tuple(Outlet(name) for name in rows.get("distribution", ())),
    )


@cache
def working_days() -> WorkingDays:
    """The published calendar of holidays and make-up days (国务院办公厅 the yearly notice), as the package chinesecalendar has it."""
    from chinese_calendar import constants

    holidays = frozenset(constants.holidays)
    last = max((day.year for day in holidays if day >= date(2004, 1, 1)), default=0)
    return WorkingDays(holidays, frozenset(constants.workdays), last)


def _steps(rows: Any) -> tuple[tuple[str, str, str], ...]:
    return tuple((row["id"], row["words"], row["ground"]) for row in rows)


def _disposition(row: Mapping[str, Any]) -> Disposition:
    steps = tuple((step[0], step[1]) for step in row["steps"])
    needs_paper, own = frozenset(row.get("needs_paper", ())), _steps(row.get("own_steps", ()))
    return Disposition(row["kind"], row["name"], row["must"], steps, row["ground"], needs_paper, own)


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
        blocks=row.get("blocks", True),
        lead_only=row.get("lead_only", False),
        owed_by_desk=row.get("owed_by_desk", False),
    )


def _minutes(value: int | None) -> timedelta | None:
    return None if value is None else timedelta(minutes=value)


def _mark(row: Mapping[str, Any]) -> MarkRule:
    return MarkRule(
        row["id"],
        MarkKind(row["kind"]),
        row["name"],
        _minutes(row.get("after_min")),
        _minutes(row.get("before_min")),
        row.get("of"),
        row.get("working_days"),
        tuple(row.get("of_clocks", ())),
    )


def _ladder(row: Mapping[str, Any]) -> Ladder:
    rungs = tuple(Rung(timedelta(minutes=r["after_min"]), r["to"], r["channel"]) for r in row["rungs"])
    return Ladder(
        row["id"],
        frozenset(Level(level) for level in row["levels"]),
        rungs,
        frozenset(Grade(grade) for grade in row.get("grades", ())),
        _minutes(row.get("repeat_min")),
        _minutes(row.get("holds_min")),
    )
