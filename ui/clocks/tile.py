"""One clock as the board holds it: everything that is written on its tile, and how it stands at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.levels import Grade, Level

from ..times import URGENT, countdown, span


def _tr(text: str) -> str:
    return QCoreApplication.translate("clocks", text)


class Group(StrEnum):
    """By what a clock is owed: a document, to the public or upward (法定), being handed the matter (交办), or the desk's own wish."""

    LEGAL = "legal"
    ASSIGNED = "assigned"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Tile:
    """A clock on the board; the words of its times are of the civil day on which it was read."""

    incident_id: int
    clock_id: str
    number: str
    name: str
    title: str
    owed_by: str
    level: Level | None
    grade: Grade | None
    start: datetime
    target: datetime | None
    deadline: datetime
    met_at: datetime | None
    began: str  # 起 13:26 首发
    aim: str  # 力争 16:26; of a met one 12:19 完成
    latest: str  # 最迟 18:26; of a met one 提前 46 小时 23 分
    stands: str  # 已提级至第 3 层 · 分管领导 · 18:31
    ground: str
    group: Group

    @property
    def key(self) -> tuple[int, str, datetime]:
        """The same clock in another reading; one that was superseded began another time."""
        return self.incident_id, self.clock_id, self.start

    @property
    def matter(self) -> str:
        """Which matter, and who owes it."""
        return f"{self.title} · {self.owed_by}" if self.owed_by else self.title

    @property
    def badge(self) -> str:
        """The level in numeral and word; where none was fixed, the grade of the opinion matter; else nothing."""
        if self.level is not None:
            return f"{self.level.numeral} {self.level.words}"
        return _tr("舆情{grade}").format(grade=self.grade.words) if self.grade is not None else ""


class Stand(StrEnum):
    """How a clock stands: time is left, the target is over, under an hour is left, it is late; met in time or late."""

    RUNNING = "running"
    PAST_TARGET = "past_target"
    NEAR = "near"
    LATE = "late"
    MET = "met"
    MET_LATE = "met_late"


FIGURES_TOKEN: Final = {
    Stand.RUNNING: "accent_text",
    Stand.PAST_TARGET: "accent_text",
    Stand.NEAR: "amber_text",
    Stand.LATE: "red_text",
    Stand.MET: "good",
    Stand.MET_LATE: "red_text",
}
# The bar is filled with the colour of a level where time presses: its figures and words say the same without colour.
BAR_LEVEL: Final = {
    Stand.PAST_TARGET: Level.MAJOR,
    Stand.NEAR: Level.MAJOR,
    Stand.LATE: Level.EXTREME,
    Stand.MET_LATE: Level.EXTREME,
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a tile changes with time: its stand, figures and word, and the used share of its time, 0 to 1."""

    stand: Stand
    figures: str
    word: str
    share: float


def shown(tile: Tile, now: datetime) -> Shown:
    """How a clock stands at that instant, by its deadline alone, whether or not a tick has recorded it."""
    end = tile.met_at or now
    share = min(max((end - tile.start) / (tile.deadline - tile.start), 0.0), 1.0)
    if tile.met_at is not None:
        minutes = int((tile.met_at - tile.start).total_seconds()) // 60
        used = _tr("用时 {time}").format(time=f"{minutes // 60:02d}:{minutes % 60:02d}")
        if tile.met_at <= tile.deadline:
            return Shown(Stand.MET, used, _tr("已完成"), share)
        return Shown(Stand.MET_LATE, used, _tr("超时完成"), share)
    figures = countdown(tile.deadline, now)
    if figures.startswith("−"):
        return Shown(Stand.LATE, figures, _tr("超时"), share)
    if tile.deadline - now < URGENT:
        return Shown(Stand.NEAR, figures, _tr("临期"), share)
    over = tile.target is not None and now > tile.target
    return Shown(Stand.PAST_TARGET if over else Stand.RUNNING, figures, _tr("力争已过") if over else "", share)


def aim_share(tile: Tile) -> float | None:
    """Where the target stands on the way from start to deadline, 0 to 1."""
    if tile.target is None:
        return None
    return min(max((tile.target - tile.start) / (tile.deadline - tile.start), 0.0), 1.0)


def spoken(tile: Tile, now: datetime) -> str:
    """The whole tile as it is read aloud."""
    state = shown(tile, now)
    if tile.met_at is not None:
        figures = _tr("用时 {span}").format(span=span(tile.met_at - tile.start))
    elif state.stand is Stand.LATE:
        figures = _tr("已超时 {span}").format(span=span(tile.deadline - now))
    else:
        figures = _tr("还有 {span}").format(span=span(tile.deadline - now))
    word = state.word if state.stand is not Stand.LATE else ""
    parts = (tile.name, tile.badge, tile.matter, figures, word, tile.began, tile.aim, tile.latest, tile.stands)
    return "，".join(part for part in parts if part)
