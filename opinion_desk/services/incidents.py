"""Incidents: each command replays the matter, decides, and appends its acts in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from ..domain.acts import Act, ActKind
from ..domain.commands import handling, judging
from ..domain.commands.judging import Judgement, Opening
from ..domain.commands.when import When, when
from ..domain.errors import Refused
from ..domain.incident import EvidenceKind, Incident, IncidentState, Origin, Times
from ..domain.levels import Level
from ..domain.policy import Policies
from ..domain.unit import Unit
from ..settings import Settings
from ..store import incidents as rows
from ..store import outbox, stories
from ..store import units as unit_rows
from ..store.store import Store
from ..store.writing import Transaction
from .chosen_time import time_of_entry
from .deed import Deed as Deed
from .files import EvidenceFiles
from .incident_reading import IncidentReading
from .ports import Clock

Decide = Callable[[Incident, When], tuple[Act, ...]]
_ENDED: Final = (IncidentState.DISMISSED, IncidentState.MERGED)


class IncidentService(IncidentReading):
    """The matters of the desk, read and moved on. `id` is an incident's id or its number (YQ-2026-0001)."""

    def __init__(
        self, store: Store, policies: Policies, settings: Settings, clock: Clock, evidence: EvidenceFiles
    ) -> None:
        super().__init__(store, policies, settings)
        self._clock = clock
        self._evidence = evidence

    # opening and judging

    def open(
        self,
        title: str,
        items: Sequence[int] = (),
        origin: Origin = Origin.ITEM,
        happened: datetime | None = None,
        published: datetime | None = None,
        discovered: datetime | None = None,
        kind: str | None = None,
        *,
        deed: Deed,
    ) -> Incident:
        """立件. Times that are not given come from the items: first publication of their stories, first sight."""
        time = self._when(deed)
        items = tuple(dict.fromkeys(items))
        copies = self.copies(items)
        # A date beyond its own sighting is the source's mistake, and no reason to refuse the matter.
        firsts = [min(copy.published, copy.seen) for copy in copies if copy.published]
        seen = min((copy.seen for copy in copies), default=None)
        read = self._store.verdicts.many(items)
        verdicts = [read[id] for id in items if id in read]
        hints = [verdict.severity.level for verdict in verdicts if verdict.severity]
        opening = Opening(
            title,
            origin,
            items,
            Times(
                happened,
                published or min(firsts, default=None),
                discovered or (seen if seen is not None and seen <= time.at else None),
            ),
            kind or next((verdict.kind.name for verdict in verdicts if verdict.kind), None),
            Level(min(hints)) if hints else None,
        )
        return self._open(opening, time, deed.key)

    def _open(self, opening: Opening, time: When, key: str | None) -> Incident:
        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, key)
            if done is not None:
                return rows.load(tx, done)
            id, number = rows.reserve(tx, time.at.astimezone(self._settings.civil).year)
            incident = rows.append(tx, id, judging.open_incident(opening, number, id, time), key=key)
            stories.open_incident(tx, opening.items, id)
            return incident

        return self._store.write_now(job).value

    def confirm(self, id: int | str, judgement: Judgement, *, deed: Deed) -> Incident:
        """核定."""
        return self._do(id, deed, lambda incident, time: judging.confirm(incident, judgement, self.policies, time))

    def regrade(self, id: int | str, judgement: Judgement, *, deed: Deed) -> Incident:
        """调整级别."""
        return self._do(id, deed, lambda incident, time: judging.regrade(incident, judgement, self.policies, time))

    def link(self, id: int | str, items: Sequence[int], *, deed: Deed) -> Incident:
        """Add items to a matter."""
        items = tuple(dict.fromkeys(items))
        self.copies(items)

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            acts = judging.link_items(incident, items, time)
            stories.open_incident(tx, items, incident.id)
            return acts

        return self._do_within(id, deed, decide)

    # handling

    def assign(
        self, id: int | str, lead: str, co: Sequence[str] = (), *, deed: Deed, enter_new: bool = False
    ) -> Incident:
        """交办; units that the reading suggests are known as well as those of the registry. `enter_new` registers the others."""
        known = {c.unit for c in self.suggested_units(id) if c.unit}.union(self._store.units.names())
        fresh = dict.fromkeys(unit.strip() for unit in (lead, *co) if unit.strip() not in known) if enter_new else {}

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            entered = {unit_rows.add(tx, Unit(0, name, None)).name for name in fresh}
            return handling.assign(incident, lead, co, frozenset(known | entered), self.policies, time)

        return self._do_within(id, deed, decide)

    def acknowledge(self, id: int | str, unit: str, text: str = "", *, deed: Deed) -> Incident:
        """签收."""
        return self._do(id, deed, lambda incident, time: handling.acknowledge(incident, unit, text, time))

    def give_back(self, id: int | str, unit: str, text: str, *, deed: Deed) -> Incident:
        """退单."""
        return self._do(id, deed, lambda incident, time: handling.give_back(incident, unit, text, time))

    def urge(self, id: int | str, unit: str, text: str = "", *, deed: Deed) -> Incident:
        """催办."""
        return self._do(id, deed, lambda incident, time: handling.urge(incident, unit, text, time))

    def reply(self, id: int | str, unit: str, text: str, *, deed: Deed) -> Incident:
        """回复."""
        return self._do(id, deed, lambda incident, time: handling.reply(incident, unit, text, time))

    def answer(
        self,
        id: int | str,
        kind: EvidenceKind,
        what: str,
        *,
        address: str | None = None,
        file: Path | None = None,
        deed: Deed,
    ) -> Incident:
        """权威发布, 新闻发布会 or 回应 with its evidence; a file is kept under its digest first."""
        digest = None if file is None else self._evidence.keep(file)
        return self._do(
            id,
            deed,
            lambda incident, time: handling.answer_public(incident, kind, what, address, digest, self.policies, time),
        )

    def answer_call(self, id: int | str, *, deed: Deed) -> Incident:
        """应答: the calls of the ladder stop, and the notices that made them count as read."""

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            outbox.read_notices_of(tx, incident.id, time.entered)
            return handling.answer_call(incident, time)

        return self._do_within(id, deed, decide)

    def check(self, id: int | str, step: str, strike: str | None = None, *, deed: Deed) -> Incident:
        """核对处置要求."""
        return self._do(id, deed, lambda incident, time: handling.check(incident, step, strike, time))

    # ending

    def conclude(self, id: int | str, text: str = "", *, deed: Deed) -> Incident:
        """办结."""
        return self._do(id, deed, lambda incident, time: handling.conclude(incident, text, time))

    def close(self, id: int | str, text: str = "", *, deed: Deed) -> Incident:
        """归档."""
        return self._do(id, deed, lambda incident, time: handling.close(incident, text, time))

    def dismiss(self, id: int | str, text: str, *, deed: Deed) -> Incident:
        """排除: its items are free again, unless another matter holds them too."""
        holders = {item: self.holders(item) for item in self.get(id).items}

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            acts = handling.dismiss(incident, text, time)
            for item in incident.items:
                others = [rows.load(tx, other) for other in holders.get(item, ()) if other != incident.id]
                left = [other.id for other in others if other.state not in _ENDED]
                stories.open_incident(tx, [item], max(left, default=None))
            return acts

        return self._do_within(id, deed, decide)

    def merge(self, id: int | str, into: int | str, *, deed: Deed) -> Incident:
        """并入: its items go to the other matter too."""
        other = self.id_of(into)

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            target = rows.load(tx, other)
            acts = handling.merge(incident, target, time)
            linked = judging.link_items(target, incident.items, time)
            if linked:
                rows.append(tx, other, linked)
            stories.open_incident(tx, incident.items, other)
            return acts

        return self._do_within(id, deed, decide)

    def reopen(self, id: int | str, *, deed: Deed) -> Incident:
        """重新立件: what has ended stays as it is; a linked matter is opened, and each names the other."""
        time = self._when(deed)
        seen = self.get(id)
        before = [act.data["incident"] for act in self.history(seen.id) if act.kind is ActKind.REOPENED]

        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, deed.key)
            if done is not None:
                return rows.load(tx, done)
            old = rows.load(tx, seen.id)
            if old.state.open or old.state is IncidentState.MERGED:
                raise Refused("reopen_open", number=old.number)
            if old.acts != seen.acts:
                raise Refused("incident_moved", number=old.number)
            for again in (rows.load(tx, other) for other in before):
                if again.state.open:
                    raise Refused("reopened_already", number=old.number, other=again.number)
            opening = Opening(old.title, old.origin, old.items, old.times, old.kind, old.hint, reopens=old.id)
            new_id, number = rows.reserve(tx, time.at.astimezone(self._settings.civil).year)
            rows.append(tx, old.id, [time.act(ActKind.REOPENED, old, number=number, incident=new_id)])
            opened = rows.append(tx, new_id, judging.open_incident(opening, number, new_id, time), key=deed.key)
            stories.open_incident(tx, opening.items, new_id)
            return opened

        return self._store.write_now(job).value

    # the one way acts are made

    def _do(self, id: int | str, deed: Deed, decide: Decide) -> Incident:
        return self._do_within(id, deed, lambda tx, incident, time: decide(incident, time))

    def _do_within(
        self, id: int | str, deed: Deed, decide: Callable[[Transaction, Incident, When], tuple[Act, ...]]
    ) -> Incident:
        number, time = self.id_of(id), self._when(deed)

        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, deed.key)
            if done is not None:
                return rows.load(tx, done)
            incident = rows.load(tx, number)
            acts = decide(tx, incident, time)
            return rows.append(tx, number, acts, key=deed.key)

        return self._store.write_now(job).value

    def _when(self, deed: Deed) -> When:
        return when(deed.at, time_of_entry(self._store, self._clock.now(), deed.at), deed.by)
