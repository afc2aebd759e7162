"""Look-ups of hosts, bounded in time: for whatever connects, collecting and channels."""

from __future__ import annotations

import ipaddress
import threading
from functools import partial
from typing import Any, Final

from .domain.addresses import Resolver
from .domain.errors import Unavailable

MOST_STUCK: Final = 64  # look-ups that nobody answers; the system gives each up by itself after some minutes at most


class LookUps:
    """Asks a resolver in a thread of its own, because the system's cannot be told to hurry, nor be called off.

    Safe to be used by several threads. At most `most` are under way at once: where as many are stuck, no further one is begun.
    """

    def __init__(self, most: int = MOST_STUCK) -> None:
        self._most = most
        self._room = threading.BoundedSemaphore(most)

    def within(self, seconds: float, resolver: Resolver) -> Resolver:
        """The resolver, given up after `seconds`: then Unavailable, and what it still answers is let go."""

        def bounded(host: str, port: int, **named: Any) -> list[tuple[Any, Any, Any, Any, Any]]:
            if _is_number(host):
                return resolver(host, port, **named)  # nobody is asked
            if not self._room.acquire(blocking=False):
                raise Unavailable("lookups_stuck", host=host, count=self._most)
            asked = _LookUp(self._room, resolver, host, port, named)
            asked.start()
            asked.join(seconds)
            if asked.is_alive():
                raise Unavailable("lookup_slow", host=host, seconds=f"{max(seconds, 1):.0f}")
            return asked.answer()

        return bounded


class _LookUp(threading.Thread):
    """One look-up; it gives its room back when it ends, however late."""

    def __init__(
        self, room: threading.BoundedSemaphore, resolver: Resolver, host: str, port: int, named: dict[str, Any]
    ) -> None:
        super().__init__(name="look-up", daemon=True)  # one that hangs keeps no process alive
        self._room = room
        self._ask = partial(resolver, host, port, **named)
        self._found: list[tuple[Any, Any, Any, Any, Any]] = []
        self._failed: Exception | None = None

    def run(self) -> None:
        try:
            self._found = self._ask()
        except Exception as why:
            self._failed = why
        finally:
            self._room.release()

    def answer(self) -> list[tuple[Any, Any, Any, Any, Any]]:
        """What it found; raises what the resolver raised."""
        if self._failed is not None:
            raise self._failed
        return self._found


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
