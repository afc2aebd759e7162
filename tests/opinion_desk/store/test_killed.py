"""A process killed at any moment loses nothing that was acknowledged; two processes write side by side."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.store.store import Store
from tests.conftest import ROOT

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

path, number = Path(sys.argv[1]), int(sys.argv[2])
now = datetime(2026, 11, 20, tzinfo=UTC)
store = Store.open(path)
known = store.sources.by_address("https://a.example")

def write(tx):
    source = known.source if known else sources.add(tx, Source(0, "a", "https://a.example", Form.FEED))
    ids = adding.reserve(tx, 20)
    rows = [adding.NewItem(id, source.id, Entry(f"k{id}", f"标题{id}", "正文" * 50), now) for id in ids]
    adding.insert(tx, rows)
    id, name = incidents.reserve(tx, 2026)
    opening = Opening("事故", items=tuple(ids[:2]))
    incidents.append(tx, id, judging.open_incident(opening, name, id, packaged_policies(), When(now, now, "值班员")))

for _ in range(number):
    store.write_now(write)
    known = store.sources.by_address("https://a.example")
store.close()
"""


def child(path: Path, number: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", _CHILD, str(path), str(number)])


def killed(folder: Path, seed: int, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.faults.killing", str(folder), str(seed), str(count)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, timeout=900, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="a warmed process is forked, which only Linux does well"
)
@pytest.mark.long
@pytest.mark.parametrize("seed", [9, 10])  # five hundred a core
def test_a_thousand_killed_writers_lose_nothing_they_were_told_is_done(tmp_path: Path, seed: int) -> None:
    answer = killed(tmp_path, seed, count=500)
    assert answer["wrong"] == []
    assert answer["killed"] == 500 and answer["acknowledged"] > 400


@pytest.mark.long
def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    assert child(path, 1).wait(60) == 0
    writers = [child(path, 40) for _ in range(2)]
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
        openers = [child(path, 0) for _ in range(4)]
        assert [opener.wait(60) for opener in openers] == [0, 0, 0, 0]
        store = Store.open(path)
        assert store.verify() == []
        store.close()
