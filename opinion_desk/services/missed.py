"""What was missed: exports of vendors compared with what the desk collected. Nothing of an export is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.collected import Skipped
from ..domain.errors import Refused
from ..domain.incident import Incident, IncidentState
from ..domain.item import Entry
from ..domain.messages import sentence
from ..domain.missed.matching import CLOSE, Index, Sifted, sift
from ..domain.missed.matters import matters_of
from ..domain.missed.reading import row_of
from ..domain.missed.report import (
    Missed,
    VendorFigures,
    alone_of,
    compared_rows,
    gaps_of,
    site_names_of,
    source_figures,
    source_of_sites,
    stories_of_home,
    vendor_figures,
)
from ..domain.missed.rows import Compared, Export, Match, OurItem, OursAlone
from ..domain.missed.sites import SiteNames
from ..domain.period import Period
from ..settings import Settings
from ..store.comparing import Origins
from ..store.store import Store
from .items import ImportReport
from .missed_texts import alike
from .ports import Clock, Grouper, Papers, Tables
from .tables import TableService

HOUR: Final = timedelta(hours=1)
Progress = Callable[[int, int | None], None]
Importing = Callable[[str, Sequence[Entry], Progress | None], ImportReport]
_NO_MATTER: Final = (IncidentState.DISMISSED, IncidentState.MERGED)


@dataclass(frozen=True, slots=True)
class VendorFile:
    """An export to be compared, and whose it is; several of one vendor are taken together. Without a vendor the file's name stands for it."""

    path: Path
    vendor: str = ""

    @property
    def name(self) -> str:
        """The vendor as it is shown."""
        return " ".join(self.vendor.split())[:30] or self.path.stem[:30]


@dataclass(frozen=True, slots=True)
class _Read:
    """All exports as they were read: rows by vendor, entries by file."""

    exports: tuple[Export, ...]
    entries: tuple[tuple[Entry, ...], ...]


@dataclass(slots=True)
class _Parts:
    """What is gathered vendor by vendor."""

    vendors: list[VendorFigures] = field(default_factory=list)
    rows: dict[str, tuple[Compared, ...]] = field(default_factory=dict)
    alone: list[OursAlone] = field(default_factory=list)


class MissedService:
    """Comparisons of the desk with vendors."""

    def __init__(
        self,
        store: Store,
        tables: Callable[[], Tables],
        grouper: Callable[[], Grouper],
        papers: Callable[[], Papers],
        importing: Callable[[], Importing],
        settings: Callable[[], Settings],
        clock: Clock,
        watermark: str = "",
    ) -> None:
        self._store = store
        self._tables = TableService(store, tables, clock)
        self._grouper = grouper
        self._papers = papers
        self._importing = importing
        self._settings = settings
        self._clock = clock
        self._watermark = watermark

    def compare(
        self,
        files: Sequence[VendorFile],
        period: Period,
        late: timedelta = HOUR,
        progress: Progress | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Missed | None:
        """The comparison of these exports with the items of that period; None when it was asked to stop.

        Refused for a file that cannot be read, a vendor without a single row, or without one of the period. `progress` counts rows.
        """
        if not files:
            raise Refused("missed_no_file")
        read = self._read(files, period)
        origins = self._store.comparing.origins()
        items = sorted(
            self._store.comparing.between(period.start - CLOSE, period.end + CLOSE, origins), key=lambda one: one.seen
        )
        if stop():
            return None
        index, total = Index(items), sum(len(export.rows) for export in read.exports)
        sifted = [sift(export.rows, period, index) for export in read.exports]
        found = self._by_text(items, sifted, read, progress, stop, total)
        if found is None:
            return None
        sites = SiteNames((row for one in sifted for row in one.rows), set(origins.names.values()))
        parts = _gather(read.exports, sifted, found, sites, stories_of_home(items, period), late)
        rows = tuple(row for of in parts.rows.values() for row in of)
        of_site = source_of_sites(items, [row.source for row in self._store.sources.all()])
        incidents = self._incidents(period)
        known = self._with_items_of(incidents, items, origins)
        return Missed(
            self._settings().issuer or "（未设印发单位）",
            period,
            self._clock.now(),
            late,
            tuple(str(one.path) for one in files),
            tuple(parts.vendors),
            source_figures(rows, of_site, origins.names, late),
            gaps_of(rows, of_site, sites),
            matters_of(incidents, known, parts.rows, period, late),
            rows,
            tuple(parts.alone),
            origins.names,
            site_names_of(rows, of_site, origins.names, sites),
            _notes(parts.vendors, bool(items)),
            self._watermark,
        )

    def export(self, missed: Missed, out: Path) -> Path:
        """Write the report (.xlsx with all lists, .docx to be signed, .csv row by row); the absolute path."""
        out = out.absolute()
        self._papers().missed(missed, out)
        return out

    def import_missing(self, missed: Missed, progress: Progress | None = None) -> ImportReport:
        """Take in, as items of imports, the rows that the desk had not; a person decided so. The exports are read again."""
        wanted: dict[int, set[int]] = {}
        for row in missed.only_vendor:
            wanted.setdefault(row.row.file, set()).add(row.row.no)
        read = new = 0
        skipped: list[Skipped] = []
        for file, numbers in sorted(wanted.items()):
            path = Path(missed.files[file])
            entries = self._tables.read_export(path).entries
            chosen = [entry for no, entry in enumerate(entries) if no in numbers]
            report = self._importing()(path.name, chosen, progress)
            read, new = read + report.read, new + report.new
            skipped += report.skipped
        return ImportReport(read, new, read - new, tuple(skipped))

    def _read(self, files: Sequence[VendorFile], period: Period) -> _Read:
        now, zone = self._clock.now(), self._settings().civil
        rows: dict[str, list[Export]] = {}
        entries = []
        for place, file in enumerate(files):
            read = self._tables.read_export(file.path)
            entries.append(read.entries)
            made = tuple(row_of(entry, place, no, zone, now) for no, entry in enumerate(read.entries))
            unread = sum(not one.still_read for one in read.skipped)
            rows.setdefault(file.name, []).append(Export(file.name, made, unread))
        exports = tuple(
            Export(name, tuple(row for one in of for row in one.rows), sum(one.skipped for one in of))
            for name, of in rows.items()
        )
        for export in exports:
            _refuse_useless(export, period)
        return _Read(exports, tuple(entries))

    def _by_text(
        self,
        items: Sequence[OurItem],
        sifted: Sequence[Sifted],
        read: _Read,
        progress: Progress | None,
        stop: Callable[[], bool],
        total: int,
    ) -> list[list[Match | None]] | None:
        """What link and title left open, compared by text; None when asked to stop."""
        left = [row for one in sifted for row, match in zip(one.rows, one.found, strict=True) if match is None]
        tell = progress or (lambda done, of: None)
        tell(total - len(left), total)
        texts = [(read.entries[row.file][row.no].body, row) for row in left]
        near = alike(
            self._grouper,
            self._store.comparing.placed,
            items,
            texts,
            lambda n: tell(total - len(left) + n, total),
            stop,
        )
        if near is None:
            return None
        return [
            [match or near.get((row.file, row.no)) for row, match in zip(one.rows, one.found, strict=True)]
            for one in sifted
        ]

    def _incidents(self, period: Period) -> tuple[Incident, ...]:
        found = self._store.ledgers.opened(period.start, period.end)
        return tuple(one for one in found if not one.drill and one.state not in _NO_MATTER)

    def _with_items_of(
        self, incidents: Sequence[Incident], items: Sequence[OurItem], origins: Origins
    ) -> list[OurItem]:
        """The items, with those of the incidents that lie further back."""
        known = {item.id for item in items}
        further = [id for one in incidents for id in one.items if id not in known]
        return [*items, *self._store.comparing.of_ids(list(dict.fromkeys(further)), origins)]


def _gather(
    exports: Sequence[Export],
    sifted: Sequence[Sifted],
    found: Sequence[Sequence[Match | None]],
    sites: SiteNames,
    local: Mapping[int, OurItem],
    late: timedelta,
) -> _Parts:
    parts = _Parts()
    for export, one, matches in zip(exports, sifted, found, strict=True):
        rows = compared_rows(export.vendor, one, matches, sites)
        parts.rows[export.vendor] = rows
        parts.vendors.append(vendor_figures(export, one, rows, local, late))
        parts.alone += alone_of(export.vendor, rows, local)
    return parts


def _refuse_useless(export: Export, period: Period) -> None:
    if not export.rows:
        raise Refused("missed_empty", vendor=export.vendor)
    times = [row.when for row in export.rows if row.when is not None]
    if not any(row.within(period) for row in export.rows):
        first, last = (_day(at(times), period) for at in (min, max))
        raise Refused("missed_other_period", vendor=export.vendor, first=first, last=last, period=period.words)


def _day(instant: datetime, period: Period) -> str:
    return f"{instant.astimezone(ZoneInfo(period.zone)):%Y-%m-%d}"


def _notes(vendors: Sequence[VendorFigures], any_items: bool) -> tuple[str, ...]:
    """What a reader of the figures must know first."""
    told = [] if any_items else [sentence("missed_nothing_ours")]
    for one in vendors:
        told += [sentence("missed_outside", vendor=one.vendor, count=one.outside)] if one.outside else []
        told += [sentence("missed_again", vendor=one.vendor, count=one.again)] if one.again else []
        if one.counted and one.unreceived == one.counted:
            told.append(sentence("missed_unreceived", vendor=one.vendor))
        elif one.unreceived:
            told.append(sentence("missed_partly_unreceived", vendor=one.vendor, count=one.unreceived))
        told += [sentence("missed_linkless", vendor=one.vendor, count=one.without_link)] if one.without_link else []
    return tuple(told)
