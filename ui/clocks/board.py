"""What the board shows, read off the screen's thread: every open clock by its deadline, then what was met today."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.acts import Act
from opinion_desk.domain.incident import Incident, StartFrom
from opinion_desk.domain.open_counts import OpenCounts
from opinion_desk.domain.policy import StartsOn
from opinion_desk.domain.reporting import REPORT_CLOCKS
from opinion_desk.domain.response_clock import MANDATE, ResponseClock

from ..seat import Seat
from ..times import URGENT, span
from ..words import START, said
from .standing import stands_met, stands_open
from .tile import Group, Tile

Pair = tuple[Incident, ResponseClock]
MOST: Final = 240  # beyond these the board tells only how many more there are; late ones are never left out
_MOST_MET: Final = 12
_MOST_READ: Final = 1_000  # open clocks that are looked through; of a desk with more the others are only counted


def _tr(text: str) -> str:
    return QCoreApplication.translate("clocks", text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which clocks are wanted: those of a group, of a unit (its full name), only the late ones; nothing said means all."""

    group: Group | None = None
    unit: str = ""
    late: bool = False


ALL: Final = Wanted()


@dataclass(frozen=True, slots=True)
class Counts:
    """在办舆情件, and of their clocks those with under an hour left and those that are late."""

    matters: int
    near: int
    late: int


@dataclass(frozen=True, slots=True)
class Board:
    """The wanted tiles, most pressing first, met ones last; and what is told of the whole desk whatever is wanted."""

    tiles: tuple[Tile, ...]
    left_out: int
    deadlines: tuple[datetime, ...]  # of the open clocks that were read, earliest first
    matters: int
    units: tuple[tuple[str, str], ...]  # who owes something: full name and as people here say it
    duty: str
    unread: int = 0  # open clocks beyond those
    late: int = 0  # when it was read, of all
    near: int = 0

    def counts(self, now: datetime) -> Counts:
        """The figures of the heading at that instant; where clocks were left unread that may matter, those of the reading."""
        late, near = bisect_left(self.deadlines, now), bisect_left(self.deadlines, now + URGENT)
        if not self.unread or near < len(self.deadlines):
            return Counts(self.matters, near - late, late)
        late = late if late < len(self.deadlines) else max(late, self.late)
        return Counts(self.matters, max(near - late, self.near), late)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of the desk: the nearest open clocks by deadline, clocks met today, latest first, and what there is of all.

    `near` counts the open clocks with under an hour left at that instant.
    """

    running: tuple[Pair, ...]
    met: tuple[Pair, ...]
    open: OpenCounts
    near: int
    duty: str
    at: datetime


def read(seat: Seat) -> Reading:
    """Everything a board is made of; called in a thread."""
    desk, now = seat.desk, seat.now()
    local = now.astimezone(desk.zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    counts = desk.incidents.open_counts(now)
    return Reading(
        desk.incidents.nearest(_MOST_READ),
        desk.incidents.met_since(midnight),
        counts,
        desk.incidents.due_before(now + URGENT) - counts.late,
        duty_words(seat),
        now,
    )


def duty_words(seat: Seat) -> str:
    """Who is on duty, and when the next ones take over."""
    duty = seat.desk.on_duty()
    if duty is None:
        return _tr("未填值守人")
    until = _tr(" · {time} 交接").format(time=seat.short(duty.until)) if duty.until is not None else ""
    shift = "" if duty.post.startswith(duty.shift) else duty.shift  # not 夜班 夜班值班员
    return " ".join(part for part in (shift, duty.post) if part) + until


def board_of(seat: Seat, reading: Reading, wanted: Wanted = ALL) -> Board:
    """The board of what is wanted out of what was read; called in a thread."""
    group = _grouper(seat)
    chosen = [pair for pair in reading.running if _is_wanted(pair, wanted, reading.at, group)]
    late = sum(1 for _, clock in chosen if clock.deadline < reading.at)
    kept = chosen[: max(MOST, late)]
    met = [] if wanted.late else _met([p for p in reading.met if _is_wanted(p, wanted, reading.at, group)])
    unread = max(0, reading.open.clocks - len(reading.running))
    units = dict.fromkeys(clock.owed_by for _, clock in reading.running if clock.owed_by)

    @cache
    def history(id: int) -> Sequence[Act]:
        return seat.desk.incidents.history(id)

    def acts_of(place: int, id: int) -> Callable[[], Sequence[Act]]:
        return (lambda: history(id)) if place < MOST else tuple

    return Board(
        tiles=(
            *(_open_tile(seat, pair, group(pair[1]), acts_of(n, pair[0].id)) for n, pair in enumerate(kept)),
            *(_met_tile(seat, pair, group(pair[1])) for pair in met),
        ),
        left_out=len(chosen) - len(kept) + (unread if wanted == ALL else 0),
        deadlines=tuple(sorted(clock.deadline for _, clock in reading.running)),
        matters=reading.open.matters,
        units=tuple((unit, seat.unit(unit)) for unit in sorted(units)),
        duty=reading.duty,
        unread=unread,
        late=reading.open.late,
        near=reading.near,
    )


def _met(pairs: Sequence[Pair]) -> list[Pair]:
    """The few that are told, in their order: signatures for what was handed out do not push away what the public was told."""
    kept = {id(clock) for _, clock in sorted(pairs, key=lambda pair: pair[1].of_unit)[:_MOST_MET]}
    return [pair for pair in pairs if id(pair[1]) in kept]


def _grouper(seat: Seat) -> Callable[[ResponseClock], Group]:
    """By the policy of a clock: a step of an assignment is 交办; what a document demands and the reports upward are 法定."""
    policies = {policy.id: policy for policy in seat.desk.incidents.policies.clocks}

    def group(clock: ResponseClock) -> Group:
        policy = policies.get(clock.policy)
        if clock.of_unit or (policy is not None and policy.starts_on is StartsOn.ASSIGNMENT):
            return Group.ASSIGNED
        cited = "〔" in clock.ground or "《" in clock.ground
        return Group.LEGAL if cited or clock.policy in REPORT_CLOCKS else Group.OWN

    return group


def _is_wanted(pair: Pair, wanted: Wanted, now: datetime, group: Callable[[ResponseClock], Group]) -> bool:
    clock = pair[1]
    return (
        (wanted.group is None or group(clock) is wanted.group)
        and (not wanted.unit or clock.owed_by == wanted.unit)
        and (not wanted.late or clock.deadline < now)
    )


def _open_tile(seat: Seat, pair: Pair, group: Group, history: Callable[[], Sequence[Act]]) -> Tile:
    incident, clock = pair
    aim = _tr("力争 {time}").format(time=seat.short(clock.target)) if clock.target is not None else ""
    latest = _tr("最迟 {time}").format(time=seat.short(clock.deadline))
    stands = stands_open(seat, incident, clock, history, of_unit=group is Group.ASSIGNED)
    return _tile(seat, pair, group, aim, latest, stands)


def _met_tile(seat: Seat, pair: Pair, group: Group) -> Tile:
    incident, clock = pair
    met_at = clock.met_at or clock.deadline
    ended = _tr("{time} 完成").format(time=seat.short(met_at))
    words = _tr("提前 {span}") if met_at <= clock.deadline else _tr("超时 {span}")
    early = words.format(span=span(clock.deadline - met_at))
    return _tile(seat, pair, group, ended, early, stands_met(seat, incident, clock))


def _tile(seat: Seat, pair: Pair, group: Group, aim: str, latest: str, stands: str) -> Tile:
    incident, clock = pair
    return Tile(
        incident_id=incident.id,
        clock_id=clock.id,
        number=incident.number,
        name=clock.name,
        title=incident.title,
        owed_by=seat.unit(clock.owed_by),
        level=incident.level,
        grade=incident.grade,
        start=clock.start,
        target=clock.target,
        deadline=clock.deadline,
        met_at=clock.met_at,
        began=_began(seat, incident, clock, group),
        aim=aim,
        latest=latest,
        stands=stands,
        ground=clock.ground,
        group=group,
    )


def _began(seat: Seat, incident: Incident, clock: ResponseClock, group: Group) -> str:
    """起 13:26 首发: from when it counts, and which of the recorded times that is; what was judged later counts from 核定."""
    if group is Group.ASSIGNED:
        what = _tr("交办")
    elif clock.id.startswith(MANDATE):
        what = _tr("收文")
    else:
        order = sorted(StartFrom, key=lambda which: which is not incident.start_from)
        found = next((which for which in order if incident.times.of(which) == clock.start), None)
        which = found or (StartFrom.CONFIRMED if group is Group.LEGAL else None)
        what = said(START[which]) if which is not None else ""
    return _tr("起 {time} {what}").format(time=seat.short(clock.start), what=what).rstrip()
