"""Bringing a database to the newest shape: one transaction a step, the file copied first, a newer database refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..domain.errors import Refused
from .backup import back_up
from .connecting import APPLICATION_ID, Place
from .driver import sqlite3
from .migrations import MIGRATIONS
from .rebuilding import rebuild

NEWEST: Final = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection) -> int:
    """How many migrations the database has been through."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_ours(connection: sqlite3.Connection, where: str, newest: int = NEWEST) -> int:
    """The version of a database of ours, 0 when it is empty; Refused when it is newer or another program's."""
    # One statement sees one state: another process may be making the database at this very instant.
    application, tables, version = connection.execute(
        "SELECT (SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema),"
        " (SELECT user_version FROM pragma_user_version)"
    ).fetchone()
    if tables and application != APPLICATION_ID:
        raise Refused("database_not_ours", path=where)
    if version > newest:
        raise Refused("database_newer", path=where)
    return int(version)


def migrate(connection: sqlite3.Connection, place: Place, steps: Sequence[str] = MIGRATIONS) -> tuple[int, Path | None]:
    """Run what is missing and say from which version, and where the copy made before an existing database was changed lies."""
    version = check_ours(connection, place.where, len(steps))
    copy: Path | None = None
    if 0 < version < len(steps) and place.path is not None:
        copy = place.path.with_name(f"{place.path.stem}.before-{version + 1:04d}{place.path.suffix}")
        back_up(connection, copy)
    for number in range(version + 1, len(steps) + 1):
        _step(connection, number, steps[number - 1], rows_too=version > 0 and number == NEWEST)
    return version, copy


def _step(connection: sqlite3.Connection, number: int, script: str, *, rows_too: bool = False) -> None:
    """One step in one transaction; with `rows_too` the rows of incidents are then made anew from their acts."""
    connection.execute("BEGIN EXCLUSIVE")
    try:
        if version_of(connection) < number:  # another process may have been first
            for statement in statements(script):
                connection.execute(statement)
            if rows_too:
                rebuild(connection)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {number}")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"migration {number} leaves {len(broken)} broken references")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: `executescript` would commit between them."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending
