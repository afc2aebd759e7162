"""The incidents of the desk in memory: the true rules of the domain over a list of acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import GENESIS, Act, ActKind, link_hash
from opinion_desk.domain.after_review import Aftermath
from opinion_desk.domain.assignment import PaperKind, ReceiptWay, ReplyStage, paper_number
from opinion_desk.domain.changes import Touched
from opinion_desk.domain.commands import (
    calling,
    commanding,
    ending,
    handling,
    judging,
    mandates,
    own_clocks,
    papers,
    releasing,
    reporting,
    responding,
    signatures,
    starting,
    unit_steps,
)
from opinion_desk.domain.commands.checking import Settled
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.commands.ticking import tick
from opinion_desk.domain.commands.when import When, when
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import ItemState
from opinion_desk.domain.incident import Incident, Times
from opinion_desk.domain.listing import Listing
from opinion_desk.domain.open_counts import OpenCounts
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.ticket import KeptTicket
from opinion_desk.domain.verdict import UnitChoice
from opinion_desk.services.evidence_offers import Offer
from opinion_desk.services.reference import packaged_policies

from . import yunchuan
from .fake_releasing import FakeReleasing
from .fake_tickets import ticket_of

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


@dataclass(frozen=True)
class FakeDeed:
    by: str
    at: datetime | None = None
    key: str | None = None


class FakeExports:
    def __init__(self) -> None:
        self.made: list[tuple[int, Path]] = []

    def export(self, id: int, out: Path) -> None:
        self.made.append((id, out))


class FakeIncidents(FakeReleasing):
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.policies = packaged_policies()
        self.acts: dict[int, list[Act]] = {}
        self.numbers: dict[PaperKind, int] = {}
        self.offered: dict[int, list[Offer]] = {}

    def _time(self, deed: Any) -> When:
        now = self._desk.clock.now()
        return when(deed.at, min(deed.at or now, now), deed.by)

    def _append(self, id: int, acts: tuple[Act, ...]) -> Incident:
        kept = self.acts.setdefault(id, [])
        for act in acts:
            prev = kept[-1].hash if kept else GENESIS
            numbered = replace(act, seq=len(kept) + 1, prev=prev)
            kept.append(replace(numbered, hash=link_hash(prev, numbered)))
        self._desk.touch(Touched.INCIDENTS, Touched.CLOCKS, incident=id)
        return self.get(id)

    def get(self, id: int | str) -> Incident:
        if int(id) not in self.acts:
            raise Refused("incident_missing", id=id)
        return replay(self.acts[int(id)])

    def id_of(self, id: int | str) -> int:
        return self.get(id).id

    def history(self, id: int | str) -> tuple[Act, ...]:
        return tuple(self.acts[int(id)])

    def list(self, open_only: bool = False) -> tuple[Incident, ...]:
        every = [self.get(id) for id in sorted(self.acts, reverse=True)]
        return tuple(incident for incident in every if incident.state.open or not open_only)

    def running(self) -> tuple[Any, ...]:
        pairs = [(incident, clock) for incident in self.list(open_only=True) for clock in incident.open_clocks]
        return tuple(sorted(pairs, key=lambda pair: pair[1].deadline))

    def nearest(self, limit: int, *, since: datetime | None = None, units_last: bool = False) -> tuple[Any, ...]:
        pairs = [pair for pair in self.running() if since is None or pair[1].deadline >= since]
        return tuple(sorted(pairs, key=lambda pair: units_last and pair[1].of_unit)[:limit])

    def open_counts(self, now: datetime) -> OpenCounts:
        return OpenCounts(len(self.list(open_only=True)), len(self.running()), self.due_before(now))

    def due_before(self, instant: datetime) -> int:
        return sum(1 for _, clock in self.running() if clock.deadline < instant)

    def met_since(self, instant: datetime) -> tuple[Any, ...]:
        pairs = [(i, c) for i in self.list() for c in i.clocks if c.met_at is not None and c.met_at >= instant]
        return tuple(sorted(pairs, key=lambda pair: pair[1].met_at, reverse=True))

    def listing(self, open_most: int, ended_most: int) -> Listing:
        every, open_ones = self.list(), self.list(open_only=True)
        ended = tuple(incident for incident in every if not incident.state.open)
        return Listing(open_ones[:open_most], ended[:ended_most], len(open_ones), len(ended))

    def tick(self) -> None:
        """What time does to every open matter, now."""
        for incident in self.list(open_only=True):
            self._append(incident.id, tick(incident, self._desk.clock.now()))

    def latest_if_major(self, incident: Incident) -> datetime | None:
        return judging.latest_if_major(incident, self.policies)

    def act_words(self, act: Act) -> str:
        return act_words(act, self._desk.zone, drill=self.get(act.incident_id).drill)

    def chain_intact(self, now: datetime) -> bool:
        return True

    def related(self, id: int | str) -> tuple[Any, ...]:
        items = self.get(id).items
        return tuple(copy for item in items if item % 10 == 0 for copy in yunchuan.copies(item))

    def tickets(self, id: int | str) -> tuple[KeptTicket, ...]:
        made = [ticket_of(copy.item_id) for copy in self.related(id) if copy.item_id % 10 == 0]
        return tuple(one for one in made if one is not None)

    def suggested_units(self, id: int | str) -> tuple[UnitChoice, ...]:
        items = self.get(id).items
        choices = [choice for item in items for v in [yunchuan.verdict(item)] for choice in (v.lead, *v.others)]
        return tuple(choice for choice in choices if choice.unit)

    def items_of_event(self, item_id: int) -> tuple[int, ...]:
        return (item_id, *(copy.item_id for copy in self._desk.items.read(item_id).related))

    def open(
        self, title: str, items: Sequence[int] = (), origin: Origin = Origin.ITEM, happened: datetime | None = None,
        published: datetime | None = None, discovered: datetime | None = None, kind: str | None = None, *,
        note: str = "", paper: Any = None, drill: bool = False, born_of: int | None = None, deed: Any,
    ) -> Incident:  # fmt: skip
        id, time = len(self.acts) + 1, self._time(deed)
        hint = next((yunchuan.matter(item).hint for item in items), None)
        first = min((yunchuan.moment(yunchuan.matter(item).at) for item in items), default=None)
        times = Times(happened, published or first, discovered or (first and first + timedelta(minutes=3)))
        opening = Opening(
            title,
            origin,
            tuple(items),
            times,
            kind or ("D3" if items else None),
            hint,
            note=note,
            paper=paper,
            drill=drill,
            born_of=born_of,
        )
        made = self._append(id, judging.open_incident(opening, f"YQ-2026-{116 + id:04d}", id, self.policies, time))
        if born_of is not None:
            self._append(born_of, ending.bear(self.get(born_of), id, made.number, title, time))
        for item in items:
            self._desk.items._put(item, incident_id=id, state=ItemState.OPENED)
        return made

    def confirm(self, id: int, judgement: Judgement, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, judging.confirm(self.get(id), judgement, self.policies, self._time(deed)))

    def regrade(self, id: int, judgement: Judgement, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, judging.regrade(self.get(id), judgement, self.policies, self._time(deed)))

    def _expect_seen(self, id: int, deed: Any) -> None:
        """As the service: who saw less than others did meanwhile is refused."""
        seen = getattr(deed, "seen", None)
        newer = self.acts[id][seen:] if seen is not None else []
        if newer:
            told = f"{newer[0].by} {self.act_words(newer[0])}"
            raise Refused("moved_meanwhile", number=self.get(id).number, acts=told, count=len(self.acts[id]))

    def judge(self, id: int, answering: Any, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        acts = responding.judge_response(self.get(id), answering, self.policies, self._time(deed))
        return self._append(id, acts)

    def receive(self, id: int, paper: Any, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, mandates.receive_mandate(self.get(id), paper, self.policies, self._time(deed)))

    def answer_mandate(self, id: int, index: int, text: str, number: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, mandates.answer_mandate(self.get(id), index, text, number, self._time(deed)))

    def report(self, id: int, made: Any, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, reporting.report(self.get(id), made, self.policies, self._time(deed)))

    def take_over(self, id: int, authority: str, paper: str = "", heard_by: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        acts = commanding.take_over(self.get(id), authority, paper, heard_by, self.policies, self._time(deed))
        return self._append(id, acts)

    def sign(self, id: int, index: int, paper: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, signatures.sign(self.get(id), index, paper, self._time(deed)))

    def correct_times(self, id: int, times: Any, reason: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, starting.correct_times(self.get(id), times, reason, self.policies, self._time(deed)))

    def change_start(self, id: int, which: Any, reason: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, starting.change_start(self.get(id), which, reason, self.policies, self._time(deed)))

    def set_clock(self, id: int, name: str, owed_by: str, term: Any, ground: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        acts = own_clocks.set_clock(self.get(id), name, owed_by, term, ground, self.policies, self._time(deed))
        return self._append(id, acts)

    def set_preset(self, id: int, preset: str, name: str = "", owed_by: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        time = self._time(deed)
        acts = own_clocks.set_preset(self.get(id), preset, self.policies, time, name=name, owed_by=owed_by)
        return self._append(id, acts)

    def withdraw_clock(self, id: int, clock: str, reason: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, own_clocks.withdraw_clock(self.get(id), clock, reason, self._time(deed)))

    def interpret(self, id: int, what: str, published: datetime | None = None, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, own_clocks.interpret(self.get(id), what, published, self.policies, self._time(deed)))

    def meet(
        self, id: int, clock: str, what: str, *, address: str | None = None, file: Path | None = None, deed: Any
    ) -> Incident:
        self._expect_seen(id, deed)
        digest = None if file is None else "5c0e" + "0" * 60
        return self._append(id, own_clocks.meet_clock(self.get(id), clock, what, address, digest, self._time(deed)))

    def known_units(self, id: int) -> frozenset[str]:
        return frozenset(unit.name for unit in yunchuan.UNITS)

    def _number(self, kind: PaperKind) -> str:
        self.numbers[kind] = self.numbers.get(kind, 0) + 1
        return paper_number("云宣舆", kind, 2026, self.numbers[kind])

    def assign(self, id: int, lead: str, co: Sequence[str] = (), *, deed: Any, named_by: str = "") -> Incident:
        self._expect_seen(id, deed)
        notice = self._number(PaperKind.ASSIGNED)
        known, time = self.known_units(id), self._time(deed)
        acts = handling.assign(self.get(id), lead, co, known, self.policies, time, notice=notice, named_by=named_by)
        return self._append(id, acts)

    def acknowledge(
        self, id: int, unit: str, text: str = "", *, deed: Any, way: ReceiptWay | None = None, post: str = ""
    ) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, handling.acknowledge(self.get(id), unit, text, self._time(deed), way=way, post=post))

    def give_back(self, id: int, unit: str, text: str, *, deed: Any, rule: str = "") -> Incident:
        self._expect_seen(id, deed)
        time = self._time(deed)
        return self._append(id, handling.give_back(self.get(id), unit, text, time, policies=self.policies, rule=rule))

    def return_until(self, incident: Incident, unit: str) -> datetime | None:
        found = incident.assignment(unit)
        return None if found is None else handling.return_until(incident, found, self.policies)

    def urge(self, id: int, unit: str, text: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        number = self._number(PaperKind.URGED)
        return self._append(id, papers.urge(self.get(id), unit, text, self._time(deed), number=number))

    def hand(self, id: int, unit: str, kind: PaperKind, text: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        number, known = self._number(kind), self.known_units(id)
        return self._append(id, papers.hand(self.get(id), unit, kind, text, known, self._time(deed), number=number))

    def consult(self, id: int, units: Sequence[str], conclusion: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        known = self.known_units(id)
        return self._append(id, papers.consult(self.get(id), units, conclusion, known, self._time(deed)))

    def reply(
        self, id: int, unit: str, text: str, *, deed: Any, stage: ReplyStage = ReplyStage.VERIFICATION
    ) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, handling.reply(self.get(id), unit, text, self._time(deed), stage=stage))

    def change_step(self, id: int, clock: str, due: datetime, reason: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, unit_steps.change_step(self.get(id), clock, due, reason, self._time(deed)))

    def aftermath(self, id: int) -> tuple[Aftermath, ...]:
        return (Aftermath(24, 46, 12, 28, 6, 3, True), Aftermath(72, 61, 14, 39, 8, 1, False))

    def review(self, id: int, plan: str, findings: str, lessons: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        acts = ending.review(self.get(id), plan, findings, lessons, self.aftermath(id), self._time(deed))
        return self._append(id, acts)

    def born(self, id: int) -> tuple[Incident, ...]:
        return tuple(self.get(act.data["incident"]) for act in self.acts[id] if act.kind is ActKind.BORN)

    def answer(
        self, id: int, kind: EvidenceKind, what: str, *, address: str | None = None, file: Path | None = None,
        particulars: Particulars = Particulars(), deed: Any,  # noqa: B008
    ) -> Incident:  # fmt: skip
        self._expect_seen(id, deed)
        digest = None if file is None else "5c0e" + "0" * 60
        return self._append(
            id,
            releasing.answer_public(
                self.get(id), kind, what, address, digest, self.policies, self._time(deed), particulars
            ),
        )

    def answer_call(self, id: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, calling.answer_call(self.get(id), self._time(deed)))

    def snooze(self, id: int, until: datetime, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, calling.snooze(self.get(id), until, self._time(deed), self._desk.zone))

    def latest_snooze(self, incident: Incident) -> datetime:
        now = self._desk.clock.now()
        return calling.latest_snooze(incident, When(now, now, "时限程序"))

    def check(
        self,
        id: int,
        step: str,
        strike: str | None = None,
        *,
        settled: Settled = Settled(),  # noqa: B008
        deed: Any,
    ) -> Incident:
        self._expect_seen(id, deed)
        acts = releasing.check(self.get(id), step, strike, self._time(deed), settled)
        return self._append(id, acts)

    def conclude(self, id: int, text: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, ending.conclude(self.get(id), text, self._time(deed)))

    def close(self, id: int, text: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, ending.close(self.get(id), text, self._time(deed)))

    def merge(self, id: int, into: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        target, time = self.get(into), self._time(deed)
        merged = self._append(id, ending.merge(self.get(id), target, time))
        self._append(into, judging.link_items(target, merged.items, time))
        return merged

    def reopen(self, id: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        old, time, new = self.get(id), self._time(deed), len(self.acts) + 1
        number = f"YQ-2026-{116 + new:04d}"
        opening = Opening(old.title, old.origin, old.items, old.times, old.kind, old.hint, reopens=old.id)
        self._append(id, (time.act(ActKind.REOPENED, old, number=number, incident=new),))
        return self._append(new, judging.open_incident(opening, number, new, self.policies, time))

    def dismiss(self, id: int, text: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, ending.dismiss(self.get(id), text, self._time(deed)))
