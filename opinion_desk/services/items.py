"""Items as a person works with them: lists, reading, marks, corrections, search, import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..domain.collected import Collected, Outcome, Skipped
from ..domain.errors import Refused
from ..domain.inbox import Copy, Facets, Hit, InboxPage, InboxQuery, ReadItem
from ..domain.item import Entry, Item
from ..domain.learning import NONE
from ..domain.source import Form, Source
from ..domain.table_mapping import TableMapping
from ..domain.unit import RuleText
from ..domain.verdict import Attitude, UnitChoice, Verdict, Voice
from ..store import corrections, stories
from ..store import sources as source_rows
from ..store.store import Store
from ..store.writing import Transaction
from .intake import Intake
from .parts import part
from .ports import Catalogue, Clock, Tables
from .review import review_threshold
from .tables import TableService
from .tickets import tier_of
from .topics import shown_topics

Progress = Callable[[int, int | None], None]
FIELDS: Final = ("attitude", "topics", "function", "kind", "voice")
_KINDS: Final = ("D1", "D2", "D3", "D4", "D5", "D6")


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of a file: rows read, new, already known, skipped with the reason; `updated` of the known brought something new."""

    read: int
    new: int
    known: int
    skipped: tuple[Skipped, ...]
    updated: int = 0
    mapping: str = ""  # the mapping or preset it was read by


class ItemService:
    """The items of the desk."""

    def __init__(
        self,
        store: Store,
        intake: Callable[[], Intake],
        tables: Callable[[], Tables],
        catalogue: Callable[[], Catalogue],
        clock: Clock,
        review_share: Callable[[], float | None] = lambda: None,
    ) -> None:
        """The parts are made when first needed: a list of items loads no models. `review_share` is as the settings have it."""
        self._review_share = review_share
        self._store = store
        self._make_intake = intake
        self._make_tables = tables
        self._make_catalogue = catalogue
        self._clock = clock

    @part
    def _intake(self) -> Intake:
        return self._make_intake()

    @part
    def _tables(self) -> TableService:
        return TableService(self._store, self._make_tables, self._clock)

    @part
    def _catalogue(self) -> Catalogue:
        return self._make_catalogue()

    # lists

    def page(self, query: InboxQuery, cursor: str | None = None, limit: int = 100) -> InboxPage:
        """A page of stories for this view."""
        return self._store.inbox.page(query, self._clock.now(), cursor=cursor, limit=limit)

    def count(self, query: InboxQuery) -> int:
        """How many stories the view holds."""
        return self._store.inbox.count(query)

    def facets(self, query: InboxQuery) -> Facets:
        """The counts beside the list."""
        return self._store.inbox.facets(query)

    def search(self, query: str, limit: int = 50) -> tuple[Hit, ...]:
        """Search the items; the syntax is that of domain/query.py. Refused with a sentence where it cannot be answered."""
        return tuple(self._store.search.search(query, limit))

    def events(self) -> int:
        """How many happenings (话题) the items amount to."""
        return self._store.inbox.events()

    def topics(self) -> tuple[str, ...]:
        """The names of topics (领域) there are to choose from: packaged and own ones, without those the desk does not use."""
        return shown_topics(self._catalogue.topics(), self._store.topics.all())

    def functions(self) -> tuple[tuple[str, str], ...]:
        """The catalogue of functions: id, name."""
        return self._catalogue.functions()

    def unit_name(self, function: str) -> str:
        """The name of the unit that holds this function here: the registry's first with it, else the catalogue's."""
        own = next((unit.name for unit in self._store.units.all() if unit.function == function), None)
        return own or self._catalogue.unit_name(function)

    def rule(self, id: str) -> RuleText | None:
        """The responsibility rule of that id with its documents and clauses; None for an id that is no rule's."""
        return self._catalogue.rule(id)

    def review_threshold(self) -> float | None:
        """The score of the lead from which an item counts as sure here; None for the packaged default."""
        return review_threshold(self._store, self._review_share())

    # one item

    def read(self, item_id: int) -> ReadItem:
        """Everything the reading pane shows."""
        item = self._store.items.get(item_id)
        verdict = self._store.verdicts.get(item_id) or Verdict()
        marks = self._store.inbox.marks(item_id)
        of_event = self._store.items.many(self._store.items.of_event(item.event_id or item.id))
        return ReadItem(
            item,
            verdict,
            self._store.verdicts.corrected(item_id),
            self._store.sources.get(item.source_id).source.tier,
            marks.state,
            marks.starred,
            marks.incident_id,
            tuple(_copy(other) for other in of_event if other.story_id == item.story_id and other.id != item.id),
            _one_a_story(of_event, item),
            _course(of_event),
            tuple(self._store.items.metrics(item_id)),
            tuple(self._store.items.versions(item_id)),
            self._store.pages.gone(item_id),
            self._store.tickets.of_items([item_id]).get(item_id),
        )

    def star(self, item_id: int, on: bool) -> None:
        """Star its story, or take the star away."""
        now = self._clock.now() if on else None
        self._store.write_now(lambda tx: stories.star(tx, [item_id], now))

    def file(self, item_id: int) -> None:
        """阅存: file its story without action."""
        now = self._clock.now()
        self._store.write_now(lambda tx: stories.file_away(tx, [item_id], now))

    def unfile(self, item_id: int) -> None:
        """Take it out of the filed ones again."""
        self._store.write_now(lambda tx: stories.file_away(tx, [item_id], None))

    # corrections

    def correct(self, item_id: int, field: str, value: str | tuple[str, ...], by: str) -> Verdict:
        """修正研判: one field of the verdict as a person judged it, kept with who and when.

        A function of NONE is that nobody of the catalogue answers, no topics that none of them fits.
        """
        if not by.strip():
            raise Refused("name_missing")
        verdict = self._store.verdicts.get(item_id)
        if verdict is None:
            raise Refused("item_missing", id=item_id)
        after = self._corrected(verdict, field, value)
        now = self._clock.now()

        def job(tx: Transaction) -> Verdict:
            corrected = corrections.correct(tx, item_id, after, by.strip(), now)
            stories.settle(tx, [item_id], now)
            return corrected

        return self._store.write_now(job).value

    def uncorrect(self, item_id: int, by: str) -> Verdict:
        """Take the newest correction of an item back."""
        now = self._clock.now()

        def job(tx: Transaction) -> Verdict:
            before = corrections.undo_last(tx, item_id, now)
            if not corrections.standing(tx, item_id):
                stories.settle(tx, [item_id], None)
            return before

        return self._store.write_now(job).value

    def _corrected(self, verdict: Verdict, field: str, value: str | tuple[str, ...]) -> dict[str, Any]:
        """The JSON fields of the verdict that this correction sets."""
        words = (value,) if isinstance(value, str) else value
        single = words[0] if len(words) == 1 else None
        if field == "attitude" and single in set(Attitude):
            return {"attitude": {"label": single, "score": 1.0}}
        if field == "voice" and single in set(Voice):
            return {"voice": single}
        if field == "kind" and single in (*_KINDS, ""):
            return {"kind": {"id": single, "score": 1.0} if single else None}
        if field == "topics" and set(words) <= set(self.topics()):
            return {"topics": [{"name": name, "score": 1.0} for name in dict.fromkeys(words)]}
        if field == "function" and single == NONE:
            return {"lead": Verdict().as_json()["lead"], "others": [], "sure": True}
        if field == "function" and single is not None and single in {id for id, _ in self.functions()}:
            return self._other_function(verdict, single)
        raise Refused("correction_unknown", field=field, value="、".join(words))

    def _other_function(self, verdict: Verdict, function: str) -> dict[str, Any]:
        unit = self._unit_of(verdict, function)
        lead = UnitChoice(function, unit, 1.0, "人工")
        others = [u for u in (verdict.lead, *verdict.others) if u.function not in (function, None)]
        row = Verdict(lead=lead, others=tuple(others)).as_json()
        return {"lead": row["lead"], "others": row["others"], "sure": True}

    def _unit_of(self, verdict: Verdict, function: str) -> str:
        """The one unit of the registry with that function; else as it was read, the registry's first, or the catalogue's name."""
        own = [unit.name for unit in self._store.units.all() if unit.function == function]
        read = next((u.unit for u in (verdict.lead, *verdict.others) if u.function == function and u.unit), None)
        if len(own) == 1:
            return own[0]
        return read or self.unit_name(function)

    # import

    def import_file(
        self, path: Path, progress: Progress | None = None, mapping: TableMapping | None = None
    ) -> ImportReport:
        """Take the rows of an export in as items of one source, named after the file; rows already known are counted.

        Read by this mapping, else by the one kept for its header, a preset, or its headings alone.
        """
        read = self._tables.read_export(path, mapping)
        taken = self.take_in(path.name, read.entries, progress)
        unread = sum(not row.still_read for row in read.skipped)
        return replace(taken, read=taken.read + unread, skipped=read.skipped, mapping=read.mapping)

    def take_in(self, name: str, entries: Sequence[Entry], progress: Progress | None = None) -> ImportReport:
        """Take entries of a file of that name in as items of one source, named after it."""
        source = self._import_source(name, entries)
        now = self._clock.now()
        taking = self._intake.begin(now)
        for start in range(0, len(entries), 400):
            portion = tuple(entries[start : start + 400])
            visit = Collected(source.id, Outcome.FETCHED, portion, form=Form.IMPORT)
            taking.add(visit, source.name, now)
            if progress is not None:
                progress(start + len(portion), len(entries))
        taken = taking.finish(now)
        return ImportReport(len(entries), taken.new, len(entries) - taken.new, (), len(taken.renewed))

    def _import_source(self, name: str, entries: Sequence[Entry]) -> Source:
        """The source of a file's name; one that brings tickets is the hotline's."""
        address = f"file:{name}"
        known = self._store.sources.by_address(address)
        if known is not None:
            return known.source
        source = Source(0, name, address, Form.IMPORT, tier=tier_of(entries))
        return self._store.write_now(lambda tx: source_rows.add(tx, source)).value


def _copy(item: Item) -> Copy:
    return Copy(item.id, item.title, item.source_name, item.when, item.link)


def _one_a_story(of_event: list[Item], item: Item) -> tuple[Copy, ...]:
    """The other stories of the event, each by its earliest item."""
    firsts: dict[int, Item] = {}
    for other in of_event:
        if other.story_id is not None and other.story_id != item.story_id:
            firsts.setdefault(other.story_id, other)
    return tuple(_copy(first) for first in firsts.values())


def _course(of_event: list[Item]) -> tuple[tuple[datetime, int], ...]:
    """Items an hour, earliest first; hours without any are left out."""
    hours = Counter(item.when.replace(minute=0, second=0, microsecond=0) for item in of_event)
    return tuple(sorted(hours.items()))
