"""Jumps of the system's time: recorded when they are seen, and settled by a person for every matter they touched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from ..domain.act_words import act_words
from ..domain.acts import OF_THE_DESK
from ..domain.clock_jump import Jump, Settled, doubt, open_jumps
from ..domain.commands.jumping import settle_jumps, settle_marks
from ..domain.commands.when import when
from ..settings import Settings
from ..store import clock_back
from ..store import incidents as rows
from ..store.store import Store
from ..store.writing import Transaction
from .deed import Deed
from .ports import Clock


@dataclass(frozen=True, slots=True)
class OpenJump:
    """A jump that waits for a person, in words."""

    jump: Jump
    words: str
    ahead: bool  # the time is still ahead of what was to be expected


@dataclass(frozen=True, slots=True)
class JumpsSettled:
    """What settling did: how many jumps, and in how many matters something fired because of them."""

    jumps: int
    incidents: int


class ClockJumps:
    """The jumps of this desk's time."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store = store
        self._settings = settings
        self._clock = clock

    def record(self, jump: Jump) -> None:
        """Write a jump down in the history of the desk; after one back, what was owed at the clock's old hour is owed at its new one."""

        def job(tx: Transaction) -> None:
            rows.append_of_desk(tx, [jump.act()])
            if jump.by < timedelta(0):
                clock_back.put_back(tx, jump.by, jump.after)

        self._store.write_now(job)

    def open(self) -> tuple[OpenJump, ...]:
        """The jumps that nobody has settled, oldest first."""
        found = open_jumps(self._store.incidents.history(OF_THE_DESK))
        ahead = bool(doubt(found))
        return tuple(OpenJump(jump, act_words(jump.act(), self._settings.civil), ahead) for jump in found)

    def settle(self, settled: Settled, reason: str = "", *, deed: Deed) -> JumpsSettled:
        """Settle all open jumps: what fired because of them is confirmed, or voided and armed anew. A repeated key changes nothing."""
        time = when(deed.at, self._clock.now(), deed.by)

        def job(tx: Transaction) -> JumpsSettled:
            if rows.done_before(tx, deed.key) is not None:
                return JumpsSettled(0, 0)
            jumps = open_jumps(rows.history_of_desk(tx))
            act = settle_jumps(jumps, settled, reason, time)
            touched = 0
            for id in rows.fired_since(tx, jumps[0].seq):
                acts = settle_marks(rows.load(tx, id), settled, reason, time)
                if acts:
                    rows.append(tx, id, acts)
                    touched += 1
            rows.append_of_desk(tx, [act], key=deed.key)
            return JumpsSettled(len(jumps), touched)

        return self._store.write_now(job).value
