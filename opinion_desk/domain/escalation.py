"""A ladder climbing (提级) since a mark was missed: who is told next and when, until somebody acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from .policy import Ladder

Presence = Callable[[str], bool]  # whether somebody holds that post now; a post that no rota knows is held
HOLDS: Final = timedelta(hours=2)  # how long an answer holds on a ladder that was frozen before ladders said so


def everybody(post: str) -> bool:
    """The presence of a desk without a rota: every post is held."""
    return True


@dataclass(frozen=True, slots=True)
class Call:
    """Who is told now: the rungs told with it, its post and channel; `skipped` were passed by time, at `absent` nobody was there."""

    reached: int
    to: str
    channel: str
    skipped: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    again: bool = False  # the last rung, told once more


@dataclass(frozen=True, slots=True)
class Escalation:
    """One clock's ladder climbing: `since` the instant from which its rungs count, `reached` the rungs told.

    `answered` is when somebody took the call, `quiet_until` the instant at which the calls begin again (an answer holds for a
    while only; a snooze names its own instant). The clock never stops. `called` is when the last rung was told.
    """

    clock: str
    mark: str
    since: datetime
    reached: int = 0
    answered: datetime | None = None
    quiet_until: datetime | None = None
    called: datetime | None = None

    def next_call(self, ladder: Ladder) -> datetime | None:
        """When the next person is told: after the quiet, then rung after rung, then the last rung again and again."""
        if not ladder.rungs:
            return None
        if self.quiet_until is not None:
            return self.quiet_until
        if self.answered is not None:  # answered before answers had an end
            return None
        if self.reached < len(ladder.rungs):
            return self.since + ladder.rungs[self.reached].after
        if ladder.repeat is None or self.called is None:
            return None
        return self.called + ladder.repeat

    def call(self, ladder: Ladder, now: datetime, present: Presence = everybody) -> Call | None:
        """Who is told at `now`: where the elapsed time puts the ladder, and upward from there until somebody is there; None when nobody.

        The last rung is told though nobody be there: somebody must be.
        """
        due = self.next_call(ladder)
        if self.answered is not None or self.quiet_until is not None or due is None or due > now:
            return None
        last = len(ladder.rungs)
        passed = sum(1 for rung in ladder.rungs if self.since + rung.after <= now)
        again = self.reached >= last
        first = last if again else max(passed, self.reached + 1)
        absent: list[str] = []
        reached = first
        while not present(ladder.rungs[reached - 1].to):
            absent.append(ladder.rungs[reached - 1].to)
            if reached == last:
                break
            reached += 1
        rung = ladder.rungs[reached - 1]
        skipped = tuple(r.to for r in ladder.rungs[self.reached : first - 1])
        return Call(reached, rung.to, rung.channel, skipped, tuple(absent), again)

    def resumed(self, ladder: Ladder) -> tuple[datetime, int]:
        """From when its rungs count and how many were told, once the quiet is over: the rung reached is told again, and the ladder goes on from there."""
        told = max(min(self.reached, len(ladder.rungs)) - 1, 0)
        if self.quiet_until is None or not ladder.rungs:
            return self.since, self.reached
        return max(self.since, self.quiet_until - ladder.rungs[told].after), told
