"""What is gathered and read: sources, items, verdicts, stories, the search index."""

from __future__ import annotations

from typing import Final

SOURCES: Final = """
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    form TEXT NOT NULL,
    internal INTEGER NOT NULL DEFAULT 0,
    tier TEXT NOT NULL DEFAULT 'other',
    interval_s INTEGER NOT NULL DEFAULT 900,
    paused INTEGER NOT NULL DEFAULT 0,
    removed_ms INTEGER,
    last_attempt_ms INTEGER,
    last_success_ms INTEGER,
    next_check_ms INTEGER,
    errors INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    etag TEXT,
    last_modified TEXT,
    moved_to TEXT,
    digest TEXT,
    items_last INTEGER NOT NULL DEFAULT 0,
    items_total INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX sources_address ON sources (address);
CREATE INDEX sources_due ON sources (next_check_ms) WHERE paused = 0 AND removed_ms IS NULL;
"""

ITEMS: Final = """
CREATE TABLE items (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id),
    key TEXT NOT NULL,
    story_id INTEGER NOT NULL,
    event_id INTEGER NOT NULL,
    when_ms INTEGER NOT NULL,
    published_ms INTEGER,
    updated_ms INTEGER,
    seen_ms INTEGER NOT NULL,
    content TEXT NOT NULL,
    title TEXT NOT NULL,
    link TEXT,
    digest TEXT,
    ticket TEXT
) STRICT;
CREATE UNIQUE INDEX items_key ON items (source_id, key);
CREATE INDEX items_story ON items (story_id, source_id);
CREATE INDEX items_when ON items (when_ms, source_id);
CREATE TABLE texts (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    extra TEXT,
    signature BLOB
) STRICT;
CREATE TABLE item_versions (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    replaced_ms INTEGER NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    html TEXT NOT NULL,
    PRIMARY KEY (item_id, version)
) STRICT, WITHOUT ROWID;
CREATE TABLE metrics (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    seen_ms INTEGER NOT NULL,
    reads INTEGER,
    comments INTEGER,
    reposts INTEGER,
    likes INTEGER,
    rank INTEGER,
    heat REAL,
    PRIMARY KEY (item_id, seen_ms)
) STRICT, WITHOUT ROWID;
"""

VERDICTS: Final = """
CREATE TABLE verdicts (
    item_id INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    attitude TEXT NOT NULL,
    voice TEXT NOT NULL,
    kind TEXT,
    emergency TEXT,
    level INTEGER,
    function TEXT,
    unit TEXT,
    unit_score REAL NOT NULL,
    local INTEGER NOT NULL,
    sure INTEGER NOT NULL,
    corrected TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    json TEXT NOT NULL
) STRICT;
CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (family, name)
) STRICT;
CREATE TABLE item_tags (
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id),
    score REAL NOT NULL,
    PRIMARY KEY (item_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_tags_tag ON item_tags (tag_id, item_id);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY,
    item_id INTEGER NOT NULL REFERENCES items (id) ON DELETE CASCADE,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    undone_ms INTEGER
) STRICT;
CREATE INDEX corrections_item ON corrections (item_id);
"""

STORIES: Final = """
CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,
    last_item_id INTEGER NOT NULL,
    items INTEGER NOT NULL,
    sources INTEGER NOT NULL,
    heat REAL NOT NULL,
    attitude TEXT,
    local INTEGER NOT NULL DEFAULT 0,
    sure INTEGER NOT NULL DEFAULT 0,
    tags TEXT NOT NULL DEFAULT '',
    starred_ms INTEGER,
    filed_ms INTEGER,
    settled_ms INTEGER,
    incident_id INTEGER,
    waiting INTEGER NOT NULL GENERATED ALWAYS AS (
        filed_ms IS NULL AND settled_ms IS NULL AND incident_id IS NULL AND (local = 1 OR sure = 0)
    ) VIRTUAL
) STRICT;
CREATE INDEX stories_time ON stories (first_ms, id);
CREATE INDEX stories_heat ON stories (heat, id);
CREATE INDEX stories_waiting ON stories (first_ms, id) WHERE waiting = 1;
CREATE INDEX stories_filed ON stories (first_ms, id) WHERE filed_ms IS NOT NULL;
CREATE INDEX stories_local ON stories (first_ms, id) WHERE local = 1;
CREATE INDEX stories_negative ON stories (first_ms, id) WHERE attitude = 'negative';
CREATE INDEX stories_opened ON stories (first_ms, id) WHERE incident_id IS NOT NULL;
CREATE INDEX stories_starred ON stories (first_ms, id) WHERE starred_ms IS NOT NULL;
CREATE INDEX stories_event ON stories (event_id, first_ms);
CREATE INDEX stories_item ON stories (item_id);
CREATE INDEX stories_source ON stories (source_id, first_ms, waiting, local, attitude, incident_id, starred_ms, filed_ms);
CREATE INDEX stories_tags ON stories (tags, first_ms, waiting, local, attitude, incident_id, starred_ms, filed_ms);
"""

# Columns of the index hold text already cut into tokens (see search_text.py); the text itself stands in `texts`.
SEARCH: Final = """
CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, tokenize='unicode61');
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO search (search, rank) VALUES ('automerge', 8);
"""
