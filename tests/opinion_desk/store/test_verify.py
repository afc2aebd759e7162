"""Verifying finds what was changed behind the desk's back, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from opinion_desk.domain.commands import judging
from opinion_desk.domain.commands.judging import Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.item import Entry
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import adding, incidents, sources
from opinion_desk.store.driver import sqlite3
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction


@pytest.fixture
def filled(tmp_path: Path, now: datetime) -> Path:
    """A closed store with two matters and two items."""
    path = tmp_path / "desk.sqlite3"
    store = Store.open(path)

    def job(tx: Transaction) -> None:
        source = sources.add(tx, Source(0, "云川日报", "https://a.example", Form.FEED))
        ids = adding.reserve(tx, 2)
        adding.insert(tx, [adding.NewItem(id, source.id, Entry(f"k{id}", "标题", "正文"), now) for id in ids])
        for item in ids:
            id, number = incidents.reserve(tx, 2026)
            opening = Opening("事故", items=(item,))
            incidents.append(
                tx, id, judging.open_incident(opening, number, id, packaged_policies(), When(now, now, "值班员"))
            )

    store.write_now(job)
    assert store.verify() == []
    store.close()
    return path


@pytest.mark.parametrize(
    ("tampering", "words"),
    [
        ("UPDATE acts SET by = '别人' WHERE seq = 1", "校验值"),
        ("UPDATE acts SET at_ms = at_ms - 1 WHERE seq = 2", "校验值"),
        ("DELETE FROM acts WHERE seq = 1", "缺失"),
        ("DELETE FROM acts WHERE seq = 2", "应有 2 条记录"),
        ("UPDATE incidents SET title = '别的' WHERE id = 1", "与经过不符"),
        ("UPDATE incidents SET json = replace(json, '事故', '小事') WHERE id = 1", "与经过不符"),
        ("DELETE FROM incident_items WHERE incident_id = 2", "incident_items"),
        ("DELETE FROM search WHERE rowid = 1", "检索索引"),
        ("UPDATE stories SET items = 9 WHERE id = 1", "转载"),
        ("DELETE FROM texts WHERE item_id = 1", "正文"),
        ("UPDATE items SET source_id = 77 WHERE id = 1", "不存在"),
        ("PRAGMA user_version = 0", "版本"),
        ("SELECT 1", "acts_are_not_changed"),
    ],
)
def test_what_was_changed_behind_its_back_is_found(filled: Path, tampering: str, words: str) -> None:
    store = Store.open(filled)
    outside = sqlite3.connect(filled, isolation_level=None)
    triggers = [
        r[0] for r in outside.execute("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'acts'")
    ]
    for name in ("acts_are_not_changed", "acts_are_not_removed"):
        outside.execute(f"DROP TRIGGER {name}")
    outside.execute(tampering)
    if words != "acts_are_not_changed":  # put back, so that the tampering itself must be seen
        for sql in triggers:
            outside.execute(sql)
    outside.close()
    findings = store.verify()
    assert any(words in finding for finding in findings), findings
    store.close()


def test_damage_to_the_file_itself_is_a_finding(filled: Path) -> None:
    outside = sqlite3.connect(filled)
    (page,) = outside.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'texts'").fetchone()
    outside.close()
    raw = bytearray(filled.read_bytes())
    raw[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    filled.write_bytes(raw)
    store = Store.open(filled)
    assert store.verify() != []
    store.close()


def test_a_backup_taken_while_writing_verifies(filled: Path, tmp_path: Path, now: datetime) -> None:
    store = Store.open(filled)
    futures = [store.write(_add_item(now)) for _ in range(50)]
    store.back_up(tmp_path / "copy" / "desk.sqlite3")
    for future in futures:
        future.result()
    store.close()
    copy = Store.open(tmp_path / "copy" / "desk.sqlite3")
    assert copy.verify() == []
    assert 2 <= copy.items.count() <= 52
    copy.close()
    assert not list((tmp_path / "copy").glob("*.part"))


def _add_item(now: datetime) -> Callable[[Transaction], None]:
    def job(tx: Transaction) -> None:
        (id,) = adding.reserve(tx, 1)
        adding.insert(tx, [adding.NewItem(id, 1, Entry(f"k{id}", "标题", "正文"), now)])

    return job
