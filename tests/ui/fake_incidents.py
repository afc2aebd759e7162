"""The incidents of the desk in memory: the true rules of the domain over a list of acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.acts import GENESIS, Act, ActKind, link_hash
from opinion_desk.domain.changes import Touched
from opinion_desk.domain.commands import calling, ending, handling, judging, releasing
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.when import When, when
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.inbox import ItemState
from opinion_desk.domain.incident import Incident, Times
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.verdict import UnitChoice
from opinion_desk.services.reference import packaged_policies

from . import yunchuan

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


@dataclass(frozen=True)
class FakeDeed:
    by: str
    at: datetime | None = None
    key: str | None = None


class FakeIncidents:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.policies = packaged_policies()
        self.acts: dict[int, list[Act]] = {}

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

    def history(self, id: int | str) -> tuple[Act, ...]:
        return tuple(self.acts[int(id)])

    def list(self, open_only: bool = False) -> tuple[Incident, ...]:
        every = [self.get(id) for id in sorted(self.acts, reverse=True)]
        return tuple(incident for incident in every if incident.state.open or not open_only)

    def running(self) -> tuple[Any, ...]:
        pairs = [(incident, clock) for incident in self.list(open_only=True) for clock in incident.open_clocks]
        return tuple(sorted(pairs, key=lambda pair: pair[1].deadline))

    def latest_if_major(self, incident: Incident) -> datetime | None:
        return judging.latest_if_major(incident, self.policies)

    def act_words(self, act: Act) -> str:
        return act_words(act, self._desk.zone)

    def chain_intact(self) -> bool:
        return True

    def related(self, id: int | str) -> tuple[Any, ...]:
        items = self.get(id).items
        return tuple(copy for item in items if item % 10 == 0 for copy in yunchuan.copies(item))

    def suggested_units(self, id: int | str) -> tuple[UnitChoice, ...]:
        items = self.get(id).items
        choices = [choice for item in items for v in [yunchuan.verdict(item)] for choice in (v.lead, *v.others)]
        return tuple(choice for choice in choices if choice.unit)

    def open(
        self, title: str, items: Sequence[int] = (), origin: Origin = Origin.ITEM, happened: datetime | None = None,
        published: datetime | None = None, discovered: datetime | None = None, kind: str | None = None, *, deed: Any,
    ) -> Incident:  # fmt: skip
        id, time = len(self.acts) + 1, self._time(deed)
        hint = next((yunchuan.matter(item).hint for item in items), None)
        first = min((yunchuan.moment(yunchuan.matter(item).at) for item in items), default=None)
        times = Times(happened, published or first, discovered or (first and first + timedelta(minutes=3)))
        opening = Opening(title, origin, tuple(items), times, kind or ("D3" if items else None), hint)
        made = self._append(id, judging.open_incident(opening, f"YQ-2026-{116 + id:04d}", id, time))
        for item in items:
            self._desk.items._put(item, incident_id=id, state=ItemState.OPENED)
        return made

    def confirm(self, id: int, judgement: Judgement, *, deed: Any) -> Incident:
        return self._append(id, judging.confirm(self.get(id), judgement, self.policies, self._time(deed)))

    def regrade(self, id: int, judgement: Judgement, *, deed: Any) -> Incident:
        return self._append(id, judging.regrade(self.get(id), judgement, self.policies, self._time(deed)))

    def assign(self, id: int, lead: str, co: Sequence[str] = (), *, deed: Any) -> Incident:
        known = frozenset(unit.name for unit in yunchuan.UNITS)
        return self._append(id, handling.assign(self.get(id), lead, co, known, self.policies, self._time(deed)))

    def acknowledge(self, id: int, unit: str, text: str = "", *, deed: Any) -> Incident:
        return self._append(id, handling.acknowledge(self.get(id), unit, text, self._time(deed)))

    def give_back(self, id: int, unit: str, text: str, *, deed: Any) -> Incident:
        return self._append(id, handling.give_back(self.get(id), unit, text, self._time(deed)))

    def urge(self, id: int, unit: str, text: str = "", *, deed: Any) -> Incident:
        return self._append(id, handling.urge(self.get(id), unit, text, self._time(deed)))

    def reply(self, id: int, unit: str, text: str, *, deed: Any) -> Incident:
        return self._append(id, handling.reply(self.get(id), unit, text, self._time(deed)))

    def answer(
        self, id: int, kind: EvidenceKind, what: str, *, address: str | None = None, file: Path | None = None, deed: Any
    ) -> Incident:
        digest = None if file is None else "5c0e" + "0" * 60
        return self._append(
            id, releasing.answer_public(self.get(id), kind, what, address, digest, self.policies, self._time(deed))
        )

    def answer_call(self, id: int, *, deed: Any) -> Incident:
        return self._append(id, calling.answer_call(self.get(id), self._time(deed)))

    def snooze(self, id: int, until: datetime, *, deed: Any) -> Incident:
        return self._append(id, calling.snooze(self.get(id), until, self._time(deed), self._desk.zone))

    def latest_snooze(self, incident: Incident) -> datetime:
        now = self._desk.clock.now()
        return calling.latest_snooze(incident, When(now, now, "时限程序"))

    def check(self, id: int, step: str, strike: str | None = None, *, deed: Any) -> Incident:
        return self._append(id, releasing.check(self.get(id), step, strike, self._time(deed)))

    def conclude(self, id: int, text: str = "", *, deed: Any) -> Incident:
        return self._append(id, ending.conclude(self.get(id), text, self._time(deed)))

    def close(self, id: int, text: str = "", *, deed: Any) -> Incident:
        return self._append(id, ending.close(self.get(id), text, self._time(deed)))

    def merge(self, id: int, into: int, *, deed: Any) -> Incident:
        target, time = self.get(into), self._time(deed)
        merged = self._append(id, ending.merge(self.get(id), target, time))
        self._append(into, judging.link_items(target, merged.items, time))
        return merged

    def reopen(self, id: int, *, deed: Any) -> Incident:
        old, time, new = self.get(id), self._time(deed), len(self.acts) + 1
        number = f"YQ-2026-{116 + new:04d}"
        opening = Opening(old.title, old.origin, old.items, old.times, old.kind, old.hint, reopens=old.id)
        self._append(id, (time.act(ActKind.REOPENED, old, number=number, incident=new),))
        return self._append(new, judging.open_incident(opening, number, new, time))

    def dismiss(self, id: int, text: str, *, deed: Any) -> Incident:
        return self._append(id, ending.dismiss(self.get(id), text, self._time(deed)))
