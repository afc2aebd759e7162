"""What came by hand (录入): a row a time somebody entered an item or brought a picture of it; and which item has a link already."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..domain.changes import Touched
from ..domain.entering import EnteredNote, Platform, Way
from ..domain.identity import canonical_link, entry_key
from ..domain.instants import from_ms, to_ms
from ..domain.known_as import name_of_key
from .database import Database
from .driver import sqlite3
from .writing import Transaction

_NEWEST: Final = (
    200_000  # items that are looked through by their links; there is no index of these, for only entering asks
)


class EnteredNotes:
    """Reads of the family `entered`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, item_id: int) -> EnteredNote | None:
        """How an item first came by hand, with the newest picture of it; None for one that nobody entered."""
        with self._database.read() as connection:
            rows = connection.execute("SELECT * FROM entered WHERE item_id = ? ORDER BY at_ms", (item_id,)).fetchall()
        if not rows:
            return None
        pictures = [row["picture"] for row in rows if row["picture"] is not None]
        return replace(_note(rows[0]), picture=pictures[-1] if pictures else None)

    def with_link(self, link: str) -> int | None:
        """The earliest item of any source that has this link, whatever the scheme, spelling and tracking parameters.

        Keys made of addresses and further names are looked up; items known by ids of their own are looked through, newest 200,000.
        """
        key, wanted = entry_key(link=link), canonical_link(link)
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT min(id) AS id FROM (SELECT id FROM items WHERE source_id IN (SELECT id FROM sources) AND key = ?"
                " UNION ALL SELECT item_id FROM item_names WHERE source_id IN (SELECT id FROM sources) AND name = ?)",
                (key, name_of_key(key)),
            ).fetchone()
            if row["id"] is not None:
                return int(row["id"])
            # Only what has the host in it is spelled out; path and query may be escaped in more than one way.
            rows = connection.execute(
                "SELECT id, link FROM items WHERE id > (SELECT coalesce(max(id), 0) FROM items) - ?"
                " AND link IS NOT NULL AND instr(lower(link), ?) > 0 ORDER BY id",
                (_NEWEST, wanted.partition("/")[0]),
            )
            return next((int(row["id"]) for row in rows if canonical_link(row["link"]) == wanted), None)


def put(tx: Transaction, item_id: int, note: EnteredNote) -> None:
    """Write down that an item was entered, or that a picture of it was brought."""
    tx.execute(
        "INSERT OR REPLACE INTO entered (item_id, at_ms, way, platform, by, picture) VALUES (?, ?, ?, ?, ?, ?)",
        (item_id, to_ms(note.at), note.way.value, note.platform.value, note.by, note.picture),
    )
    tx.touch(Touched.ITEMS)


def _note(row: sqlite3.Row) -> EnteredNote:
    return EnteredNote(Way(row["way"]), Platform(row["platform"]), row["by"], from_ms(row["at_ms"]), row["picture"])
