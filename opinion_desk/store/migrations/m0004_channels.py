"""Channels that reach people: how they are set up (without their secrets), and what a message in the outbox may bear besides."""

from __future__ import annotations

from typing import Final

# A channel that was removed stays until its secrets are forgotten, so that removing can be undone.
SQL: Final = """
CREATE TABLE channels (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    setup TEXT NOT NULL,
    added_ms INTEGER NOT NULL,
    removed_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX channels_name ON channels (name) WHERE removed_ms IS NULL;
ALTER TABLE outbox ADD COLUMN calendar TEXT;
ALTER TABLE outbox ADD COLUMN drill INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_sent ON outbox (channel, sent_ms) WHERE sent_ms IS NOT NULL;
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
"""
