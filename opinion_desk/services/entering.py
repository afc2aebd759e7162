"""Entering by hand (录入): pasted links and share texts, screenshots, telephone notes, and counts seen again later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ..domain.collected import Collected, Outcome
from ..domain.draft_checks import checked_draft, entry_of
from ..domain.entering import MOST_BYTES, Draft, Entered, EnteredNote, Pasted, source_for
from ..domain.errors import Refused
from ..domain.item import Entry, Metrics
from ..domain.metric_series import checked_metrics, falls
from ..domain.sharing import is_of_a_person, of_page, read_share, usable_link
from ..domain.source import Form, Source
from ..store import adding, entered
from ..store import sources as source_rows
from ..store.store import Store
from ..store.writing import Transaction
from .files import EvidenceFiles, read_bytes
from .intake import Intake
from .parts import part
from .ports import Clock, Collector, Pictures


class EnteringService:
    """What persons enter by hand; from there on it is read, folded and found like any item."""

    def __init__(
        self,
        store: Store,
        intake: Callable[[], Intake],
        collector: Callable[[], Collector],
        pictures: Callable[[], Pictures],
        evidence: EvidenceFiles,
        clock: Clock,
        zone: Callable[[], ZoneInfo],
        permit: Callable[[str], None] = lambda by: None,
    ) -> None:
        """The parts are made when first needed. `permit` refuses who may not enter anything."""
        self._store = store
        self._make_intake = intake
        self._make_collector = collector
        self._make_pictures = pictures
        self._evidence = evidence
        self._clock = clock
        self._zone = zone
        self._permit = permit

    @part
    def _intake(self) -> Intake:
        return self._make_intake()

    @part
    def _collector(self) -> Collector:
        return self._make_collector()

    @part
    def _pictures(self) -> Pictures:
        return self._make_pictures()

    def close(self) -> None:
        """Let go of the network, where it was used."""
        if "_collector" in self.__dict__:
            self._collector.close()

    # before anything is stored

    def read_pasted(self, text: str) -> Pasted:
        """What a share text or an address says; nothing is fetched, and author names are dropped."""
        return read_share(text, self._clock.now())

    def look(self, link: str) -> Pasted:
        """The title and text of an openly published page, fetched once as its robots.txt allows. Refused or Unavailable with a sentence."""
        address = usable_link(link)
        if address is None:
            raise Refused("link_unreadable", link=link.strip()[:60])
        if is_of_a_person(address):
            raise Refused("link_of_person")
        page = self._collector.read_page(address)
        if is_of_a_person(page.address):  # where a short link led
            raise Refused("link_of_person")
        return of_page(address, page.title, page.text)

    def read_picture(self, path: Path) -> bytes:
        """The bytes of a picture's file; Refused when there is none or it is too large to be looked at."""
        if path.is_file() and path.stat().st_size > MOST_BYTES:
            raise Refused("picture_too_large", limit=MOST_BYTES // 1_000_000)
        return read_bytes(path)

    def known(self, link: str) -> int | None:
        """The item, of whichever source, that already has this link; None when there is none."""
        address = usable_link(link)
        return None if address is None else self._store.entered.with_link(address)

    # entering

    def enter(self, draft: Draft, by: str) -> Entered:
        """Store a draft as an item, or add its counts and picture to the item that has its link already.

        Refused with a sentence when something is missing or not allowed, Unavailable when the disk will not take it;
        either leaves no item. The picture is on the disk before any row names it.
        """
        by, now = by.strip(), self._clock.now()
        if not by:
            raise Refused("name_missing")
        self._permit(by)
        known = None if draft.link is None else self.known(draft.link)
        if known is not None and not draft.title.strip():  # its words are there
            draft = replace(draft, title=self._store.items.get(known).title)
        draft = checked_draft(draft, now)
        self._check_metrics(draft.metrics, self._published(known, draft), now)
        note = EnteredNote(draft.way, draft.platform, by, now, self._keep_picture(draft))
        if known is None:
            known, new = self._take(draft, note)
            if new:
                return Entered(known, True)
        self._add_to(known, draft.metrics, note)
        return Entered(known, False)

    def _published(self, known: int | None, draft: Draft) -> datetime | None:
        return draft.published if known is None else self._store.items.get(known).published

    def _check_metrics(self, metrics: Metrics | None, published: datetime | None, now: datetime) -> None:
        if metrics is not None:
            checked_metrics(metrics, published, now, self._zone())

    def _keep_picture(self, draft: Draft) -> str | None:
        """Only what is left after covering ever touches the disk."""
        if draft.picture is None:
            return None
        return self._evidence.keep_bytes(self._pictures.covered(draft.picture, draft.covers), ".png")

    def _take(self, draft: Draft, note: EnteredNote) -> tuple[int, bool]:
        source = self._source(draft)
        entry = entry_of(draft, note.picture, note.at)
        visit = Collected(source.id, Outcome.FETCHED, (entry,), form=Form.MANUAL, digest=note.picture)
        id = self._intake.take_one(source, visit, note.at, lambda tx, id: entered.put(tx, id, note))
        return (self._stored(source, entry), False) if id is None else (id, True)

    def _stored(self, source: Source, entry: Entry) -> int:
        known = self._store.items.known(source.id, [entry.key])
        if entry.key not in known:
            known = self._store.items.under_other_names(source.id, [entry], {entry.key})
        return known[entry.key].id

    def _source(self, draft: Draft) -> Source:
        wanted = source_for(draft.way, draft.platform)
        known = self._store.sources.by_address(wanted.address)
        if known is not None:
            return known.source
        source = Source(0, wanted.name, wanted.address, Form.MANUAL, tier=wanted.tier)
        return self._store.write_now(lambda tx: source_rows.add(tx, source)).value

    def _add_to(self, item_id: int, metrics: Metrics | None, note: EnteredNote) -> None:
        """The counts and the picture to an item that was known; its words stay as they were."""

        def job(tx: Transaction) -> None:
            if metrics is not None:
                adding.add_metrics(tx, [(item_id, metrics)])
            if note.picture is not None:
                entered.put(tx, item_id, note)

        if metrics is not None or note.picture is not None:
            self._store.write_now(job)

    # afterwards

    def note_metrics(self, item_id: int, metrics: Metrics) -> None:
        """Add counts as they were seen at a time; the same instant again replaces them. Refused before the item or after now."""
        item = self._store.items.get(item_id)
        self._check_metrics(metrics, item.published, self._clock.now())
        self._store.write_now(lambda tx: adding.add_metrics(tx, [(item_id, metrics)]))

    def metrics(self, item_id: int) -> tuple[Metrics, ...]:
        """Every count seen of an item, oldest first; Refused when there is no such item."""
        self._store.items.get(item_id)
        return tuple(self._store.items.metrics(item_id))

    def falls(self, item_id: int) -> tuple[str, ...]:
        """Where a count of an item is lower than before, a sentence each; such counts are kept as they were noted."""
        return falls(self._store.items.metrics(item_id), self._zone())

    def note(self, item_id: int) -> EnteredNote | None:
        """How an item came by hand, with the newest picture of it; None for one that nobody entered."""
        return self._store.entered.note(item_id)

    def picture(self, item_id: int) -> Path | None:
        """The covered picture kept of an item; None where there is none."""
        note = self.note(item_id)
        return None if note is None or note.picture is None else self._evidence.find(note.picture)
