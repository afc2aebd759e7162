"""Sources: adding with a look first, health as rows, OPML, collecting what is due."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from ..domain.collected import Collected
from ..domain.errors import Refused
from ..domain.folder_files import tidy_address
from ..domain.list_rules import SourceRules, checked
from ..domain.page_seen import PageSeen
from ..domain.source import Form, Source, Tier, tidy_folder
from ..domain.volume import Volume
from ..store import pages
from ..store import sources as rows
from ..store.store import Store
from ..whole_files import write_whole
from .collect_report import CollectReport, Probed, report_of
from .files import read_bytes
from .folders import FolderReading, known_tables, portions_of
from .intake import Intake
from .outage import OutageWatch
from .parts import part
from .ports import Clock, Collector, Subscriptions
from .source_row import BY_HAND, SourceRow
from .source_sorting import SourceSorting
from .source_watching import SourceWatching
from .starters import Starter
from .tickets import tier_of
from .visiting import checked_headers, checked_proxy
from .volumes import volumes_of

Progress = Callable[[int, int | None], None]
_LONGEST_NAME = 60


class SourceService(SourceWatching, SourceSorting, FolderReading):
    """The sources of the desk."""

    def __init__(
        self,
        store: Store,
        collector: Callable[[], Collector],
        subscriptions: Callable[[], Subscriptions],
        intake: Callable[[], Intake],
        clock: Clock,
    ) -> None:
        """The parts are made when first needed: a list of sources loads neither network nor models."""
        self._store = store
        self._make_collector = collector
        self._make_subscriptions = subscriptions
        self._make_intake = intake
        self._clock = clock

    @part
    def _outage(self) -> OutageWatch:
        return OutageWatch(self._store)

    def network_down_since(self) -> datetime | None:
        """Since when the network is down, as far as collecting shows it; None while it is not."""
        return self._outage.since()

    @part
    def _collector(self) -> Collector:
        return self._make_collector()

    @part
    def _subscriptions(self) -> Subscriptions:
        return self._make_subscriptions()

    @part
    def _intake(self) -> Intake:
        return self._make_intake()

    def list(self) -> tuple[SourceRow, ...]:
        """Every source with its health."""
        now = self._clock.now()
        counts = self._store.items.counts_by_source(now - timedelta(days=1))
        volumes, bad = volumes_of(self._store, now), self._store.folder_files.bad()
        return tuple(
            SourceRow(
                row.source,
                row.health,
                row.health.items_total,
                counts.get(row.source.id, 0),
                volumes.get(row.source.id, Volume()),
                bad.get(row.source.id),
            )
            for row in self._store.sources.all()
        )

    def failing(self) -> int:
        """How many sources fail; quick enough to be asked again and again."""
        return self._store.sources.failing()

    def probe(self, address: str, internal: bool = False, rules: SourceRules | None = None) -> Probed:
        """Read an address once, by these rules where there are any, saving nothing."""
        given, tables = None if rules is None else checked(rules), known_tables(self._store)
        form, parsed = self._collector.probe(address.strip(), internal=internal, rules=given, tables=tables)
        texts = {item.link: item.body for item in parsed.items if item.link and item.body}
        entries = tuple(
            entry if entry.content or entry.link not in texts else replace(entry, content=texts[entry.link])
            for entry in parsed.entries
        )
        return Probed(form, parsed.title, entries, parsed.problems, parsed.found_at)

    def look(self, address: str, internal: bool = False) -> PageSeen:
        """A web page's feeds and lists, saving nothing; Refused when it is no page or has neither."""
        return self._collector.look(address.strip(), internal=internal)

    def add(
        self,
        address: str,
        name: str | None = None,
        form: Form | None = None,
        internal: bool = False,
        *,
        rules: SourceRules | None = None,
        folder: str = "",
        tier: Tier = Tier.OTHER,
    ) -> Source:
        """Add a source after reading it once; Refused when it is known, or cannot be read as a source or by these rules.

        A list page needs rules; without any it takes those of the likeliest list of the page.
        """
        address = tidy_address(address)
        if form is Form.LIST_PAGE and (rules is None or rules.page is None):
            rules = self._likeliest(address, internal, rules)
        known = self._store.sources.by_address(address)
        if known is not None:
            raise Refused("source_known", name=known.source.name, address=address)
        probed = self.probe(address, internal, rules)
        title = next(text for text in (name, probed.title, address) if text and text.strip()).strip()[:_LONGEST_NAME]
        found_at = probed.found_at or address
        if found_at != address and (known := self._store.sources.by_address(found_at)) is not None:
            raise Refused("source_known", name=known.source.name, address=found_at)
        source = Source(
            0, title, found_at, form or probed.form, internal, tier, folder=tidy_folder(folder), rules=rules
        )
        return self._store.write_now(lambda tx: rows.add(tx, source)).value

    def _likeliest(self, address: str, internal: bool, rules: SourceRules | None) -> SourceRules:
        lists = self.look(address, internal).lists
        if not lists:
            raise Refused("page_no_lists")
        return replace(rules or SourceRules(), page=lists[0].rules)

    def add_known(self, sources: Sequence[Source]) -> tuple[int, int]:
        """Add sources without reading them first; those whose address is known are left out. Added, known."""
        have = {row.source.address for row in self._store.sources.all()}
        fresh = {source.address: source for source in sources if source.address not in have}
        self._store.write_now(lambda tx: [rows.add(tx, source) for source in fresh.values()])
        return len(fresh), len(sources) - len(fresh)

    def add_starters(self, chosen: Sequence[Starter]) -> tuple[int, int]:
        """Add these sources of the starter list; added, known. Refused when one still asks for something."""
        return self.add_known([starter.filled().source for starter in chosen])

    def update(
        self,
        source_id: int,
        name: str | None = None,
        interval_s: int | None = None,
        paused: bool | None = None,
        *,
        folder: str | None = None,
        rules: SourceRules | None = None,
        adaptive: bool | None = None,
        proxy: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Source:
        """Change what a person sets of a source; an interval ends the adaptive rhythm, an empty proxy means none."""
        before = self._store.sources.get(source_id).source
        if interval_s is not None and not 60 <= interval_s <= 86_400:
            raise Refused("interval_out_of_range")
        if name is not None and not name.strip():
            raise Refused("source_name_missing")
        after = replace(
            before,
            name=before.name if name is None else name.strip()[:_LONGEST_NAME],
            interval_s=before.interval_s if interval_s is None else interval_s,
            paused=before.paused if paused is None else paused,
            folder=before.folder if folder is None else tidy_folder(folder),
            rules=before.rules if rules is None else checked(rules),
            adaptive=(before.adaptive and interval_s is None) if adaptive is None else adaptive,
            proxy=before.proxy if proxy is None else checked_proxy(proxy),
            headers=before.headers if headers is None else checked_headers(headers),
        )
        self._store.write_now(lambda tx: rows.update(tx, after))
        return after

    def remove(self, source_id: int) -> None:
        """Stop collecting a source; its items stay."""
        now = self._clock.now()
        self._store.write_now(lambda tx: rows.remove(tx, source_id, now))

    def import_opml(self, path: Path, internal: bool = False) -> tuple[int, int]:
        """Add the feeds of an OPML file with their folders; added, known."""
        listed = self._subscriptions.read(read_bytes(path))
        return self.add_known(
            [
                Source(0, name[:_LONGEST_NAME], address, Form.FEED, internal, folder=tidy_folder(folder))
                for name, address, folder in listed
            ]
        )

    def export_opml(self, path: Path) -> int:
        """Write every source that is collected from to an OPML file, in its folder; how many."""
        kept = [row.source for row in self._store.sources.all() if row.source.form not in (*BY_HAND, Form.FOLDER)]
        listed = [(source.name, source.address, source.folder) for source in kept]
        write_whole(path, self._subscriptions.write(listed, "舆情工作台来源"))
        return len(listed)

    def collect_now(
        self,
        source_ids: Sequence[int] = (),
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> CollectReport:
        """Collect these sources, or all that are due; a failing source is a line of the report.

        Once `stop` says so no further source is waited for; what has come is stored.
        """
        started = time.perf_counter()
        now = self._clock.now()
        if source_ids:
            chosen = self._store.sources.some(source_ids)
        else:
            chosen = self._store.sources.due(now)
        chosen = [row for row in chosen if row.source.form not in BY_HAND]
        if not chosen:  # nothing to read: the models stay where they are
            return CollectReport(0, 0, 0, (), 0, 0, time.perf_counter() - started)
        by_id = {row.source.id: row.source for row in chosen}
        names = {id: source.name for id, source in by_id.items()}
        taking = self._intake.begin(now)
        self._outage.begin()
        visits: list[Collected] = []
        held: list[tuple[Collected, Source]] = []  # failures that may be our own line's
        due = [(row.source, row.health) for row in chosen]
        for visit in self._collector.collect(due, self._store.items.with_text, known_tables(self._store)):
            if self._outage.may_be_ours(visit, by_id[visit.source_id]):
                held.append((visit, by_id[visit.source_id]))
            else:
                self._know_hotline(by_id[visit.source_id], visit)
                for portion in portions_of(visit):
                    taking.add(portion, names[visit.source_id], self._clock.now())
            visits.append(replace(visit, entries=()))
            if progress is not None:
                progress(len(visits), len(chosen))
            if stop():
                break
        if not self._outage.settle(held, self._clock.now()):
            for visit, source in held:
                taking.add(visit, source.name, self._clock.now())
        taken = taking.finish(self._clock.now())
        return report_of(visits, names, taken, time.perf_counter() - started, of=len(chosen))

    def _know_hotline(self, source: Source, visit: Collected) -> None:
        """A folder or an address of exports that brings tickets is the hotline's, as an imported file is, before they are read."""
        exports = source.form in (Form.TABLE, Form.FOLDER) and source.tier is Tier.OTHER
        if exports and tier_of(visit.entries) is Tier.HOTLINE:
            self._store.write_now(lambda tx: rows.treat_as_hotline(tx, source.id))

    def look_at_pages(self, limit: int = 40) -> int:
        """Look whether the pages of items in open incidents still stand, those that are due; how many were looked at."""
        due = self._store.pages.due(self._clock.now(), limit)
        for looked in self._collector.look_at_pages(due) if due else ():
            self._store.write_now(
                partial(pages.record_look, item_id=looked.item_id, page=looked.page, now=self._clock.now())
            )
        return len(due)

    def close(self) -> None:
        """Let go of the network, where it was used."""
        if "_collector" in self.__dict__:
            self._collector.close()

    def next_due(self) -> datetime | None:
        """When the next source that is collected from is due; asked every second, so one look into an index."""
        return self._store.sources.next_due()
