"""Tickets of the hotline as rows beside their items: one ticket is one item, whichever file or address told of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from ..domain.changes import Touched
from ..domain.demands import Demand
from ..domain.instants import from_ms, to_ms
from ..domain.item import Entry
from ..domain.source import Tier
from ..domain.ticket import KeptTicket, Ticket, TicketState, course_of, is_older, is_telling, merged
from .database import Database
from .driver import sqlite3
from .rows import instant_or_none, marks, ms_or_none, portions, storable
from .writing import Transaction

_PUT: Final = (
    "INSERT OR REPLACE INTO tickets (item_id, number, seen_ms, updated_ms, state, due_ms, unit, place, category, result)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Tickets:
    """Reads of the family `tickets`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_items(self, item_ids: Sequence[int]) -> dict[int, KeptTicket]:
        """The tickets that these items are, with their course; items that are none are left out."""
        found: dict[int, KeptTicket] = {}
        with self._database.read() as connection:
            for portion in portions(item_ids):
                states = _states(connection, portion)
                rows = connection.execute(f"SELECT * FROM tickets WHERE item_id IN ({marks(len(portion))})", portion)
                found.update((row["item_id"], _kept(row, states.get(row["item_id"], []))) for row in rows)
        return found

    def everywhere(self, entries: Iterable[Entry]) -> dict[str, tuple[int, str]]:
        """Which of these entries are tickets that any source brought: by their keys, item and fingerprint of its words."""
        asked = {number: entry.key for entry in entries if (number := own_number(entry)) is not None}
        found: dict[str, tuple[int, str]] = {}
        with self._database.read() as connection:
            for portion in portions(asked):
                rows = connection.execute(
                    "SELECT number, id, content FROM tickets JOIN items ON id = item_id"
                    f" WHERE number IN ({marks(len(portion))}) ORDER BY id DESC",
                    portion,
                )
                found.update((asked[row["number"]], (row["id"], row["content"])) for row in rows)
        return found

    def demands(self, since: datetime, until: datetime, limit: int) -> list[Demand]:
        """Tickets and other items of hotlines published or first seen from then on and before then, latest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT items.id, stories.event_id, items.title, items.when_ms, tickets.* FROM items"
                " JOIN stories ON stories.id = items.story_id JOIN sources ON sources.id = items.source_id"
                " LEFT JOIN tickets ON tickets.item_id = items.id WHERE items.when_ms >= ? AND items.when_ms < ?"
                " AND (tickets.item_id IS NOT NULL OR sources.tier = ?) ORDER BY items.when_ms DESC, items.id DESC LIMIT ?",
                (to_ms(since), to_ms(until), Tier.HOTLINE.value, limit),
            ).fetchall()
        return [_demand(row) for row in rows]


def own_number(entry: Entry) -> str | None:
    """The number of a ticket where it is the ticket's own over all sources."""
    if entry.hotline is None or not is_telling(entry.hotline.number):
        return None
    return storable(entry.hotline.number)


def stored_everywhere(tx: Transaction, entries: Iterable[Entry]) -> set[str]:
    """Which of these tickets' own numbers are stored already, as the writer sees it."""
    numbers = [number for number in map(own_number, entries) if number is not None]
    found: set[str] = set()
    for portion in portions(numbers):
        rows = tx.execute(f"SELECT number FROM tickets WHERE number IN ({marks(len(portion))})", portion)
        found.update(row["number"] for row in rows)
    return found


def add(tx: Transaction, item_id: int, ticket: Ticket, seen: datetime) -> None:
    """The ticket of a new item."""
    _put(tx, item_id, ticket, seen)
    _tell_state(tx, item_id, ticket, seen)


def find(tx: Transaction, source_id: int, entry: Entry) -> int | None:
    """The item of an entry that is a ticket: by its key within its source, else by a number that is its own."""
    row = tx.one("SELECT id FROM items WHERE source_id = ? AND key = ?", (source_id, storable(entry.key)))
    number = own_number(entry)
    if row is None and number is not None:
        row = tx.one("SELECT min(item_id) AS id FROM tickets WHERE number = ?", (number,))
    return None if row is None else row["id"]


def update(tx: Transaction, item_id: int, ticket: Ticket, seen: datetime) -> bool:
    """Take over what a later export says of a stored ticket; whether anything changed.

    Older word never overwrites newer; a state it tells with its time still joins the course.
    """
    row = tx.one("SELECT * FROM tickets WHERE item_id = ?", (item_id,))
    known = None if row is None else _ticket(row)
    if known is not None and is_older(ticket, known):
        _tell_state(tx, item_id, ticket, seen)
        return False
    after = ticket if known is None else merged(known, ticket)
    if known is None or after.state != known.state:
        _tell_state(tx, item_id, ticket, seen)
    if after == known:
        return False
    _put(tx, item_id, after, seen)
    tx.touch(Touched.ITEMS)
    return known is None or _words(after) != _words(known)


def older_words(tx: Transaction, item_id: int, ticket: Ticket) -> bool:
    """Whether a ticket's row was written before what is stored of it, so that its text is no correction."""
    row = tx.one("SELECT * FROM tickets WHERE item_id = ?", (item_id,))
    return row is not None and is_older(ticket, _ticket(row))


def _put(tx: Transaction, item_id: int, ticket: Ticket, seen: datetime) -> None:
    words = map(storable, (ticket.unit, ticket.place, ticket.category, ticket.result))
    tx.execute(
        _PUT,
        (
            item_id,
            storable(ticket.number),
            to_ms(seen),
            ms_or_none(ticket.updated),
            storable(ticket.state),
            ms_or_none(ticket.due),
            *words,
        ),
    )


def _tell_state(tx: Transaction, item_id: int, ticket: Ticket, seen: datetime) -> None:
    if ticket.state:
        tx.execute(
            "INSERT OR REPLACE INTO ticket_states (item_id, at_ms, state) VALUES (?, ?, ?)",
            (item_id, to_ms(ticket.updated or seen), storable(ticket.state)),
        )


def _words(ticket: Ticket) -> tuple[object, ...]:
    return (ticket.state, ticket.due, ticket.unit, ticket.place, ticket.category, ticket.result)


def _states(connection: sqlite3.Connection, ids: Sequence[int]) -> dict[int, list[TicketState]]:
    found: dict[int, list[TicketState]] = {}
    rows = connection.execute(f"SELECT * FROM ticket_states WHERE item_id IN ({marks(len(ids))})", ids)
    for row in rows:
        found.setdefault(row["item_id"], []).append(TicketState(from_ms(row["at_ms"]), row["state"]))
    return found


def _kept(row: sqlite3.Row, states: list[TicketState]) -> KeptTicket:
    return KeptTicket(row["item_id"], _ticket(row), from_ms(row["seen_ms"]), course_of(states))


def _demand(row: sqlite3.Row) -> Demand:
    due, words = instant_or_none(row["due_ms"]), [row[name] or "" for name in ("place", "category", "unit", "state")]
    place, category, unit, state = words
    when = from_ms(row["when_ms"])
    return Demand(row["id"], row["event_id"], row["title"], when, place, "", category, unit, state, due)


def _ticket(row: sqlite3.Row) -> Ticket:
    return Ticket(
        row["number"],
        row["state"],
        instant_or_none(row["due_ms"]),
        row["unit"],
        row["place"],
        row["category"],
        row["result"],
        instant_or_none(row["updated_ms"]),
    )
