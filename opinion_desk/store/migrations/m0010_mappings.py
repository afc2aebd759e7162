"""What headings of exports mean, kept by the header, and what came of the files of watched folders."""

from __future__ import annotations

from typing import Final

SQL: Final = """
CREATE TABLE table_mappings (
    header TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    headings TEXT NOT NULL,
    meanings TEXT NOT NULL,
    kept_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE folder_files (
    source_id INTEGER NOT NULL REFERENCES sources (id),
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    modified_ns INTEGER NOT NULL,
    state TEXT NOT NULL,
    looked_ms INTEGER NOT NULL,
    digest TEXT,
    entries INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    mapping TEXT NOT NULL,
    why TEXT,
    PRIMARY KEY (source_id, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX folder_files_looked ON folder_files (source_id, looked_ms);
"""
