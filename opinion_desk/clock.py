"""The system's time: the one module that asks for it."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime

from .domain.instants import whole_ms


class SystemClock:
    """The Clock of a running desk."""

    def now(self) -> datetime:
        """The present instant, aware UTC, whole milliseconds."""
        return whole_ms(datetime.now(UTC))

    def boot_ms(self) -> int:
        """As `boot_ms`: a clock that has it is watched for jumps."""
        return boot_ms()


def boot_ms() -> int:
    """Milliseconds on a clock that only ever goes forward and counts sleep where the system can tell; no date follows from it.

    Linux: CLOCK_BOOTTIME. macOS: its CLOCK_MONOTONIC goes on in sleep, unlike what `time.monotonic` reads there. Windows: so does
    what `time.monotonic` reads.
    """
    counts_sleep = getattr(time, "CLOCK_BOOTTIME", None)
    if counts_sleep is None and sys.platform == "darwin":
        counts_sleep = time.CLOCK_MONOTONIC
    if counts_sleep is not None:
        return time.clock_gettime_ns(counts_sleep) // 1_000_000
    return time.monotonic_ns() // 1_000_000
