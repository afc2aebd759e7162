"""Which sources are watched, and which can be."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from opinion_desk.domain.source import Form

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

# Nothing is fetched for them: their items are brought by hand.
BY_HAND: Final = (Form.IMPORT, Form.MANUAL)


def may_be_watched(row: SourceRow) -> bool:
    """Whether it is collected from, neither paused nor brought by hand."""
    return row.source.form not in BY_HAND and not row.source.paused


def is_watched(row: SourceRow, now: datetime) -> bool:
    """Whether a source is watched now."""
    return row.health.watch_until is not None and row.health.watch_until > now


def all_watched(rows: Sequence[SourceRow], now: datetime) -> bool:
    """Whether their watch is to be ended, not begun."""
    return bool(rows) and all(is_watched(row, now) for row in rows)
