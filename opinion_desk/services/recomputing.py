"""Provisional deadlines computed anew when the calendar of working days comes: once a calendar, not once a tick."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from ..domain.commands.recomputing import recompute
from ..domain.commands.ticking import BY_THE_CLOCK
from ..domain.commands.when import When
from ..domain.policy import Policies
from ..store import incidents as rows
from ..store import meta
from ..store.store import Store
from ..store.writing import Transaction

_KNOWN: Final = "calendar_known_to"


class Recomputing:
    """Looks once a process whether the calendar reaches further than when deadlines were last computed."""

    def __init__(self, store: Store, policies: Callable[[], Policies]) -> None:
        self._store = store
        self._policies = policies
        self._done = False

    def step(self, now: datetime) -> int:
        """Compute anew what the calendar has made certain; how many matters changed."""
        if self._done:
            return 0
        policies = self._policies()
        last = policies.days.last_year
        changed = 0
        if int(self._store.meta(_KNOWN) or 0) < last:
            changed = self._store.write_now(lambda tx: _recompute_all(tx, policies, now)).value
        self._done = True
        return changed


def _recompute_all(tx: Transaction, policies: Policies, now: datetime) -> int:
    changed = 0
    for id in rows.provisional(tx):
        acts = recompute(rows.load(tx, id), policies, When(now, now, BY_THE_CLOCK))
        if acts:
            rows.append(tx, id, acts)
            changed += 1
    meta.note(tx, _KNOWN, str(policies.days.last_year))
    return changed
