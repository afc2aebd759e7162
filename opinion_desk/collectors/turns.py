"""Whose turn it is: many hosts at once, at most two visits on one of them, and a gap between their starts."""

from __future__ import annotations

import heapq
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from ipaddress import ip_address
from itertools import count
from typing import Final, Generic, TypeVar

T = TypeVar("T")
PER_HOST: Final = 2
GAP_S: Final = 0.5  # seconds between two starts on one host


def gap_on(host: str) -> float:
    """Seconds between two starts on a host: half a second, none on this machine itself, which nobody else waits for."""
    if host == "localhost":
        return 0.0
    try:
        return 0.0 if ip_address(host.strip("[]")).is_loopback else GAP_S
    except ValueError:
        return GAP_S


class Turns(Generic[T]):
    """Runs jobs in threads and yields what each gives as it ends; used by one thread."""

    def __init__(self, concurrency: int, gap: Callable[[str], float] = gap_on) -> None:
        """`gap` is asked at every start, so that a host may ask for a longer one while the work goes on."""
        self._concurrency = concurrency
        self._gap = gap
        self._waiting: dict[str, deque[Callable[[], T]]] = {}
        self._places: list[tuple[float, int, str]] = []  # free places: from when, order, host
        self._order = count()
        self._next_start: dict[str, float] = {}
        self._running: dict[Future[T], str] = {}

    def run(self, jobs: Iterable[tuple[str, Callable[[], T]]]) -> Iterator[T]:
        """Each job is (host, what to do); jobs of one host start in the order given. What a job raises is raised here."""
        for host, job in jobs:
            queue = self._waiting.setdefault(host, deque())
            if len(queue) < PER_HOST:
                self._free(host, 0.0)
            queue.append(job)
        pool = ThreadPoolExecutor(self._concurrency, thread_name_prefix="collect")
        try:
            while self._waiting or self._running:
                pause = self._start(pool)
                if not self._running:
                    time.sleep(pause or 0.0)
                    continue
                ended, _ = wait(self._running, timeout=pause, return_when=FIRST_COMPLETED)
                for future in ended:
                    self._free(self._running.pop(future), time.monotonic())
                    yield future.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def _start(self, pool: ThreadPoolExecutor) -> float | None:
        """Start what may start now; seconds until the next may for whom only the gap is in the way."""
        now = time.monotonic()
        while self._places and len(self._running) < self._concurrency:
            ready, _, host = self._places[0]
            if ready > now:
                return ready - now
            heapq.heappop(self._places)
            queue = self._waiting.get(host)
            if queue is None:
                continue
            due = self._next_start.get(host, 0.0)
            if due > now:
                self._free(host, due)
                continue
            self._next_start[host] = now + self._gap(host)
            self._running[pool.submit(queue.popleft())] = host
            if not queue:
                del self._waiting[host]
        return None

    def _free(self, host: str, ready: float) -> None:
        heapq.heappush(self._places, (ready, next(self._order), host))
