"""An office at work on a store that says after every transaction what it holds: commands, ticks, the outbox."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.reference import packaged_policies
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store.database import Database
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Job, Written
from tests.conftest import FakeClock

T = TypeVar("T")
UNIT: Final = "云川市住房和城乡建设局"
_START: Final = datetime(2026, 11, 20, 1, tzinfo=UTC)
_MAJOR: Final = Judgement(
    emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.FIRST
)


def told(ask: Callable[[], object]) -> str:
    """The id of the sentence with which it failed, or nothing when it was done."""
    try:
        ask()
    except DeskError as why:
        return why.id
    return ""


def holding(store: Store) -> str:
    """A digest of every row of every ordinary table."""
    with store.database.snapshot() as connection:
        return holding_of(connection)


def holding_of(connection: sqlite3.Connection) -> str:
    """The same within a connection."""
    digest = hashlib.sha256()
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
        " AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%' ORDER BY name"
    ).fetchall()
    for (name,) in tables:
        if name != "changes":  # names the writer, which is another one every time
            rows = connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()
            digest.update(repr((name, [tuple(row) for row in rows])).encode())
    return digest.hexdigest()


class ToldStore(Store):
    """A store that tells after each transaction what it then held, before anybody is told that it is done."""

    def __init__(self, database: Database, *more: Any) -> None:
        super().__init__(database, *more)
        self.tell: Callable[[str], None] | None = None

    def write_now(self, job: Job[T]) -> Written[T]:
        written = super().write_now(job)
        if self.tell is not None:
            self.tell(holding(self))
        return written


class Office:
    """People at work, seeded: what they do next follows from the number they began with."""

    def __init__(self, path: Path, chance: random.Random, tell: Callable[[str], None] | None, clock: FakeClock) -> None:
        self.store = ToldStore.open(path)
        assert isinstance(self.store, ToldStore)
        if tell is not None:
            tell(holding(self.store))
        self.store.tell = tell
        self._chance, self.clock = chance, clock
        settings = Settings()
        evidence = EvidenceFiles(path.parent / "evidence")
        self.incidents = IncidentService(self.store, packaged_policies(), settings, clock, evidence)
        self.ticking = TickService(
            self.store, settings, clock, SendService(self.store, {NOTICE: NoticeSender(self.store)})
        )
        self._number = 0
        self._keys: list[str] = []

    def deed(self) -> Deed:
        """By the officer on duty, under a key of its own."""
        self._number += 1
        self._keys.append(f"key-{self.clock.now():%d%H%M%S}-{self._number}")
        return Deed("值班员", key=self._keys[-1])

    def open(self) -> Incident:
        """A matter whose time of publication is now."""
        return self.incidents.open("云川大桥引桥支架坍塌", published=self.clock.now(), deed=self.deed())

    def confirm(self, id: int) -> Incident:
        """The matter with its clocks running."""
        return self.incidents.confirm(id, _MAJOR, deed=self.deed())

    def assign(self, id: int) -> Incident:
        """The matter in the hands of a unit."""
        return self.incidents.assign(id, UNIT, deed=self.deed(), enter_new=True)

    def release(self, id: int) -> Incident:
        """The matter with its first clock met."""
        return self.incidents.answer(
            id, EvidenceKind.RELEASE, "情况通报", address="https://www.yunchuan.example/1", deed=self.deed()
        )

    def tick(self) -> None:
        """Time goes on by up to two hours, and what is due happens."""
        self.clock.forward(minutes=self._chance.randrange(1, 120))
        self.ticking.tick()

    def step(self) -> list[str]:
        """One thing more, on a matter chosen by chance; the keys of what was done, none where its state refuses it."""
        self._keys = []
        try:
            self._step()
        except Refused:
            return []  # a person is told so and does something else
        return self._keys

    def _step(self) -> None:
        matters = self.store.incidents.list(open_only=True)
        if not matters or self._chance.random() < 0.15:
            self.open()
            return
        matter = self._chance.choice(matters)
        id = matter.id
        first: dict[IncidentState, Callable[[], object]] = {
            IncidentState.CANDIDATE: lambda: self.confirm(id),
            IncidentState.CONFIRMED: lambda: self.assign(id),
        }
        deeds: tuple[Callable[[], object], ...] = (
            first.get(matter.state, self.tick),
            first.get(matter.state, self.tick),
            lambda: self.incidents.acknowledge(id, UNIT, deed=self.deed()),
            lambda: self.incidents.urge(id, UNIT, deed=self.deed()),
            lambda: self.incidents.answer_call(id, deed=self.deed()),
            lambda: self.release(id),
            self.tick,
            self.tick,
        )
        self._chance.choice(deeds)()

    def close(self) -> None:
        """The day is over."""
        self.store.close()


def working_clock() -> FakeClock:
    """Nine in the morning of an ordinary Friday."""
    return FakeClock(_START)
