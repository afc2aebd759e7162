"""Changes between processes: told once, told to others, and never lost silently."""

from __future__ import annotations

from pathlib import Path

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.store import changes
from opinion_desk.store.database import Database
from opinion_desk.store.writing import Transaction


def touch(tx: Transaction, *families: Touched, incidents: tuple[int, ...] = (), sources: tuple[int, ...] = ()) -> None:
    tx.execute("INSERT INTO settings (key, value) VALUES (hex(randomblob(8)), 'x')")
    tx.touch(*families, incidents=incidents, sources=sources)


def test_a_feed_tells_what_another_process_wrote_once(tmp_path: Path) -> None:
    here, there = Database.open(tmp_path / "d.sqlite3"), Database.open(tmp_path / "d.sqlite3")
    feed = here.changes_feed()
    assert feed.poll() is None
    there.write_now(lambda tx: touch(tx, Touched.INCIDENTS, incidents=(3,)))
    there.write_now(lambda tx: touch(tx, Touched.SOURCES, sources=(7, 8)))
    assert feed.poll() == Changes(frozenset({Touched.INCIDENTS, Touched.SOURCES}), frozenset({3}), frozenset({7, 8}))
    assert feed.poll() is None
    here.close()
    there.close()


def test_own_writes_are_passed_over_unless_asked_for(tmp_path: Path) -> None:
    here = Database.open(tmp_path / "d.sqlite3")
    others, everyone = here.changes_feed(), here.changes_feed(own=True)
    here.write_now(lambda tx: touch(tx, Touched.ITEMS))
    assert others.poll() is None
    assert everyone.poll() == Changes(frozenset({Touched.ITEMS}))
    here.close()


def test_a_write_that_touched_nothing_is_not_told(tmp_path: Path) -> None:
    here = Database.open(tmp_path / "d.sqlite3")
    feed = here.changes_feed(own=True)
    here.write_now(lambda tx: touch(tx))
    assert feed.poll() is None
    here.close()


def test_a_reader_too_far_behind_is_told_that_everything_was_touched(tmp_path: Path) -> None:
    here = Database.open(tmp_path / "d.sqlite3")
    feed = here.changes_feed(own=True)

    def many(tx: Transaction) -> None:
        for _ in range(changes.KEPT + 600):
            changes.leave(tx.connection, Changes(frozenset({Touched.ITEMS})), "another")

    here.write_now(many)
    assert feed.poll() == changes.EVERYTHING
    with here.read() as connection:
        kept = connection.execute("SELECT count(*) FROM changes").fetchone()[0]
    assert kept <= changes.KEPT + 256
    here.close()
