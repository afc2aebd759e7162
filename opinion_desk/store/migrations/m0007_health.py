"""Collecting with a memory: other names of an item, what stood behind each wording, pages that are gone, a source's rhythm and watch."""

from __future__ import annotations

from typing import Final

SQL: Final = """
CREATE TABLE item_names (
    source_id INTEGER NOT NULL REFERENCES sources (id),
    name INTEGER NOT NULL,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    PRIMARY KEY (source_id, name, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX items_source ON items (source_id, when_ms);
ALTER TABLE item_versions ADD COLUMN digest TEXT;
CREATE TABLE item_pages (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    looked_ms INTEGER NOT NULL,
    next_ms INTEGER NOT NULL,
    page TEXT NOT NULL,
    missing_ms INTEGER,
    gone_ms INTEGER,
    back_ms INTEGER
) STRICT;
ALTER TABLE sources ADD COLUMN adaptive INTEGER NOT NULL DEFAULT 1;
ALTER TABLE sources ADD COLUMN proxy TEXT;
ALTER TABLE sources ADD COLUMN headers TEXT NOT NULL DEFAULT '{}';
ALTER TABLE sources ADD COLUMN pace REAL;
ALTER TABLE sources ADD COLUMN paced_total INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sources ADD COLUMN asks TEXT NOT NULL DEFAULT '{}';
ALTER TABLE sources ADD COLUMN moved_ms INTEGER;
ALTER TABLE sources ADD COLUMN moved_from TEXT;
ALTER TABLE sources ADD COLUMN watch_ms INTEGER;
ALTER TABLE sources ADD COLUMN watch_incident INTEGER;
UPDATE sources SET paced_total = items_total, adaptive = interval_s = 900;
"""
