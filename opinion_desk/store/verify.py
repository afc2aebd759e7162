"""Verifying: the file itself, the references in it, the chain of acts, rows against history, the index against the items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from ..domain.acts import OF_THE_DESK
from ..domain.incident import Incident
from ..domain.messages import sentence
from ..domain.replay import replay
from .chain import act_from, chain_findings
from .codec import decode
from .connecting import connect, place_of
from .database import Database
from .driver import sqlite3
from .faults import as_desk_error
from .incident_rows import child_rows, main_row
from .migrating import NEWEST, migrate, version_of

_MOST: Final = 20  # findings of one kind that are told


def verify(database: Database) -> list[str]:
    """What is wrong, as Chinese sentences; empty when nothing is. Reads one and the same state throughout."""
    findings: list[str] = []
    with database.snapshot() as connection:
        for check in (_integrity, _schema, _chain, _incidents, _stories, _index):
            try:
                findings += check(connection)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error, database.where):
                    raise
                findings.append(sentence("store_damaged", path=database.where))
    return list(dict.fromkeys(findings))


def _is_damage(error: sqlite3.Error, where: str) -> bool:
    """Whether the file is at fault: damaged, or holding text that is none (the driver gives no code for that)."""
    known = as_desk_error(error, where)
    return "Could not decode" in str(error) if known is None else known.id == "store_damaged"


def _chain(connection: sqlite3.Connection) -> list[str]:
    return chain_findings(connection)[:_MOST]


def _integrity(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if row[0] != "ok":
            yield sentence("verify_damaged", what=row[0])
    for row in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield sentence("verify_reference", table=row["table"], row=row["rowid"], parent=row["parent"])


def _schema(connection: sqlite3.Connection) -> Iterator[str]:
    """Tables, indexes and triggers against those of a new database: a trigger taken away would open the history."""
    if version_of(connection) != NEWEST:
        yield sentence("verify_version", version=version_of(connection), newest=NEWEST)
        return
    wanted, there = _new_shape(), _shape(connection)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            yield sentence("verify_structure", name=name)


@cache
def _new_shape() -> Mapping[str, str]:
    """The shape of a database that was made just now; made once a process."""
    place = place_of(None)
    fresh = connect(place, writes=True)
    try:
        migrate(fresh, place)
        return MappingProxyType(_shape(fresh))
    finally:
        fresh.close()


def _shape(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_stat%'"
    )
    return {row["name"]: row["sql"] for row in rows}


def _incidents(connection: sqlite3.Connection) -> Iterator[str]:
    """Every matter replayed from its acts, against its rows."""
    told = 0
    ids = connection.execute(
        "SELECT incident_id FROM acts WHERE incident_id != ? UNION SELECT id FROM incidents", (OF_THE_DESK,)
    )
    for (id,) in ids.fetchall():
        if told < _MOST and (wrong := _incident(connection, id)):
            told += 1
            yield wrong


def _incident(connection: sqlite3.Connection, id: int) -> str | None:
    acts = [act_from(row) for row in connection.execute("SELECT * FROM acts WHERE incident_id = ? ORDER BY seq", (id,))]
    row = connection.execute("SELECT * FROM incidents WHERE id = ?", (id,)).fetchone()
    if not acts or row is None:
        return sentence("verify_acts_missing" if row is not None else "verify_row_missing", id=id)
    try:
        incident = replay(acts)
        stored = decode(Incident, row["json"])
    except (ValueError, KeyError, TypeError) as error:
        return sentence("verify_replay", number=row["number"], why=error)
    if incident != stored or main_row(incident)[:-1] != tuple(row)[:-1]:
        return sentence("verify_state", number=row["number"])
    for table, wanted in child_rows(incident).items():
        order = "item_id" if table == "incident_items" else "position"
        rows = connection.execute(f"SELECT * FROM {table} WHERE incident_id = ? ORDER BY {order}", (id,))
        if [tuple(one) for one in rows] != wanted:
            return sentence("verify_rows", number=row["number"], table=table)
    return None


def _stories(connection: sqlite3.Connection) -> Iterator[str]:
    wrong = connection.execute(
        "SELECT count(*) FROM (SELECT story_id, count(*) AS n, count(DISTINCT source_id) AS m FROM items GROUP BY story_id)"
        " LEFT JOIN stories ON stories.id = story_id WHERE stories.items IS NOT n OR stories.sources IS NOT m"
    ).fetchone()[0]
    empty = connection.execute(
        "SELECT count(*) FROM stories WHERE NOT EXISTS (SELECT 1 FROM items WHERE story_id = stories.id)"
    ).fetchone()[0]
    if wrong or empty:
        yield sentence("verify_stories", count=wrong + empty)


def _index(connection: sqlite3.Connection) -> Iterator[str]:
    """Every item is in the index once, and has its text."""
    missing = connection.execute(
        "SELECT count(*) FROM items WHERE NOT EXISTS (SELECT 1 FROM search_docsize WHERE search_docsize.id = items.id)"
    ).fetchone()[0]
    indexed, items, texts = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in ("search_docsize", "items", "texts")
    )
    if missing or indexed != items:
        yield sentence("verify_index", indexed=indexed, items=items, missing=missing)
    if texts != items:
        yield sentence("verify_texts", texts=texts, items=items)
