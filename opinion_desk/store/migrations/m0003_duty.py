"""Duty: versions of the rota, swaps, the history of every post with its handovers, and the log; all of them records, added to and never changed."""

from __future__ import annotations

from typing import Final

_TABLES: Final = """
CREATE TABLE rotas (
    id INTEGER PRIMARY KEY,
    since TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    json TEXT NOT NULL
) STRICT;
CREATE TABLE duty_swaps (
    id INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    shift TEXT NOT NULL,
    post TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    reason TEXT NOT NULL,
    reported TEXT NOT NULL,
    by TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_swaps_day ON duty_swaps (day);
CREATE TABLE duty_acts (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    post TEXT NOT NULL,
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    handover_id INTEGER REFERENCES duty_acts (id),
    leaving TEXT NOT NULL,
    "to" TEXT NOT NULL,
    shift TEXT NOT NULL,
    reason TEXT NOT NULL,
    sheet TEXT
) STRICT;
CREATE INDEX duty_acts_post ON duty_acts (post, at_ms);
CREATE UNIQUE INDEX duty_acts_end ON duty_acts (handover_id) WHERE handover_id IS NOT NULL;
CREATE TABLE duty_log (
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    entered_ms INTEGER NOT NULL,
    by TEXT NOT NULL,
    corrects INTEGER UNIQUE REFERENCES duty_log (id),
    reason TEXT NOT NULL,
    incident_id INTEGER REFERENCES incidents (id),
    json TEXT NOT NULL
) STRICT;
CREATE INDEX duty_log_at ON duty_log (at_ms);
CREATE TABLE duty_keys (
    key TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    id INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
"""


def _kept(table: str) -> str:
    return "\n".join(
        f"CREATE TRIGGER {table}_are_not_{done} BEFORE {verb} ON {table}\n"
        f"BEGIN\n    SELECT raise(ABORT, '{table} are append-only');\nEND;"
        for verb, done in (("UPDATE", "changed"), ("DELETE", "removed"))
    )


SQL: Final = _TABLES + "\n".join(map(_kept, ("rotas", "duty_swaps", "duty_acts", "duty_log"))) + "\n"
