"""Tickets of the hotline: what was told last of each, and the states it went through; those already stored get their number."""

from __future__ import annotations

from typing import Final

SQL: Final = """
CREATE TABLE tickets (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    number TEXT NOT NULL,
    seen_ms INTEGER NOT NULL,
    updated_ms INTEGER,
    state TEXT NOT NULL,
    due_ms INTEGER,
    unit TEXT NOT NULL,
    place TEXT NOT NULL,
    category TEXT NOT NULL,
    result TEXT NOT NULL
) STRICT;
CREATE INDEX tickets_number ON tickets (number);
CREATE TABLE ticket_states (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    at_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    PRIMARY KEY (item_id, at_ms)
) STRICT, WITHOUT ROWID;
INSERT INTO tickets (item_id, number, seen_ms, updated_ms, state, unit, place, category, result)
    SELECT items.id, ticket, seen_ms, updated_ms, '', '', '', '', '' FROM items JOIN sources ON sources.id = source_id
    WHERE ticket IS NOT NULL AND (tier = 'hotline' OR length(ticket) >= 8);
"""
