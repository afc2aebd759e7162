"""Pages of items: when they were looked at, and since when one is gone."""

from __future__ import annotations

from datetime import datetime

from ..domain.changes import Touched
from ..domain.instants import from_ms, to_ms
from ..domain.pages import Page, PageState, PageToLookAt, looked_at
from .database import Database
from .driver import sqlite3
from .rows import instant_or_none, ms_or_none
from .writing import Transaction


class Pages:
    """Reads of the family `item_pages`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def due(self, now: datetime, limit: int) -> list[PageToLookAt]:
        """Pages of items in open incidents that are to be looked at, those never looked at first."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT DISTINCT items.id, items.link, sources.internal, next_ms FROM incidents"
                " JOIN incident_items ON incident_id = incidents.id JOIN items ON items.id = incident_items.item_id"
                " JOIN sources ON sources.id = items.source_id LEFT JOIN item_pages ON item_pages.item_id = items.id"
                " WHERE incidents.open = 1 AND items.link IS NOT NULL AND coalesce(next_ms, 0) <= ?"
                " ORDER BY next_ms, items.id LIMIT ?",
                (to_ms(now), limit),
            ).fetchall()
        return [PageToLookAt(row["id"], row["link"], bool(row["internal"])) for row in rows]

    def state(self, item_id: int) -> PageState | None:
        """What is known of the page of an item; None while it was not looked at."""
        with self._database.read() as connection:
            row = connection.execute("SELECT * FROM item_pages WHERE item_id = ?", (item_id,)).fetchone()
        return None if row is None else _state(row)

    def gone(self, item_id: int) -> datetime | None:
        """Since when the page of an item is known to be gone."""
        state = self.state(item_id)
        return None if state is None else state.gone


def record_look(tx: Transaction, item_id: int, page: Page, now: datetime) -> PageState:
    """Write down what a look found."""
    row = tx.one("SELECT * FROM item_pages WHERE item_id = ?", (item_id,))
    before = None if row is None else _state(row)
    state = looked_at(before, page, now)
    tx.execute(
        "INSERT OR REPLACE INTO item_pages (item_id, looked_ms, next_ms, page, missing_ms, gone_ms, back_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            item_id,
            to_ms(state.looked),
            to_ms(state.next_look),
            state.page.value,
            *map(ms_or_none, (state.missing, state.gone, state.back)),
        ),
    )
    if before is None or before.gone != state.gone:
        tx.touch(Touched.ITEMS)
    return state


def _state(row: sqlite3.Row) -> PageState:
    missing, gone, back = map(instant_or_none, (row["missing_ms"], row["gone_ms"], row["back_ms"]))
    return PageState(from_ms(row["looked_ms"]), from_ms(row["next_ms"]), Page(row["page"]), missing, gone, back)
