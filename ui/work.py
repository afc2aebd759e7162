"""Work off the screen's thread: reads and writes of the desk run in a pool, and their results come home by signal.

The threads are Python's own and touch nothing of Qt but that one signal: PySide makes its enums when they are first
asked for, and two threads doing so at once end the process.
"""

from __future__ import annotations

import itertools
import logging
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from opinion_desk.domain.errors import DeskError

T = TypeVar("T")
_log = logging.getLogger(__name__)
_THREADS = 4
# A thread hands the interpreter back to the screen so soon; Python's own 5 ms would be felt with every row painted.
_SWITCH_S = 0.001
# Calls of one key under way: all threads share one interpreter with the screen.
_AT_ONCE = 2


class Work(QObject):
    """Runs calls in a few threads. A later call with the same `key` makes the earlier one's result void: such a call only reads.

    While two of a key are under way the latest waits, and those that waited before it are never begun.
    `failed` is told a DeskError; without it, and for every bug, `unheard` tells the window.
    """

    came = Signal(int, object, object)
    unheard = Signal(object)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(_SWITCH_S)
        self._pool = ThreadPoolExecutor(_THREADS, "desk-work")
        self._running: set[Future[None]] = set()
        self._ended = False
        self._numbers = itertools.count(1)
        self._waiting: dict[int, tuple[QObject, str, Callable[[Any], None], Callable[[DeskError], None] | None]] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._under_way: Counter[tuple[int, str]] = Counter()
        self._held: dict[tuple[int, str], tuple[int, Callable[[], object]]] = {}
        self.came.connect(self._home)

    @property
    def busy(self) -> bool:
        """Whether any result is still to come home."""
        return bool(self._waiting)

    def run(
        self,
        owner: QObject,
        fn: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
        *,
        key: str = "",
        after_ms: int = 0,
    ) -> None:
        """Call `fn` in a thread, then `done` with its result on this thread, unless `owner` is gone by then.

        With a key it may wait `after_ms` first, and is not begun when a later call with that key comes meanwhile.
        """
        if self._ended:
            return
        number = next(self._numbers)
        self._waiting[number] = (owner, key, done, failed)
        if not key:
            self._begin(number, fn)
            return
        place = (id(owner), key)
        self._latest[place] = number
        if after_ms:
            QTimer.singleShot(after_ms, self, lambda: self._take_up(place, number, fn))
        else:
            self._take_up(place, number, fn)

    def finish(self, wait_s: float = 3.0) -> None:
        """Forget what is under way and wait a little for the threads; for the end of the window. Nothing is taken on after it."""
        self._ended = True
        self._waiting.clear()
        self._held.clear()
        self._pool.shutdown(wait=False, cancel_futures=True)
        wait(self._running, wait_s)

    def _take_up(self, place: tuple[int, str], number: int, fn: Callable[[], object]) -> None:
        """Begin the latest of its key, or hold it while two are under way; one that was overtaken is dropped."""
        if number not in self._waiting:  # the window ended meanwhile
            return
        if self._latest[place] != number:
            self._drop(number)
        elif self._under_way[place] >= _AT_ONCE:
            before = self._held.pop(place, None)
            self._held[place] = number, fn
            if before is not None:
                self._drop(before[0])
        else:
            self._under_way[place] += 1
            self._begin(number, fn)

    def _drop(self, number: int) -> None:
        del self._waiting[number]
        if not self._waiting:
            self.idle.emit()

    def _begin(self, number: int, fn: Callable[[], object]) -> None:
        future = self._pool.submit(self._call, number, fn)
        self._running = {task for task in self._running if not task.done()} | {future}

    def _call(self, number: int, fn: Callable[[], object]) -> None:
        answer: object = None
        error: Exception | None = None
        try:
            answer = fn()
        except (
            Exception
        ) as failure:  # known or a bug of ours: it is told on the screen's thread, never lost in this one
            error = failure
        if shiboken6.isValid(self):
            self.came.emit(number, answer, error)

    def _home(self, number: int, answer: object, error: BaseException | None) -> None:
        task = self._waiting.pop(number, None)
        if task is not None:
            if task[1]:
                self._go_on((id(task[0]), task[1]))
            self._tell(number, task, answer, error)
        if not self._waiting:
            self.idle.emit()

    def _go_on(self, place: tuple[int, str]) -> None:
        """One of a key came home: the one that waits goes next."""
        held = self._held.pop(place, None)
        if held is not None:
            self._begin(*held)
            return
        self._under_way[place] -= 1
        if not self._under_way[place]:
            del self._under_way[place]

    def _tell(
        self,
        number: int,
        task: tuple[QObject, str, Callable[[Any], None], Callable[[DeskError], None] | None],
        answer: object,
        error: BaseException | None,
    ) -> None:
        owner, key, done, failed = task
        overtaken = bool(key) and self._latest.get((id(owner), key)) != number
        if overtaken or not shiboken6.isValid(owner):
            return
        if error is None:
            done(answer)
        elif isinstance(error, DeskError) and failed is not None:
            failed(error)
        else:
            if not isinstance(error, DeskError):
                _log.error("a call of the window failed", exc_info=error)
            self.unheard.emit(error)
