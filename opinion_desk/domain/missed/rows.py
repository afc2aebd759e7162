"""What is compared: items of the desk, rows of an export, and what a comparison says of each row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from ..period import Period


@dataclass(frozen=True, slots=True)
class OurItem:
    """An item that the desk collected by itself; `local` when its story is about home and openly published, `seen` when it was first fetched.

    `backlog` was published before its source was collected at all: how late it came says nothing.
    """

    id: int
    source_id: int
    title: str
    link: str | None
    published: datetime | None
    seen: datetime
    story: int
    event: int
    local: bool
    backlog: bool = False

    @property
    def when(self) -> datetime:
        """Published, or when it was first seen."""
        return self.published or self.seen


@dataclass(frozen=True, slots=True)
class VendorRow:
    """A row of an export: place of its file and its place there (both from 0); `site` as the export names it, empty where it does not.

    `received` is when the vendor had it (采集、推送、入库), None where the export does not say.
    """

    file: int
    no: int
    title: str
    link: str | None
    site: str
    published: datetime | None
    received: datetime | None

    @property
    def when(self) -> datetime | None:
        """The time by which it belongs to a period; None where it bears none."""
        return self.published or self.received

    def within(self, period: Period) -> bool:
        """Whether it belongs to the period; a row without any time is not left out for that."""
        return self.when is None or period.holds(self.when)


@dataclass(frozen=True, slots=True)
class Export:
    """All rows that one vendor handed over; `skipped` rows could not be read at all."""

    vendor: str
    rows: tuple[VendorRow, ...]
    skipped: int = 0


class Way(StrEnum):
    """By what a row was found to be an item of the desk."""

    LINK = "link"  # one page: the address, or the path with the same title on another host
    TITLE = "title"  # the same title within three days, maybe on another site
    TEXT = "text"  # nearly the same text, as reprints are folded


WAY_WORDS = {Way.LINK: "同一链接", Way.TITLE: "同题", Way.TEXT: "文字相近"}


@dataclass(frozen=True, slots=True)
class Match:
    """The item that a row is, and by what."""

    item: OurItem
    way: Way


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of a vendor that counts: on which site, whether the desk had it, and how long after publication each had it.

    A length is None where a time is missing or both contradict each other (had long before it was published).
    """

    vendor: str
    row: VendorRow
    site: str
    match: Match | None
    our_lag: timedelta | None = None
    vendor_lag: timedelta | None = None

    @property
    def published(self) -> datetime | None:
        """The earliest time of publishing that either side has."""
        known = [self.row.published, self.match.item.published if self.match is not None else None]
        return min((instant for instant in known if instant is not None), default=None)


@dataclass(frozen=True, slots=True)
class OursAlone:
    """A story about home that the desk had and that vendor had not, by its earliest item."""

    vendor: str
    item: OurItem
