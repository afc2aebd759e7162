"""The duty log (值班日志): to the minute; entries are corrected by further entries and never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from ..commands.when import When
from ..errors import Refused
from ..masking import mask

_LONGEST: Final = {"course": 2000, "measures": 1000, "impact": 1000, "reported": 500}
_SHORT: Final = 100


@dataclass(frozen=True, slots=True)
class Note:
    """What is written down: who called (unit, post, office number), where, 起因经过, 已采取措施, 影响与趋势, 已报告领导/单位及时间."""

    course: str
    unit: str = ""
    post: str = ""
    phone: str = ""
    place: str = ""
    measures: str = ""
    impact: str = ""
    reported: str = ""
    incident: int | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A note with its time (whole minutes), when and by whom it was entered, and which entry it corrects, and why."""

    id: int
    at: datetime
    entered: datetime
    by: str
    note: Note
    corrects: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry as it reads now, and the entries it took the place of, oldest first."""

    entry: LogEntry
    before: tuple[LogEntry, ...] = ()


def write(note: Note, time: When, corrects: LogEntry | None = None, reason: str = "") -> LogEntry:
    """An entry, its time cut to the minute. A correction needs a reason; numbers that lead to a person are refused or masked."""
    kept = _clean(note)
    if not kept.course:
        raise Refused("log_needs_course")
    if mask(kept.phone) != kept.phone and not _is_office(kept.phone):
        raise Refused("log_phone_private")
    for name in (field.name for field in fields(Note) if field.name != "incident"):
        limit = _LONGEST.get(name, _SHORT)
        if len(getattr(kept, name)) > limit:
            raise Refused("log_too_long", what=NOTE_WORDS[name], limit=limit)
    if corrects is not None and not reason.strip():
        raise Refused("log_needs_reason")
    at = corrects.at if corrects is not None and time.at == time.entered else time.at
    minute = at.replace(second=0, microsecond=0)
    return LogEntry(0, minute, time.entered, time.by, kept, None if corrects is None else corrects.id, reason.strip())


def lines(entries: Iterable[LogEntry]) -> tuple[LogLine, ...]:
    """The log as it reads now, latest first: every correction stands in the place of what it corrects."""
    current: dict[int, LogLine] = {}
    first: dict[int, int] = {}
    for entry in sorted(entries, key=lambda entry: entry.id):
        root = entry.id if entry.corrects is None else first.get(entry.corrects, entry.corrects)
        first[entry.id] = root
        line = current.get(root)
        current[root] = LogLine(entry, () if line is None else (*line.before, line.entry))
    return tuple(sorted(current.values(), key=lambda line: (line.entry.at, line.entry.id), reverse=True))


def _clean(note: Note) -> Note:
    return Note(
        mask(note.course.strip()), mask(note.unit.strip()), mask(note.post.strip()), note.phone.strip(),
        mask(note.place.strip()), mask(note.measures.strip()), mask(note.impact.strip()), mask(note.reported.strip()),
        note.incident,
    )  # fmt: skip


def _is_office(phone: str) -> bool:
    """Whether it has the shape of an office line: with its area code, or seven to eight digits; a mobile number has not."""
    digits = "".join(c for c in phone if c.isdigit())
    return phone.isascii() and ((digits.startswith("0") and 10 <= len(digits) <= 17) or 5 <= len(digits) <= 8)


NOTE_WORDS: Final = {
    "course": "起因经过",
    "unit": "来电单位",
    "post": "来电岗位",
    "phone": "电话",
    "place": "地点",
    "measures": "已采取措施",
    "impact": "影响与趋势",
    "reported": "已报告",
}
