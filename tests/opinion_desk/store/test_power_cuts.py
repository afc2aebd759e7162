"""The power goes while the office works: what it was told is done is there, and nothing is there by halves."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from opinion_desk.store import connecting
from opinion_desk.store.backup import alone, put_in_place
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.store import Store
from tests.faults.office import Office, holding, working_clock
from tests.faults.power import after_cut, lay_out
from tests.faults.sqlite_disk import Disk, Done, watched_disk


@dataclass
class Day:
    """What the disk was told, and what the store held after each transaction, with the call it was told of by then."""

    done: list[Done] = field(default_factory=list)
    held: list[str] = field(default_factory=list)
    told_at: list[int] = field(default_factory=list)


def worked(folder: Path, disk: Disk, seed: int, steps: int) -> Day:
    """A day's work in three sittings, with the log carried into the database now and then as long work does it."""
    day, chance, clock = Day(), random.Random(seed), working_clock()
    path = folder / "desk.sqlite3"

    def tell(held: str) -> None:
        day.held.append(held)
        day.told_at.append(len(disk.done))

    for _sitting in range(3):
        office = Office(path, chance, tell, clock)
        for _ in range(steps):
            office.step()
            if chance.random() < 0.1:
                carry = connect(place_of(path), writes=True)
                carry.execute(f"PRAGMA wal_checkpoint({chance.choice(['PASSIVE', 'RESTART', 'TRUNCATE'])})")
                carry.close()
        assert office.store.verify() == []
        office.close()
    day.done = disk.done
    return day


def cut(day: Day, at: int, folder: Path, chance: random.Random | None) -> None:
    """Open what a cut at that call leaves: one of the states told of by then or later, and whole."""
    folder.mkdir()
    lay_out(after_cut(day.done[:at], chance), folder)
    store = Store.open(folder / "desk.sqlite3")
    try:
        promised = bisect_right(day.told_at, at) - 1  # the newest transaction that somebody was told of
        assert holding(store) in day.held[max(promised, 0) :]
        assert store.verify() == []
    finally:
        store.close()


def cuts(tmp_path: Path, seed: int, steps: int, count: int) -> None:
    with watched_disk() as disk:
        (tmp_path / "desk").mkdir()
        day = worked(tmp_path / "desk", disk, seed, steps)
    assert len(set(day.held)) > steps
    chance = random.Random(seed + 1)
    for number in range(count):
        at = chance.randrange(len(day.done) + 1)
        cut(day, at, tmp_path / f"cut-{number}", None if number % 3 == 0 else chance)


def test_after_a_few_power_cuts_every_command_told_as_done_is_there(tmp_path: Path) -> None:
    cuts(tmp_path, seed=1, steps=6, count=8)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10, 16))
def test_after_three_hundred_power_cuts_no_command_told_as_done_is_lost_and_none_is_there_by_halves(
    tmp_path: Path, seed: int
) -> None:
    cuts(tmp_path, seed, steps=25, count=50)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20, 22))
def test_the_same_holds_with_the_rollback_journal_of_an_older_sqlite(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "WAL_IS_SAFE", False)
    cuts(tmp_path, seed, steps=12, count=50)


@pytest.mark.parametrize("count", [24, pytest.param(120, marks=pytest.mark.long)])
def test_a_cut_while_a_backup_takes_the_place_of_a_desk_leaves_the_one_or_the_other(tmp_path: Path, count: int) -> None:
    states: list[str] = []
    with watched_disk() as disk:
        for name, steps in (("old", 12), ("new", 5)):
            (tmp_path / name).mkdir()
            office = Office(tmp_path / name / "desk.sqlite3", random.Random(name), None, working_clock())
            for _ in range(steps):
                office.step()
            states.append(holding(office.store))
            office.close()
        with alone(tmp_path / "new" / "desk.sqlite3"):
            pass
        start = len(disk.done)
        with alone(tmp_path / "old" / "desk.sqlite3") as connection:
            put_in_place(tmp_path / "new" / "desk.sqlite3", connection)
        done = [one for one in disk.done if "/old/" in one.file]
        before = sum("/old/" in one.file for one in disk.done[:start])
    chance, found = random.Random(3), []
    for number in range(count):
        at = len(done) if number == 0 else chance.randrange(before, len(done) + 1)
        folder = tmp_path / f"cut-{number}"
        folder.mkdir()
        lay_out(after_cut(done[:at], None if number % 3 == 0 else chance), folder)
        store = Store.open(folder / "desk.sqlite3")
        found.append(holding(store))
        assert store.verify() == []
        store.close()
    assert found[0] == states[1] and set(found) == set(states)


def test_a_disk_that_forgets_what_was_synced_would_be_noticed(tmp_path: Path) -> None:
    """The proof that these tests can fail: the same day on a disk that loses its last syncs."""
    with watched_disk() as disk:
        (tmp_path / "desk").mkdir()
        day = worked(tmp_path / "desk", disk, seed=5, steps=6)
    day.done = [one for n, one in enumerate(day.done) if one.call.value != "sync" or n < len(day.done) // 2]
    day.told_at = [min(at, len(day.done)) for at in day.told_at]
    with pytest.raises(AssertionError):
        cut(day, len(day.done), tmp_path / "cut", None)
