"""Whether the network is down: one fault of our own line is counted once, not against every source."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

# What no server said: the failure may as well be ours.
OF_THE_LINE: Final = frozenset({"host_unknown", "lookup_slow", "lookups_stuck", "connection_failed", "fetch_timeout"})
_ENOUGH: Final = 3  # hosts that fail one after another, and none answers
_REMEMBERED: Final = timedelta(minutes=30)


class Network:
    """What one process saw of the network lately. Any host's answer, be it an error of its own, shows that the line stands."""

    def __init__(self) -> None:
        self._silent: dict[str, datetime] = {}  # hosts that were not reached since the last answer of any, and when

    def answered(self) -> None:
        """A public host was reached."""
        self._silent.clear()

    def is_down(self, hosts: Iterable[str], known_hosts: int, now: datetime) -> bool:
        """Whether the network is down, now that these hosts were not reached and none was in the same round.

        Three hosts tell, or all where a desk has but two. The one host of a desk tells nothing: it may be its own fault.
        """
        self._silent = {host: at for host, at in self._silent.items() if now - at <= _REMEMBERED}
        self._silent.update((host, now) for host in hosts)
        return len(self._silent) >= max(min(_ENOUGH, known_hosts), 2)
