"""Homes whose time may be chosen (`tick --now`): the demo's, and those that were empty when first used so; never a desk at work."""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
    return not (store.sources.all() or store.items.newest_id() or store.incidents.list())


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
