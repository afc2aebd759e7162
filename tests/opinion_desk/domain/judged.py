"""A matter with its history, moved on by judging commands; minutes count from its first publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.commands import judging, releasing
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ResponseClock
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies

T0: Final = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # first published 14:20 on a Friday in Shanghai
POLICIES: Final = packaged_policies()
AUTHORITY: Final = "云川市应急管理局"
MAJOR: Final = Judgement(
    emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority=AUTHORITY, paper="云应急〔2026〕12号"
)
Command = Callable[..., tuple[Act, ...]]


def after(minutes: float) -> datetime:
    """The instant so many minutes after the first publication."""
    return T0 + timedelta(minutes=minutes)


def at(minutes: float, entered: float | None = None) -> When:
    """A deed at that minute, entered then or later."""
    return When(after(minutes), after(minutes if entered is None else entered), "值班员")


class Judged:
    """An incident with its history."""

    def __init__(self, opening: Opening | None = None) -> None:
        times = Times(published=T0, happened=after(-15))
        made = opening or Opening("云川大桥引桥施工支架坍塌", times=times, kind="D3")
        self.acts: list[Act] = list(judging.open_incident(made, "YQ-2026-0001", 1, POLICIES, at(3)))

    @property
    def now(self) -> Incident:
        return replay(self.acts)

    def do(self, command: Command, *args: Any, minutes: float, entered: float | None = None) -> Incident:
        """Carry out a command of the shape (incident, …, time)."""
        self.acts += command(self.now, *args, at(minutes, entered))
        return self.now

    def confirm(self, judgement: Judgement = MAJOR, minutes: float = 11) -> Incident:
        return self.do(judging.confirm, judgement, POLICIES, minutes=minutes)

    def release(self, minutes: float, kind: EvidenceKind = EvidenceKind.RELEASE) -> Incident:
        address = "https://yunchuan.example/1"
        acts = releasing.answer_public(self.now, kind, "情况通报", address, None, POLICIES, at(minutes))
        return self.take(acts)

    def tick(self, minutes: float) -> Incident:
        return self.take(tick(self.now, after(minutes)))

    def take(self, acts: Iterable[Act]) -> Incident:
        self.acts += acts
        return self.now

    def clock(self, id: str) -> ResponseClock:
        found = self.now.clock(id)
        assert found is not None, f"no clock {id}"
        return found

    def open_ids(self) -> set[str]:
        return {clock.id for clock in self.now.open_clocks}

    def kinds(self) -> list[ActKind]:
        return [act.kind for act in self.acts]

    def refused(self, command: Command, *args: Any, minutes: float = 60) -> str:
        """The id of the sentence with which a command is refused."""
        with pytest.raises(Refused) as why:
            command(self.now, *args, at(minutes))
        return why.value.id
