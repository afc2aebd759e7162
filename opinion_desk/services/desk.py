"""The Desk: the one object that ui/ and cli/ hold. Its parts are made when first asked for, so that a command pays only for what it uses."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from .. import __version__
from ..domain.changes import Changes, Touched
from ..domain.errors import DeskError, Unavailable
from ..domain.roles import Role, require
from ..settings import SETTINGS_FILE, Home, Settings, load_settings, save_settings
from ..store.changes import ChangesFeed
from ..store.store import Store
from . import chosen_time, doctor
from .files import EvidenceFiles
from .incidents import IncidentService
from .intake import Intake
from .items import ItemService
from .learning import LearningService, free_lease
from .lesson_apart import LessonApart
from .lesson_process import Ended, run_lesson
from .lessons import Lessons
from .notices import Notices
from .outside import OnDuty, Outside
from .paper_parts import PaperParts
from .parts import part
from .policies import PolicyService
from .ports import Catalogue, Clock, Learner, Reader
from .reader_in_force import MadeFrom, ReaderInForce, made_from, make_reader
from .rereading import Rereading
from .review import PROVISIONAL
from .serving import Server
from .sources import SourceService
from .staff import StaffService
from .texts import TextService
from .ticking import NOTICE, NoticeSender, Ticked, TickService
from .topics import TopicService
from .units import UnitRegistry

DEMO: Final = "demo"
_log: Final = logging.getLogger(__name__)


class Desk(PaperParts):
    """A desk over one data folder. Reads may be called from any thread; writes wait for their commit."""

    def __init__(
        self, home: Home, settings: Settings, clock: Clock, outside: Outside, *, lessons_apart: bool = False
    ) -> None:
        """`lessons_apart`: lessons that persons ask for are given in a process of their own, as a window wants it."""
        self.home = home
        self.settings = settings
        self.clock = clock
        self._outside = outside
        self._lessons_apart = lessons_apart
        self._opening = threading.RLock()  # the database and what is told of its changes
        self._store: Store | None = None
        self._feed: ChangesFeed | None = None
        self._closed = False

    @property
    def zone(self) -> ZoneInfo:
        """The desk's civil time."""
        return self.settings.civil

    def today(self) -> date:
        """The civil day at the desk."""
        return self.clock.now().astimezone(self.zone).date()

    @property
    def version_line(self) -> str:
        """Name and version."""
        return f"舆情工作台 {__version__}"

    @property
    def store(self) -> Store:
        """The database, opened at the first use; Unavailable once the desk was closed."""
        with self._opening:
            if self._closed:
                raise Unavailable("store_closed")
            if self._store is None:
                fresh = not self.home.make().database.exists()
                self._store = Store.open(self.home.database, self.zone)
                if fresh:
                    self._store.set_meta("made_by", self.version_line)
            return self._store

    # parts

    @part
    def texts(self) -> TextService:
        """Reading without the store."""
        return TextService(self._outside.collector, self._reader_for, lambda: self._reader, self.clock)

    @part
    def _reader(self) -> ReaderInForce:
        return ReaderInForce(self.store, self._in_force, self._outside.reader, self.clock)

    @part
    def _intake(self) -> Intake:
        return Intake(self.store, self._reader, self._outside.grouper(), self.settings.jurisdiction)

    def _in_force(self) -> MadeFrom:
        wanted = self._made_from()
        return wanted if wanted.sure_at is not None else replace(wanted, sure_at=PROVISIONAL)

    def _made_from(self) -> MadeFrom:
        """What the reader of this desk is made from now, as it was last saved by whichever process."""
        now, home = self._saved_settings(), self.home
        wanted = made_from(self.store, home.models, self.settings.jurisdiction, now.own_places, now.review_share)
        return replace(wanted, criteria=home.criteria if home.criteria.exists() else None)

    def _saved_settings(self) -> Settings:
        """The settings as another process may have saved them; our own where there are none that can be read."""
        try:
            return load_settings(self.home.folder) if (self.home.folder / SETTINGS_FILE).exists() else self.settings
        except DeskError as failure:
            _log.warning("the settings as they were: %s", failure.sentence)
            return self.settings

    def _reader_for(self, jurisdiction: str | None) -> Reader:
        """A reader for another jurisdiction; places and units of the desk's own belong to its own one."""
        home = self.settings.jurisdiction
        wanted = self._made_from() if self.home.database.exists() else MadeFrom(home, self.settings.own_places)
        if jurisdiction not in (None, home):
            wanted = replace(wanted, jurisdiction=jurisdiction, own_places=(), own_units=())
        return make_reader(self._outside.reader, wanted)[0]

    @part
    def learning(self) -> LearningService:
        """Samples, lessons and models."""
        return LearningService(
            self.store,
            self.home.models,
            self._learner,
            lambda: self._reader,
            lambda: self._catalogue,
            self.clock,
            LessonApart(self._lesson_command("--steps"), partial(free_lease, self.store))
            if self._lessons_apart
            else None,
        )

    def _learner(self) -> Learner:
        """A learner that compares with the model in force, or with the packaged one where that cannot be loaded."""
        wanted = self._made_from()
        if self.store.models.trouble():
            wanted = replace(wanted, learned=None)
        return self._outside.learner(wanted, self.home.make().models)

    @part
    def topics(self) -> TopicService:
        """The catalogue of topics."""
        return TopicService(self.store, lambda: self._catalogue, self.clock)

    @part
    def sources(self) -> SourceService:
        """Sources."""
        return SourceService(
            self.store, self._outside.collector, self._outside.subscriptions, lambda: self._intake, self.clock
        )

    @part
    def items(self) -> ItemService:
        """Items."""
        return ItemService(
            self.store,
            lambda: self._intake,
            self._outside.tables,
            lambda: self._catalogue,
            self.clock,
            lambda: self.settings.review_share,
        )

    @part
    def _catalogue(self) -> Catalogue:
        return self._outside.catalogue(self.settings, ())  # units of the desk's own come and go; items put them first

    @part
    def incidents(self) -> IncidentService:
        """Incidents."""
        evidence = EvidenceFiles(self.home.evidence)
        return IncidentService(self.store, self.policies.in_force, self.settings, self.clock, evidence)

    @part
    def staff(self) -> StaffService:
        """Who works at this desk and in which roles."""
        return StaffService(self.home.staff)

    @part
    def policies(self) -> PolicyService:
        """Clock policies and ladders in force."""
        return PolicyService(
            self.home.policies, self.settings.zone, lambda by: require(self.staff.list(), by, Role.ADMINISTRATOR)
        )

    @part
    def units(self) -> UnitRegistry:
        """The registry of units."""
        return UnitRegistry(self.store)

    @part
    def notices(self) -> Notices:
        """Messages to this desk."""
        return Notices(self.store, self.clock)

    @part
    def _ticking(self) -> TickService:
        senders = {**self._outside.senders(self.settings), NOTICE: NoticeSender(self.store)}
        return TickService(self.store, self.settings, self.clock, senders)

    # what concerns the whole desk

    def tick(self, now: datetime | None = None) -> Ticked:
        """Evaluate clocks, ladders and the outbox once."""
        if now is not None and chosen_time.is_unused(self.store):
            chosen_time.allow(self.store)
        return self._ticking.tick(now)

    def serve(self, stop: threading.Event | None = None) -> None:
        """Collect, tick and send until stopped; Unavailable when another process already does."""
        lessons = Lessons(self.store, self._lesson, Rereading(self.store, lambda: self._intake), self.clock)
        Server(self.store, self.sources, self._ticking, self.clock, lessons).run(stop or threading.Event())

    def _lesson(self, stopped: Callable[[], bool]) -> Ended:
        return run_lesson(self._lesson_command(), stopped)

    def _lesson_command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "opinion_desk", "relearn", *more, "--home", str(self.home.folder)]

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
        """Who holds the desk, when the settings name somebody; a rota is not there in this version."""
        return OnDuty(self.settings.person) if self.settings.person else None

    def save(self, settings: Settings) -> None:
        """Keep new settings; readers follow own places and the share to review, all else of the reading at the next start."""
        save_settings(self.home.folder, settings)
        self.settings = settings
        if self.home.database.exists():
            self.store.write_now(lambda tx: tx.touch(Touched.SETTINGS))

    def collector_command(self) -> list[str]:
        """The argv of the process that collects, reads and ticks for this home."""
        return [sys.executable, "-m", "opinion_desk", "collect", "--serve", "--home", str(self.home.folder)]

    @property
    def is_demo(self) -> bool:
        """Whether this home was made by the demo."""
        return self.home.database.exists() and self.store.meta(DEMO) == "yes"

    def mark_demo(self) -> None:
        """Make this home a demo: papers bear the word, and `tick --now` may choose its time."""
        self.store.set_meta(DEMO, "yes")
        chosen_time.allow(self.store)

    def close(self) -> None:
        """Let go of the network, finish what is being written and close the database."""
        if "learning" in self.__dict__:
            self.learning.close()
        if "sources" in self.__dict__:
            self.sources.close()
        if "_reader" in self.__dict__:
            self._reader.close()
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None
