"""Ending matters, and linking one to another."""

from __future__ import annotations

from typing import Final

from ..domain.acts import Act, ActKind
from ..domain.after_review import Aftermath
from ..domain.commands import ending, judging, mandates
from ..domain.commands.judging import Opening
from ..domain.commands.when import When
from ..domain.errors import Refused
from ..domain.incident import Incident, IncidentState
from ..store import incidents as rows
from ..store import stories
from ..store.writing import Transaction
from .aftermath import aftermath_of
from .deed import Deed
from .incident_writing import IncidentWriting

_ENDED: Final = (IncidentState.DISMISSED, IncidentState.MERGED)


class EndingDeeds(IncidentWriting):
    """Ending matters, and linking one to another."""

    def conclude(self, id: int | str, text: str = "", *, deed: Deed) -> Incident:
        """办结."""
        return self.do(id, deed, lambda incident, time: ending.conclude(incident, text, time))

    def review(self, id: int | str, plan: str, findings: str, lessons: str = "", *, deed: Deed) -> Incident:
        """复盘, with what was published in the 24 and 72 hours after the first release."""
        seen = aftermath_of(self._store, self.get(id), self.when(deed).at)
        return self.do(id, deed, lambda incident, time: ending.review(incident, plan, findings, lessons, seen, time))

    def aftermath(self, id: int | str) -> tuple[Aftermath, ...]:
        """How the public took the first release so far, at 24 and 72 hours; empty where nothing was released."""
        return aftermath_of(self._store, self.get(id), self._clock.now())

    def close(self, id: int | str, text: str = "", *, deed: Deed) -> Incident:
        """归档."""
        return self.do(id, deed, lambda incident, time: ending.close(incident, text, time))

    def dismiss(self, id: int | str, text: str, *, deed: Deed) -> Incident:
        """排除: its items are free again, unless another matter holds them too."""
        holders = {item: self.holders(item) for item in self.get(id).items}

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            acts = ending.dismiss(incident, text, time)
            for item in incident.items:
                others = [rows.load(tx, other) for other in holders.get(item, ()) if other != incident.id]
                left = [other.id for other in others if other.state not in _ENDED]
                stories.open_incident(tx, [item], max(left, default=None))
            return acts

        return self.do_within(id, deed, decide)

    def merge(self, id: int | str, into: int | str, *, deed: Deed) -> Incident:
        """并入: its items go to the other matter too, and what it still owes to those above."""
        other = self.id_of(into)

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            target = rows.load(tx, other)
            acts = ending.merge(incident, target, time)
            linked = judging.link_items(target, incident.items, time)
            linked += mandates.carry_mandates(incident, target, self.policies, time)
            if linked:
                rows.append(tx, other, linked)
            stories.open_incident(tx, incident.items, other)
            return acts

        return self.do_within(id, deed, decide)

    def reopen(self, id: int | str, *, deed: Deed) -> Incident:
        """重新立件: what has ended stays as it is; a linked matter is opened, and each names the other."""
        time = self.when(deed)
        seen = self.get(id)
        before = [act.data["incident"] for act in self.history(seen.id) if act.kind is ActKind.REOPENED]

        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, deed.key)
            if done is not None:
                return rows.load(tx, done)
            old = rows.load(tx, seen.id)
            self._expect_seen(tx, old, deed)
            if old.state.open or old.state is IncidentState.MERGED:
                raise Refused("reopen_open", number=old.number)
            if old.acts != seen.acts:
                raise Refused("incident_moved", number=old.number)
            for again in (rows.load(tx, other) for other in before):
                if again.state.open:
                    raise Refused("reopened_already", number=old.number, other=again.number)
            opening = Opening(
                old.title, old.origin, old.items, old.times, old.kind, old.hint, reopens=old.id, drill=old.drill
            )
            new_id, number = rows.reserve(tx, time.at.astimezone(self._settings.civil).year)
            reopened = [time.act(ActKind.REOPENED, old, number=number, incident=new_id)]
            self.permit(deed.by, reopened)
            rows.append(tx, old.id, reopened)
            opened = rows.append(
                tx, new_id, judging.open_incident(opening, number, new_id, self.policies, time), key=deed.key
            )
            stories.open_incident(tx, opening.items, new_id)
            return opened

        return self._store.write_now(job).value
