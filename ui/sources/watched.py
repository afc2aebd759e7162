"""Which sources are watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow


def is_watched(row: SourceRow, now: datetime) -> bool:
    """Whether a source is watched now."""
    return row.health.watch_until is not None and row.health.watch_until > now


def all_watched(rows: Sequence[SourceRow], now: datetime) -> bool:
    """Whether their watch is to be ended, not begun."""
    return bool(rows) and all(is_watched(row, now) for row in rows)
