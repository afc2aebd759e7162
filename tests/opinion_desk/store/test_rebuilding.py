"""An older database's matters: their rows are made anew from their acts, whatever shape they had."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.acts import GENESIS, Act, ActKind, link_hash
from opinion_desk.domain.commands import handling
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.instants import to_ms
from opinion_desk.domain.replay import replay
from opinion_desk.store import incident_rows
from opinion_desk.store.codec import encode
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.migrating import migrate
from opinion_desk.store.migrations import MIGRATIONS
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction
from tests.opinion_desk.domain.matters import Timed

UNIT = "云川市住房和城乡建设局"


def climbed() -> Timed:
    """A matter with a receipt owed, a target missed, and a ladder that has climbed two rungs."""
    matter = Timed()
    matter.take(handling.assign(matter.now, UNIT, [], frozenset({UNIT}), matter.policies, matter.at(150)))
    matter.tick(179)
    matter.tick(180)
    matter.tick(190)
    return matter


def as_it_was(incident: Incident) -> str:
    """The row of the incident as the second shape wrote it: one escalation, and no word of what clocks block."""
    row: dict[str, Any] = json.loads(encode(incident))
    row["escalation"] = row.pop("escalations")[-1]
    row["escalation"].pop("called")
    row["escalation"].pop("quiet_until")
    for clock in row["clocks"]:
        clock.pop("blocks")
        clock.pop("provisional")
    return json.dumps(row, ensure_ascii=False)


def chain(connection: Any, acts: list[Act]) -> None:
    """These acts as the whole chain of the database."""
    prev = GENESIS
    for seq, act in enumerate(acts, 1):
        data = json.dumps(act.data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        placed = Act(act.kind, act.at, act.entered, act.by, json.loads(data), 1, seq, prev)
        prev = link_hash(prev, placed)
        values = (seq, 1, act.kind.value, to_ms(act.at), to_ms(act.entered), act.by, data, placed.prev, prev)
        connection.execute("INSERT INTO acts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    connection.execute("UPDATE chain SET count = ?, head = ?", (len(acts), prev))


def older(path: Path, acts: list[Act], row: str) -> None:
    """A database of the second shape with that history and row."""
    place = place_of(path)
    connection = connect(place, writes=True)
    migrate(connection, place, MIGRATIONS[:2])
    chain(connection, acts)
    incident_rows.write(Transaction(connection), replay([replace(act, incident_id=1) for act in acts]))
    connection.execute("UPDATE incidents SET json = ?, next_due_ms = 1", (row,))
    connection.close()


def test_the_one_escalation_of_an_older_database_becomes_a_ladder_a_clock(tmp_path: Path) -> None:
    matter, path = climbed(), tmp_path / "old.sqlite3"
    older(path, matter.acts, as_it_was(matter.now))
    store = Store.open(path)
    assert store.verify() == []
    incident = store.incidents.get(1)
    assert incident.escalations == matter.now.escalations
    assert {one.clock for one in incident.escalations} == {f"receipt:{UNIT}", f"draft:{UNIT}", "release"}
    assert store.incidents.next_due() == incident.next_due
    store.close()


def test_a_matter_whose_acts_do_not_replay_keeps_its_rows_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    matter, path = climbed(), tmp_path / "old.sqlite3"
    broken = [act for act in matter.acts if act.kind is not ActKind.OPENED]
    matter_row = as_it_was(matter.now)
    with caplog.at_level(logging.CRITICAL):
        older_without_opening(path, matter, broken, matter_row)
        store = Store.open(path)
    assert [one.clock for one in store.incidents.get(1).escalations] == ["release"]
    assert len(store.verify()) == 1
    store.close()


def older_without_opening(path: Path, matter: Timed, broken: list[Act], row: str) -> None:
    older(path, matter.acts, row)
    connection = connect(place_of(path), writes=True)
    trigger = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'acts_are_not_removed'").fetchone()[0]
    connection.execute("DROP TRIGGER acts_are_not_removed")
    connection.execute("DELETE FROM acts")
    connection.execute(trigger)
    chain(connection, broken)
    connection.close()
