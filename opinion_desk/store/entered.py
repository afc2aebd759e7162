"""What came by hand (录入): a row a time somebody entered an item or brought a picture of it; and which item has a link already."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import Final

from ..domain.changes import Touched
from ..domain.entering import EnteredNote, Platform, Way
from ..domain.identity import canonical_link, entry_key
from ..domain.instants import from_ms, to_ms
from ..domain.known_as import name_of_key
from .database import Database
from .driver import sqlite3
from .writing import Transaction

_NEWEST: Final = 200_000  # items looked through by their links, of which there is no index: only entering asks
_ALIKE: Final = 5_000  # an address without words of its own, as a site's front page, is like all others of its host
_ESCAPE: Final = re.compile("%[0-9A-F]{2}")
_WORD: Final = re.compile("[A-Za-z0-9]+")


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
            # Most rows are told apart by the address's words; only what bears them all is brought into canonical form.
            words = _words(wanted)
            rows = connection.execute(
                "SELECT id, link FROM items WHERE id > (SELECT coalesce(max(id), 0) FROM items) - ?"
                " AND link IS NOT NULL AND instr(link, ?) > 0 AND instr(lower(link), ?) > 0 ORDER BY id",
                (_NEWEST, max(words, key=len, default=""), wanted.partition("/")[0]),
            )
            alike = (row for row in rows if all(word in row["link"] for word in words))
            return next(
                (int(row["id"]) for row in islice(alike, _ALIKE) if canonical_link(row["link"]) == wanted), None
            )


def _words(canonical: str) -> list[str]:
    """The letters and digits of path and query, which no spelling of the address changes."""
    return _WORD.findall(_ESCAPE.sub("/", canonical.partition("/")[2]))


def put(tx: Transaction, item_id: int, note: EnteredNote) -> None:
    """Write down that an item was entered, or that a picture of it was brought."""
    tx.execute(
        "INSERT OR REPLACE INTO entered (item_id, at_ms, way, platform, by, picture) VALUES (?, ?, ?, ?, ?, ?)",
        (item_id, to_ms(note.at), note.way.value, note.platform.value, note.by, note.picture),
    )
    tx.touch(Touched.ITEMS)


def _note(row: sqlite3.Row) -> EnteredNote:
    return EnteredNote(Way(row["way"]), Platform(row["platform"]), row["by"], from_ms(row["at_ms"]), row["picture"])
