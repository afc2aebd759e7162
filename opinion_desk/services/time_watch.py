"""Watching the system's time: the wall clock against the clock that counts since boot, and when the desk last ticked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from ..domain.clock_jump import Jump
from ..domain.instants import from_ms, to_ms

OUTAGE: Final = timedelta(minutes=2)  # ticks further apart leave nobody told in between
SAID_EVERY: Final = timedelta(seconds=30)  # how often a tick writes down that it ticked


class TimeWatch:
    """Compares both clocks at each tick; waking from sleep is no jump, for the boot clock counts sleep.

    `boot` gives milliseconds that only ever go forward; None where there is no such clock: then only a time before the
    last tick shows.
    """

    def __init__(self, boot: Callable[[], int] | None = None) -> None:
        self._boot = boot
        self._offset: int | None = None

    def look(self, wall: datetime, last: datetime | None) -> Jump | None:
        """The jump since the last look, or since the last tick of all where this is the first look; None when the time goes evenly."""
        known, self._offset = self._offset, None if self._boot is None else to_ms(wall) - self._boot()
        if known is None or self._offset is None:
            jump = None if last is None or wall >= last else Jump(last, wall)
        else:
            jump = Jump(from_ms(to_ms(wall) - (self._offset - known)), wall)
        return jump if jump is not None and jump.counts else None

    def forget(self) -> None:
        """Another process watches meanwhile: begin anew at the next look."""
        self._offset = None


def outage(last: datetime | None, now: datetime, jump: Jump | None) -> bool:
    """Whether nobody ticked for so long that what was missed is told at once; a jump of the time is no outage."""
    if last is None:
        return False
    ahead = jump.by if jump is not None else timedelta(0)
    return now - ahead - last > OUTAGE
