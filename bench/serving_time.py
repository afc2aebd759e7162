"""Time that is driven: loops that would wait an hour wait until the driver says that an hour has passed."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from opinion_desk.domain.instants import whole_ms

STUCK_AFTER_S: Final = 60.0  # real seconds in which a loop must have come to its next wait
_LOOK_S: Final = 0.5  # how often a waiting loop looks whether its process ended without the driver's doing


class Stuck(RuntimeError):
    """The loops did not come to rest in their time."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A loop that waits until so many seconds of the day have passed."""

    until: float
    woken: threading.Event = field(default_factory=threading.Event)


class DrivenTime:
    """A Clock whose time passes only while every loop of the process waits; its wall may be put ahead or back meanwhile."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._passed = 0.0
        self._ahead = timedelta(0)
        self._waiting: list[_Waiting] = []
        self._change = threading.Condition()

    @property
    def passed(self) -> float:
        """Seconds that have truly passed since the start."""
        return self._passed

    def true_now(self) -> datetime:
        """The instant it truly is: what the rest of the world goes by."""
        return whole_ms(self._start + timedelta(seconds=self._passed))

    def now(self) -> datetime:
        """What the machine's wall clock shows."""
        return self.true_now() + self._ahead

    def boot_ms(self) -> int:
        """Milliseconds since the start; no putting of the wall moves them."""
        return int(self._passed * 1_000)

    def put(self, ahead: timedelta) -> None:
        """Let the wall clock be ahead of the true time by so much from now on."""
        self._ahead = ahead

    def wait(self, stop: threading.Event, seconds: float) -> None:
        """As a loop waits: until so many seconds have passed, or `stop` is set."""
        mine = _Waiting(self._passed + seconds)
        with self._change:
            self._waiting.append(mine)
            self._change.notify_all()
        while not stop.is_set() and not mine.woken.wait(_LOOK_S):
            pass
        with self._change:
            if mine in self._waiting:
                self._waiting.remove(mine)

    def pass_until(
        self, end: float, loops: int, stop: threading.Event, at_rest: Callable[[], None], arrived: Callable[[], None]
    ) -> None:
        """Let the time pass to `end` (seconds since the start), step by step as `loops` loops wait; `at_rest` is called before each step.

        `arrived` is called at `end` before any loop that waits for that second is woken: what the world does then is done first.
        Returns early when `stop` is set. Stuck when a loop goes on working for longer than any piece of its work may take.
        """
        while self._passed < end and not stop.is_set():
            with self._change:
                if not self._change.wait_for(lambda: len(self._waiting) >= loops or stop.is_set(), STUCK_AFTER_S):
                    raise Stuck(f"{len(self._waiting)} of {loops} loops wait after {self._passed:.0f} s of the day")
                if stop.is_set():
                    return
            at_rest()
            with self._change:
                self._passed = min([end, *(one.until for one in self._waiting)])
                if self._passed >= end:
                    arrived()
                for one in [one for one in self._waiting if one.until <= self._passed]:
                    self._waiting.remove(one)
                    one.woken.set()

    def end(self, stop: threading.Event) -> None:
        """Set `stop` and wake every loop, so that it sees that."""
        stop.set()
        with self._change:
            for one in self._waiting:
                one.woken.set()
            self._waiting.clear()

    def pass_alone(self, seconds: float) -> None:
        """Let time pass while no process runs."""
        self._passed += seconds
