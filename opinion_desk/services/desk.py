"""The Desk: the one object that ui/ and cli/ hold. Its parts are made when first asked for, so that a command pays only for what it uses."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from .. import __version__
from ..domain.changes import Changes
from ..domain.errors import Unavailable
from ..domain.unit import Unit
from ..settings import Home, Settings, save_settings
from ..store import units as unit_rows
from ..store.changes import ChangesFeed
from ..store.store import Store
from . import chosen_time, doctor
from .briefings import BriefingService
from .files import EvidenceFiles
from .incidents import IncidentService
from .intake import Intake
from .items import ItemService
from .parts import part
from .ports import Catalogue, Clock, Collector, Grouper, Papers, Reader, Sender, Subscriptions, Tables
from .reference import packaged_policies
from .serving import Server
from .sources import SourceService
from .texts import TextService
from .ticking import NOTICE, NoticeSender, Ticked, TickService

DEMO: Final = "demo"


@dataclass(frozen=True, slots=True)
class Outside:
    """How the slow, unsure and elsewhere parts are made; compose.py knows them all."""

    reader: Callable[[Settings, Sequence[Unit], str | None], Reader]
    grouper: Callable[[], Grouper]
    collector: Callable[[], Collector]
    papers: Callable[[], Papers]
    tables: Callable[[], Tables]
    subscriptions: Callable[[], Subscriptions]
    catalogue: Callable[[Settings, Sequence[Unit]], Catalogue]
    senders: Callable[[Settings], Mapping[str, Sender]]


@dataclass(frozen=True, slots=True)
class OnDuty:
    """Who holds the desk now, as far as it is known: the name or post set for this desk."""

    post: str
    shift: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to whoever sits at this desk."""

    id: int
    at: datetime
    subject: str
    text: str
    incident_id: int | None


class Desk:
    """A desk over one data folder. Reads may be called from any thread; writes wait for their commit."""

    def __init__(self, home: Home, settings: Settings, clock: Clock, outside: Outside) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock
        self._outside = outside
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
        return TextService(self._outside.collector, lambda name: self._outside.reader(self.settings, (), name))

    @part
    def _intake(self) -> Intake:
        reader = self._outside.reader(self.settings, self.store.units.all(), None)
        return Intake(self.store, reader, self._outside.grouper(), self.settings.jurisdiction)

    @part
    def sources(self) -> SourceService:
        """Sources."""
        return SourceService(
            self.store, self._outside.collector, self._outside.subscriptions, lambda: self._intake, self.clock
        )

    @part
    def items(self) -> ItemService:
        """Items."""
        return ItemService(self.store, lambda: self._intake, self._outside.tables, lambda: self._catalogue, self.clock)

    @part
    def _catalogue(self) -> Catalogue:
        return self._outside.catalogue(self.settings, self.store.units.all())

    @part
    def incidents(self) -> IncidentService:
        """Incidents."""
        evidence = EvidenceFiles(self.home.evidence)
        return IncidentService(self.store, packaged_policies(), self.settings, self.clock, evidence)

    @part
    def briefings(self) -> BriefingService:
        """Briefings."""
        watermark = "演示" if self.is_demo else ""
        return BriefingService(self.store, self._outside.papers(), self.settings, self.clock, watermark)

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
        Server(self.store, self.sources, self._ticking, self.clock).run(stop or threading.Event())

    def verify(self) -> list[str]:
        """What is wrong with the database, the chain or the rows; empty when nothing is."""
        return list(self.store.verify())

    def doctor(self) -> tuple[doctor.Finding, ...]:
        """The state of everything around the desk."""
        return doctor.examine(self.home.folder, self.settings, self.clock)

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
        """Keep new settings; parts that depend on the jurisdiction follow at the next start of the program."""
        save_settings(self.home.folder, settings)
        self.settings = settings

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
        if "sources" in self.__dict__:
            self.sources.close()
        if "_intake" in self.__dict__:
            self._intake.close()
        with self._opening:
            self._closed = True
            if self._store is not None:
                self._store.close()
                self._store = None


class UnitRegistry:
    """The registry of units (单位名录)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[Unit, ...]:
        """Every unit."""
        return tuple(self._store.units.all())

    def add(
        self,
        name: str,
        function: str | None = None,
        duty_phone: str = "",
        note: str = "",
        aliases: tuple[str, ...] = (),
    ) -> Unit:
        """Add a unit of the desk's own; its name wins over a name made from patterns."""
        unit = Unit(0, name.strip(), function, aliases, duty_phone, note)
        return self._store.write_now(lambda tx: unit_rows.add(tx, unit)).value


class Notices:
    """Messages to whoever sits at this desk."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def unread(self) -> tuple[Notice, ...]:
        """Newest first."""
        rows = self._store.outbox.notices()
        return tuple(Notice(row.id, row.at, row.subject, row.text, row.incident_id) for row in rows)

    def read(self, id: int) -> None:
        """Mark one as read."""
        self._store.read_notice(id, self._clock.now())
