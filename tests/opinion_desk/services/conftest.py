"""What tests of the services begin with: stores, services over them, and desks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.unit import Unit
from opinion_desk.services.desk import Desk
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.reference import packaged_policies
from opinion_desk.services.sources import SourceService
from opinion_desk.settings import Home, Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    HOUSING,
    WATER,
    FakeCatalogue,
    FakeCollector,
    FakeGrouper,
    FakeReader,
    FakeSubscriptions,
    FakeTables,
    outside,
)


@pytest.fixture
def store() -> Iterator[Store]:
    """A store in memory."""
    opened = Store.open(None)
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a desk with a file lies."""
    return tmp_path / "desk.sqlite3"


@pytest.fixture
def reader() -> FakeReader:
    return FakeReader()


@pytest.fixture
def grouper() -> FakeGrouper:
    return FakeGrouper()


@pytest.fixture
def collector() -> FakeCollector:
    return FakeCollector()


@pytest.fixture
def tables() -> FakeTables:
    return FakeTables()


@pytest.fixture
def intake(store: Store, reader: FakeReader, grouper: FakeGrouper) -> Intake:
    return Intake(store, reader, grouper)


@pytest.fixture
def source_service(store: Store, collector: FakeCollector, intake: Intake, clock: Any) -> SourceService:
    return SourceService(store, lambda: collector, FakeSubscriptions, lambda: intake, clock)


@pytest.fixture
def item_service(store: Store, tables: FakeTables, intake: Intake, clock: Any) -> ItemService:
    return ItemService(store, lambda: intake, lambda: tables, FakeCatalogue, clock)


@pytest.fixture
def incidents(store: Store, clock: Any, tmp_path: Path) -> IncidentService:
    """The matters of a desk whose registry knows two units."""
    for name, function in ((HOUSING, "housing_construction"), (WATER, "water")):
        store.add_unit(Unit(0, name, function))
    return IncidentService(store, packaged_policies(), Settings(), clock, EvidenceFiles(tmp_path / "evidence"))


@pytest.fixture
def make_desk(tmp_path: Path, clock: Any) -> Iterator[Callable[..., Desk]]:
    """Desks over one home; closed when the test ends."""
    made: list[Desk] = []

    def make(settings: Settings | None = None, *, lessons_apart: bool = False, **parts: Any) -> Desk:
        made_of = outside(**parts)
        desk = Desk(Home(tmp_path / "home"), settings or Settings(), clock, made_of, lessons_apart=lessons_apart)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()
