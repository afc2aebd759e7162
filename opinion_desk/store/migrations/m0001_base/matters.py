"""What the desk has opened: incidents, their clocks, assignments and steps, and the chain of acts."""

from __future__ import annotations

from typing import Final

INCIDENTS: Final = """
CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    title TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    level INTEGER,
    grade INTEGER,
    lead_unit TEXT,
    opened_ms INTEGER NOT NULL,
    next_due_ms INTEGER,
    acts INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (year, serial)
) STRICT;
CREATE INDEX incidents_due ON incidents (next_due_ms) WHERE next_due_ms IS NOT NULL;
CREATE INDEX incidents_open ON incidents (open, opened_ms);
CREATE TABLE incident_numbers (
    year INTEGER NOT NULL,
    serial INTEGER NOT NULL,
    incident_id INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (year, serial)
) STRICT, WITHOUT ROWID;
CREATE TABLE incident_items (
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    item_id INTEGER NOT NULL REFERENCES items (id),
    PRIMARY KEY (incident_id, item_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_items_item ON incident_items (item_id);
CREATE TABLE clocks (
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    clock TEXT NOT NULL,
    policy TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    open INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    deadline_ms INTEGER NOT NULL,
    met_ms INTEGER,
    owed_by TEXT NOT NULL,
    ground TEXT NOT NULL,
    PRIMARY KEY (incident_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX clocks_open ON clocks (deadline_ms) WHERE open = 1;
CREATE TABLE marks (
    incident_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    mark TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    due_ms INTEGER NOT NULL,
    fired_ms INTEGER,
    PRIMARY KEY (incident_id, position, mark),
    FOREIGN KEY (incident_id, position) REFERENCES clocks (incident_id, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE assignments (
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    unit TEXT NOT NULL,
    lead INTEGER NOT NULL,
    state TEXT NOT NULL,
    assigned_ms INTEGER NOT NULL,
    changed_ms INTEGER,
    urged INTEGER NOT NULL,
    PRIMARY KEY (incident_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignments_unit ON assignments (unit, state);
CREATE TABLE steps (
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    position INTEGER NOT NULL,
    step TEXT NOT NULL,
    words TEXT NOT NULL,
    ground TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (incident_id, position)
) STRICT, WITHOUT ROWID;
"""

ACTS: Final = """
CREATE TABLE acts (
    seq INTEGER PRIMARY KEY,
    incident_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    data TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE INDEX acts_incident ON acts (incident_id, seq);
CREATE TABLE chain (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    count INTEGER NOT NULL,
    head TEXT NOT NULL
) STRICT;
CREATE TRIGGER acts_are_not_changed BEFORE UPDATE ON acts
BEGIN
    SELECT raise(ABORT, 'acts are append-only');
END;
CREATE TRIGGER acts_are_not_removed BEFORE DELETE ON acts
BEGIN
    SELECT raise(ABORT, 'acts are append-only');
END;
CREATE TRIGGER chain_is_not_removed BEFORE DELETE ON chain
BEGIN
    SELECT raise(ABORT, 'the head of the chain stays');
END;
CREATE TABLE command_ids (
    key TEXT PRIMARY KEY,
    incident_id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
