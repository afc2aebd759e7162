"""Opening matters and judging them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from ..domain.acts import Act
from ..domain.commands import ending, judging, responding
from ..domain.commands.judging import Judgement, Opening
from ..domain.commands.mandates import Received
from ..domain.commands.responding import Answering
from ..domain.commands.when import When
from ..domain.incident import Incident, Times
from ..domain.levels import Level
from ..domain.origin import Origin
from ..store import incidents as rows
from ..store import stories
from ..store.writing import Transaction
from .deed import Deed
from .incident_writing import IncidentWriting


class JudgingDeeds(IncidentWriting):
    """Opening matters and judging them."""

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
        born_of: int | str | None = None,
        note: str = "",
        paper: Received | None = None,
        drill: bool = False,
        deed: Deed,
    ) -> Incident:
        """立件. Times that are not given come from the items: first publication of their stories, first sight.

        `born_of` is the matter out of whose handling this one arose (次生舆情); each names the other.
        `note` is what a caller told, `paper` the instruction, note or inquiry that it came with, `drill` an exercise.
        """
        time = self.when(deed)
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
            born_of=None if born_of is None else self.id_of(born_of),
            note=note,
            paper=paper,
            drill=drill,
        )
        return self._open(opening, time, deed.key)

    def _open(self, opening: Opening, time: When, key: str | None) -> Incident:
        def job(tx: Transaction) -> Incident:
            done = rows.done_before(tx, key)
            if done is not None:
                return rows.load(tx, done)
            id, number = rows.reserve(tx, time.at.astimezone(self._settings.civil).year)
            acts = judging.open_incident(opening, number, id, self.policies, time)
            self.permit(time.by, acts)
            incident = rows.append(tx, id, acts, key=key)
            stories.open_incident(tx, opening.items, id)
            if opening.born_of is not None:
                parent = rows.load(tx, opening.born_of)
                rows.append(tx, parent.id, ending.bear(parent, id, number, incident.title, time))
            return incident

        return self._store.write_now(job).value

    def confirm(self, id: int | str, judgement: Judgement, *, deed: Deed) -> Incident:
        """核定."""
        return self.do(id, deed, lambda incident, time: judging.confirm(incident, judgement, self.policies, time))

    def judge(self, id: int | str, answering: Answering, *, deed: Deed) -> Incident:
        """判断是否回应, or judge it anew."""
        return self.do(
            id, deed, lambda incident, time: responding.judge_response(incident, answering, self.policies, time)
        )

    def items_of_event(self, item_id: int) -> tuple[int, ...]:
        """The first item of each story of the event (话题) that an item belongs to, earliest first; Refused when it is not there."""
        [first, *_] = self.copies([item_id])
        firsts: dict[int, int] = {}
        for item in self._store.items.many(self._store.items.of_event(first.event_id or first.id)):
            firsts.setdefault(item.story_id or item.id, item.id)
        return tuple(firsts.values()) or (item_id,)

    def regrade(self, id: int | str, judgement: Judgement, *, deed: Deed) -> Incident:
        """调整级别."""
        return self.do(id, deed, lambda incident, time: judging.regrade(incident, judgement, self.policies, time))

    def link(self, id: int | str, items: Sequence[int], *, deed: Deed) -> Incident:
        """Add items to a matter."""
        items = tuple(dict.fromkeys(items))
        self.copies(items)

        def decide(tx: Transaction, incident: Incident, time: When) -> tuple[Act, ...]:
            acts = judging.link_items(incident, items, time)
            stories.open_incident(tx, items, incident.id)
            return acts

        return self.do_within(id, deed, decide)
