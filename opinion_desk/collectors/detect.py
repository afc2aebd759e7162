"""What a document is, by its content and not by its label, and the document read accordingly."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from ..domain.collected import Parsed, ParsedEntry, Skipped
from ..domain.errors import DeskError, Refused
from ..domain.item import Entry
from ..domain.list_rules import PageRules, SourceRules
from ..domain.messages import sentence
from ..domain.source import Form
from ..domain.table_mapping import TableMapping
from .clean import http_link
from .dates import CHINA
from .encodings import Decoded, decode
from .entries import RawDocument, Reading, finish
from .feeds import read_feed
from .headings import Headings
from .hot_list import hot_entries, read_hot_list
from .json_feed import is_json_feed, read_json_feed, salvage
from .json_rows import objects_in, read_json_lines, read_objects
from .list_page import read_list_page
from .mapped_json import read_mapped
from .page_look import PAGE, feed_links
from .rows import Times
from .sitemap import ROOT as SITEMAP_ROOT
from .sitemap import read_sitemap
from .tables import Read, looks_like_csv, read_csv, read_xlsx

_FEED_ROOT: Final = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:rss|feed|rdf|channel)[\s>]", re.IGNORECASE)
_MOST_UNPACKED: Final = 15_000_000
_VAST: Final = 4_000_000
_RARE: Final = re.compile("[\U00010000-\U0010ffff]")
_MOST_MEMBERS: Final = 1_500_000  # names, values and elements of a JSON document
_MOST_OBJECTS: Final = 250_000


@dataclass(frozen=True, slots=True)
class _Tables:
    """How a document is read where it is a table."""

    times: Times
    by: Headings


class PageInstead(Refused):
    """A web page stands where a feed should be; `feed` is the address of a feed the page names, if any."""

    def __init__(self, feed: str | None) -> None:
        self.feed = feed
        if feed:
            super().__init__("document_is_page_with_feed", feed=feed)
        else:
            super().__init__("document_is_page")


def parse(
    raw: bytes, *, now: datetime, url: str | None = None, content_type: str | None = None, zone: ZoneInfo = CHINA
) -> Parsed:
    """Read a document of any known form; what is none gives a Parsed without format and with the reason among its problems."""
    try:
        return read_document(raw, now=now, url=url, content_type=content_type, zone=zone)[1]
    except DeskError as why:
        return Parsed(format=None, title=None, problems=(why.sentence,))


def read_document(
    raw: bytes,
    *,
    now: datetime,
    url: str | None = None,
    content_type: str | None = None,
    zone: ZoneInfo = CHINA,
    rules: SourceRules | None = None,
    mappings: Sequence[TableMapping] = (),
) -> tuple[Form, Parsed]:
    """The form of a document and its content; Refused when it is empty, a web page without rules, broken or unknown."""
    raw = _unpacked(raw)
    if not raw.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise Refused("document_empty")
    tables = _Tables(Times(now, zone), Headings(mappings))
    if raw.startswith(b"PK\x03\x04"):
        return Form.TABLE, _of_table("xlsx", read_xlsx(raw, tables.times, _MOST_UNPACKED, tables.by))
    decoded = _narrow(decode(raw, content_type))
    reading = Reading(now, url, zone)
    if rules is not None and rules.page is not None:
        return Form.LIST_PAGE, _of_page(decoded, rules.page, reading)
    if rules is not None and rules.json is not None:
        return Form.HOT_LIST, _finished(read_mapped(decoded.text, rules.json, now), decoded, reading)
    return _by_content(decoded, reading, tables)


def _by_content(decoded: Decoded, reading: Reading, tables: _Tables) -> tuple[Form, Parsed]:
    head = decoded.text[:4_000].lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        return _json(decoded, reading, tables)
    if SITEMAP_ROOT.search(head):
        return Form.SITEMAP, _of_sitemap(decoded, reading)
    if head.startswith("<"):
        return Form.FEED, _markup(decoded, reading, head)
    if looks_like_csv(decoded.text, tables.by):
        return Form.TABLE, _of_table("csv", read_csv(decoded.text, tables.times, tables.by), decoded)
    if _FEED_ROOT.search(decoded.text[:20_000]):
        start = decoded.text.index("<")
        return Form.FEED, _feed(decoded, decoded.text[start:], reading)
    raise _page_or_unknown(decoded.text, reading.url)


def _of_page(decoded: Decoded, rules: PageRules, reading: Reading) -> Parsed:
    read = read_list_page(decoded.text, rules, reading)
    return replace(_finished(read.document, decoded, reading), more=(read.next,) if read.next else ())


def _of_sitemap(decoded: Decoded, reading: Reading) -> Parsed:
    document, maps = read_sitemap(decoded.text)
    if maps:
        addresses = tuple(link for place in maps if (link := http_link(place, reading.url)) is not None)
        return Parsed(document.format, None, encoding=decoded.encoding, more=addresses)
    return _finished(document, decoded, reading)


def _narrow(decoded: Decoded) -> Decoded:
    """One character beyond the first 65,536 makes every other one of a text cost four bytes: too much in a vast document."""
    if len(decoded.text) < _VAST or not _RARE.search(decoded.text):
        return decoded
    told = sentence("rare_characters_replaced")
    return Decoded(_RARE.sub("\ufffd", decoded.text), decoded.encoding, (*decoded.problems, told))


def _unpacked(raw: bytes) -> bytes:
    """Feeds kept as .gz files are served as they are; unfolded up to a limit."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    try:
        unfolded = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(raw, _MOST_UNPACKED + 1)
    except zlib.error:
        return raw
    if len(unfolded) > _MOST_UNPACKED:
        raise Refused("document_unfolds_too_large", limit=_MOST_UNPACKED // 1_000_000)
    return unfolded


def _markup(decoded: Decoded, reading: Reading, head: str) -> Parsed:
    feed = _FEED_ROOT.search(decoded.text)
    page = PAGE.search(head)
    if feed is None or (page is not None and page.start() < feed.start() and not head.startswith("<?xml")):
        raise _page_or_unknown(decoded.text, reading.url)
    return _feed(decoded, decoded.text, reading)


def _feed(decoded: Decoded, text: str, reading: Reading) -> Parsed:
    return _finished(read_feed(text, http_link(reading.url)), decoded, reading)


def _finished(document: RawDocument, decoded: Decoded, reading: Reading) -> Parsed:
    told = replace(document, problems=decoded.problems + document.problems)
    return finish(told, reading, decoded.encoding)


def _page_or_unknown(text: str, url: str | None) -> Refused:
    if PAGE.search(text[:20_000]) is None:
        return Refused("document_unknown")
    feeds = feed_links(text, url)
    return PageInstead(feeds[0] if feeds else None)


def _json(decoded: Decoded, reading: Reading, tables: _Tables) -> tuple[Form, Parsed]:
    text = decoded.text.strip("\ufeff \t\r\n\x00")
    if text.count("{") + text.count("[") > _MOST_OBJECTS or text.count(",") + text.count(":") > _MOST_MEMBERS:
        raise Refused("document_too_complex")  # each would take hundreds of bytes of memory
    try:
        value = json.loads(text, strict=False)
    except RecursionError:
        raise Refused("document_unknown") from None
    except ValueError as fault:
        return _broken_json(text, fault, decoded, reading, tables)
    return _json_value(value, decoded, reading, tables)


def _json_value(value: Any, decoded: Decoded, reading: Reading, tables: _Tables) -> tuple[Form, Parsed]:
    if is_json_feed(value):
        return Form.JSON_FEED, _finished(read_json_feed(value), decoded, reading)
    hot = hot_entries(value)
    if hot is not None and not _is_export(hot[0]):
        return Form.HOT_LIST, _finished(read_hot_list(value, hot, tables.times.now), decoded, reading)
    objects = objects_in(value)
    if objects is None:
        raise Refused("json_shape_unknown")
    read = read_objects(objects, tables.times, tables.by)
    if not read[0]:
        raise Refused("json_shape_unknown")
    return Form.TABLE, _of_table("json", read, decoded)


def _is_export(first: Any) -> bool:
    return any(name in first for name in ("body", "content_text", "正文", "内容", "工单编号", "诉求内容"))


def _broken_json(
    text: str, fault: ValueError, decoded: Decoded, reading: Reading, tables: _Tables
) -> tuple[Form, Parsed]:
    """JSON Lines are no JSON document; a feed cut in the middle still has whole items."""
    first, _, rest = text.partition("\n")
    if first.rstrip().endswith("}") and rest.lstrip().startswith("{"):
        read = read_json_lines(text, tables.times, tables.by)
        if read[0]:
            return Form.TABLE, _of_table("jsonl", read, decoded)
    saved = salvage(text)
    if saved is not None and is_json_feed(saved):
        told = (sentence("document_cut", count=len(saved["items"])),)
        return Form.JSON_FEED, _finished(read_json_feed(saved, told), decoded, reading)
    line, column = (fault.lineno, fault.colno) if isinstance(fault, json.JSONDecodeError) else (1, 1)
    raise Refused("json_broken", line=line, column=column)


def _of_table(name: str, read: Read, decoded: Decoded | None = None) -> Parsed:
    entries, skipped = read
    told = (decoded.problems if decoded else ()) + _told(skipped)
    return Parsed(
        format=name,
        title=None,
        entries=tuple(_as_parsed(entry) for entry in entries),
        problems=told if told or entries else (sentence("document_no_entries"),),
        encoding=decoded.encoding if decoded else None,
        items=entries,
    )


def _as_parsed(entry: Entry) -> ParsedEntry:
    return ParsedEntry(
        id=entry.ticket or entry.key.partition(":")[2],
        title=entry.title,
        link=entry.link,
        published=entry.published,
        updated=entry.updated,
        content=entry.body or None,
    )


def _told(skipped: tuple[Skipped, ...]) -> tuple[str, ...]:
    return tuple(f"第 {row.line} 行：{row.why}" for row in skipped[:20])
