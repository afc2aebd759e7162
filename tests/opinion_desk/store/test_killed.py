"""A process killed in the middle of a transaction loses that transaction and nothing else; two processes write side by side."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from opinion_desk.store.store import Store

_CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from opinion_desk.domain.commands import judging
from opinion_desk.domain.commands.judging import Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import adding, incidents, sources
from opinion_desk.store.store import Store

path, mode, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
now = datetime(2026, 11, 20, tzinfo=UTC)
store = Store.open(path)
known = store.sources.by_address("https://a.example")

def write(tx, stop):
    source = known.source if known else sources.add(tx, Source(0, "a", "https://a.example", Form.FEED))
    ids = adding.reserve(tx, 20)
    rows = [adding.NewItem(id, source.id, Entry(f"k{id}", f"标题{id}", "正文" * 50), now) for id in ids]
    adding.insert(tx, rows)
    if stop == 1: os._exit(9)
    id, name = incidents.reserve(tx, 2026)
    opening = Opening("事故", items=tuple(ids[:2]))
    incidents.append(tx, id, judging.open_incident(opening, name, id, packaged_policies(), When(now, now, "值班员")))
    if stop == 2: os._exit(9)

if mode == "die":
    store.write_now(lambda tx: write(tx, 0))
    known = store.sources.by_address("https://a.example")
    if number % 3 == 0:
        future = store.write(lambda tx: write(tx, 0))
        for _ in range(number * 400): pass
        os._exit(9)
    store.write_now(lambda tx: write(tx, number % 3))
else:
    for _ in range(number):
        store.write_now(lambda tx: write(tx, 0))
    store.close()
"""


def child(path: Path, mode: str, number: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _CHILD, str(path), mode, str(number)])


@pytest.mark.long
def test_a_store_whose_process_died_while_writing_is_whole_twenty_times(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    before = 0
    for number in range(1, 21):
        assert child(path, "die", number).wait(60) == 9
        store = Store.open(path)
        assert store.verify() == []
        items, matters = store.items.count(), len(store.incidents.list())
        assert items == 20 * matters
        assert before + 1 <= matters <= before + 2
        before = matters
        store.close()


@pytest.mark.long
def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    assert child(path, "live", 1).wait(60) == 0
    writers = [child(path, "live", 40) for _ in range(2)]
    assert [writer.wait(120) for writer in writers] == [0, 0]
    store = Store.open(path)
    assert store.verify() == []
    assert store.items.count() == 20 * 81
    numbers = sorted(incident.number for incident in store.incidents.list())
    assert numbers == [f"YQ-2026-{serial:04d}" for serial in range(1, 82)]
    store.close()


@pytest.mark.long
def test_processes_that_open_a_new_store_at_the_same_instant_share_it(tmp_path: Path) -> None:
    for number in range(3):
        path = tmp_path / f"desk-{number}.sqlite3"
        openers = [child(path, "live", 0) for _ in range(4)]
        assert [opener.wait(60) for opener in openers] == [0, 0, 0, 0]
        store = Store.open(path)
        assert store.verify() == []
        store.close()
