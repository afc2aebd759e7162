"""What the desk found on a web page that somebody wants to collect from: its feeds, and the lists it could be read by."""

from __future__ import annotations

from dataclasses import dataclass

from .collected import ParsedEntry
from .list_rules import PageRules


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page names; the title may be empty."""

    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class PageList:
    """A list on a page: the rules that read it and the rows they give, in order."""

    rules: PageRules
    rows: tuple[ParsedEntry, ...]

    @property
    def dated(self) -> int:
        """How many of the rows bear a time."""
        return sum(row.published is not None for row in self.rows)


@dataclass(frozen=True, slots=True)
class PageText:
    """One page read: its title and its text as they stand there, either of them empty where none was found."""

    address: str
    title: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class PageSeen:
    """A page looked at: the address it was found at, feeds in the order named, lists with the likeliest first."""

    address: str
    title: str | None = None
    feeds: tuple[FeedLink, ...] = ()
    lists: tuple[PageList, ...] = ()
