"""What is learned from persons: samples given in bulk or at the bench, models made here, and what a desk changed in the topics."""

from __future__ import annotations

from typing import Final

# Ids of samples are never used twice: a text that is judged again gets a new one, so that what is new stands above what was learned.
# Corrections are samples too; they are not copied, so that undoing one takes its sample back.
SQL: Final = """
CREATE TABLE samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    digest TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    source TEXT,
    published_ms INTEGER,
    labels TEXT NOT NULL,
    origin TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    forgotten_ms INTEGER
) STRICT;
CREATE INDEX samples_at ON samples (at_ms, id) WHERE forgotten_ms IS NULL;
CREATE INDEX samples_forgotten ON samples (forgotten_ms) WHERE forgotten_ms IS NOT NULL;
CREATE INDEX corrections_undone ON corrections (undone_ms) WHERE undone_ms IS NOT NULL;
CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    made_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    samples INTEGER NOT NULL,
    score_before REAL NOT NULL,
    score_after REAL NOT NULL,
    figures TEXT NOT NULL,
    adopted_ms INTEGER,
    through_correction INTEGER NOT NULL,
    through_sample INTEGER NOT NULL,
    base TEXT NOT NULL
) STRICT;
CREATE TABLE topics (
    name TEXT PRIMARY KEY,
    own INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    words TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""
