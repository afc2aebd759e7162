"""The database: transactions whole or not at all, readers beside the writer, and faults as sentences."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.store.connecting import connect, place_of
from opinion_desk.store.database import Database
from opinion_desk.store.driver import WAL_IS_SAFE, sqlite3
from opinion_desk.store.writing import Transaction


def put(tx: Transaction, key: str, value: str = "x") -> str:
    tx.execute("INSERT INTO settings (key, value) VALUES (?, ?)", (key, value))
    tx.touch(Touched.SETTINGS)
    return key


def keys(database: Database) -> list[str]:
    with database.read() as connection:
        return [row["key"] for row in connection.execute("SELECT key FROM settings ORDER BY key")]


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    opened = Database.open(None if request.param == "memory" else tmp_path / "desk.sqlite3")
    yield opened
    opened.close()


def test_a_written_job_returns_its_value_and_what_it_touched(database: Database) -> None:
    written = database.write_now(lambda tx: put(tx, "a"))
    assert written.value == "a"
    assert written.changes == Changes(frozenset({Touched.SETTINGS}))
    assert keys(database) == ["a"]


def test_a_job_that_fails_leaves_nothing_and_the_next_one_goes_on(database: Database) -> None:
    def fails(tx: Transaction) -> None:
        put(tx, "half")
        raise KeyError("on purpose")

    with pytest.raises(KeyError):
        database.write_now(fails)
    assert keys(database) == []
    database.write_now(lambda tx: put(tx, "whole"))
    assert keys(database) == ["whole"]


def test_a_refusal_inside_a_job_reaches_the_caller_and_rolls_back(database: Database) -> None:
    def refuses(tx: Transaction) -> None:
        put(tx, "half")
        raise Refused("query_empty")

    with pytest.raises(Refused) as caught:
        database.write_now(refuses)
    assert caught.value.id == "query_empty"
    assert keys(database) == []


def test_readers_cannot_write(database: Database) -> None:
    with pytest.raises(Unavailable) as caught, database.read() as connection:
        connection.execute("INSERT INTO settings (key, value) VALUES ('a', 'b')")
    assert caught.value.id == "store_read_only"


def test_jobs_from_many_threads_are_all_kept(database: Database) -> None:
    def work(worker: int) -> None:
        for number in range(20):
            database.write_now(lambda tx, n=number: put(tx, f"{worker:02d}-{n:02d}"))
            keys(database)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys(database)) == 120


def test_a_snapshot_sees_one_state_while_others_write(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "desk.sqlite3")
    with database.snapshot() as connection:
        before = connection.execute("SELECT count(*) FROM settings").fetchone()[0]
        database.write_now(lambda tx: put(tx, "a"))
        after = connection.execute("SELECT count(*) FROM settings").fetchone()[0]
    assert (before, after) == (0, 0)
    assert keys(database) == ["a"]
    database.close()


def test_closing_finishes_what_is_queued_and_takes_nothing_more(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "desk.sqlite3")
    futures = [database.write(lambda tx, n=n: put(tx, f"{n:03d}")) for n in range(50)]
    database.close()
    assert all(future.done() and future.exception() is None for future in futures)
    with pytest.raises(Unavailable):
        database.write(lambda tx: put(tx, "late"))
    again = Database.open(tmp_path / "desk.sqlite3")
    assert len(keys(again)) == 50
    again.close()


def test_listeners_hear_of_local_writes_and_a_failing_one_stops_nobody(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Changes] = []

    def broken(changes: Changes) -> None:
        raise RuntimeError("on purpose")

    database.on_changes(broken)
    database.on_changes(heard.append)
    database.write_now(lambda tx: put(tx, "a"))
    database.write_now(lambda tx: None)
    assert heard == [Changes(frozenset({Touched.SETTINGS}))]
    assert "on purpose" in caplog.text


def test_waiting_for_the_writer_inside_the_writer_is_a_bug_that_is_told(database: Database) -> None:
    with pytest.raises(RuntimeError):
        database.write_now(lambda tx: database.write_now(lambda inner: None))


def test_a_new_file_is_set_up_for_safety(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "sub" / "desk.sqlite3")
    with database.read() as connection:
        mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
        assert mode == ("wal" if WAL_IS_SAFE else "delete")
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 3
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    database.close()


@pytest.mark.parametrize(
    "content", [b"just some text, longer than a header would be" * 5, b"SQLite format 3\x00 but short", b"x"]
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "desk.sqlite3"
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        Database.open(path)
    assert caught.value.id == "database_not_ours"
    assert path.read_bytes() == content
    assert [entry.name for entry in tmp_path.iterdir()] == ["desk.sqlite3"]


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(Refused) as caught:
        Database.open(path)
    assert caught.value.id == "database_not_ours"
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite3"
    path.touch()
    database = Database.open(path)
    assert keys(database) == []
    database.close()


def test_a_full_disk_is_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    database = Database.open(tmp_path / "desk.sqlite3")
    database.write_now(lambda tx: put(tx, "before"))

    def full(tx: Transaction) -> None:
        tx.execute("PRAGMA max_page_count = 1")  # SQLite raises it to what the file has now
        put(tx, "too much", "长" * 2_000_000)

    with pytest.raises(Unavailable) as caught:
        database.write_now(full)
    assert caught.value.id == "store_disk_full"
    assert keys(database) == ["before"]
    database.write_now(lambda tx: tx.execute("PRAGMA max_page_count = 1000000"))
    database.write_now(lambda tx: put(tx, "after", "长" * 2_000_000))
    assert keys(database) == ["after", "before"]
    database.close()


def test_a_locked_database_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opinion_desk.store.connecting.BUSY_MS", 50)
    database = Database.open(tmp_path / "desk.sqlite3")
    other = connect(place_of(tmp_path / "desk.sqlite3"), writes=True)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable) as caught:
        database.write_now(lambda tx: put(tx, "a"))
    assert caught.value.id == "store_busy"
    other.execute("ROLLBACK")
    database.write_now(lambda tx: put(tx, "a"))
    other.close()
    database.close()


def test_a_folder_in_the_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as caught:
        Database.open(tmp_path)
    assert caught.value.id == "store_cannot_open"


def test_two_openings_of_one_file_see_each_others_writes(tmp_path: Path) -> None:
    one, other = Database.open(tmp_path / "desk.sqlite3"), Database.open(tmp_path / "desk.sqlite3")
    one.write_now(lambda tx: put(tx, "one"))
    other.write_now(lambda tx: put(tx, "other"))
    assert keys(one) == keys(other) == ["one", "other"]
    one.close()
    other.write_now(lambda tx: put(tx, "still"))
    other.close()


def test_two_memories_are_two_stores() -> None:
    one, other = Database.open(None), Database.open(None)
    one.write_now(lambda tx: put(tx, "one"))
    assert keys(other) == []
    one.close()
    other.close()
