"""The comparison of a period: figures per vendor, per source, per site that nobody here collects, with the lists behind them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..period import Period
from ..source import Source
from .figures import Lags, Share, lag, lags_of
from .matching import Sifted
from .matters import Matter
from .rows import Compared, Export, Match, OurItem, OursAlone, Way
from .sites import UNNAMED, SiteNames, site_of


@dataclass(frozen=True, slots=True)
class VendorFigures:
    """One vendor. Of the rows read, `outside` lie in another period, `again` are repeated, `counted` are compared.

    `shared` are counted rows that the desk had too; `found` are stories about home the desk collected that the vendor had too.
    `without_link` and `without_time` say what the figures do not rest on; `unreceived` rows bear no time of receipt, so that nothing
    is said of how late they were.
    """

    vendor: str
    read: int
    skipped: int
    outside: int
    again: int
    counted: int
    shared: Share
    by_link: int
    by_title: int
    by_text: int
    found: Share
    lags: Lags
    without_link: int
    without_time: int
    unreceived: int


@dataclass(frozen=True, slots=True)
class SourceFigures:
    """One source of the desk against the rows of all vendors on its site: how many it stands for, how many the desk had, how late it was."""

    source_id: int
    name: str
    rows: int
    had: Share
    lags: Lags

    @property
    def missing(self) -> int:
        """Rows of its site that the desk had not."""
        return self.had.whole - self.had.part


@dataclass(frozen=True, slots=True)
class SiteGap:
    """A site in the vendors' rows that no source of the desk collects; `elsewhere` are those rows that came by another site."""

    site: str
    words: str
    rows: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Missed:
    """The comparison as it stood when it was made; `notes` say in sentences what it does not rest on. `watermark` is 演示 or empty."""

    issuer: str
    period: Period
    made: datetime
    limit: timedelta
    files: tuple[str, ...]
    vendors: tuple[VendorFigures, ...]
    sources: tuple[SourceFigures, ...]
    gaps: tuple[SiteGap, ...]
    matters: tuple[Matter, ...]
    rows: tuple[Compared, ...]
    alone: tuple[OursAlone, ...]
    source_names: Mapping[int, str]
    site_names: Mapping[str, str]
    notes: tuple[str, ...] = ()
    watermark: str = ""

    @property
    def only_vendor(self) -> tuple[Compared, ...]:
        """Rows that the desk had not."""
        return tuple(row for row in self.rows if row.match is None)

    def site_words(self, site: str) -> str:
        """How a site is called: by the source that collects it, else by the vendors' word and its host."""
        return self.site_names.get(site, site)

    def is_late(self, length: timedelta | None) -> bool:
        """Whether something that came so long after publication was late."""
        return length is not None and length > self.limit


def compared_rows(vendor: str, sifted: Sifted, found: Sequence[Match | None], names: SiteNames) -> tuple[Compared, ...]:
    """The rows that count with what they were found to be, and how long after publication each side had them."""
    made = []
    for row, match in zip(sifted.rows, found, strict=True):
        one = Compared(vendor, row, names.key(row), match)
        since = one.published
        ours = lag(since, match.item.seen) if match is not None and not match.item.backlog else None
        made.append(Compared(vendor, row, one.site, match, ours, lag(since, row.received)))
    return tuple(made)


def vendor_figures(
    export: Export, sifted: Sifted, rows: Sequence[Compared], local: Mapping[int, OurItem], limit: timedelta
) -> VendorFigures:
    """The figures of one vendor; `local` are the stories about home that the desk collected in the period."""
    ways = [row.match.way for row in rows if row.match is not None]
    had = {row.match.item.story for row in rows if row.match is not None}
    return VendorFigures(
        export.vendor,
        len(export.rows) + export.skipped,
        export.skipped,
        sifted.outside,
        sifted.again,
        len(rows),
        Share(len(ways), len(rows)),
        ways.count(Way.LINK),
        ways.count(Way.TITLE),
        ways.count(Way.TEXT),
        Share(len(local.keys() & had), len(local)),
        lags_of((row.vendor_lag for row in rows), limit),
        sum(not names.address for names in sifted.names),
        sum(row.row.published is None for row in rows),
        sum(row.row.received is None for row in rows),
    )


def stories_of_home(items: Iterable[OurItem], period: Period) -> dict[int, OurItem]:
    """The stories about home of the period, each by its earliest item."""
    found: dict[int, OurItem] = {}
    for item in items:
        if item.local and period.holds(item.when):
            before = found.get(item.story)
            if before is None or item.when < before.when:
                found[item.story] = item
    return found


def alone_of(vendor: str, rows: Sequence[Compared], local: Mapping[int, OurItem]) -> tuple[OursAlone, ...]:
    """The stories about home that the vendor had not, newest first."""
    had = {row.match.item.story for row in rows if row.match is not None}
    missing = [item for story, item in local.items() if story not in had]
    return tuple(OursAlone(vendor, item) for item in sorted(missing, key=lambda item: item.when, reverse=True))


def source_of_sites(items: Iterable[OurItem], sources: Sequence[Source]) -> dict[str, int]:
    """Which source stands for which site: the one that brought most items of it, else the one whose own address lies there."""
    counted: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for item in items:
        if site := site_of(item.link):
            counted[site][item.source_id] += 1
    found = {site: max(by, key=lambda id: (by[id], -id)) for site, by in counted.items()}
    for source in sources:
        site = site_of(source.address)
        if site:
            found.setdefault(site, source.id)
        found.setdefault(source.name, source.id)
    return found


def source_figures(
    rows: Sequence[Compared], of_site: Mapping[str, int], names: Mapping[int, str], limit: timedelta
) -> tuple[SourceFigures, ...]:
    """One line a source that vendors have rows of, those that miss most first. A row counts once for each vendor that has it."""
    by_source: dict[int, list[Compared]] = defaultdict(list)
    for row in rows:
        if row.site in of_site:
            by_source[of_site[row.site]].append(row)
    made = [
        SourceFigures(
            id,
            names.get(id, f"{id}"),
            len(of),
            Share(sum(row.match is not None for row in of), len(of)),
            lags_of((row.our_lag for row in of), limit),
        )
        for id, of in by_source.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.missing, -one.rows, one.name)))


def site_names_of(
    rows: Sequence[Compared], of_site: Mapping[str, int], names: Mapping[int, str], sites: SiteNames
) -> dict[str, str]:
    """How the sites of these rows are called."""
    return {site: names[of_site[site]] if site in of_site else sites.words(site) for site in {row.site for row in rows}}


def gaps_of(rows: Sequence[Compared], of_site: Mapping[str, int], names: SiteNames) -> tuple[SiteGap, ...]:
    """The sites that no source collects, those with most rows first."""
    by_site: dict[str, list[Compared]] = defaultdict(list)
    for row in rows:
        if row.site not in of_site and row.site != UNNAMED:
            by_site[row.site].append(row)
    made = [
        SiteGap(site, names.words(site), len(of), sum(row.match is not None for row in of))
        for site, of in by_site.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.rows, one.site)))
