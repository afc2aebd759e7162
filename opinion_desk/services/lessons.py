"""Learning by itself: when corrections have come, a lesson in a process of its own; when a model is adopted, waiting items are read again."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from ..domain.messages import sentence
from ..store import models
from ..store.samples import Through
from ..store.store import Store
from .learning import free_lease
from .lesson_process import Ended
from .ports import Clock
from .rereading import Rereading

ENOUGH: Final = 8  # judgements that are worth a lesson at once
QUIET_FOR: Final = timedelta(seconds=60)  # fewer are, when none came for so long
_FIRST_WAIT: Final = timedelta(minutes=1)
_LONGEST_WAIT: Final = timedelta(hours=1)
_DONE, _REFUSED = 0, 1  # exit codes of the lesson's process
_log: Final = logging.getLogger(__name__)

Stopped = Callable[[], bool]


class Lessons:
    """The loop "learning" of the collecting process; used by one thread."""

    def __init__(self, store: Store, run: Callable[[Stopped], Ended], rereading: Rereading, clock: Clock) -> None:
        """`run` gives one lesson elsewhere and waits for it."""
        self._store = store
        self._run = run
        self._rereading = rereading
        self._clock = clock
        self._wait = _FIRST_WAIT
        self._not_before: datetime | None = None

    def step(self, stopped: Stopped) -> None:
        """Do what is due now: give a lesson, then read again what waits where another model or other topics are in force."""
        now = self._clock.now()
        if self.is_due(now) and not stopped():
            self._learn(now, stopped)
        self._rereading.step(stopped)

    def is_due(self, now: datetime) -> bool:
        """Whether enough was settled since the last lesson, or some of it a while ago, or the model in force cannot be used."""
        if self._not_before is not None and now < self._not_before <= now + _LONGEST_WAIT:
            return False
        news = self._store.samples.since(self._store.models.seen())
        if news.newest is not None and (news.count >= ENOUGH or now - news.newest >= QUIET_FOR):
            return True
        return bool(self._store.models.trouble())

    def _learn(self, now: datetime, stopped: Stopped) -> None:
        seen = self._store.samples.through(now)
        if self._store.samples.count() == 0:  # all was taken back: nothing that was learned stands any more
            self._store.write_now(lambda tx: models.call_back(tx, None, seen))
            return
        try:
            ended = self._run(stopped)
        except OSError as error:
            ended = Ended(0, -1, str(error))
        free_lease(self._store, ended.pid)
        if ended.code == _DONE:
            self._wait, self._not_before = _FIRST_WAIT, None
        elif not stopped():
            self._put_off(ended, seen)

    def _put_off(self, ended: Ended, seen: Through) -> None:
        """Try again later and ever later; what was refused is not asked again before something new is settled."""
        _log.warning("%s", sentence("learning_stopped", why=ended.said or ended.code))
        self._not_before = self._clock.now() + self._wait
        self._wait = min(self._wait * 2, _LONGEST_WAIT)
        if ended.code == _REFUSED:
            self._store.write_now(lambda tx: models.see(tx, seen))
