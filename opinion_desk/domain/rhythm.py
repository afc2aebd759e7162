"""When to look again: a source's own pace, what its document asks for, back-off that recovers, and the watch of an incident."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from .source import Asks, Form, Source

MINUTE_S: Final = 60
HOUR_S: Final = 3_600
DAY_S: Final = 86_400
LOOKS_AN_ITEM: Final = 4  # a source of 12 a day is looked at every half hour
_MEMORY: Final = timedelta(days=3)  # what happened earlier counts e times less
_LONGEST_BACKOFF_S: Final = 6 * HOUR_S
_LONGEST_BACKOFF_WATCHED_S: Final = 10 * MINUTE_S
_JITTER: Final = 0.1  # at most that much longer, so that what began together does not stay together
NOTHING: Final = Asks()  # a document that asks for nothing
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def day_number(name: str) -> int | None:
    """0 for Monday to 6 for Sunday, as skipDays names them; None for anything else."""
    lowered = name.strip().lower()
    return _DAYS.index(lowered) if lowered in _DAYS else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of a source when its next check is set: `pace` in items a day, None while it is not known."""

    errors: int = 0
    pace: float | None = None
    asks: Asks = NOTHING
    retry_after_s: int | None = None
    watch_until: datetime | None = None
    soon: bool = False  # the last visit left something for the next one


def next_check(source: Source, heard: Heard, now: datetime) -> datetime:
    """When to look again.

    A watched source every minute; else the interval a person set, or one by the source's own pace, between a minute and a
    day; after a visit that left something, in a minute. Errors double it up to six hours, ten minutes while watched or
    where it is a folder, which nobody is troubled by. Retry-After is heeded up to a day, always.
    """
    watched = heard.watch_until is not None and heard.watch_until > now
    base = MINUTE_S if watched or heard.soon else interval_s(source, heard.pace, heard.asks)
    near = watched or source.form is Form.FOLDER
    longest = _LONGEST_BACKOFF_WATCHED_S if near else _LONGEST_BACKOFF_S
    wait: float = min(base * 2 ** min(heard.errors, 8), max(longest, base)) if heard.errors else base
    if not watched:
        wait += wait * _JITTER * _chance(source.id, now)
    if heard.retry_after_s is not None:
        wait = max(wait, min(heard.retry_after_s, DAY_S))
    due = now + timedelta(seconds=round(wait))
    return due if watched or not source.adaptive else _after_rest(due, heard.asks)


def interval_s(source: Source, pace: float | None, asks: Asks = NOTHING) -> int:
    """Seconds between two checks while all is well; the document's ttl lengthens what nobody set by hand."""
    if not source.adaptive:
        return source.interval_s
    wish = float(source.interval_s) if pace is None else DAY_S / max(pace * LOOKS_AN_ITEM, 1.0)
    if source.form is Form.FOLDER:  # what is put there once a week is wanted at once all the same
        wish = min(wish, source.interval_s)
    return round(min(max(wish, asks.ttl_s or 0, MINUTE_S), DAY_S))


def pace_at(interval_s: int) -> float:
    """The pace (items a day) at which a source would be looked at every so many seconds."""
    return DAY_S / (LOOKS_AN_ITEM * interval_s)


def pace_after(pace: float, new: int, since: timedelta) -> float:
    """The pace (items a day) after so many new ones in this time; what lies back counts less and less.

    A time below zero, as a clock leaves it that was put back, is none at all.
    """
    since = max(since, timedelta(0))
    days = max(since / timedelta(days=1), 1e-6)
    kept = math.exp(-(since / _MEMORY))
    return pace * kept + new / days * (1.0 - kept)


def pace_of(published: Sequence[datetime], now: datetime) -> float | None:
    """The pace that the dates of a first document show; None for fewer than three of them."""
    dates = sorted(date for date in published if date <= now)
    if len(dates) < 3:
        return None
    return len(dates) / max((now - dates[0]) / timedelta(days=1), 1 / 24)


def _chance(source_id: int, now: datetime) -> float:
    """A number in 0..1 that is the same whenever the same is asked."""
    digest = hashlib.blake2b(f"{source_id}:{now.timestamp():.3f}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / (1 << 32)


def _after_rest(due: datetime, asks: Asks) -> datetime:
    """The first moment from `due` on that lies in no hour or day to be left out; `due` where all are."""
    here = due.astimezone(UTC)
    for _ in range(8 * 24):
        if here.weekday() not in asks.skip_days and here.hour not in asks.skip_hours:
            return here
        here = here.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due
