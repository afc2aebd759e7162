"""A day and more of `collect --serve` on a driven clock: the real loops, the real collector over loopback, a store on disk.

In it sources fail in every way and come back, the line is down for two hours, the servers restart, the process is stopped
and started again thrice and killed once inside a write, and the wall clock runs ahead for an hour and is put back.
"""

from __future__ import annotations

import gc
import shutil
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bench.collect import Unjudged
from bench.serving_sources import HOUR, Simulated, simulated
from bench.serving_time import DrivenTime, Stuck
from bench.serving_web import Web
from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.compose import USER_AGENT, outside
from opinion_desk.domain.errors import Unavailable
from opinion_desk.domain.source import HealthState
from opinion_desk.services import serving
from opinion_desk.services.desk import Desk
from opinion_desk.services.intake import Intake
from opinion_desk.services.lesson_process import Ended
from opinion_desk.services.lessons import Lessons
from opinion_desk.services.ports import Collector
from opinion_desk.services.rereading import Rereading
from opinion_desk.services.serving import Server
from opinion_desk.settings import Home, Settings

START: Final = datetime(2026, 11, 20, 0, 0, tzinfo=UTC)  # 08:00 at the desk: midnight comes after sixteen hours
HOURS: Final = 26.5
LOOPS: Final = 5
VISIT_S: Final = 4.0  # real seconds a visit may take: only sources that hang use them up
OUTAGE: Final = (9 * HOUR, 11 * HOUR)
AHEAD: Final = (12 * HOUR, 13 * HOUR)
AHEAD_BY: Final = timedelta(hours=2)
RESTART: Final = (14 * HOUR, 14 * HOUR + 300)  # of the servers
STOPS: Final = ((7.5 * HOUR, 300), (16 * HOUR + 120, 60), (21 * HOUR, 1_200))  # of the process: when, and for how many seconds
KILL: Final = 22.5 * HOUR


@dataclass(frozen=True, slots=True)
class Sample:
    """The process at one hour of the day; what the servers of the day hold open is taken off."""

    hour: float
    life: int  # which process of the day it is
    items: int  # stored so far
    rss_mb: float
    blocks: int  # pieces of memory the interpreter holds
    threads: int
    descriptors: int
    on_disk_kb: float  # the database with its journal


@dataclass(slots=True)
class Day:
    """What came of the day."""

    sources: Sequence[Simulated]
    hours: float
    samples: list[Sample] = field(default_factory=list)
    stored: Counter[str] = field(default_factory=Counter)  # titles
    refused: int = 0  # second processes that were told that one collects already
    tried: int = 0
    outages: list[float] = field(default_factory=list)  # when each was seen to begin
    after_outage: int = 0  # sources with errors of their own when the line came back, but for those in trouble
    unhealthy: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)  # addresses taken over
    rows: dict[str, int] = field(default_factory=dict)  # of every table at the end
    database_kb: float = 0.0  # when all is closed, so without a journal
    statuses: dict[int, int] = field(default_factory=dict)
    verified: list[str] = field(default_factory=list)
    left_threads: list[str] = field(default_factory=list)
    left_descriptors: int = 0

    def longest_life(self) -> list[Sample]:
        """The samples of the process that lived longest without its first hour, in which modules are loaded and caches filled."""
        life = Counter(sample.life for sample in self.samples).most_common(1)[0][0]
        return [sample for sample in self.samples if sample.life == life][1:]

    def owed(self) -> list[str]:
        """The titles that stood for as long as their source's interval at a time when desk, line and source were well."""
        return [item.title for source in self.sources for item in source.items if self._is_owed(source, item)]

    def missed(self) -> list[str]:
        """What was owed and is not stored."""
        return [title for title in self.owed() if not self.stored[title]]

    def twice(self) -> list[str]:
        """What is stored more than once."""
        return [title for title, count in self.stored.items() if count > 1]

    def unknown(self) -> list[str]:
        """What is stored and was never published."""
        known = {item.title for source in self.sources for item in source.items}
        return [title for title in self.stored if title not in known]

    def _is_owed(self, source: Simulated, item: Any) -> bool:
        begins, ends = max(item.begins, 0.0), min(item.ends, self.hours * HOUR)
        longest = source.longest_s + 2 * serving.TICK_EVERY
        for bad_from, bad_to in sorted(self._bad(source)):
            if bad_from - begins >= longest and bad_from <= ends:
                return True
            begins = max(begins, bad_to) if bad_from < ends else begins
        return ends - begins >= longest

    def _bad(self, source: Simulated) -> list[tuple[float, float]]:
        """When this source could not be collected, each time with the longest back-off that may follow it."""
        twice = 2 * source.longest_s + 90
        bad = [(OUTAGE[0], OUTAGE[1] + twice), (RESTART[0], RESTART[1] + twice)]
        bad += [(at, at + lasting + 90) for at, lasting in (*STOPS, (KILL, 60.0))]
        trouble = source.trouble
        if trouble is not None and trouble.kind not in ("moved", "lent"):
            lasted = trouble.ends - trouble.begins
            wait = min(1.1 * lasted + twice, 6.6 * HOUR) if trouble.kind not in ("cut", "empty") else twice
            bad.append((trouble.begins, trouble.ends + max(wait, 1_800 + twice)))
        return [(begins, ends) for begins, ends in bad if begins < self.hours * HOUR]


def run_day(folder: Path, *, count: int = 60, tick_s: float = 10.0) -> Day:
    """Live through it with so many sources; the loops work every `tick_s` seconds of the day instead of every second."""
    with patch.object(serving, "TICK_EVERY", tick_s):
        return _Run(folder, HOURS, count).live()


class _Run:
    """The day as it goes on: one process after another over the same home."""

    def __init__(self, folder: Path, hours: float, count: int) -> None:
        self._clock = DrivenTime(START)
        self._web = Web(simulated(count, hours), self._clock)
        self._day = Day(list(self._web.sources.values()), hours)
        self._end = hours * HOUR
        self._folder = folder
        self._home = folder / "home"
        self._settings = Settings(jurisdiction="云川市")
        self._down_since: datetime | None = None
        self._next_sample = 0.0
        self._life = 0
        self._stop = threading.Event()
        self._dead = False
        self._desk = self._open()

    def live(self) -> Day:
        threads, descriptors = _threads(), _descriptors()
        with self._web.serving():
            self._desk.sources.add_known([source.source() for source in self._day.sources])
            for at, lasting in STOPS:
                self._process(at)
                self._clock.pass_alone(lasting)
            self._killed()
            self._process(self._end)
            self._count()
        self._desk.close()
        self._day.database_kb = Home(self._home).database.stat().st_size / 1_000
        gc.collect()
        self._day.left_threads = sorted(_threads() - threads)
        self._day.left_descriptors = _descriptors() - descriptors
        return self._day

    def _open(self) -> Desk:
        made_of = replace(
            outside(self._clock, self._settings.civil), reader=lambda wanted: Unjudged(), collector=self._collector
        )
        return Desk(Home(self._home), self._settings, self._clock, made_of)

    def _collector(self) -> Collector:
        return HttpCollector(user_agent=USER_AGENT, now=self._clock.now, timeout_s=VISIT_S)

    def _server(self) -> Server:
        """As `Desk.serve` makes it."""
        desk = self._desk
        lessons = Lessons(desk.store, _no_lesson, Rereading(desk.store, lambda: desk._intake), desk.clock)
        return Server(desk.store, desk.sources, desk.ticking, desk.clock, lessons, self._clock.wait)

    def _process(self, until: float) -> None:
        """One life of the process: the loops go on until that second of the day, or until it dies; then the desk is opened anew."""
        stop = self._stop = threading.Event()
        failed: list[BaseException] = []
        self._life += 1

        def serve() -> None:
            try:
                self._server().run(stop)
            except BaseException as why:
                failed.append(why)
                stop.set()

        thread = threading.Thread(target=serve, name="process")
        thread.start()
        try:
            while self._clock.passed < until and not stop.is_set():
                step = min([until, *(at for at in self._events() if at > self._clock.passed)])
                self._clock.pass_until(step, LOOPS, stop, self._at_rest)
                self._turn()
        finally:
            self._clock.end(stop)
            thread.join(60)
        if failed:
            raise failed[0]
        if self._clock.passed < until and not self._dead:
            raise Stuck("the process ended by itself")
        self._desk.close()
        self._desk = self._open()

    def _events(self) -> tuple[float, ...]:
        return (*OUTAGE, *AHEAD, *RESTART, self._clock.passed + HOUR / 12)

    def _turn(self) -> None:
        """What the world does at this second."""
        passed = self._clock.passed
        if passed in OUTAGE:
            self._web.down = passed == OUTAGE[0]
            self._web.hang_up()
            self._day.after_outage = self._with_errors()
        if passed in AHEAD:
            self._clock.put(AHEAD_BY if passed == AHEAD[0] else timedelta(0))
        if passed == RESTART[0]:
            self._web.go_down()
        if passed == RESTART[1]:
            self._web.go_up()

    def _with_errors(self) -> int:
        rows = zip(self._desk.store.sources.all(), self._day.sources, strict=True)
        return sum(bool(row.health.errors) for row, source in rows if source.trouble is None)

    def _at_rest(self) -> None:
        """All loops wait: look at what a person would see, and once an hour at the process itself."""
        since = self._desk.sources.network_down_since()
        if since is not None and self._down_since is None:
            self._day.outages.append(self._clock.passed / HOUR)
        self._down_since = since
        if self._clock.passed >= self._next_sample:
            self._next_sample = self._clock.passed + HOUR
            self._a_second_one()
            self._day.samples.append(self._sample())

    def _a_second_one(self) -> None:
        """Another process begins to collect for the same home; it must be told that one does."""
        self._day.tried += 1
        try:
            self._server().run(_ended())
        except Unavailable as why:
            self._day.refused += why.id == "collector_elsewhere"

    def _sample(self) -> Sample:
        gc.collect()
        kept = self._web.connections()
        size = sum(path.stat().st_size for path in self._home.glob("desk.sqlite3*"))
        return Sample(
            self._clock.passed / HOUR,
            self._life,
            self._desk.store.items.count(),
            _rss_mb(),
            sys.getallocatedblocks(),
            len(_threads()) - kept,
            _descriptors() - 2 * kept,
            size / 1_000,
        )

    def _killed(self) -> None:
        """The process dies inside a write: what is on the disk at that moment is all that its successor finds, the lease too."""
        self._process(KILL)
        left = self._folder / "left"
        committed = Intake.commit

        def dying(intake: Intake, tx: Any, portion: Any, now: datetime) -> Any:
            taken = committed(intake, tx, portion, now)
            if portion.new and not self._dead:
                shutil.copytree(self._home, left)
                self._dead = True
                self._stop.set()
            return taken

        with patch.object(Intake, "commit", dying):
            self._process(self._end)
        self._desk.close()
        shutil.rmtree(self._home)
        left.rename(self._home)
        self._desk = self._open()
        self._a_second_one()
        self._clock.pass_alone(serving.LEASE_FOR.total_seconds())

    def _count(self) -> None:
        day, store = self._day, self._desk.store
        day.verified = list(store.verify())
        with store.database.read() as connection:
            day.stored = Counter(row["title"] for row in connection.execute("SELECT title FROM items"))
            tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            day.rows = {
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for name in tables
                if "_fts" not in name and not name.startswith("sqlite_")
            }
        for row in store.sources.all():
            if row.health.state is not HealthState.WELL:
                day.unhealthy.append(f"{row.source.name}: {row.health.errors} {row.health.why}")
            if row.health.moved_from is not None:
                day.moved.append(row.source.address)
        day.statuses = dict(self._web.statuses)


def _ended() -> threading.Event:
    event = threading.Event()
    event.set()
    return event


def _no_lesson(stopped: Callable[[], bool]) -> Ended:
    raise AssertionError("nobody corrected anything, so there is nothing to learn from")


def _threads() -> frozenset[str]:
    return frozenset(f"{thread.name}/{thread.ident}" for thread in threading.enumerate())


def _descriptors() -> int:
    """How many descriptors this process holds open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.is_dir() else 0


def _rss_mb() -> float:
    """Memory of this process as the system counts it; 0 where it does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) / 1_000
