"""Incidents read: the matters, their clocks and history, what they rest on, and who should answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from ..domain.act_words import act_words
from ..domain.acts import OF_THE_DESK, Act, ActKind
from ..domain.commands import judging
from ..domain.errors import Refused
from ..domain.inbox import Copy
from ..domain.incident import Incident
from ..domain.item import Item
from ..domain.listing import Listing
from ..domain.open_counts import OpenCounts
from ..domain.policy import Policies
from ..domain.response_clock import ResponseClock
from ..domain.ticket import KeptTicket
from ..domain.verdict import UnitChoice
from ..settings import Settings
from ..store.store import Store


class IncidentReading:
    """The matters of the desk. `id` is an incident's id or its number (YQ-2026-0001)."""

    def __init__(self, store: Store, policies: Policies | Callable[[], Policies], settings: Settings) -> None:
        """`policies` may be asked anew at every use: an administrator may set others meanwhile."""
        self._store = store
        self._policies = policies
        self._settings = settings
        self._drills: dict[int, bool] = {OF_THE_DESK: False}

    @property
    def policies(self) -> Policies:
        """The policies in force now; Refused when the desk's own cannot be used."""
        return self._policies() if callable(self._policies) else self._policies

    def get(self, id: int | str) -> Incident:
        """That matter as it stands; Refused when there is none."""
        return self._store.incidents.get(self.id_of(id))

    def history(self, id: int | str) -> tuple[Act, ...]:
        """Its acts, oldest first."""
        return self._store.incidents.history(self.id_of(id))

    def list(self, open_only: bool = False) -> tuple[Incident, ...]:
        """All matters, newest first."""
        return self._store.incidents.list(open_only)

    def running(self) -> tuple[tuple[Incident, ResponseClock], ...]:
        """Every open clock of open matters, most pressing first."""
        pairs = [(incident, clock) for incident in self.list(open_only=True) for clock in incident.open_clocks]
        return tuple(sorted(pairs, key=lambda pair: (pair[1].deadline, pair[0].id)))

    def nearest(
        self, limit: int, *, since: datetime | None = None, units_last: bool = False
    ) -> tuple[tuple[Incident, ResponseClock], ...]:
        """The first so many of `running`, asked for by index: quick however much the desk holds.

        `since` leaves out deadlines before it; with `units_last` the steps that units owe this desk follow after all others.
        """
        return self._store.incidents.nearest(limit, since=since, units_last=units_last)

    def met_since(self, instant: datetime) -> tuple[tuple[Incident, ResponseClock], ...]:
        """The clocks met at that instant or after it, latest first."""
        return self._store.incidents.met_since(instant)

    def due_before(self, instant: datetime) -> int:
        """How many open clocks have their deadline before that instant."""
        return self._store.incidents.due_before(instant)

    def listing(self, open_most: int, ended_most: int) -> Listing:
        """The newest so many ended matters, and all open ones, or where there are more the so many that are due soonest."""
        return self._store.incidents.listing(open_most, ended_most)

    def open_counts(self, now: datetime) -> OpenCounts:
        """How many matters and clocks are open at `now`, and how many of the clocks are late."""
        return self._store.incidents.open_counts(now)

    def latest_if_major(self, incident: Incident) -> datetime | None:
        """若定为重大, 最迟."""
        return judging.latest_if_major(incident, self.policies)

    def act_words(self, act: Act) -> str:
        """The act in one line, headed 演练 where its matter is a drill."""
        return act_words(act, self._settings.civil, drill=self._is_drill(act.incident_id))

    def _is_drill(self, id: int) -> bool:
        """Whether that matter is a drill; asked once a matter, since it is settled with the opening."""
        if id not in self._drills:
            self._drills[id] = self._store.incidents.get(id).drill
        return self._drills[id]

    def chain_intact(self, now: datetime) -> bool:
        """Whether the record is unchanged (记录未改动): read whole by this process within the last day, and in order since.

        Asked again it looks only at acts that are new, so that it may be asked at every view; `verify` reads all at once.
        """
        return self._store.incidents.unchanged(now)

    def born(self, id: int | str) -> tuple[Incident, ...]:
        """The matters that arose out of this one (次生舆情), oldest first."""
        children = [act.data["incident"] for act in self.history(id) if act.kind is ActKind.BORN]
        return tuple(self.get(child) for child in children)

    def related(self, id: int | str) -> tuple[Copy, ...]:
        """Its items and the further items of their stories, latest first."""
        found: dict[int, Copy] = {}
        for item_id in self.get(id).items:
            for item in self._store.items.many(self._store.items.of_story(self._story_of(item_id))):
                found[item.id] = Copy(item.id, item.title, item.source_name, item.when, item.link)
        return tuple(sorted(found.values(), key=lambda copy: copy.when, reverse=True))

    def tickets(self, id: int | str) -> tuple[KeptTicket, ...]:
        """The hotline's tickets among its items, earliest item first; their limits are the hotline's and start no clock here."""
        found = self._store.tickets.of_items([copy.item_id for copy in self.related(id)])
        return tuple(found[item_id] for item_id in sorted(found))

    def suggested_units(self, id: int | str) -> tuple[UnitChoice, ...]:
        """Who should answer, from what was read out of its items, strongest first, each unit once."""
        best: dict[str, UnitChoice] = {}
        for verdict in self._store.verdicts.many(self.get(id).items).values():
            for choice in (verdict.lead, *verdict.others):
                if choice.unit and (choice.unit not in best or best[choice.unit].score < choice.score):
                    best[choice.unit] = choice
        return tuple(sorted(best.values(), key=lambda choice: -choice.score))

    def copies(self, items: Sequence[int]) -> Sequence[Item]:
        """These items and the further ones of their stories; Refused when one is not there."""
        found = self._store.items.many(items)
        missing = set(items) - {item.id for item in found}
        if missing:
            raise Refused("item_missing", id=min(missing))
        stories = {item.story_id or item.id for item in found}
        return [copy for story in stories for copy in self._store.items.many(self._store.items.of_story(story))]

    def holders(self, item_id: int) -> set[int]:
        """The matters that an item or another one of its story was linked to."""
        copies = self._store.items.of_story(self._story_of(item_id))
        return {incident for copy in copies for incident in self._store.incidents.of_item(copy)}

    def id_of(self, id: int | str) -> int:
        """The id behind an id or a number; Refused when there is none."""
        return self._store.incidents.id_of(id)

    def _story_of(self, item_id: int) -> int:
        item = self._store.items.get(item_id)
        return item.story_id or item.id
