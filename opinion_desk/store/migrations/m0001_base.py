"""The first shape of the store."""

from __future__ import annotations

from typing import Final

_SOURCES: Final = """
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

_ITEMS: Final = """
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

_VERDICTS: Final = """
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

_STORIES: Final = """
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
_SEARCH: Final = """
CREATE VIRTUAL TABLE search USING fts5(title, body, content='', contentless_delete=1, tokenize='unicode61');
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);
INSERT INTO search (search, rank) VALUES ('automerge', 8);
"""

_INCIDENTS: Final = """
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

_ACTS: Final = """
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

_DESK: Final = """
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

_FIRST_ROWS: Final = f"INSERT INTO chain (id, count, head) VALUES (1, 0, '{'0' * 64}');"

SQL: Final = _SOURCES + _ITEMS + _VERDICTS + _STORIES + _SEARCH + _INCIDENTS + _ACTS + _DESK + _FIRST_ROWS
