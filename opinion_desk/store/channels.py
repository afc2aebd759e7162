"""How the channels that reach people are set up; their secrets are kept elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..domain.changes import Touched
from ..domain.channels import ChannelSetup
from ..domain.instants import to_ms
from .codec import decode, encode
from .database import Database
from .writing import Transaction


class Channels:
    """Reads of the family `channels`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[ChannelSetup, ...]:
        """The channels in use, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT setup FROM channels WHERE removed_ms IS NULL ORDER BY place").fetchall()
        return tuple(decode(ChannelSetup, row["setup"]) for row in rows)


def all_of(tx: Transaction) -> tuple[ChannelSetup, ...]:
    """The channels in use, as this transaction sees them, oldest first."""
    rows = tx.all("SELECT setup FROM channels WHERE removed_ms IS NULL ORDER BY place")
    return tuple(decode(ChannelSetup, row["setup"]) for row in rows)


def get(tx: Transaction, id: str) -> ChannelSetup | None:
    """The channel of that id, None where there is none in use."""
    row = tx.one("SELECT setup FROM channels WHERE id = ? AND removed_ms IS NULL", (id,))
    return None if row is None else decode(ChannelSetup, row["setup"])


def name_taken(tx: Transaction, name: str, but: str) -> bool:
    """Whether another channel in use bears that name."""
    return tx.one("SELECT 1 FROM channels WHERE name = ? AND id <> ? AND removed_ms IS NULL", (name, but)) is not None


def put(tx: Transaction, setup: ChannelSetup, now: datetime) -> None:
    """Keep a channel, new or changed; it stays where it first stood in the list."""
    tx.execute(
        "INSERT INTO channels (id, name, setup, added_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
        " SET name = excluded.name, setup = excluded.setup, removed_ms = NULL",
        (setup.id, setup.name, encode(setup), to_ms(now)),
    )
    tx.touch(Touched.SETTINGS)


def remove(tx: Transaction, id: str, now: datetime) -> None:
    """Take a channel out of use."""
    tx.execute("UPDATE channels SET removed_ms = ? WHERE id = ? AND removed_ms IS NULL", (to_ms(now), id))
    tx.touch(Touched.SETTINGS)


def restore(tx: Transaction, id: str) -> ChannelSetup | None:
    """Take a removed channel into use again; None where it was forgotten already."""
    row = tx.one("SELECT setup FROM channels WHERE id = ?", (id,))
    if row is None:
        return None
    tx.execute("UPDATE channels SET removed_ms = NULL WHERE id = ?", (id,))
    tx.touch(Touched.SETTINGS)
    return decode(ChannelSetup, row["setup"])


def removed(tx: Transaction) -> list[ChannelSetup]:
    """The channels that were removed and not yet forgotten."""
    rows = tx.all("SELECT setup FROM channels WHERE removed_ms IS NOT NULL ORDER BY id")
    return [decode(ChannelSetup, row["setup"]) for row in rows]


def forget(tx: Transaction, ids: Sequence[str]) -> None:
    """Drop removed channels for good."""
    tx.executemany("DELETE FROM channels WHERE id = ? AND removed_ms IS NOT NULL", [(id,) for id in ids])
