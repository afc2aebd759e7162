"""`collect --serve`: collecting, reading, ticking and sending go on, window or no window; one process holds the lease."""

from __future__ import annotations

import logging
import os
import threading
from datetime import datetime, timedelta
from typing import Final

from ..domain.errors import DeskError, Unavailable
from ..store import lease
from ..store.store import Store
from .ports import Clock
from .sources import SourceService
from .ticking import TickService

LEASE: Final = "collector"
LEASE_FOR: Final = timedelta(seconds=30)
TICK_EVERY: Final = 1.0  # seconds; the contract of the clocks asks for at most five
_log: Final = logging.getLogger(__name__)


class Server:
    """The loop of the collecting process: ticks every second; collecting runs beside it so that no slow source delays a clock."""

    def __init__(self, store: Store, sources: SourceService, ticking: TickService, clock: Clock) -> None:
        self._store = store
        self._sources = sources
        self._ticking = ticking
        self._clock = clock
        self._holder = f"pid-{os.getpid()}-{id(self):x}"

    def run(self, stop: threading.Event) -> None:
        """Go on until `stop`; Unavailable when another process holds the lease."""
        if not self._hold(self._clock.now()):
            raise Unavailable("collector_elsewhere")
        collecting = threading.Thread(target=self._collect, args=(stop,), name="collecting", daemon=True)
        collecting.start()
        try:
            while not stop.is_set():
                self._step(stop)
                stop.wait(TICK_EVERY)
        finally:
            stop.set()
            collecting.join(timeout=25)
            self._store.write_now(lambda tx: lease.release(tx, LEASE, self._holder))

    def _step(self, stop: threading.Event) -> None:
        try:
            if not self._hold(self._clock.now()):
                _log.warning("the collector's lease went to another process; this one ends")
                stop.set()
                return
            self._ticking.tick()
        except DeskError as failure:
            _log.warning("tick: %s", failure.sentence)

    def _hold(self, now: datetime) -> bool:
        return bool(self._store.write_now(lambda tx: lease.acquire(tx, LEASE, self._holder, now, now + LEASE_FOR)).value)

    def _collect(self, stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                due = self._sources.next_due()
                if due is not None and due <= self._clock.now():
                    self._sources.collect_now()
            except DeskError as failure:
                _log.warning("collect: %s", failure.sentence)
            except Exception:
                _log.exception("collecting failed; it is tried again")
                stop.wait(5.0)
            stop.wait(TICK_EVERY)
