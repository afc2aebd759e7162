"""A matter of level II with its history, moved on by commands and by time; minutes count from its first publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.commands import calling, judging
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.escalation import Escalation, Presence, everybody
from opinion_desk.domain.incident import Incident, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.policy import Policies
from opinion_desk.domain.replay import apply
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies

T0: Final = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # first published 14:20 in Shanghai
ZONE: Final = ZoneInfo("Asia/Shanghai")
MAJOR: Final = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="云川市应急管理局")
REPORTS: Final = ("report_phone", "report_first")


def without(*clocks: str) -> Policies:
    """The packaged policies without some, so that a test looks at one ladder alone."""
    packaged = packaged_policies()
    return replace(packaged, clocks=tuple(policy for policy in packaged.clocks if policy.id not in clocks))


class Timed:
    """An incident with its history, confirmed at minute 11 under policies that start no clocks of reporting."""

    def __init__(self, policies: Policies | None = None, judgement: Judgement = MAJOR) -> None:
        self.policies = policies or without(*REPORTS)
        self.acts: list[Act] = []
        self._now: Incident | None = None
        opening = Opening("云川大桥引桥施工支架坍塌", times=Times(published=T0), kind="D3")
        self.take(
            replace(act, incident_id=1)
            for act in judging.open_incident(opening, "YQ-2026-0001", 1, self.policies, self.at(3))
        )
        self.take(judging.confirm(self.now, judgement, self.policies, self.at(11)))

    def at(self, minutes: float) -> When:
        moment = T0 + timedelta(minutes=minutes)
        return When(moment, moment, "值班员")

    def take(self, acts: Iterable[Act]) -> Incident:
        for act in acts:
            self.acts.append(act)
            self._now = apply(self._now, act)
        return self.now

    @property
    def now(self) -> Incident:
        assert self._now is not None
        return self._now

    def tick(self, minutes: float, present: Presence = everybody, doubt: timedelta = timedelta(0)) -> Sequence[Act]:
        acts = tick(self.now, T0 + timedelta(minutes=minutes), present, doubt=doubt)
        self.take(acts)
        return acts

    def answer(self, minutes: float) -> Incident:
        return self.take(calling.answer_call(self.now, self.at(minutes)))

    def climbing(self, clock: str = "release") -> Escalation:
        found = self.now.escalation(clock)
        assert found is not None
        return found

    def calls(self) -> list[tuple[float, str]]:
        """Who was told, each with the minute."""
        return [
            ((act.at - T0) / timedelta(minutes=1), act.data["to"]) for act in self.acts if act.kind is ActKind.ESCALATED
        ]
