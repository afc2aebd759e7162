"""The disk fails at every place it can: each time a sentence, nothing half done, and the next command works."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from opinion_desk.domain.acts import ActKind
from opinion_desk.store.database import Database
from opinion_desk.store.store import Store
from tests.faults.office import Office, holding, told, working_clock
from tests.faults.sqlite_disk import Call, Disk, watched_disk

_FULL, _BUSY, _CANNOT_OPEN = 13, 5, 14
_READ, _WRITE, _FSYNC, _TRUNCATE, _LOCK, _SHM_LOCK, _DELETE = (10 | n << 8 for n in (1, 3, 4, 6, 15, 20, 10))
_MOST = 400  # calls that one command may make of the disk


@dataclass(frozen=True)
class Fault:
    """A call that fails, with what code, and the sentence it must come out as."""

    call: Call
    code: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.call.value}-{self.code}"


FAULTS = (
    Fault(Call.WRITE, _WRITE, "store_io"),
    Fault(Call.WRITE, _FULL, "store_disk_full"),
    Fault(Call.SYNC, _FSYNC, "store_io"),
    Fault(Call.READ, _READ, "store_io"),
    Fault(Call.SHARE, _SHM_LOCK, "store_io"),
    Fault(Call.SHARE, _BUSY, "store_busy"),
)


@contextmanager
def failing(disk: Disk, fault: Fault, nth: int, *, for_good: bool) -> Iterator[Callable[[], bool]]:
    """Fail the n-th such call, or every one from it on; what is yielded says whether it came to that."""
    count = itertools.count(1)
    hit: list[int] = []

    def refuse(call: Call, file: str) -> int:
        if call is not fault.call:
            return 0
        number = next(count)
        if number < nth or (number > nth and not for_good):
            return 0
        hit.append(number)
        return fault.code

    disk.refuse = refuse
    try:
        yield lambda: bool(hit)
    finally:
        disk.refuse = lambda call, file: 0


@pytest.fixture
def disk() -> Iterator[Disk]:
    with watched_disk() as watched:
        yield watched


@pytest.fixture
def office(tmp_path: Path, disk: Disk) -> Iterator[Office]:
    opened = Office(tmp_path / "desk.sqlite3", random.Random(1), None, working_clock())
    yield opened
    opened.close()


def command(office: Office) -> Callable[[], object]:
    """Confirming a new matter: acts, clocks, marks and steps in one transaction."""
    id = office.open().id
    return lambda: office.confirm(id)


@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for-good"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_command_that_meets_a_fault_says_so_and_is_not_half_done(
    office: Office, disk: Disk, fault: Fault, for_good: bool
) -> None:
    failed = 0
    for nth in range(1, _MOST):
        do, before = command(office), holding(office.store)
        with failing(disk, fault, nth, for_good=for_good) as hit:
            words = told(do)
        assert words in ("", fault.sentence)
        assert (holding(office.store) == before) is bool(words)
        if words:
            failed += 1
            assert hit() and told(do) == ""  # the next command works
        if not hit():
            break
    else:
        raise AssertionError("the command never came through")
    # A lock that is busy once is waited for, and pages in the cache are not read again.
    assert failed or fault.call is Call.READ or (fault.call is Call.SHARE and not for_good)
    assert office.store.verify() == []


@pytest.mark.parametrize("fault", FAULTS[:3], ids=str)
def test_a_tick_that_meets_a_fault_fires_each_mark_once_all_the_same(office: Office, disk: Disk, fault: Fault) -> None:
    nth = 1
    while nth < _MOST:
        id = office.open().id
        office.confirm(id)
        office.clock.forward(hours=3)
        with failing(disk, fault, nth, for_good=False) as hit:
            assert told(office.ticking.tick) in ("", fault.sentence)
        office.ticking.tick()
        fired = [act for act in office.incidents.history(id) if act.kind is ActKind.MARK_FIRED]
        marks = [(act.data["clock"], act.data["mark"]) for act in fired]
        assert marks and len(marks) == len(set(marks))
        if not hit():
            break
        nth = max(nth + 1, nth * 4 // 3)
    assert office.store.verify() == []
    keys = [row.message.key for row in office.store.outbox.all(10_000)]
    assert keys and len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "fault",
    [
        *FAULTS[:4],
        Fault(Call.OPEN, _CANNOT_OPEN, "store_cannot_open"),
        Fault(Call.LOCK, _LOCK, "store_io"),
        Fault(Call.LOCK, _BUSY, "store_busy"),
    ],
    ids=str,
)
def test_a_desk_that_cannot_be_opened_says_so_and_opens_the_next_time(tmp_path: Path, disk: Disk, fault: Fault) -> None:
    for nth in itertools.chain(range(1, 40, 3), range(40, _MOST, 40)):
        path = tmp_path / f"{nth}" / "desk.sqlite3"
        with failing(disk, fault, nth, for_good=True) as hit:
            assert told(lambda path=path: Database.open(path).close()) in ("", fault.sentence)
        store = Store.open(path)
        assert store.verify() == []
        store.close()
        if not hit():
            break


def test_a_lock_that_is_free_again_in_time_is_waited_for(office: Office, disk: Disk) -> None:
    do = command(office)
    with failing(disk, Fault(Call.SHARE, _BUSY, ""), 1, for_good=False) as hit:
        do()
    assert hit()
