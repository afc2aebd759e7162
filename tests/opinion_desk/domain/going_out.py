"""A matter on its way to the public: what the tests of drafts, evidence, the checklist and distribution begin with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from opinion_desk.domain.acts import Act
from opinion_desk.domain.commands import drafting, handling, judging, releasing
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.incident import Incident, ResponseWay, TakenOver, Times
from opinion_desk.domain.levels import Level
from opinion_desk.domain.release import Disclosure, EvidenceKind, Gate, ReviewRound
from opinion_desk.domain.replay import replay
from opinion_desk.domain.response_clock import ResponseClock
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies

T0 = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)  # first published 14:20 in Shanghai
POLICIES = packaged_policies()
HOUSING, SAFETY = "云川市住房和城乡建设局", "云川市应急管理局"
MAJOR = Judgement(emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority=SAFETY, paper="云应急〔2026〕12号")
PUBLIC = Judgement(response=ResponseWay.PUBLIC)
PLACE = "https://yunchuan.example/1"
ALL_GATES = tuple(Gate)


class Matter:
    """An incident with its history, advanced by commands; minutes count from its first publication."""

    def __init__(self, judgement: Judgement = MAJOR, kind: str = "D3") -> None:
        self.acts: list[Act] = []
        self.over: TakenOver | None = None
        opening = Opening("云川大桥引桥施工支架坍塌", times=Times(published=T0), kind=kind)
        self.take(judging.open_incident(opening, "YQ-2026-0001", 1, POLICIES, self.at(3)))
        self.take(judging.confirm(self.now, judgement, POLICIES, self.at(11)))

    def at(self, minutes: float, by: str = "值班员", entered: float | None = None) -> When:
        moment = T0 + timedelta(minutes=minutes)
        return When(moment, moment if entered is None else T0 + timedelta(minutes=entered), by)

    def take(self, acts: Iterable[Act]) -> Incident:
        self.acts += acts
        return self.now

    @property
    def now(self) -> Incident:
        """What the acts amount to, and who leads where a test says so."""
        return replace(replay(self.acts), taken_over=self.over) if self.over else replay(self.acts)

    def clock(self, id: str) -> ResponseClock:
        found = self.now.clock(id)
        assert found is not None
        return found

    def assign(self, lead: str = HOUSING, co: tuple[str, ...] = (), minutes: float = 12) -> Incident:
        units = frozenset({lead, *co})
        return self.take(handling.assign(self.now, lead, co, units, POLICIES, self.at(minutes)))

    def publish(
        self,
        minutes: float,
        what: str = "情况通报（第一号）",
        kind: EvidenceKind = EvidenceKind.RELEASE,
        address: str | None = PLACE,
        digest: str | None = None,
        **particulars: Any,
    ) -> Incident:
        more = Particulars(**particulars)
        return self.take(
            releasing.answer_public(self.now, kind, what, address, digest, POLICIES, self.at(minutes), more)
        )

    def submit(self, minutes: float = 60, number: int | None = None, **fields: Any) -> Incident:
        given = {"what": "情况通报（第一号）", "unit": HOUSING, "text": "今天14时许，支架坍塌。", "digest": None}
        return self.take(drafting.submit(self.now, time=self.at(minutes), number=number, **{**given, **fields}))

    def proof(self, which: ReviewRound, by: str, minutes: float, gates: tuple[Gate, ...] = ALL_GATES) -> Incident:
        return self.take(drafting.proof(self.now, 1, which, gates, "", self.at(minutes, by)))

    def reviewed(self) -> Incident:
        """Draft 1 through its three rounds, each by another name."""
        for minutes, (which, by) in enumerate(zip(ReviewRound, ("编辑", "科长", "分管负责人"), strict=True), 61):
            self.proof(which, by, minutes)
        return self.now

    def ready(self) -> Incident:
        """Draft 1 as it waits for its sign-off."""
        self.submit()
        self.reviewed()
        self.take(drafting.check_secrecy(self.now, 1, self.at(65, "保密员")))
        return self.take(drafting.disclose(self.now, 1, Disclosure.PUBLIC, "", self.at(66)))

    def signed(self, minutes: float = 70) -> Incident:
        self.ready()
        return self.take(drafting.sign_off(self.now, 1, "市长", "", POLICIES, self.at(minutes)))
