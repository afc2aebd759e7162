"""Words kept about the database itself: who made it, whether it is a demo, which model reads."""

from __future__ import annotations

from ..domain.changes import Touched
from .driver import sqlite3
from .writing import Transaction


def get(connection: sqlite3.Connection, key: str) -> str | None:
    """The word kept under that key, or None."""
    row = connection.execute("SELECT value FROM settings WHERE key = ?", (key,)).fetchone()
    return None if row is None else str(row["value"])


def put(tx: Transaction, key: str, value: str) -> None:
    """Keep a word under that key, in place of the one there was."""
    note(tx, key, value)
    tx.touch(Touched.SETTINGS)


def note(tx: Transaction, key: str, value: str) -> None:
    """Keep a word that no page shows: nobody is told of the change."""
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )


def drop(tx: Transaction, key: str) -> None:
    """Keep nothing under that key any more; nobody is told."""
    tx.execute("DELETE FROM settings WHERE key = ?", (key,))
