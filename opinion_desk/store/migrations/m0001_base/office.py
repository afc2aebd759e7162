"""What the desk itself needs: outbox, notices, leases, briefings, units, settings, counters, changes."""

from __future__ import annotations

from typing import Final

DESK: Final = """
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    channel TEXT NOT NULL,
    "to" TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    incident_id INTEGER,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    maybe_again INTEGER NOT NULL DEFAULT 0,
    next_ms INTEGER NOT NULL,
    sent_ms INTEGER,
    why TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (next_ms) WHERE state IN ('pending', 'retry', 'sending');
CREATE TABLE notices (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    "to" TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    incident_id INTEGER,
    read_ms INTEGER
) STRICT;
CREATE INDEX notices_unread ON notices (at_ms) WHERE read_ms IS NULL;
CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE briefings (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    day TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    revision INTEGER NOT NULL,
    year INTEGER NOT NULL,
    issue INTEGER NOT NULL,
    total_issue INTEGER NOT NULL,
    title TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    json TEXT NOT NULL,
    UNIQUE (kind, day, subject, revision)
) STRICT;
CREATE INDEX briefings_issue ON briefings (kind, year, issue);
CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    function TEXT,
    aliases TEXT NOT NULL DEFAULT '[]',
    duty_phone TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    writer TEXT NOT NULL,
    touched TEXT NOT NULL,
    incidents TEXT,
    sources TEXT
) STRICT;
"""
