"""What collecting hands over: a document read, and a source visited with its outcome."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .errors import DeskError
from .folder_files import FolderSeen
from .item import Entry
from .source import Asks, Form


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry of a document as it stands there; `content` and `summary` are cleaned HTML or text, absent values None."""

    id: str | None = None
    title: str | None = None
    link: str | None = None
    published: datetime | None = None
    updated: datetime | None = None
    summary: str | None = None
    content: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document through the feed reader: `format` such as "rss20", "atom10", "rdf", "json_feed", "hot_list", "csv"; problems as Chinese sentences."""

    format: str | None
    title: str | None
    entries: tuple[ParsedEntry, ...] = ()
    problems: tuple[str, ...] = ()
    encoding: str | None = None
    link: str | None = None
    ttl_s: int | None = None
    asks: Asks = Asks()
    items: tuple[Entry, ...] = ()  # the same entries ready for the store
    found_at: str | None = (
        None  # after probing: the address to keep instead (it moved for good, or a page named its feed)
    )
    incomplete: bool = (
        False  # a further page or a text did not come: it is to be visited again though it did not change
    )
    more: tuple[str, ...] = ()  # addresses of what belongs to it: the next page of a list, the maps of a sitemap


class Outcome(StrEnum):
    """How one visit to a source ended."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"  # 304, or the same bytes as last time
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Collected:
    """One visit to one source. `why` is set when it failed; `problems` tell what was wrong yet readable."""

    source_id: int
    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    problems: tuple[str, ...] = ()
    why: DeskError | None = None
    form: Form | None = None  # the form found in the answer
    title: str | None = None
    digest: str | None = None  # SHA-256 of the raw bytes, hex
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None  # new address after a permanent redirect
    retry_after_s: int | None = None
    asks: Asks | None = None  # of a document that was read
    folder: FolderSeen | None = None  # of a watched folder
    soon: bool = False  # there is more to read, or a file is still being written: to be visited again in a minute
    goes_on: bool = False  # a portion of a visit: its end is written down with the last


@dataclass(frozen=True, slots=True)
class Skipped:
    """A line or row of a file that could not be used, and why, as one Chinese sentence.

    `still_read` when only one field of it was ignored and the rest was taken.
    """

    line: int
    why: str
    still_read: bool = False
