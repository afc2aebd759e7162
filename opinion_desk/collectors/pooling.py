"""Kept-alive connections by host: a small pool for each, so that finding one does not mean looking at all of them."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple

import httpcore

KEPT_S: Final = 30.0  # seconds without use after which a host's connections are closed
MOST_HOSTS: Final = 64  # whose connections are kept while nobody uses them


class Way(NamedTuple):
    """What connections are told apart by: may they lead inward, through which proxy, and to which host."""

    internal: bool
    proxy: str | None
    host: str


@dataclass(slots=True)
class _Kept:
    pool: httpcore.ConnectionPool
    users: int = 0
    used: float = 0.0


class Pools:
    """The pools of a fetcher; any thread may use them."""

    def __init__(
        self,
        open_pool: Callable[[Way], httpcore.ConnectionPool],
        most: int = MOST_HOSTS,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """`open_pool` makes the pool of one way when it is first gone; `seconds` go on steadily, from whenever."""
        self._open = open_pool
        self._seconds = seconds
        self._most = most
        self._kept: OrderedDict[Way, _Kept] = OrderedDict()  # the longest unused first
        self._lock = threading.Lock()

    @contextmanager
    def using(self, way: Way) -> Iterator[httpcore.ConnectionPool]:
        """The pool of that way, kept open until the context ends, and a while after."""
        with self._lock:
            kept = self._kept.get(way)
            if kept is None:
                kept = self._kept[way] = _Kept(self._open(way))
            kept.users += 1
        try:
            yield kept.pool
        finally:
            with self._lock:
                kept.users -= 1
                kept.used = self._seconds()
                if way in self._kept:
                    self._kept.move_to_end(way)
                over = self._no_longer_wanted(kept.used)
            for one in over:
                one.pool.close()

    def close(self) -> None:
        """Close every connection; one that is in use ends with its visit failing."""
        with self._lock:
            kept = list(self._kept.values())
            self._kept.clear()
        for one in kept:
            one.pool.close()

    def _no_longer_wanted(self, now: float) -> list[_Kept]:
        """Take out what nobody uses: too long unused, or of too many hosts."""
        over: list[_Kept] = []
        for way, kept in list(self._kept.items()):
            if len(self._kept) <= self._most and now - kept.used < KEPT_S:
                break
            if kept.users == 0:
                over.append(self._kept.pop(way))
        return over
