"""A list page read by a person's rules: rows into entries, and where the next page stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..domain.errors import Refused
from ..domain.list_rules import PageRules
from .date_finding import date_in_address, find_instant
from .entries import RawDocument, RawEntry, Reading, Text
from .page_tree import Node, address_of, base_of, chosen, page_tree, words


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list page taken apart, and the address of the page after it."""

    document: RawDocument
    next: str | None = None


def read_list_page(text: str, rules: PageRules, reading: Reading) -> ListRead:
    """The rows of a list page as entries; Refused when the rules find none, or a selector cannot be read.

    Rows without a title or a link are passed over, for lists have headings and spacers; a link that stands twice is kept once.
    """
    root = page_tree(text)
    base = base_of(root, reading.url)
    rows = chosen(root, rules.rows)
    if not rows:
        raise Refused("rules_find_nothing", selector=rules.rows[:60])
    entries = [entry for row in rows if (entry := _entry(row, rules, base, reading)) is not None]
    if not entries:
        raise Refused("rules_find_no_title", count=len(rows))
    title = next((words(node) for node in root.iter("title")), "")
    document = RawDocument(
        format="list_page",
        title=Text(title, html=False) if title else None,
        link=base,
        entries=tuple({entry.link: entry for entry in reversed(entries)}.values())[::-1],
    )
    return ListRead(document, _next(root, rules, base))


def _entry(row: Node, rules: PageRules, base: str | None, reading: Reading) -> RawEntry | None:
    titled = _first(row, rules.title) if rules.title else longest_link(row, base)
    if titled is None:
        return None
    title = title_of(titled)
    link = _link(row, titled, rules, base)
    if not title or link is None:
        return None
    summary = _first(row, rules.summary) if rules.summary else None
    return RawEntry(
        title=Text(title, html=False),
        link=link,
        published=_published(row, titled, link, rules, reading),
        summary=Text(words(summary), html=False) if summary is not None and words(summary) else None,
    )


def title_of(node: Node) -> str:
    """A link's title in full: its attribute where the shown words are the same cut short (…), else the words."""
    shown = words(node)
    full = " ".join((node.get("title") or "").split())
    cut = shown.rstrip(".… ")
    return full if full and (not shown or (len(full) > len(cut) and full.startswith(cut[:8]))) else shown


def longest_link(row: Node, base: str | None) -> Node | None:
    """The link of a row with the most words; the row itself where it is one."""
    links = [node for node in row.iter("a") if address_of(node, base) is not None]
    return max(links, key=lambda node: len(title_of(node)), default=None)


def _first(row: Node, selector: str) -> Node | None:
    return next(iter(chosen(row, selector)), None)


def _link(row: Node, titled: Node, rules: PageRules, base: str | None) -> str | None:
    if rules.link:
        given = _first(row, rules.link)
        return None if given is None else address_of(given, base)
    for node in (titled, *titled.iter("a"), *titled.iterancestors("a"), *row.iter("a")):
        if (found := address_of(node, base)) is not None:
            return found
    return None


def _published(row: Node, titled: Node, link: str, rules: PageRules, reading: Reading) -> datetime | None:
    if rules.date:
        dated = _first(row, rules.date)
        found = None if dated is None else find_instant(words(dated), now=reading.now, zone=reading.zone)
    else:
        found = find_instant(beside(row, titled), now=reading.now, zone=reading.zone)
    return found or date_in_address(link, now=reading.now, zone=reading.zone)


def beside(row: Node, titled: Node) -> str:
    """The words of a row that are not its title: a year in a title is no time of publishing."""
    whole, title = words(row), words(titled)
    return whole.replace(title, " ", 1) if title else whole


def _next(root: Node, rules: PageRules, base: str | None) -> str | None:
    if not rules.next or rules.pages < 2:
        return None
    for node in chosen(root, rules.next):
        if (found := address_of(node, base)) is not None and found != base:
            return found
    return None
