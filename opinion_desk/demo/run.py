"""The demo as a whole: a home is filled, the day played, the papers written; never the user's own desk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from data import read_json

from ..clock import SystemClock
from ..compose import compose
from ..domain.briefing import BriefingKind
from ..domain.errors import Refused
from ..domain.inbox import InboxQuery
from ..domain.instants import format_instant
from ..domain.release import EvidenceKind
from ..domain.source import Source
from ..services.desk import Desk
from ..services.incidents import Deed
from ..services.ports import Clock
from ..settings import Home, Post, Settings, home_folder, save_settings
from .day import Day, DayClock, matters
from .deals import DEALS
from .duty import AFTERNOON, MORNING, NIGHT, hand_on, plan
from .feeds import demo_sources
from .server import DemoServer

PAPERS: Final = (".docx", ".pdf", ".xlsx")
_INTERVAL_S: Final = 900


@dataclass(frozen=True, slots=True)
class DemoMark:
    """A mark of the day that fired."""

    incident: int
    clock: str
    mark: str
    due: datetime
    fired: datetime


@dataclass(frozen=True, slots=True)
class DemoDone:
    """What the demo did: the counts and files that the contract prints."""

    sources: int
    items: int
    stories: int
    events: int
    incidents: int
    marks: tuple[DemoMark, ...]
    lines: tuple[str, ...]
    messages: int
    files: tuple[Path, ...]
    seconds: float

    def as_json(self, desk: Desk) -> dict[str, Any]:
        """As `demo --json` prints it."""
        return {
            "sources": self.sources,
            "items": self.items,
            "stories": self.stories,
            "events": self.events,
            "incidents": self.incidents,
            "marks": [
                {
                    "incident": m.incident,
                    "clock": m.clock,
                    "mark": m.mark,
                    "due": format_instant(m.due, desk.zone),
                    "fired": format_instant(m.fired, desk.zone),
                }
                for m in self.marks
            ],
            "messages": self.messages,
            "files": [str(path) for path in self.files],
            "seconds": round(self.seconds, 2),
        }


def demo_settings() -> Settings:
    """The settings of the demo's desk (data/demo/settings.json)."""
    row = read_json("demo/settings.json")
    return Settings(
        jurisdiction=row["jurisdiction"],
        own_places=tuple(place["name"] for place in row["own_places"]),
        zone=row["zone"],
        issuer=row["issuer"],
        code=row["code"],
        person="夜班值班员",
        administrator="管理员",
        posts=tuple(Post(post["post"], post["duty_phone"]) for post in row["duty_posts"]),
        report_to=tuple(row["report_to"]),
        send_to=tuple(row["send_to"]),
    )


@contextmanager
def playing(
    home: Path,
    out: Path | None,
    tell: Callable[[str], None],
    day: date | None = None,
    real: Clock | None = None,
) -> Iterator[tuple[Desk, DemoDone]]:
    """Play the whole day into an empty home; the demo's feeds stay served until the context ends.

    The day is yesterday unless given, so that clocks of the evening still run. Refused when the home is not empty.
    `real` tells the true time, by which the next morning's conference has been held or not; the system's unless given.
    """
    started = time.perf_counter()
    real_now = (real or SystemClock()).now()
    folder = home_folder(str(home))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("demo_home_not_empty", path=folder)
    settings = demo_settings()
    day = day or (real_now.astimezone(settings.civil) - timedelta(days=1)).date()
    with DemoServer(day) as server:
        live = replace(settings, webhook=f"{server.base_url}/hook", internal_webhook=True)
        Home(folder).make()
        clock = DayClock(datetime(day.year, day.month, day.day, tzinfo=settings.civil))
        desk = compose(folder, clock, live)
        try:
            _prepare(desk, server.base_url)
            _play(desk, clock, server, day, tell, real_now)
            files = _write_papers(desk, day, out)
            done = _done(desk, files, len(server.messages), time.perf_counter() - started)
            save_settings(folder, settings)
        finally:
            desk.close()
        server.until = None
        yield desk, done


def prepare(home: Path, day: date | None = None) -> DemoDone:
    """Fill a home with the demo, without papers: for pictures, tests and benchmarks."""
    with playing(home, None, lambda line: None, day) as (_, done):
        return done


def _prepare(desk: Desk, base_url: str) -> None:
    desk.mark_demo()
    for unit in read_json("demo/settings.json")["units"]:
        desk.units.add(unit["name"], unit["function"], unit["duty_phone"], unit["note"], tuple(unit["aliases"]))
    sources = [
        Source(0, s.name, s.address, s.form, internal=True, tier=s.tier, interval_s=_INTERVAL_S, adaptive=False)
        for s in demo_sources(base_url)
    ]
    desk.sources.add_known(sources)
    plan(desk)


def _play(
    desk: Desk, clock: DayClock, server: DemoServer, day: date, tell: Callable[[str], None], real_now: datetime
) -> None:
    def show_until(moment: datetime) -> None:
        server.until = moment

    played = Day(desk, clock, day, show_until)
    played.play(DEALS, tell)
    _play_on(played, real_now)


def _play_on(played: Day, real_now: datetime) -> None:
    """What has happened since on the day after: shifts were handed over, the conference was held."""
    desk, next_day = played.desk, timedelta(days=1)

    def hold_conference() -> None:
        what = "云川大桥引桥支架坍塌事故新闻发布会"
        link = played.link("明日10时，云川大桥引桥支架坍塌事故新闻发布会")
        deed = Deed("早班值班员", played.moment(10) + next_day)
        desk.incidents.answer(played.accident, EvidenceKind.CONFERENCE, what, address=link, deed=deed)
        desk.incidents.check(played.accident, "conference", deed=Deed("早班值班员"))
        desk.tick()

    since: tuple[tuple[datetime, Callable[[], None]], ...] = (
        (played.moment(8, 3), lambda: hand_on(desk, NIGHT, MORNING)),
        (played.moment(10, 12), hold_conference),
        (played.moment(14, 2), lambda: hand_on(desk, MORNING, AFTERNOON)),
        (played.moment(18, 33), lambda: hand_on(desk, AFTERNOON, MORNING)),  # who has swapped into the evening
    )
    for at, do in since:
        if at + next_day < real_now:
            played.go_on(at + next_day)
            do()


def _write_papers(desk: Desk, day: date, out: Path | None) -> tuple[Path, ...]:
    if out is None:
        return ()
    briefing = desk.briefings.build(BriefingKind.DAILY, day)
    out.mkdir(parents=True, exist_ok=True)
    name = f"舆情日报-{day:%Y%m%d}"
    return tuple(desk.briefings.export(briefing, out / f"{name}{suffix}") for suffix in PAPERS)


def _done(desk: Desk, files: tuple[Path, ...], messages: int, seconds: float) -> DemoDone:
    incidents = matters(desk)
    marks = [
        DemoMark(incident.id, clock.id, mark.id, mark.due, mark.fired)
        for incident in incidents
        for clock in incident.clocks
        for mark in clock.marks
        if mark.fired is not None
    ]
    rows = desk.sources.list()
    return DemoDone(
        len(rows),
        sum(row.items for row in rows),
        desk.items.count(InboxQuery()),
        desk.items.events(),
        len(incidents),
        tuple(sorted(marks, key=lambda mark: mark.due)),
        tuple(f"{incident.number} {incident.title}" for incident in incidents),
        messages,
        files,
        seconds,
    )
