"""The rota as rows of words, as the editor shows it, and back; what cannot be read is told with its row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.duty.pattern import Absence, HolidayTurns, Pattern, ShiftTimes, Turn
from opinion_desk.domain.errors import Refused

_BETWEEN: Final = re.compile(r"[、,，;；/]")
_NOBODY: Final = "空"
_WEEK: Final = "一二三四五六日"
_SAID: Final = {
    word: day for words in (_WEEK, "1234567", "      天") for day, word in enumerate(words, 1) if word != " "
}
Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the four tables: its name, its columns with their widths (0: what is left), and what a new row begins with."""

    id: str
    name: str
    columns: tuple[tuple[str, int], ...]
    fresh: Row
    hint: str


def sections() -> tuple[Section, ...]:
    """班次, 轮班, 节假日, 请假."""
    return (
        Section(
            "shifts", _tr("班次"), ((_tr("名称"), 0), (_tr("开始"), 90), (_tr("结束"), 90)), ("", "08:00", "20:00"),
            _tr("结束不晚于开始的，跨到第二天。"),
        ),
        Section(
            "turns", _tr("轮班"),
            ((_tr("岗位"), 110), (_tr("班次"), 80), (_tr("由谁值，轮值用顿号隔开"), 0), (_tr("各值几天"), 70), (_tr("起轮日"), 110), (_tr("星期"), 110)),
            ("值班员", "", "", "1", "", ""),
            _tr("星期写“一二三四五”，不写是每天；轮空写“空”；轮值须写起轮日。"),
        ),
        Section(
            "holidays", _tr("节假日"),
            ((_tr("名称"), 90), (_tr("起"), 110), (_tr("止"), 110), (_tr("岗位"), 110), (_tr("班次"), 80), (_tr("由谁值"), 0)),
            ("", "", "", "值班员", "", ""),
            _tr("这些天按这里排，代替平时的；同一个节日每个班次写一行，轮值从起日起。"),
        ),
        Section(
            "absences", _tr("请假"), ((_tr("谁"), 160), (_tr("起"), 110), (_tr("止"), 110), (_tr("事由"), 0)),
            ("", "", "", ""), _tr("请假期间轮到的班成为空缺，可以用调班补上。"),
        ),
    )  # fmt: skip


def rows_of(pattern: Pattern) -> dict[str, list[Row]]:
    """The four tables of a pattern."""
    return {
        "shifts": [(s.name, f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in pattern.shifts],
        "turns": [
            (
                turn.post, turn.shift, _joined(turn.who), str(turn.each_days),
                "" if turn.anchor is None else turn.anchor.isoformat(),
                "".join(_WEEK[day - 1] for day in sorted(turn.weekdays)),
            )
            for turn in pattern.turns
        ],
        "holidays": [
            (h.name, h.first.isoformat(), h.last.isoformat(), turn.post, turn.shift, _joined(turn.who))
            for h in pattern.holidays
            for turn in h.turns
        ],
        "absences": [(a.who, a.first.isoformat(), a.last.isoformat(), a.reason) for a in pattern.absences],
    }  # fmt: skip


def read_rows(since: str, rows: dict[str, list[Row]]) -> Pattern:
    """The pattern that the rows say; Refused with where they cannot be read. Rows in which nothing was written are passed over."""
    named = {section.id: section for section in sections()}
    kept = {
        id: [(place, row) for place, row in enumerate(listed, 1) if _written(row, named[id].fresh)]
        for id, listed in rows.items()
    }
    shifts = [
        ShiftTimes(row[0], _clock(row[1], "shifts", place, 1), _clock(row[2], "shifts", place, 2))
        for place, row in kept["shifts"]
    ]
    absences = [
        Absence(row[0], _day(row[1], "absences", place, 1), _day(row[2], "absences", place, 2), row[3])
        for place, row in kept["absences"]
    ]
    turns = [_turn(place, row) for place, row in kept["turns"]]
    begun = _date(since)
    if begun is None:
        raise Refused("rota_unreadable", where=_tr("起用日期"), why=_tr("应写成 2026-11-20"))
    return Pattern(begun, tuple(shifts), tuple(turns), _holidays(kept["holidays"]), tuple(absences))


def _turn(place: int, row: Row) -> Turn:
    if not row[3].isdecimal():
        raise _wrong("turns", place, 3, _tr("应是天数"))
    anchor = _day(row[4], "turns", place, 4) if row[4] else None
    found = [_SAID.get(c, 0) for c in row[5] if c not in " 、,，周星期"]
    if 0 in found:
        raise _wrong("turns", place, 5, _tr("应写成“一二三四五”"))
    return Turn(row[0], row[1], _crews(row[2]), int(row[3]), anchor, frozenset(found))


def _holidays(rows: Sequence[tuple[int, Row]]) -> tuple[HolidayTurns, ...]:
    """Rows of one holiday belong together."""
    made: dict[tuple[str, date, date], list[Turn]] = {}
    for place, row in rows:
        first, last = _day(row[1], "holidays", place, 1), _day(row[2], "holidays", place, 2)
        made.setdefault((row[0], first, last), []).append(Turn(row[3], row[4], _crews(row[5]), 1, first))
    return tuple(HolidayTurns(*named, tuple(turns)) for named, turns in made.items())


def _written(row: Row, fresh: Row) -> bool:
    return any(word and word != begun for word, begun in zip(row, fresh, strict=True))


def _crews(text: str) -> tuple[str, ...]:
    return tuple("" if part.strip() == _NOBODY else part.strip() for part in _BETWEEN.split(text) if part.strip())


def _joined(who: tuple[str, ...]) -> str:
    return "、".join(one or _NOBODY for one in who)


def _clock(text: str, section: str, place: int, column: int) -> time:
    hour, colon, minute = text.replace("：", ":").partition(":")
    if hour.isdecimal() and (minute.isdecimal() if colon else True) and int(hour) <= 24 and int(minute or 0) < 60:
        if int(hour) < 24:
            return time(int(hour), int(minute or 0))
        if not int(minute or 0):
            return time()
    raise _wrong(section, place, column, _tr("应写成 08:00"))


def _day(text: str, section: str, place: int, column: int) -> date:
    found = _date(text)
    if found is None:
        raise _wrong(section, place, column, _tr("应写成 2026-11-20"))
    return found


def _date(text: str) -> date | None:
    parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", text.strip())
    try:
        return None if parts is None else date(*map(int, parts.groups()))
    except ValueError:
        return None


def _wrong(section: str, place: int, column: int, why: str) -> Refused:
    found = next(one for one in sections() if one.id == section)
    where = _tr("{section}第 {n} 行“{column}”").format(section=found.name, n=place, column=found.columns[column][0])
    return Refused("rota_unreadable", where=where, why=why)


def _tr(text: str) -> str:
    return QCoreApplication.translate("duty", text)
