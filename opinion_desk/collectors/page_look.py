"""A web page looked at for what could be collected from it: the feeds it names and the lists it holds."""

from __future__ import annotations

import re
from html import unescape
from typing import Final
from urllib.parse import urljoin

from ..domain.errors import Refused
from ..domain.page_seen import FeedLink, PageSeen
from .clean import http_link, one_line
from .encodings import decode
from .entries import Reading
from .list_candidates import find_lists

PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_LINK: Final = re.compile(r"<link\s[^>]{1,600}>", re.IGNORECASE)
_ANCHOR: Final = re.compile(r"<a\s[^>]{1,600}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(r"([a-z]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_FEED_PATH: Final = re.compile(
    r"(?:/(?:rss|feed|atom)(?:/|\.xml|\.aspx|\.php)?|\.rss|\.atom|/rss/[^?#]+\.xml|(?:rss|feed|atom)\.xml)(?:\?[^#]*)?$",
    re.IGNORECASE,
)
_TITLE: Final = re.compile(r"<title[^>]*>(.{0,400}?)</title", re.IGNORECASE | re.DOTALL)
_HEAD: Final = 500_000
_MOST_FEEDS: Final = 30


def look_at(raw: bytes, content_type: str | None, reading: Reading) -> PageSeen:
    """The page with its feeds and lists; Refused when it is no page, or one without either."""
    text = decode(raw, content_type).text
    if PAGE.search(text[:20_000]) is None:
        raise Refused("document_not_page")
    feeds = feeds_named(text, reading.url)
    lists = find_lists(text, reading)
    if not feeds and not lists:
        raise Refused("page_no_lists")
    return PageSeen(reading.url or "", page_title(text) or None, feeds, lists)


def page_title(text: str) -> str:
    """The title of a page on one line; empty where it has none."""
    title = _TITLE.search(text[:_HEAD])
    return one_line(unescape(title[1])) if title else ""


def feed_links(page: str, url: str | None = None) -> tuple[str, ...]:
    """The addresses of feeds that a web page names in its head (link rel=alternate), in order."""
    return tuple(feed.address for feed in _in_head(page, url))


def feeds_named(page: str, url: str | None = None) -> tuple[FeedLink, ...]:
    """The feeds that a page names in its head, then those that links of it lead to by the look of their addresses."""
    found = {feed.address: feed for feed in _in_head(page, url)}
    for tag in _ANCHOR.findall(page[: 4 * _HEAD]):
        address = _address(_attributes(tag), url)
        if address is not None and _FEED_PATH.search(address) and len(found) < _MOST_FEEDS:
            found.setdefault(address, FeedLink(address))
    return tuple(found.values())


def _in_head(page: str, url: str | None) -> list[FeedLink]:
    found: dict[str, FeedLink] = {}
    for tag in _LINK.findall(page[:_HEAD]):
        given = _attributes(tag)
        if "alternate" not in given.get("rel", "").lower() or given.get("type", "").lower() not in _FEED_TYPES:
            continue
        if (address := _address(given, url)) is not None:
            found.setdefault(address, FeedLink(address, given.get("title", "").strip()))
    return list(found.values())


def _attributes(tag: str) -> dict[str, str]:
    return {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}


def _address(given: dict[str, str], url: str | None) -> str | None:
    href = given.get("href", "").strip()
    try:
        return http_link(urljoin(url, href) if url else href)
    except ValueError:
        return None
