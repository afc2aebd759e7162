"""`collect --serve`: collecting, reading, ticking, sending and learning go on, window or no window; one process holds the lease."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from ..domain.errors import DeskError, Unavailable
from ..store import lease
from ..store.store import Store
from .lessons import Lessons
from .ports import Clock
from .sources import SourceService
from .ticking import TickService

LEASE: Final = lease.COLLECTOR
LEASE_FOR: Final = timedelta(seconds=30)
RENEW_EVERY: Final = timedelta(seconds=10)
TICK_EVERY: Final = 1.0  # seconds; the contract of the clocks asks for at most five
LOOK_EVERY: Final = timedelta(minutes=1)  # for pages that are due to be looked at
RETRY_AFTER: Final = 60.0  # seconds after a failure of the world (disk full), so that no source is asked every second
STOP_WITHIN: Final = 25.0  # seconds: a visit that is under way ends by itself in less
Wait = Callable[[threading.Event, float], object]
"""Waits so many seconds, and no longer than until the event is set."""
_log: Final = logging.getLogger(__name__)


class _Every:
    """What is done so often; a clock that was put back makes it due again."""

    def __init__(self, often: timedelta) -> None:
        self._often = often
        self._done: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether it was not done for so long."""
        return self._done is None or not timedelta(0) <= now - self._done < self._often

    def done(self, now: datetime) -> None:
        """It was done now."""
        self._done = now


class Server:
    """The loops of the collecting process: clocks tick every second; neither a slow source nor a silent robot delays them."""

    def __init__(
        self,
        store: Store,
        sources: SourceService,
        ticking: TickService,
        clock: Clock,
        lessons: Lessons | None = None,
        wait: Wait = threading.Event.wait,
    ) -> None:
        """`wait` is how a loop passes the time until it works again: whoever drives the clock says when that has passed."""
        self._store = store
        self._lessons = lessons
        self._sources = sources
        self._ticking = ticking
        self._clock = clock
        self._holder = f"pid-{os.getpid()}-{id(self):x}"
        self._wait = wait
        self._renewing = _Every(RENEW_EVERY)
        self._looking = _Every(LOOK_EVERY)

    def run(self, stop: threading.Event) -> None:
        """Go on until `stop`; Unavailable when another process holds the lease."""
        if not self._hold(self._clock.now()):
            raise Unavailable("collector_elsewhere")
        loops = [
            threading.Thread(target=self._repeat, args=(stop, work, again), name=name, daemon=True)
            for name, work, again in (
                ("ticking", self._tick, TICK_EVERY),
                ("collecting", self._collect, RETRY_AFTER),
                ("sending", self._send, TICK_EVERY),
                ("pages", self._look, RETRY_AFTER),
                ("learning", self._learn, RETRY_AFTER),
            )
        ]
        for loop in loops:
            loop.start()
        try:
            # Not by waiting for `stop`: a signal that sets it runs in this thread and would wait for the wait's own lock.
            while not stop.is_set() and loops[0].is_alive():
                loops[0].join(TICK_EVERY)
        finally:
            stop.set()
            for loop in loops:
                loop.join(STOP_WITHIN)
            self._let_go()

    def _let_go(self) -> None:
        try:
            self._store.write_now(lambda tx: lease.release(tx, LEASE, self._holder))
        except DeskError as failure:  # it runs out by itself
            _log.warning("lease: %s", failure.sentence)

    def _repeat(self, stop: threading.Event, work: Callable[[threading.Event], None], again: float) -> None:
        """Do this piece of work every second; what fails is logged and tried again after so many seconds."""
        while not stop.is_set():
            pause = TICK_EVERY
            try:
                work(stop)
            except DeskError as failure:
                _log.warning("%s: %s", threading.current_thread().name, failure.sentence)
                pause = again
            except Exception:
                _log.exception("%s failed; it is tried again", threading.current_thread().name)
                pause = again
            self._wait(stop, pause)

    def _tick(self, stop: threading.Event) -> None:
        now = self._clock.now()
        if not self._hold(now):
            _log.warning("the collector's lease went to another process; this one ends")
            stop.set()
            return
        self._ticking.fire(now)
        self._ticking.tell(now)  # here and not where others are waited for

    def _send(self, stop: threading.Event) -> None:
        self._ticking.send(self._clock.now())

    def _collect(self, stop: threading.Event) -> None:
        due = self._sources.next_due()
        if due is not None and due <= self._clock.now():
            self._sources.collect_now(stop=stop.is_set)

    def _look(self, stop: threading.Event) -> None:
        now = self._clock.now()
        if self._looking.is_due(now):
            self._looking.done(now)
            self._sources.look_at_pages()

    def _learn(self, stop: threading.Event) -> None:
        if self._lessons is not None:
            self._lessons.step(stop.is_set)

    def _hold(self, now: datetime) -> bool:
        """Take the lease, or renew it well before it runs out; False when another process has it."""
        if not self._renewing.is_due(now):
            return True
        got = self._store.write_now(lambda tx: lease.acquire(tx, LEASE, self._holder, now, now + LEASE_FOR)).value
        self._renewing.done(now)
        return got
