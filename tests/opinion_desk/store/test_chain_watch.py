"""The record is read whole at first and once a day, and in between only where it grew; whatever is new is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from opinion_desk.domain.commands import judging
from opinion_desk.domain.commands.judging import Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import chain_watch, incidents
from opinion_desk.store.chain import chain_findings
from opinion_desk.store.chain_watch import ChainWatch
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store whose acts may be tampered with."""
    made = Store.open(tmp_path / "desk.sqlite3")
    made.write_now(lambda tx: tx.execute("DROP TRIGGER acts_are_not_changed"))
    made.write_now(lambda tx: tx.execute("DROP TRIGGER acts_are_not_removed"))
    yield made
    made.close()


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """After how many acts each reading began."""
    begun: list[int] = []

    def findings(connection: sqlite3.Connection, after: int = 0, *prev: str) -> list[str]:
        begun.append(after)
        return chain_findings(connection, after, *prev)

    monkeypatch.setattr(chain_watch, "chain_findings", findings)
    return begun


def grow(store: Store, now: datetime, matters: int = 1) -> int:
    """Open so many matters; the length of the chain then."""

    def job(tx: Transaction) -> None:
        id, number = incidents.reserve(tx, 2026)
        time = When(now, now, "值班员")
        incidents.append(tx, id, judging.open_incident(Opening("事故"), number, id, packaged_policies(), time))

    for _ in range(matters):
        store.write_now(job)
    with store.read() as connection:
        return int(connection.execute("SELECT count FROM chain").fetchone()[0])


def tamper(store: Store, sql: str) -> None:
    store.write_now(lambda tx: tx.execute(sql))


def intact(store: Store, watch: ChainWatch, now: datetime) -> bool:
    with store.read() as connection:
        return watch.intact(connection, now)


def test_the_first_look_reads_everything_and_later_ones_what_came_since(
    store: Store, now: datetime, looked_at: list[int]
) -> None:
    watch = ChainWatch()
    assert intact(store, watch, now)  # nothing was written yet
    first = grow(store, now, 5)
    assert intact(store, watch, now) and intact(store, watch, now)
    second = grow(store, now)
    assert intact(store, watch, now + timedelta(hours=23))
    assert looked_at == [0, 0, first, first] and second > first
    assert intact(store, watch, now + timedelta(hours=24))
    assert intact(store, watch, now + timedelta(hours=25))
    assert looked_at[4:] == [0, second]


def test_a_time_that_was_put_back_by_days_lets_everything_be_read(
    store: Store, now: datetime, looked_at: list[int]
) -> None:
    watch = ChainWatch()
    grow(store, now)
    assert intact(store, watch, now) and intact(store, watch, now - timedelta(days=3))
    assert looked_at == [0, 0]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE acts SET by = '别人' WHERE seq = (SELECT max(seq) FROM acts)",
        "UPDATE acts SET data = '{}' WHERE seq = (SELECT max(seq) FROM acts)",
        "DELETE FROM acts WHERE seq = (SELECT max(seq) FROM acts)",
        "DELETE FROM acts",
        "UPDATE acts SET seq = seq + 5 WHERE seq = (SELECT max(seq) FROM acts)",
        "UPDATE chain SET count = count - 1",
        "UPDATE chain SET head = (SELECT hash FROM acts WHERE seq = 1)",
    ],
)
def test_what_is_wrong_with_new_acts_or_the_end_of_the_chain_is_found_at_once_and_stays_found(
    store: Store, now: datetime, sql: str
) -> None:
    watch = ChainWatch()
    grow(store, now, 3)
    assert intact(store, watch, now)
    grow(store, now)
    tamper(store, sql)
    assert not intact(store, watch, now)
    assert not intact(store, watch, now + timedelta(minutes=1))


def test_a_change_further_back_is_found_a_day_later_and_by_a_new_process_at_once(store: Store, now: datetime) -> None:
    watch = ChainWatch()
    grow(store, now, 4)
    assert intact(store, watch, now)
    tamper(store, "UPDATE acts SET by = '别人' WHERE seq = 2")
    assert intact(store, watch, now + timedelta(hours=1))
    assert not intact(store, ChainWatch(), now)
    assert not intact(store, watch, now + timedelta(days=1))


def test_a_chain_that_was_mended_is_whole_again(store: Store, now: datetime) -> None:
    watch = ChainWatch()
    grow(store, now, 2)
    tamper(store, "UPDATE acts SET by = by || '改' WHERE seq = 1")
    assert not intact(store, watch, now)
    tamper(store, "UPDATE acts SET by = replace(by, '改', '') WHERE seq = 1")
    assert intact(store, watch, now)
