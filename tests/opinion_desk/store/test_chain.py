"""The chain is checked as it lies in the table, and finds what decoding every act would find."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from opinion_desk.domain.acts import broken_links
from opinion_desk.domain.commands import judging
from opinion_desk.domain.commands.judging import Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import incidents
from opinion_desk.store.chain import act_from, chain_findings
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

_SAME = "UPDATE acts SET data = replace(data, '\":', '\": ') WHERE seq = :n"  # other bytes, the same act
_TAMPERINGS = (
    "UPDATE acts SET by = by || ' ' WHERE seq = :n",
    "UPDATE acts SET at_ms = at_ms + 1 WHERE seq = :n",
    "UPDATE acts SET entered_ms = at_ms + 7 WHERE seq = :n",
    "UPDATE acts SET kind = 'noted' WHERE seq = :n",
    "UPDATE acts SET kind = 'unheard of' WHERE seq = :n",
    'UPDATE acts SET kind = \'opened","seq":1\' WHERE seq = :n',
    _SAME,
    "UPDATE acts SET data = replace(data, '事故', '小事') WHERE seq = :n",
    "UPDATE acts SET data = substr(data, 2) WHERE seq = :n",
    "UPDATE acts SET data = '[]' WHERE seq = :n",
    "UPDATE acts SET incident_id = incident_id + 1 WHERE seq = :n",
    "UPDATE acts SET prev = upper(prev) WHERE seq = :n",
    "UPDATE acts SET prev = 'zz' WHERE seq = :n",
    "UPDATE acts SET hash = 'zz' WHERE seq = :n",
    "UPDATE acts SET hash = prev WHERE seq = :n",
    "UPDATE acts SET seq = -seq WHERE seq = :n",
    "UPDATE acts SET seq = seq + 100 WHERE seq = :n",
    "DELETE FROM acts WHERE seq = :n",
    "DELETE FROM acts WHERE seq >= :n",
    "UPDATE chain SET count = count + 1",
    "UPDATE chain SET head = (SELECT hash FROM acts WHERE seq = :n)",
)


@pytest.fixture
def chained(tmp_path: Path, now: datetime) -> Iterator[sqlite3.Connection]:
    """A chain of twelve acts, in a connection that may tamper with them."""
    path = tmp_path / "desk.sqlite3"
    store = Store.open(path)

    def job(tx: Transaction, n: int) -> None:
        id, number = incidents.reserve(tx, 2026)
        time = When(now, now + timedelta(seconds=n), f'值班员"{n}\\')
        incidents.append(
            tx, id, judging.open_incident(Opening(f'事故 "{n}" \u2028 é'), number, id, packaged_policies(), time)
        )

    for n in range(12):
        store.write_now(lambda tx, n=n: job(tx, n))
    store.close()
    connection = connect(place_of(path), writes=True)
    connection.execute("DROP TRIGGER acts_are_not_changed")
    connection.execute("DROP TRIGGER acts_are_not_removed")
    yield connection
    connection.close()


def decoded(connection: sqlite3.Connection) -> list[str]:
    """What decoding every act finds."""
    chain = connection.execute("SELECT count, head FROM chain").fetchone()
    rows = connection.execute("SELECT * FROM acts ORDER BY seq").fetchall()
    return broken_links((act_from(row) for row in rows), count=chain["count"], head=chain["head"])


def test_a_chain_as_it_was_written_has_nothing_wrong(chained: sqlite3.Connection) -> None:
    assert chain_findings(chained) == decoded(chained) == []


@pytest.mark.parametrize("tampering", _TAMPERINGS)
def test_tampering_is_found_where_it_is(chained: sqlite3.Connection, tampering: str) -> None:
    chained.execute("BEGIN")
    for n in (2, 7, 11):
        if ":n" in tampering:
            chained.execute(tampering, {"n": n})
        else:
            chained.execute(tampering)
        found = chain_findings(chained)
        assert bool(found) is (tampering != _SAME)
        try:
            assert found == decoded(chained)
        except (ValueError, TypeError):
            assert f"第 {n} 条记录与其校验值不符" in found
        chained.execute("ROLLBACK")
        chained.execute("BEGIN")
    chained.execute("ROLLBACK")


def test_any_mixture_of_tamperings_is_told_as_decoding_every_act_tells_it(chained: sqlite3.Connection) -> None:
    chance = random.Random(4)
    for _ in range(300):
        chained.execute("BEGIN")
        for tampering in chance.sample(_TAMPERINGS, chance.randrange(1, 4)):
            try:
                chained.execute(tampering, {"n": chance.randrange(1, 13)} if ":n" in tampering else {})
            except sqlite3.IntegrityError:
                pass  # a number that stands already
        found = chain_findings(chained)
        try:
            assert found == decoded(chained)
        except (ValueError, TypeError):
            assert found
        chained.execute("ROLLBACK")


def test_text_that_is_none_is_damage_and_no_bug(tmp_path: Path, now: datetime) -> None:
    store = Store.open(tmp_path / "desk.sqlite3")

    def job(tx: Transaction) -> None:
        id, number = incidents.reserve(tx, 2026)
        incidents.append(
            tx, id, judging.open_incident(Opening("事故"), number, id, packaged_policies(), When(now, now, "值班员"))
        )
        tx.execute("DROP TRIGGER acts_are_not_changed")
        tx.execute("UPDATE acts SET by = CAST(X'ff' AS TEXT)")

    store.write_now(job)
    assert any("已损坏" in finding for finding in store.verify())
    store.close()
