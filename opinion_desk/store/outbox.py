"""The outbox and the notices of this desk: what is owed to people, written with its cause and sent at least once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.changes import Touched
from ..domain.instants import from_ms, to_ms
from ..domain.outbox import Delivery, Message, MessageState
from .database import Database
from .driver import sqlite3
from .writing import Transaction

_AT_ONCE: Final = 50
_SENDING_FOR: Final = timedelta(minutes=2)  # after it, whoever was sending is taken for gone
_WAITS_S: Final = (30, 60, 120, 300, 600, 1_800, 3_600)
MOST_TRIES: Final = 12


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A message to whoever sits at this desk."""

    id: int
    to: str
    subject: str
    text: str
    at: datetime
    incident_id: int | None
    read: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A message with how its sending stands."""

    message: Message
    state: MessageState
    next_try: datetime
    why: str | None


class Outbox:
    """Reads of the family `outbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self) -> int:
        """How many messages are still owed."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT count(*) AS n FROM outbox WHERE state IN ('pending', 'retry', 'sending')"
            ).fetchone()
        return int(row["n"])

    def all(self, limit: int = 200) -> list[OutboxRow]:
        """The newest messages with how they fared."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM outbox ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [
            OutboxRow(_message(row), MessageState(row["state"]), from_ms(row["next_ms"]), row["why"]) for row in rows
        ]

    def notices(self, limit: int = 200) -> list[NoticeRow]:
        """Notices of this desk that nobody has read yet, newest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM notices WHERE read_ms IS NULL ORDER BY at_ms DESC, id DESC LIMIT ?", (limit,)
            ).fetchall()
        return [
            NoticeRow(r["id"], r["to"], r["subject"], r["text"], from_ms(r["at_ms"]), r["incident_id"], None)
            for r in rows
        ]


def put(tx: Transaction, message: Message) -> bool:
    """Owe a message; False when one of its key is owed or was sent already."""
    cursor = tx.execute(
        'INSERT INTO outbox (key, channel, "to", subject, text, created_ms, incident_id, state, next_ms)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?) ON CONFLICT (key) DO NOTHING",
        (
            message.key,
            message.channel,
            message.to,
            message.subject,
            message.text,
            to_ms(message.created),
            message.incident_id,
            to_ms(message.created),
        ),
    )
    tx.touch(Touched.OUTBOX)
    return cursor.rowcount == 1


def claim(tx: Transaction, now: datetime) -> list[Message]:
    """Take the messages due at `now` for sending; one that was being sent when its process died comes marked 可能重复."""
    rows = tx.all(
        "SELECT * FROM outbox WHERE state IN ('pending', 'retry', 'sending') AND next_ms <= ? ORDER BY next_ms, id LIMIT ?",
        (to_ms(now), _AT_ONCE),
    )
    tx.executemany(
        "UPDATE outbox SET maybe_again = maybe_again OR state = 'sending', state = 'sending', tries = tries + 1, next_ms = ?"
        " WHERE id = ?",
        [(to_ms(now + _SENDING_FOR), row["id"]) for row in rows],
    )
    if rows:
        tx.touch(Touched.OUTBOX)
    claimed = [tx.one("SELECT * FROM outbox WHERE id = ?", (row["id"],)) for row in rows]
    return [_message(row) for row in claimed if row is not None]


def may_be_repeated(tx: Transaction) -> None:
    """Mark what is still owed 可能重复: this store is an older state, and since then it may have gone out."""
    tx.execute("UPDATE outbox SET maybe_again = 1 WHERE state IN ('pending', 'retry', 'sending')")


def settle(tx: Transaction, key: str, delivery: Delivery, now: datetime) -> None:
    """Write down how an attempt ended: sent, to be tried again later, or given up."""
    row = tx.one("SELECT tries FROM outbox WHERE key = ?", (key,))
    if row is None:
        return
    tries = int(row["tries"])
    if delivery.sent:
        tx.execute("UPDATE outbox SET state = 'sent', sent_ms = ?, why = NULL WHERE key = ?", (to_ms(now), key))
    else:
        again = delivery.again and tries < MOST_TRIES
        wait = delivery.wait_s or _WAITS_S[min(max(tries, 1), len(_WAITS_S)) - 1]
        tx.execute(
            "UPDATE outbox SET state = ?, why = ?, next_ms = ? WHERE key = ?",
            ("retry" if again else "dead", delivery.why, to_ms(now + timedelta(seconds=wait)), key),
        )
    tx.touch(Touched.OUTBOX)


def post_notice(tx: Transaction, message: Message) -> bool:
    """Show a message at this desk until it is read; the same key once."""
    cursor = tx.execute(
        'INSERT INTO notices (key, "to", subject, text, at_ms, incident_id) VALUES (?, ?, ?, ?, ?, ?)'
        " ON CONFLICT (key) DO NOTHING",
        (message.key, message.to, message.subject, message.text, to_ms(message.created), message.incident_id),
    )
    tx.touch(Touched.OUTBOX)
    return cursor.rowcount == 1


def read_notice(tx: Transaction, id: int, now: datetime) -> None:
    """Note that somebody read a notice."""
    tx.execute("UPDATE notices SET read_ms = ? WHERE id = ? AND read_ms IS NULL", (to_ms(now), id))
    tx.touch(Touched.OUTBOX)


def read_notices_of(tx: Transaction, incident_id: int, now: datetime) -> None:
    """Note that somebody dealt with what the notices of a matter told."""
    tx.execute("UPDATE notices SET read_ms = ? WHERE incident_id = ? AND read_ms IS NULL", (to_ms(now), incident_id))
    tx.touch(Touched.OUTBOX)


def _message(row: sqlite3.Row) -> Message:
    return Message(
        row["key"],
        row["channel"],
        row["to"],
        row["subject"],
        row["text"],
        from_ms(row["created_ms"]),
        row["incident_id"],
        bool(row["maybe_again"]),
        row["tries"],
    )
