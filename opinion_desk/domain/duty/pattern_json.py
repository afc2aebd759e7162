"""A version of the rota as a file: read with a sentence that says where it is wrong, and written as it is read."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, time
from typing import Any, NoReturn, TypeVar

from ..errors import Refused
from .pattern import Absence, HolidayTurns, Pattern, ShiftTimes, Turn

T = TypeVar("T")


def pattern_json(pattern: Pattern) -> dict[str, Any]:
    """The pattern as plain values of JSON."""
    return {
        "since": pattern.since.isoformat(),
        "shifts": [{"name": s.name, "start": f"{s.start:%H:%M}", "end": f"{s.end:%H:%M}"} for s in pattern.shifts],
        "turns": [_turn_json(turn) for turn in pattern.turns],
        "holidays": [
            {
                "name": holiday.name,
                "first": holiday.first.isoformat(),
                "last": holiday.last.isoformat(),
                "turns": [_turn_json(turn) for turn in holiday.turns],
            }
            for holiday in pattern.holidays
        ],
        "absences": [
            {"who": a.who, "first": a.first.isoformat(), "last": a.last.isoformat(), "reason": a.reason}
            for a in pattern.absences
        ],
    }


def read_pattern(text: str) -> Pattern:
    """The pattern that `pattern_json` wrote, or a person after its model; Refused with where it is wrong. It is not checked yet."""
    try:
        row = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("rota_unreadable", where="", why="不是 JSON") from None
    where = _Where("")
    return Pattern(
        where.day(row, "since"),
        where.rows(row, "shifts", _shift),
        where.rows(row, "turns", _turn),
        where.rows(row, "holidays", _holiday),
        where.rows(row, "absences", _absence),
    )


class _Where:
    """Reads values of a row and knows where in the file that is."""

    def __init__(self, place: str) -> None:
        self._place = place

    def rows(self, row: Any, name: str, read: Callable[[_Where, Any], T]) -> tuple[T, ...]:
        value = self._of(row, name, [])
        if not isinstance(value, list):
            self.wrong(name, "应是一个列表")
        return tuple(read(_Where(f"{self._place}{name} 第 {n} 行的 "), one) for n, one in enumerate(value, 1))

    def text(self, row: Any, name: str, default: str | None = None) -> str:
        value = self._of(row, name, default)
        if not isinstance(value, str):
            self.wrong(name, "应是文字")
        return value.strip()

    def whole(self, row: Any, name: str, default: int) -> int:
        value = self._of(row, name, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(name, "应是整数")
        return value

    def texts(self, row: Any, name: str) -> tuple[str, ...]:
        value = self._of(row, name, None)
        names = [value] if isinstance(value, str) else value
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            self.wrong(name, "应是文字的列表")
        return tuple(one.strip() for one in names)

    def wholes(self, row: Any, name: str) -> frozenset[int]:
        value = self._of(row, name, [])
        if not isinstance(value, list) or not all(type(one) is int for one in value):
            self.wrong(name, "应是整数的列表")
        return frozenset(value)

    def day(self, row: Any, name: str) -> date:
        text = self.text(row, name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(name, "应写成 2026-11-20 这样的日期")

    def optional_day(self, row: Any, name: str) -> date | None:
        return self.day(row, name) if self._of(row, name, None) is not None else None

    def clock(self, row: Any, name: str) -> time:
        hour, colon, minute = self.text(row, name).replace("：", ":").partition(":")
        if colon and hour.isdecimal() and minute.isdecimal() and (int(hour), int(minute)) == (24, 0):
            return time()
        try:
            return time(int(hour), int(minute))
        except ValueError:
            self.wrong(name, "应写成 08:00 这样的时间")

    def wrong(self, name: str, why: str) -> NoReturn:
        raise Refused("rota_unreadable", where=f"{self._place}{name} ", why=why)

    def _of(self, row: Any, name: str, default: Any) -> Any:
        if not isinstance(row, dict):
            self.wrong("", "应是一组名称和值")
        value = row.get(name)
        return default if value is None else value


def _shift(where: _Where, row: Any) -> ShiftTimes:
    return ShiftTimes(where.text(row, "name"), where.clock(row, "start"), where.clock(row, "end"))


def _turn(where: _Where, row: Any) -> Turn:
    return Turn(
        where.text(row, "post"),
        where.text(row, "shift"),
        where.texts(row, "who"),
        where.whole(row, "each_days", 1),
        where.optional_day(row, "anchor"),
        where.wholes(row, "weekdays"),
    )


def _holiday(where: _Where, row: Any) -> HolidayTurns:
    return HolidayTurns(
        where.text(row, "name"), where.day(row, "first"), where.day(row, "last"), where.rows(row, "turns", _turn)
    )


def _absence(where: _Where, row: Any) -> Absence:
    return Absence(
        where.text(row, "who"), where.day(row, "first"), where.day(row, "last"), where.text(row, "reason", "")
    )


def _turn_json(turn: Turn) -> dict[str, Any]:
    return {
        "post": turn.post,
        "shift": turn.shift,
        "who": list(turn.who),
        "each_days": turn.each_days,
        "anchor": None if turn.anchor is None else turn.anchor.isoformat(),
        "weekdays": sorted(turn.weekdays),
    }
