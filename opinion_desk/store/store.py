"""The store: what the rest of the desk holds. Families are read through it; writes are jobs that take a transaction."""

from __future__ import annotations

from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from ..domain.unit import Unit
from . import meta
from . import outbox as outbox_rows
from . import units as unit_rows
from .backup import Progress
from .briefings import Briefings
from .changes import ChangesFeed
from .channels import Channels
from .comparing import Comparing
from .corrections import Corrections
from .database import Database
from .driver import sqlite3
from .duty import Duty
from .entered import EnteredNotes
from .folder_files import FolderFiles
from .inbox import Inbox
from .incidents import Incidents
from .items import Items
from .lease import Leases
from .ledgers import Ledgers
from .mappings import Mappings
from .models import Models
from .outbox import Outbox
from .pages import Pages
from .samples import Samples
from .search import Search
from .sources import Sources
from .tickets import Tickets
from .topics import Topics
from .units import Units
from .verdicts import Verdicts
from .verify import verify
from .writing import Job, Listener, Written

T = TypeVar("T")
CIVIL: Final = ZoneInfo("Asia/Shanghai")


class Store:
    """An open store. Reads take a connection from the pool; every method may be called from any thread."""

    def __init__(self, database: Database, zone: ZoneInfo = CIVIL) -> None:
        """Days of searches are days in `zone`."""
        self.database = database
        self.sources = Sources(database)
        self.items = Items(database)
        self.verdicts = Verdicts(database)
        self.corrections = Corrections(database)
        self.inbox = Inbox(database, zone)
        self.search = Search(database, zone)
        self.incidents = Incidents(database)
        self.outbox = Outbox(database)
        self.pages = Pages(database)
        self.channels = Channels(database)
        self.briefings = Briefings(database)
        self.units = Units(database)
        self.lease = Leases(database)
        self.ledgers = Ledgers(database)
        self.comparing = Comparing(database)
        self.samples = Samples(database)
        self.models = Models(database)
        self.topics = Topics(database)
        self.tickets = Tickets(database)
        self.duty = Duty(database)
        self.entered = EnteredNotes(database)
        self.mappings = Mappings(database)
        self.folder_files = FolderFiles(database)

    @classmethod
    def open(cls, path: Path | None, zone: ZoneInfo = CIVIL) -> Store:
        """The store in that file, made when missing; None is one in memory. Refused or Unavailable with a sentence."""
        return cls(Database.open(path), zone)

    def write(self, job: Job[T]) -> Future[Written[T]]:
        """Queue a job as one transaction; the future holds its value and what it touched, or what was raised."""
        return self.database.write(job)

    def write_now(self, job: Job[T]) -> Written[T]:
        """The same, waited for."""
        return self.database.write_now(job)

    def read(self) -> AbstractContextManager[sqlite3.Connection]:
        """A connection that can only read."""
        return self.database.read()

    def on_changes(self, listener: Listener) -> None:
        """Call `listener` after each write of this process, in the writer's thread."""
        self.database.on_changes(listener)

    def changes_feed(self, *, own: bool = False) -> ChangesFeed:
        """A feed of what other processes write; with `own` also what this one writes."""
        return self.database.changes_feed(own=own)

    def meta(self, key: str) -> str | None:
        """A word kept about this database, or None."""
        with self.read() as connection:
            return meta.get(connection, key)

    def set_meta(self, key: str, value: str) -> None:
        """Keep a word about this database."""
        self.write_now(lambda tx: meta.put(tx, key, value))

    def add_unit(self, unit: Unit) -> Unit:
        """Add a unit to the registry; Refused when its name is there."""
        return self.write_now(lambda tx: unit_rows.add(tx, unit)).value

    def read_notice(self, id: int, now: datetime) -> None:
        """Note that somebody read a notice of this desk."""
        self.write_now(lambda tx: outbox_rows.read_notice(tx, id, now))

    def back_up(self, out: Path, progress: Progress | None = None) -> None:
        """Copy the store to a file while work goes on; whole or not at all."""
        self.database.back_up(out, progress)

    def verify(self) -> list[str]:
        """What is wrong with the file, the history, the rows or the index; empty when nothing is."""
        return verify(self.database)

    def close(self) -> None:
        """Finish what is queued and close; a second call does nothing."""
        self.database.close()
