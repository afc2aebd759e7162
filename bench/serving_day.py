"""A day and more of `collect --serve` on a driven clock: the real loops, the real collector over loopback, a store on disk.

In it sources fail in every way and come back, the disk fills up, the line is down for two hours, the servers restart, the process is stopped
and started again thrice and killed once inside a write, and the wall clock runs ahead for an hour and is put back.
"""

from __future__ import annotations

import gc
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Set
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from bench.collect import Unjudged
from bench.serving_result import (
    AHEAD,
    AHEAD_BY,
    FULL,
    HOURS,
    KILL,
    LOOPS,
    OUTAGE,
    RESTART,
    START,
    STOPS,
    VISIT_S,
    Day,
    descriptors_now,
    sample,
    threads_now,
)
from bench.serving_sources import HOUR, simulated
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

_ROOMY: Final = 1_073_741_823  # pages: SQLite's own bound


def run_day(folder: Path, *, count: int = 60, tick_s: float = 10.0, stops: bool = True) -> Day:
    """Live through it with so many sources; the loops work every `tick_s` seconds of the day instead of every second.

    Without `stops` one process lives through all of it, so that what it holds can be watched for longer.
    """
    with patch.object(serving, "TICK_EVERY", tick_s):
        return _Run(folder, HOURS, count).live(stops)


class _Run:
    """The day as it goes on: one process after another over the same home."""

    def __init__(self, folder: Path, hours: float, count: int) -> None:
        self._clock = DrivenTime(START)
        self._web = Web(simulated(count, hours), self._clock)
        self._day = Day(list(self._web.sources.values()), hours, serving.TICK_EVERY)
        self._end = hours * HOUR
        self._folder = folder
        self._home = folder / "home"
        self._settings = Settings(jurisdiction="云川市")
        self._down_since: datetime | None = None
        self._next_sample = 0.0
        self._life = 0
        self._stop = threading.Event()
        self._dead = False
        self._unwell: Set[str] = frozenset()  # what failed already as the line went down
        self._desk = self._open()

    def live(self, stops: bool) -> Day:
        threads, descriptors = threads_now(), descriptors_now()
        with self._web.serving():
            self._desk.sources.add_known([source.source() for source in self._day.sources])
            if stops:
                for at, lasting in STOPS:
                    self._process(at)
                    self._clock.pass_alone(lasting)
                self._killed()
            self._process(self._end)
            self._count()
        self._desk.close()
        self._day.database_kb = Home(self._home).database.stat().st_size / 1_000
        gc.collect()
        self._day.left_threads = sorted(threads_now() - threads)
        self._day.left_descriptors = descriptors_now() - descriptors
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
                self._clock.pass_until(step, LOOPS, stop, self._at_rest, self._turn)
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
        return (*FULL, *OUTAGE, *AHEAD, *RESTART, self._clock.passed + HOUR / 12)

    def _turn(self) -> None:
        """What the world does at this second."""
        passed = self._clock.passed
        if passed in OUTAGE:
            self._web.down = passed == OUTAGE[0]
            self._web.hang_up()
            unwell = self._with_errors()
            if passed == OUTAGE[0]:
                self._unwell = unwell.keys()
            self._day.after_outage = [why for name, why in unwell.items() if name not in self._unwell]
        if passed in FULL:
            most = 1 if passed == FULL[0] else _ROOMY  # SQLite takes the present size where that is more
            self._desk.store.write_now(lambda tx: tx.execute(f"PRAGMA max_page_count = {most}"))
            self._day.kept_while_full.append(self._desk.store.items.count())
        if passed in AHEAD:
            self._clock.put(AHEAD_BY if passed == AHEAD[0] else timedelta(0))
        if passed in (*OUTAGE, *RESTART):  # connections just broken are still being cleared away
            self._next_sample = max(self._next_sample, passed + 300)
        if passed == RESTART[0]:
            self._web.go_down()
        if passed == RESTART[1]:
            self._web.go_up()

    def _with_errors(self) -> dict[str, str]:
        """The sources without troubles of their own that are held to fail, each with its reason."""
        rows = zip(self._desk.store.sources.all(), self._day.sources, strict=True)
        failing = [row for row, source in rows if source.trouble is None and row.health.errors]
        return {row.source.name: f"{row.source.name}: {row.health.why}" for row in failing}

    def _at_rest(self) -> None:
        """All loops wait: look at what a person would see, and once an hour at the process itself."""
        since = self._desk.sources.network_down_since()
        if since is not None and self._down_since is None:
            self._day.outages.append(self._clock.passed / HOUR)
        self._down_since = since
        if self._clock.passed >= self._next_sample:
            self._next_sample = self._clock.passed + HOUR
            self._a_second_one()
            home, kept = self._home, self._web.connections()
            items = self._desk.store.items.count()
            self._day.samples.append(sample(self._clock.passed / HOUR, self._life, items, kept, home))

    def _a_second_one(self) -> None:
        """Another process begins to collect for the same home; it must be told that one does."""
        self._day.tried += 1
        try:
            self._server().run(_ended())
        except Unavailable as why:
            self._day.refused += why.id == "collector_elsewhere"

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
            day.rows = {  # names out of the database itself
                name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608
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
