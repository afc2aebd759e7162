"""Jumps of the system's time: the wall clock moved against the clock that counts since boot."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from .acts import Act, ActKind
from .instants import from_ms, to_ms

LEAST: Final = timedelta(seconds=30)  # what is less is the putting right of an ordinary clock
BY_THE_WATCH: Final = "时间监视"


class Settled(StrEnum):
    """What a person found: the time is right as it is now, or the jump was an error that has been put right."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Jump:
    """One jump: from the time that was to be expected to the time that was read; `seq` is its act's place in the chain, 0 before it has one."""

    before: datetime
    after: datetime
    seq: int = 0

    @property
    def by(self) -> timedelta:
        """How far; negative for a jump back."""
        return self.after - self.before

    @property
    def counts(self) -> bool:
        """Whether it is more than ordinary clocks do."""
        return abs(self.by) > LEAST

    def act(self) -> Act:
        """The act that records it in the history of the desk."""
        data = {"from": to_ms(self.before), "to": to_ms(self.after), "by_ms": to_ms(self.after) - to_ms(self.before)}
        return Act(ActKind.CLOCK_JUMPED, self.after, self.after, BY_THE_WATCH, data)


def open_jumps(acts: Iterable[Act]) -> tuple[Jump, ...]:
    """The jumps in the history of the desk that nobody has settled, oldest first."""
    found: dict[int, Jump] = {}
    for act in acts:
        if act.kind is ActKind.CLOCK_JUMPED:
            found[act.seq] = Jump(from_ms(act.data["from"]), from_ms(act.data["to"]), act.seq)
        elif act.kind is ActKind.JUMP_SETTLED:
            for seq in act.data["jumps"]:
                found.pop(seq, None)
    return tuple(found.values())


def doubt(jumps: Iterable[Jump]) -> timedelta:
    """How far ahead of the time before the unsettled jumps the system's time is now; never negative."""
    return max(sum((jump.by for jump in jumps), timedelta(0)), timedelta(0))
