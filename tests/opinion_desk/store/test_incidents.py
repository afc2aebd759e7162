"""Incidents: history and rows are written together, numbered by year, and a repeated command changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from opinion_desk.domain.acts import GENESIS, Act, ActKind
from opinion_desk.domain.changes import Touched
from opinion_desk.domain.commands import judging
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, IncidentState, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.replay import replay
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import incidents
from opinion_desk.store.codec import decode, encode
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

Add = Callable[..., int]


def open_one(store: Store, now: datetime, *items: int, title: str = "云川大桥事故", key: str | None = None) -> Incident:
    def job(tx: Transaction) -> Incident:
        id, number = incidents.reserve(tx, now.year)
        opening = Opening(title, Origin.ITEM, items, Times(happened=now, published=now))
        return incidents.append(
            tx, id, judging.open_incident(opening, number, id, packaged_policies(), When(now, now, "值班员")), key=key
        )

    return store.write_now(job).value


def confirm(store: Store, id: int, now: datetime) -> Incident:
    judgement = Judgement(Emergency.ACCIDENT, Level.MAJOR, "云川市应急管理局")

    def job(tx: Transaction) -> Incident:
        incident = incidents.load(tx, id)
        return incidents.append(
            tx, id, judging.confirm(incident, judgement, packaged_policies(), When(now, now, "值班员"))
        )

    return store.write_now(job).value


def test_an_opened_matter_comes_back_as_its_acts_say(store: Store, add: Add, now: datetime) -> None:
    item = add("事故")
    opened = open_one(store, now, item)
    assert (opened.number, opened.state, opened.items) == ("YQ-2026-0001", IncidentState.CANDIDATE, (item,))
    assert store.incidents.get(opened.id) == opened == replay(store.incidents.history(opened.id))
    assert store.incidents.of_item(item) == (opened.id,)
    assert store.verify() == []


def test_clocks_and_marks_stand_in_rows_and_are_due_by_index(store: Store, now: datetime) -> None:
    confirmed = confirm(store, open_one(store, now).id, now + timedelta(minutes=10))
    assert confirmed.clocks
    assert confirmed.next_due is not None
    assert store.incidents.next_due() == confirmed.next_due
    assert store.incidents.due(confirmed.next_due - timedelta(milliseconds=1)) == []
    assert store.incidents.due(confirmed.next_due) == [confirmed.id]
    with store.read() as connection:
        clocks = connection.execute("SELECT clock, deadline_ms FROM clocks ORDER BY position").fetchall()
        marks = connection.execute("SELECT count(*) FROM marks").fetchone()[0]
    assert [row["clock"] for row in clocks] == [clock.id for clock in confirmed.clocks]
    assert marks == sum(len(clock.marks) for clock in confirmed.clocks)
    assert decode(Incident, encode(confirmed)) == confirmed
    assert store.verify() == []


def test_numbers_run_by_year_and_are_not_lost_by_a_refused_command(store: Store, now: datetime) -> None:
    first = open_one(store, now)
    with pytest.raises(Refused):
        open_one(store, now, title=" ")
    second = open_one(store, now)
    next_year = open_one(store, now + timedelta(days=60))
    assert [i.number for i in (first, second, next_year)] == ["YQ-2026-0001", "YQ-2026-0002", "YQ-2027-0001"]
    assert store.incidents.id_of("yq-2026-0002") == store.incidents.id_of(second.id) == second.id
    assert [i.id for i in store.incidents.list()] == [next_year.id, second.id, first.id]
    for unknown in ("YQ-2026-9999", "99", "", "9" * 40):
        with pytest.raises(Refused):
            store.incidents.id_of(unknown)


def test_every_act_is_linked_to_the_one_before_across_matters(store: Store, now: datetime) -> None:
    first, second = open_one(store, now), open_one(store, now)
    confirm(store, first.id, now)
    acts = sorted((*store.incidents.history(first.id), *store.incidents.history(second.id)), key=lambda act: act.seq)
    assert [act.seq for act in acts] == list(range(1, len(acts) + 1))
    assert [act.prev for act in acts] == [GENESIS, *(act.hash for act in acts[:-1])]
    assert store.incidents.head() == acts[-1].hash
    assert store.incidents.broken() == []


def test_acts_can_be_neither_changed_nor_removed(store: Store, now: datetime) -> None:
    open_one(store, now)
    for sql in ("UPDATE acts SET by = 'another'", "DELETE FROM acts", "DELETE FROM chain"):
        with pytest.raises(sqlite3.IntegrityError):
            store.write_now(lambda tx, sql=sql: tx.execute(sql))
    assert store.incidents.broken() == []


def test_a_repeated_key_is_known_and_a_refused_command_leaves_none(store: Store, now: datetime) -> None:
    opened = open_one(store, now, key="k-1")
    assert store.write_now(lambda tx: incidents.done_before(tx, "k-1")).value == opened.id
    assert store.write_now(lambda tx: incidents.done_before(tx, None)).value is None
    with pytest.raises(Refused):
        open_one(store, now, title="", key="k-2")
    assert store.write_now(lambda tx: incidents.done_before(tx, "k-2")).value is None


def test_appending_tells_which_matter_was_touched(store: Store, now: datetime) -> None:
    opened = open_one(store, now)
    note = Act(ActKind.NOTED, now, now, "值班员", {"text": "已电话告知"}, opened.id)
    written = store.write_now(lambda tx: incidents.append(tx, opened.id, [note]))
    assert written.changes.touches(Touched.INCIDENTS)
    assert written.changes.incidents == {opened.id}
    assert written.value.acts == 2


def test_a_matter_that_is_not_there_is_refused(store: Store, now: datetime) -> None:
    with pytest.raises(Refused):
        store.incidents.get(7)
    with pytest.raises(Refused):
        store.write_now(lambda tx: incidents.load(tx, 7))
