"""The parts of a Desk: its services, each made when first asked for, so that a command pays only for what it uses."""

from __future__ import annotations

import logging
import sys
import threading
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from .. import __version__
from ..domain.channels import NOTICE
from ..domain.errors import DeskError, Unavailable
from ..domain.roles import Role, permit, require
from ..settings import SETTINGS_FILE, Home, Settings, load_settings
from ..store.changes import ChangesFeed
from ..store.store import Store
from .backups import BackupService
from .channels import ChannelService
from .duty import DutyService
from .entering import EnteringService
from .files import EvidenceFiles
from .incident_export import IncidentExport
from .incidents import IncidentService
from .intake import Intake
from .items import ItemService
from .learning import LearningService, free_lease
from .lesson_apart import LessonApart
from .notices import Notices
from .outside import Outside
from .paper_parts import PaperParts
from .parts import part
from .policies import PolicyService
from .ports import Catalogue, Clock, Learner, Reader
from .reader_in_force import MadeFrom, ReaderInForce, made_from, make_reader
from .recomputing import Recomputing
from .review import PROVISIONAL
from .sending import NoticeSender, SendService
from .sources import SourceService
from .staff import StaffService
from .tables import TableService
from .texts import TextService
from .ticking import TickService
from .topics import TopicService
from .units import UnitRegistry

if TYPE_CHECKING:
    from .entering import EnteringService

DEMO: Final = "demo"
_log: Final = logging.getLogger(__name__)


class DeskParts(PaperParts):
    """A data folder opened, and the services over it."""

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
    def tables(self) -> TableService:
        """Exports as files, and what their headings mean."""
        return TableService(self.store, self._outside.tables, self.clock)

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
    def entering(self) -> EnteringService:
        """What persons enter by hand."""
        from .entering import EnteringService  # its many patterns are only compiled for those who enter something

        may_enter = (Role.ANALYST, Role.DUTY_OFFICER, Role.APPROVER)
        return EnteringService(
            self.store,
            lambda: self._intake,
            self._outside.collector,
            self._outside.pictures,
            EvidenceFiles(self.home.evidence),
            self.clock,
            lambda: self.zone,
            lambda by: require(self.staff.list(), by, *may_enter),
        )

    @part
    def _catalogue(self) -> Catalogue:
        return self._outside.catalogue(self.settings, ())  # units of the desk's own come and go; items put them first

    @part
    def incidents(self) -> IncidentService:
        """Incidents."""
        evidence = EvidenceFiles(self.home.evidence)
        firing = self.ticking.firing
        made = IncidentService(self.store, self.policies.in_force, self.settings, self.clock, evidence, firing)
        made.permit = lambda by, acts: permit(self.staff.list(), by, acts)
        return made

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
    def exports(self) -> IncidentExport:
        """Matters as folders, with the papers that went to units."""
        evidence, papers = EvidenceFiles(self.home.evidence), self._papers
        extras = (self.dispatch_notices.files_of,)
        return IncidentExport(self.store, papers, evidence, self.settings, self.clock, extras)

    @part
    def units(self) -> UnitRegistry:
        """The registry of units."""
        return UnitRegistry(self.store)

    @part
    def duty(self) -> DutyService:
        """Rota, handing over, the log."""
        return DutyService(self.store, lambda: self.settings, self.clock, lambda: self.incidents, lambda: self.notices)

    @part
    def notices(self) -> Notices:
        """Messages to this desk."""
        return Notices(self.store, self.clock)

    @part
    def backups(self) -> BackupService:
        """Backups of this desk, and the way back."""
        return BackupService(self.home, self.zone, self.clock, lambda: self.store, self.version_line)

    @part
    def channels(self) -> ChannelService:
        """The channels that reach people."""
        secrets = partial(self._outside.secrets, self.home.folder)
        return ChannelService(self.store, secrets, self._outside.channel, self.clock)

    @part
    def sending(self) -> SendService:
        """What the outbox owes."""
        robot = self.settings.webhook
        senders = {**self._outside.senders(self.settings), NOTICE: NoticeSender(self.store)}
        return SendService(self.store, senders, self.channels.sender, lambda tx: self.channels.overtaken(tx, robot))

    @part
    def ticking(self) -> TickService:
        """The clocks, the outbox and the jumps of the time."""
        return TickService(
            self.store,
            self.settings,
            self.clock,
            self.sending,
            present=lambda post, now: self.duty.holder(post, now) is not None,
            calendar=Recomputing(self.store, self.policies.in_force),
        )

    def _lesson_command(self, *more: str) -> list[str]:
        return [sys.executable, "-m", "opinion_desk", "relearn", *more, "--home", str(self.home.folder)]

    @property
    def is_demo(self) -> bool:
        """Whether this home was made by the demo."""
        return self.home.database.exists() and self.store.meta(DEMO) == "yes"
