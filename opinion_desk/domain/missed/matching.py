"""Which items of the desk the rows of an export are: by link, else by title; what is left is compared by its text elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from ..identity import canonical_link
from ..known_as import page_of
from ..period import Period
from .rows import Match, OurItem, VendorRow, Way
from .sites import bare_host
from .titles import SHORTEST, plain_title

CLOSE: Final = timedelta(days=3)
"""Within so long the same title is the same matter; what stands at one address needs no time."""
_MOST: Final = 64  # items kept under one title, the earliest: more say nothing new
_TITLES: Final = 3  # an address under more titles than that is a list or a search, no page


@dataclass(frozen=True, slots=True)
class Names:
    """Under what a row or an item is looked for; empty where it says too little."""

    address: str
    page: str  # the path with the title, so that another host is no other page
    title: str


def names_of(title: str, link: str | None) -> Names:
    """The names of one text; a site's front page is no address, a title below eight letters none."""
    plain = plain_title(title)
    long = plain if len(plain) >= SHORTEST else ""
    if not link:
        return Names("", "", long)
    address = canonical_link(link)
    page = page_of(address)
    if page is None:
        return Names("", "", long)
    return Names(bare_host(address), f"{plain}\n{page}" if plain else "", long)


class Index:
    """The items of the desk by their names."""

    def __init__(self, items: Iterable[OurItem]) -> None:
        """Items in the order in which they were seen; the earliest stands for what several are."""
        self._pages: dict[str, OurItem] = {}
        self._addresses: dict[str, OurItem] = {}
        self._titles: dict[str, list[OurItem]] = defaultdict(list)
        told: dict[str, set[str]] = defaultdict(set)
        for item in items:
            names = names_of(item.title, item.link)
            if names.page:
                self._pages.setdefault(names.page, item)
            if names.address:
                self._addresses.setdefault(names.address, item)
                _tell(told, names)
            if names.title and len(of_title := self._titles[names.title]) < _MOST:
                of_title.append(item)
        for address in _lists(told):
            del self._addresses[address]

    def find(self, names: Names, row: VendorRow) -> Match | None:
        """The item that a row is: at the same address, under the same path and title, or of the same title within three days."""
        item = self._addresses.get(names.address) or self._pages.get(names.page)
        if item is not None:
            return Match(item, Way.LINK)
        close = (one for one in self._titles.get(names.title, ()) if _close(one, row))
        item = min(close, key=lambda one: one.seen, default=None)
        return None if item is None else Match(item, Way.TITLE)


@dataclass(frozen=True, slots=True)
class Sifted:
    """The rows of an export that count, with their names and what they were found to be; and how many do not count, and why."""

    rows: tuple[VendorRow, ...]
    names: tuple[Names, ...]
    found: tuple[Match | None, ...]
    outside: int = 0  # of another period
    again: int = 0  # repeated within the export


def sift(rows: Sequence[VendorRow], period: Period, index: Index) -> Sifted:
    """The rows of a period, each once, matched by link and title.

    A row is a repetition when an earlier one has its address, or its title on the same site at the same time; of both the one
    received first counts.
    """
    inside = [row for row in rows if row.within(period)]
    names = {id(row): names_of(row.title, row.link) for row in inside}
    told: dict[str, set[str]] = defaultdict(set)
    for row in inside:
        _tell(told, names[id(row)])
    lists = set(_lists(told))
    first: dict[str | tuple[object, ...], VendorRow] = {}
    for row in inside:
        known = names[id(row)]
        if known.address in lists:
            known = names[id(row)] = Names("", "", known.title)
        key = known.address or (known.title or row.title, row.site, row.published, row.link)
        before = first.setdefault(key, row)
        if before is not row and _earlier(row, before):
            first[key] = row
    kept = tuple(sorted(first.values(), key=lambda row: (row.file, row.no)))
    of_kept = tuple(names[id(row)] for row in kept)
    found = tuple(index.find(one, row) for one, row in zip(of_kept, kept, strict=True))
    return Sifted(kept, of_kept, found, len(rows) - len(inside), len(inside) - len(kept))


def _earlier(row: VendorRow, before: VendorRow) -> bool:
    return row.received is not None and (before.received is None or row.received < before.received)


def _close(item: OurItem, row: VendorRow) -> bool:
    return row.when is None or abs(item.when - row.when) <= CLOSE


def _tell(told: dict[str, set[str]], names: Names) -> None:
    if names.address and len(titles := told[names.address]) <= _TITLES:
        titles.add(names.title)


def _lists(told: dict[str, set[str]]) -> Iterator[str]:
    return (address for address, titles in told.items() if len(titles) > _TITLES)
