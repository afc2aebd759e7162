"""The system's time: the one module that asks for it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from .domain.instants import whole_ms


class SystemClock:
    """The Clock of a running desk."""

    def now(self) -> datetime:
        """The present instant, aware UTC, whole milliseconds."""
        return whole_ms(datetime.now(UTC))


def boot_ms() -> int:
    """Milliseconds on a clock that only ever goes forward and counts sleep where the system can tell; no date follows from it."""
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    if counts_sleep is not None:
        return time.clock_gettime_ns(counts_sleep) // 1_000_000
    return time.monotonic_ns() // 1_000_000
