"""Where each shift and each hole stands in the calendar: boxes of a week, lines of a month."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QRectF

from opinion_desk.domain.duty.rota import Gap, Shift

from .view import CalendarView

HEAD = 46
GUTTER = 66
BOX = 42
_GAP = 4
_SECTION = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """A shift or a hole as a box says it."""

    day: date
    post: str
    of: Shift | Gap
    head: str
    who: str
    hole: bool
    now: bool
    swapped: bool
    past: bool = False
    why: str = ""

    @property
    def words(self) -> str:
        """All of it, read aloud and in the tool tip."""
        return " ".join(filter(None, (f"{self.day:%m-%d}", self.post, self.head, self.who, self.why)))


def entries(view: CalendarView, zone: ZoneInfo) -> list[Entry]:
    """The shifts that somebody takes and the holes, by post and start; each on the day it begins."""
    taken = [_shift(view, shift, zone) for shift in view.shifts if not shift.vacant]
    found = [*taken, *(_hole(view, gap, zone) for gap in view.gaps)]
    order = {post: place for place, post in enumerate(view.posts)}
    return sorted(found, key=lambda entry: (entry.day, order.get(entry.post, len(order)), entry.of.start))


def week_boxes(view: CalendarView, found: Iterable[Entry], width: float) -> tuple[list[tuple[QRectF, Entry]], float]:
    """A box for each entry of a week, and the height it takes."""
    column = (width - GUTTER) / 7
    boxes: list[tuple[QRectF, Entry]] = []
    top = float(HEAD)
    listed = list(found)
    for post in posts_of(view):
        most = 1
        for place in range(7):
            own = [e for e in listed if e.post == post and e.day == view.days.first + timedelta(days=place)]
            most = max(most, len(own))
            for row, entry in enumerate(own):
                spot = QRectF(GUTTER + place * column + 3, top + row * (BOX + _GAP), column - 6, BOX)
                boxes.append((spot, entry))
        top += most * (BOX + _GAP) + _SECTION
    return boxes, top


def section_tops(view: CalendarView, found: Iterable[Entry]) -> list[tuple[str, float, float]]:
    """Every post with where its part of a week begins and how high it is."""
    made: list[tuple[str, float, float]] = []
    top, listed = float(HEAD), list(found)
    for post in posts_of(view):
        days = [entry.day for entry in listed if entry.post == post]
        height = float(max((days.count(day) for day in days), default=1) * (BOX + _GAP) + _SECTION)
        made.append((post, top, height))
        top += height
    return made


def posts_of(view: CalendarView) -> tuple[str, ...]:
    """The posts of the calendar: those of now, then those that only these days know."""
    return tuple(dict.fromkeys((*view.posts, *(shift.post for shift in view.shifts))))


def _shift(view: CalendarView, shift: Shift, zone: ZoneInfo) -> Entry:
    start, end = shift.start.astimezone(zone), shift.end.astimezone(zone)
    hours = f"{_hour(start)}–{_until(end)}"
    head = f"{shift.name} {hours}"
    return Entry(
        shift.day,
        shift.post,
        shift,
        head,
        shift.who,
        False,
        shift.at(view.now),
        shift.swap is not None,
        shift.end <= view.now,
    )


def _hole(view: CalendarView, gap: Gap, zone: ZoneInfo) -> Entry:
    start, end = gap.start.astimezone(zone), gap.end.astimezone(zone)
    away = next((s for s in view.shifts if s.vacant and s.away and s.post == gap.post and s.start < gap.end and s.end > gap.start), None)  # fmt: skip
    hours = f"{_hour(start)}–{_until(end)}" if (end - start).days < 1 else f"{_hour(start)}–{end:%m-%d}"
    head = f"{_tr('空缺')} {hours}"
    who = _tr("{who}代管").format(who=view.administrator)
    why = "" if away is None else _tr("{who}：{why}").format(who=away.planned, why=away.away)
    return Entry(start.date(), gap.post, gap, head, who, True, gap.start <= view.now < gap.end, False, False, why)


def _hour(local: datetime) -> str:
    return f"{local:%H:%M}".removesuffix(":00")


def _until(local: datetime) -> str:
    """An hour at which something ends: midnight is 24."""
    return _hour(local) if local.hour or local.minute else "24"


def _tr(text: str) -> str:
    return QCoreApplication.translate("duty", text)
