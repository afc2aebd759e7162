"""The clocks of the desk in memory: who stood in, and jumps of the time that a test laid ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.clock_jump import Jump, Settled, doubt
from opinion_desk.domain.commands.jumping import settle_jumps
from opinion_desk.domain.commands.ticking import tick

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


@dataclass(frozen=True)
class FakeOpenJump:
    jump: Jump
    words: str
    ahead: bool


class FakeJumps:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.waiting: list[Jump] = []
        self.settled: list[tuple[Settled, str, str]] = []

    def jump(self, **by: float) -> None:
        """The time jumps by so much."""
        now = self._desk.clock.now()
        self.waiting.append(Jump(now - timedelta(**by), now, len(self.waiting) + 1))

    def open(self) -> tuple[FakeOpenJump, ...]:
        ahead = bool(doubt(self.waiting))
        return tuple(FakeOpenJump(jump, act_words(jump.act(), self._desk.zone), ahead) for jump in self.waiting)

    def settle(self, settled: Settled, reason: str = "", *, deed: Any) -> None:
        settle_jumps(self.waiting, settled, reason, self._desk.incidents._time(deed))
        self.settled.append((settled, reason, deed.by))
        self.waiting = []


class FakeTicking:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.jumps = FakeJumps(desk)
        self.stood_in = 0
        self.failing: Exception | None = None

    def stand_in(self) -> None:
        self.stood_in += 1
        if self.failing is not None:
            raise self.failing

    def tick(self, *, away: frozenset[str] = frozenset()) -> None:
        """Let what is due happen in every matter."""
        incidents = self._desk.incidents
        for incident in incidents.list():
            acts = tick(incident, self._desk.clock.now(), lambda post: post not in away)
            if acts:
                incidents._append(incident.id, acts)
