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
    tx.execute(
        "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, value),
    )
    tx.touch(Touched.SETTINGS)
