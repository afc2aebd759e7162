"""What tests of the store begin with: a store in memory and one in a file, a source, and ways to make items."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from opinion_desk.domain.item import Entry
from opinion_desk.domain.reading import Placed
from opinion_desk.domain.source import Form, Source
from opinion_desk.domain.verdict import Verdict
from opinion_desk.store import adding, sources
from opinion_desk.store.store import Store

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
Add = Callable[..., int]


@pytest.fixture
def now() -> datetime:
    """Noon of 2026-11-20 in 云川."""
    return NOON


@pytest.fixture
def store() -> Iterator[Store]:
    """A store in memory."""
    opened = Store.open(None)
    yield opened
    opened.close()


@pytest.fixture
def file_store(tmp_path: Path) -> Iterator[Store]:
    """A store in a file."""
    opened = Store.open(tmp_path / "desk.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def add_source(store: Store) -> Callable[[str], Source]:
    """Add a feed by name."""

    def add(name: str) -> Source:
        source = Source(0, name, f"https://{name}.example/feed", Form.FEED)
        return store.write_now(lambda tx: sources.add(tx, source)).value

    return add


@pytest.fixture
def source(add_source: Callable[[str], Source]) -> Source:
    """A first source."""
    return add_source("云川日报")


@pytest.fixture
def add(store: Store, source: Source) -> Add:
    """Store one item and give its id back."""

    def add_one(
        title: str,
        body: str = "",
        *,
        key: str | None = None,
        source_id: int | None = None,
        verdict: Verdict | None = None,
        story: int | None = None,
        event: int | None = None,
        at: datetime = NOON,
    ) -> int:
        id = store.write_now(lambda tx: adding.reserve(tx, 1)).value[0]
        placed = Placed(story or id, event or story or id, b"signature")
        entry = Entry(key or f"key-{id}", title, body, f"https://example/{id}", at)
        row = adding.NewItem(id, source_id or source.id, entry, at + timedelta(minutes=5), placed, verdict)
        store.write_now(lambda tx: adding.insert(tx, [row]))
        return id

    return add_one
