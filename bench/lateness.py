"""How late the event loop of Qt is: a timer that should fire every few milliseconds, and how much later it does.

`python -m bench.lateness` is a bare loop that is probed until its input ends, and then prints what it saw: the reference of bench.window.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

EVERY_MS: Final = 4


class Probe(QObject):
    """A precise timer that is set anew each time it has fired; `late` holds how many ms too late each firing was,
    `own` how many ms this thread had the processor meanwhile: what the loop itself was busy with, however busy the machine."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.late: list[float] = []
        self.own: list[float] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._fired)
        self._set_at = self._own_at = 0.0

    def start(self) -> None:
        """From now on."""
        self._set()

    def take(self) -> list[float]:
        """What was seen since it was last taken."""
        taken, self.late = self.late, []
        return taken

    def take_own(self) -> list[float]:
        """The same of what it was busy with."""
        taken, self.own = self.own, []
        return taken

    def _set(self) -> None:
        self._set_at, self._own_at = time.perf_counter(), time.thread_time()
        self._timer.start()

    def _fired(self) -> None:
        self.late.append(max(0.0, (time.perf_counter() - self._set_at) * 1000 - EVERY_MS))
        self.own.append((time.thread_time() - self._own_at) * 1000)
        self._set()


def as_felt(late: Sequence[float]) -> list[float]:
    """Waits as an event feels them that comes at any moment, sorted: while the loop stands still the probe fires once, a person presses on.

    A firing that was L ms late stands for one wait of L and, EVERY_MS apart, the shorter ones of whatever came meanwhile.
    """
    felt: list[float] = []
    for wait in late:
        felt.append(wait)
        felt.extend(wait - step for step in range(EVERY_MS, int(wait), EVERY_MS))
    return sorted(felt)


def share(ordered: Sequence[float], part: float) -> float:
    """The value that this part of the ordered values stays under; 0 where there are none."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))] if ordered else 0.0


def main() -> None:
    """A bare window, probed until standard input ends."""
    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.show()
    probe = Probe()
    probe.start()
    ended = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    ended.activated.connect(lambda *_: os.read(sys.stdin.fileno(), 1) or application.quit())
    application.exec()
    sys.stdout.write(json.dumps(probe.late) + "\n")


if __name__ == "__main__":
    main()
