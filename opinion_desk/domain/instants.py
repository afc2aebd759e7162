"""Instants: aware datetimes in UTC, to the millisecond; ISO 8601 at the edges, local time only for the eye."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from .errors import Refused

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MS: Final = timedelta(milliseconds=1)


def to_ms(instant: datetime) -> int:
    """Milliseconds since 1970-01-01T00:00Z, rounded down; a naive datetime is a bug and raises TypeError."""
    return (instant - EPOCH) // _MS


def from_ms(ms: int) -> datetime:
    """The instant that many milliseconds after 1970-01-01T00:00Z."""
    return EPOCH + ms * _MS


def whole_ms(instant: datetime) -> datetime:
    """The same instant in UTC, cut to the millisecond, as the store keeps it."""
    return from_ms(to_ms(instant))


def parse_instant(text: str, zone: ZoneInfo | None = None) -> datetime:
    """An ISO 8601 instant; without an offset it is read in `zone` (UTC if none). Refused when unreadable."""
    try:
        read = datetime.fromisoformat(text.strip())
        if read.tzinfo is None:
            read = read.replace(tzinfo=zone or UTC)
        return whole_ms(read)
    except (ValueError, OverflowError):
        raise Refused("instant_unreadable", text=text[:40]) from None


def format_instant(instant: datetime, zone: ZoneInfo | None = None) -> str:
    """ISO 8601 with offset, to the second (to the millisecond where there are any)."""
    local = instant.astimezone(zone or UTC)
    return local.isoformat(timespec="milliseconds" if local.microsecond else "seconds")
