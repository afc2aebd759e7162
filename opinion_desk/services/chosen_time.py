"""Homes whose time may be chosen (`tick --now`): the demo's, and those that were empty when first used so; never a desk at work."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..domain.commands.when import When
from ..domain.instants import from_ms, to_ms
from ..store.store import Store

_ALLOWED: Final = "tick_now_allowed"
_LATEST: Final = "tick_now_latest"


def may_choose(store: Store) -> bool:
    """Whether the time of this home may be chosen."""
    return store.meta(_ALLOWED) == "yes"


def allow(store: Store) -> None:
    """Let the time of this home be chosen from now on."""
    store.set_meta(_ALLOWED, "yes")


def is_unused(store: Store) -> bool:
    """Whether nothing was entered into this home yet: no source, no item, no incident."""
    return not (store.sources.all() or store.items.newest_id() or store.incidents.count())


def choose(store: Store, now: datetime) -> None:
    """Remember the latest instant chosen."""
    known = store.meta(_LATEST)
    if known is None or int(known) < to_ms(now):
        store.set_meta(_LATEST, str(to_ms(now)))


def time_of_entry(store: Store, real: datetime, at: datetime | None) -> datetime:
    """When a deed is entered: the real time; where time may be chosen, no earlier than what was chosen or the deed itself."""
    if not may_choose(store):
        return real
    latest = store.meta(_LATEST)
    return max(real, at or real, real if latest is None else from_ms(int(latest)))


def reached(store: Store, time: When, at: datetime | None) -> tuple[datetime, datetime]:
    """Up to when marks may fire before a deed, and when that is seen: its true time, and its entry.

    Where time is chosen it is seen no later than the time goes there, and a deed that names no time has come no further than what was chosen.
    """
    moment = min(time.at, time.entered)
    latest = store.meta(_LATEST) if may_choose(store) else None
    if latest is None:
        return moment, time.entered
    chosen = from_ms(int(latest))
    due = moment if at is not None else min(moment, chosen)
    return due, max(due, chosen)
