"""The outbox and the notices of this desk: what is owed to people, written with its cause and sent at least once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..domain.changes import Touched
from ..domain.instants import from_ms, to_ms
from ..domain.outbox import Delivery, Message, MessageState
from .database import Database
from .driver import sqlite3
from .rows import marks
from .writing import Transaction

_AT_ONCE: Final = 50
_SENDING_FOR: Final = timedelta(minutes=2)  # after it, whoever was sending is taken for gone
_WAITS_S: Final = (30, 60, 120, 300, 600, 1_800, 3_600)
MOST_TRIES: Final = 12
_DUE: Final = "SELECT DISTINCT channel FROM outbox WHERE state IN ('pending', 'retry', 'sending') AND next_ms <= ?"
_PATIENT_FOR: Final = timedelta(
    days=1
)  # so long waiting on request is no try; a robot that is always busy is then given up


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

    def due(self, now: datetime) -> frozenset[str]:
        """The channels that have something to send at `now`."""
        with self._database.read() as connection:
            return frozenset(row["channel"] for row in connection.execute(_DUE, (to_ms(now),)))

    def all(self, limit: int = 200) -> list[OutboxRow]:
        """The newest messages with how they fared."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM outbox ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [_outbox_row(row) for row in rows]

    def dead(self, limit: int = 200) -> list[OutboxRow]:
        """The newest messages that were given up, with why."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT * FROM outbox WHERE state = 'dead' ORDER BY id DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_outbox_row(row) for row in rows]

    def last_sent(self) -> dict[str, datetime]:
        """When each channel last sent something."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT channel, max(sent_ms) AS last FROM outbox WHERE sent_ms IS NOT NULL GROUP BY channel"
            ).fetchall()
        return {row["channel"]: from_ms(row["last"]) for row in rows}

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
        'INSERT INTO outbox (key, channel, "to", subject, text, created_ms, incident_id, state, next_ms, calendar, drill)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT (key) DO NOTHING",
        (
            message.key,
            message.channel,
            message.to,
            message.subject,
            message.text,
            to_ms(message.created),
            message.incident_id,
            to_ms(message.created),
            message.calendar,
            message.drill,
        ),
    )
    tx.touch(Touched.OUTBOX)
    return cursor.rowcount == 1


def claim(tx: Transaction, now: datetime, most: int = _AT_ONCE, resting: Collection[str] = ()) -> list[Message]:
    """Take up to so many messages due at `now` for sending, the oldest first, none of the channels that rest.

    One that was being sent when its process died comes marked 可能重复.
    """
    rows = tx.all(
        "SELECT * FROM outbox WHERE state IN ('pending', 'retry', 'sending') AND next_ms <= ?"
        f" AND channel NOT IN ({marks(len(resting))}) ORDER BY created_ms, id LIMIT ?",
        (to_ms(now), *resting, most),
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


def due_channels(tx: Transaction, now: datetime) -> list[str]:
    """The channels that have something to send at `now`."""
    return [row["channel"] for row in tx.all(_DUE, (to_ms(now),))]


def sent_since(tx: Transaction, channel: str, since: datetime) -> list[datetime]:
    """When the messages of a channel went out after that instant, earliest first; by whichever process."""
    rows = tx.all(
        "SELECT sent_ms FROM outbox WHERE channel = ? AND sent_ms > ? ORDER BY sent_ms", (channel, to_ms(since))
    )
    return [from_ms(row["sent_ms"]) for row in rows]


def settle(
    tx: Transaction, key: str, delivery: Delivery, now: datetime, tries: int | None = None
) -> MessageState | None:
    """Write down how an attempt ended: sent, to be tried again later, or given up; the new state, None when nothing changed.

    What was sent stays sent. A failure counts only while the message is still in the hands of the attempt that failed,
    known by its number `tries`; being asked for patience is no try, for a day.
    """
    row = tx.one("SELECT tries, state, created_ms FROM outbox WHERE key = ?", (key,))
    if row is None or row["state"] == "sent":
        return None
    tx.touch(Touched.OUTBOX)
    if delivery.sent:
        tx.execute(
            "UPDATE outbox SET state = 'sent', sent_ms = ?, why = ? WHERE key = ?", (to_ms(now), delivery.why, key)
        )
        return MessageState.SENT
    count = int(row["tries"])
    if row["state"] != "sending" or (tries is not None and tries != count):
        return None
    wait = delivery.wait_s or _WAITS_S[min(max(count, 1), len(_WAITS_S)) - 1]
    if delivery.wait_s is not None and now - from_ms(row["created_ms"]) < _PATIENT_FOR:
        count -= 1
    state = MessageState.RETRY if delivery.again and count < MOST_TRIES else MessageState.DEAD
    tx.execute(
        "UPDATE outbox SET state = ?, why = ?, next_ms = ?, tries = ?, maybe_again = maybe_again OR ? WHERE key = ?",
        (state.value, delivery.why, to_ms(now + timedelta(seconds=wait)), count, delivery.unsure, key),
    )
    return state


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


def _outbox_row(row: sqlite3.Row) -> OutboxRow:
    return OutboxRow(_message(row), MessageState(row["state"]), from_ms(row["next_ms"]), row["why"])


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
        row["calendar"],
        bool(row["drill"]),
    )
