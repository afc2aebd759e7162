"""What came by hand: in which way, from which platform, by which officer of the desk, and the covered picture."""

from __future__ import annotations

from typing import Final

SQL: Final = """
CREATE TABLE entered (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    way TEXT NOT NULL,
    platform TEXT NOT NULL,
    by TEXT NOT NULL,
    picture TEXT,
    PRIMARY KEY (item_id, at_ms)
) STRICT, WITHOUT ROWID;
"""
