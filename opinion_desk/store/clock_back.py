"""A clock that was put back: visits and messages that wait for an hour of the old time wait no longer than before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from ..domain.changes import Touched
from ..domain.instants import to_ms
from .writing import Transaction

_MS: Final = timedelta(milliseconds=1)
_CHANGES: Final = (
    "UPDATE sources SET next_check_ms = max(next_check_ms + :by, :now) WHERE next_check_ms > :now",
    "UPDATE item_pages SET next_ms = max(next_ms + :by, :now) WHERE next_ms > :now",
    "UPDATE outbox SET next_ms = max(next_ms + :by, :now) WHERE next_ms > :now AND state IN ('pending', 'retry')",
    # Somebody may be sending it this very moment: it is left to them for as long as a sending takes.
    "UPDATE outbox SET next_ms = min(next_ms, :now + 120000) WHERE next_ms > :now AND state = 'sending'",
)


def put_back(tx: Transaction, by: timedelta, now: datetime) -> None:
    """Move what is due after `now` by as much as the clock was moved (`by`, below zero): visits, looks at pages, messages.

    Deadlines are left alone: they are absolute. What was set before the clock ran ahead comes earlier than it would have, never later.
    """
    for change in _CHANGES:
        tx.execute(change, {"by": by // _MS, "now": to_ms(now)})
    tx.touch(Touched.SOURCES, Touched.OUTBOX)
