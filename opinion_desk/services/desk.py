"""The Desk: the one object that ui/ and cli/ hold. Its parts are made when first asked for, so that a command pays only for what it uses."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from ..domain.changes import Changes, Touched
from ..domain.errors import DeskError
from ..settings import Settings, save_settings
from . import chosen_time, doctor
from .desk_parts import DEMO, DeskParts
from .duty_reading import OnDuty
from .lesson_process import run_lesson
from .lessons import Lessons
from .rereading import Rereading
from .serving import Server
from .ticking import Ticked

_log: Final = logging.getLogger(__name__)


class Desk(DeskParts):
    """A desk over one data folder. Reads may be called from any thread; writes wait for their commit."""

    def tick(self, now: datetime | None = None) -> Ticked:
        """Evaluate clocks, ladders and the outbox once."""
        if now is not None and chosen_time.is_unused(self.store):
            chosen_time.allow(self.store)
        return self.ticking.tick(now)

    def serve(self, stop: threading.Event | None = None) -> None:
        """Collect, tick and send until stopped; Unavailable when another process already does."""
        lesson = partial(run_lesson, self._lesson_command())
        lessons = Lessons(self.store, lesson, Rereading(self.store, lambda: self._intake), self.clock)
        Server(self.store, self.sources, self.ticking, self.clock, lessons).run(stop or threading.Event())

    def verify(self) -> list[str]:
        """What is wrong with the database, the chain or the rows; empty when nothing is."""
        return list(self.store.verify())

    def doctor(self) -> tuple[doctor.Finding, ...]:
        """The state of everything around the desk."""
        found = doctor.examine(self.home.folder, self.settings, self.clock)
        try:
            trouble = self.store.models.trouble() if self.home.database.exists() else ""
        except DeskError as failure:
            return (*found, doctor.Finding("database", False, failure.sentence))
        return (*found, doctor.model(trouble))

    def changes(self) -> Changes | None:
        """What was written, by this process or another, since the last call; nothing once the desk was closed."""
        with self._opening:
            if self._closed:
                return None
            if self._feed is None:
                self._feed = self.store.changes_feed(own=True)
            return self._feed.poll()

    def on_duty(self) -> OnDuty | None:
        """Who holds the desk: by handing over and the rota, else whoever the settings name; None where neither says anything."""
        return self.duty.on_duty()

    def save(self, settings: Settings) -> None:
        """Keep new settings; readers follow own places and the share to review at once. A robot among them becomes a channel."""
        if settings.webhook is not None:
            self.channels.adopt(settings.webhook, internal=settings.internal_webhook)
            settings = replace(settings, webhook=None, internal_webhook=False)
        save_settings(self.home.folder, settings)
        self.settings = settings
        if self.home.database.exists():
            self.store.write_now(lambda tx: tx.touch(Touched.SETTINGS))

    def collector_command(self) -> list[str]:
        """The argv of the process that collects, reads and ticks for this home."""
        return [sys.executable, "-m", "opinion_desk", "collect", "--serve", "--home", str(self.home.folder)]

    def mark_demo(self) -> None:
        """Make this home a demo: papers bear the word, and `tick --now` may choose its time."""
        self.store.set_meta(DEMO, "yes")
        chosen_time.allow(self.store)

    def close(self) -> None:
        """Let go of the network, finish what is being written and close the database."""
        for name in ("learning", "sources", "entering", "channels", "_reader"):
            if name in self.__dict__:
                getattr(self, name).close()
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None
