"""Migrations: an older database is copied, then brought forward; a newer one is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlite_utils

from opinion_desk.domain.duty.handover import handovers
from opinion_desk.domain.duty.log import lines
from opinion_desk.domain.errors import Refused
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.database import Database
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.migrating import NEWEST, migrate, version_of
from opinion_desk.store.migrations import MIGRATIONS
from opinion_desk.store.store import Store

OLD = sorted((Path(__file__).parent / "old").glob("*.sql"))
_LATER = (*MIGRATIONS, "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;\nINSERT INTO later (id) VALUES (7);")


def test_a_new_database_goes_through_every_migration(tmp_path: Path) -> None:
    place = place_of(tmp_path / "d.sqlite3")
    connection = connect(place, writes=True)
    assert migrate(connection, place) == (0, None)
    assert version_of(connection) == NEWEST
    tables = set(sqlite_utils.Database(connection).table_names())
    assert {"items", "stories", "verdicts", "acts", "outbox", "changes"} <= tables
    connection.close()


def test_an_existing_database_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    Database.open(path).close()
    place = place_of(path)
    connection = connect(place, writes=True)
    version, copy = migrate(connection, place, _LATER)
    assert version == len(MIGRATIONS)
    assert copy is not None
    assert [row[0] for row in connection.execute("SELECT id FROM later")] == [7]
    connection.close()
    before = sqlite3.connect(copy)
    assert before.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").fetchone()[0] == 0
    assert before.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    before.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    Database.open(path).close()
    place = place_of(path)
    connection = connect(place, writes=True)
    broken = (*MIGRATIONS, "CREATE TABLE later (id INTEGER);\nINSERT INTO nowhere VALUES (1);")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, place, broken)
    assert version_of(connection) == len(MIGRATIONS)
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'later'").fetchone()[0] == 0
    connection.close()
    Database.open(path).close()


def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    Database.open(path).close()
    place = place_of(path)
    connection = connect(place, writes=True)
    migrate(connection, place, _LATER)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        Database.open(path)
    assert caught.value.id == "database_newer"
    assert path.read_bytes() == before


def test_a_newer_version_that_still_stands_in_the_journal_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    keeps_open = Database.open(path)
    other = connect(place_of(path), writes=True)
    other.execute(f"PRAGMA user_version = {NEWEST + 1}")
    with pytest.raises(Refused) as caught:
        Database.open(path)
    assert caught.value.id == "database_newer"
    other.close()
    keeps_open.close()


@pytest.mark.parametrize("script", OLD, ids=lambda path: path.stem)
def test_every_kept_older_database_opens_and_verifies(tmp_path: Path, script: Path) -> None:
    path = tmp_path / "old.sqlite3"
    old = sqlite3.connect(path, isolation_level=None)
    for migration in MIGRATIONS[: int(script.stem[:4])]:
        old.executescript(migration)
    old.executescript(script.read_text(encoding="utf-8"))
    old.close()
    store = Store.open(path)
    assert store.verify() == []
    assert [hit.title for hit in store.search.search("蓝藻", 10)] == ["东湖水面出现蓝藻"]
    assert store.verdicts.get(1) is not None
    store.close()


def test_what_persons_corrected_before_there_was_learning_is_there_to_learn_from(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    old = sqlite3.connect(path, isolation_level=None)
    old.executescript(MIGRATIONS[0])
    old.executescript(OLD[0].read_text(encoding="utf-8"))
    old.execute(
        "INSERT INTO corrections (item_id, before, after, by, at_ms)"
        " VALUES (1, '{}', '{\"voice\":\"demand\"}', '值班员', 1795147300000)"
    )
    before = {
        name: old.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
        for name in ("items", "verdicts", "stories", "corrections", "incidents", "acts", "settings")
    }
    old.close()
    store = Store.open(path)
    assert (tmp_path / "old.before-0002.sqlite3").exists()
    with store.read() as connection:
        for name, rows in before.items():
            after = [tuple(row) for row in connection.execute(f"SELECT * FROM {name} ORDER BY 1")]
            cut = -1 if name == "incidents" else None  # their last column follows from the acts and is made anew
            assert [row[:cut] for row in after] == [row[:cut] for row in rows]
    (sample,) = store.samples.all()
    assert (sample.text.title, sample.voice) == ("东湖水面出现蓝藻", "demand")
    assert (store.models.all(), store.models.in_force(), store.topics.all()) == ([], None, [])
    store.close()


def test_samples_models_and_topics_of_an_older_database_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    old = sqlite3.connect(path, isolation_level=None)
    for script in (*MIGRATIONS[:2], OLD[1].read_text(encoding="utf-8")):
        old.executescript(script)
    old.close()
    store = Store.open(path)
    assert [(sample.function, sample.voice) for sample in store.samples.all()] == [
        (None, "official"),
        ("urban_management", None),
    ]
    current = store.models.in_force()
    assert current is not None and current.name == "desk-0001"
    assert store.samples.since(store.models.seen()).count == 0
    assert [topic.edit.words for topic in store.topics.all()] == [(("摊位", 2.0),)]
    store.close()


def test_duty_of_an_older_database_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite3"
    old = sqlite3.connect(path, isolation_level=None)
    for script in (*MIGRATIONS[:3], OLD[2].read_text(encoding="utf-8")):
        old.executescript(script)
    old.close()
    store = Store.open(path)
    (version,) = store.duty.versions()
    assert [turn.who for turn in version.pattern.turns] == [("甲班", "乙班"), ("丙班",)]
    (swap,) = store.duty.rota(date(2026, 11, 20), date(2026, 11, 22)).swaps
    assert (swap.before, swap.after, swap.reported) == ("甲班", "丁班", "带班领导")
    (handover,) = handovers(store.duty.handover(2))
    assert (handover.ended_by, handover.sheet.undone, handover.sheet.owed[0].incident) == ("乙班", "盯住通报", 1)
    (line,) = lines(store.duty.log(None, None, 10))
    assert (line.entry.note.place, line.before[0].note.place) == ("东湖北岸", "东湖")
    store.close()
