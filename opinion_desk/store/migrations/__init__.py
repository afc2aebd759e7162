"""The shapes of the store, oldest first, append-only: a published migration is never edited, a new one is added below it."""

from __future__ import annotations

from typing import Final

from . import (
    m0001_base,
    m0002_learning,
    m0003_duty,
    m0004_channels,
    m0005_unit_posts,
    m0006_ladders,
    m0007_health,
    m0008_source_rules,
    m0009_entered,
    m0010_mappings,
    m0011_tickets,
)

# Each is a script of statements, run in one transaction; the number of scripts run is the file's `user_version`.
MIGRATIONS: Final[tuple[str, ...]] = (
    m0001_base.SQL,
    m0002_learning.SQL,
    m0003_duty.SQL,
    m0004_channels.SQL,
    m0005_unit_posts.SQL,
    m0006_ladders.SQL,
    m0007_health.SQL,
    m0008_source_rules.SQL,
    m0009_entered.SQL,
    m0010_mappings.SQL,
    m0011_tickets.SQL,
)
