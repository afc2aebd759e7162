"""RSS, RDF and Atom: the fast parser where the gate lets a document through, feedparser for everything else."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ..domain.errors import Refused
from ..domain.messages import sentence
from .asking import read_asks
from .entries import RawDocument, RawEntry, Text
from .gate import ATOM_ID, CONTENT, EntryNotes, NotForTheFastParser, check
from .wellformed import NotWellFormed, fault_in
from .xml_text import name_entities, plain_xml, refuse_endless_tags

_OPENINGS: Final = re.compile(r"<(?:\w+:)?(item|entry)[\s>]")
_CLOSINGS: Final = re.compile(r"</(?:\w+:)?(item|entry)\s*>")
_LONGEST_TANGLED: Final = 2_000_000
_MOST_TAGS_TANGLED: Final = 60_000
_PACKED: Final = re.compile(r"\smode\s*=\s*[\"']base64")  # Atom 0.3: what is inside tells its type
_OTHER_ADDRESS: Final = re.compile(
    r"(<link)\s+uri=\"[^\"<]{0,500}\"(?=\s*>)"
)  # Bluesky's, which would displace the page's
# Names of a thousand letters and hundreds of attributes in one tag: nobody's, and kilobytes of memory for each letter.
_ENDLESS: Final = re.compile(r"<[A-Za-z][\w:.-]{500,}|(?:\s++[^\s<>='\"]++\s*+=\s*+(?:'[^']*+'|\"[^\"]*+\")){100,}+")
_HTML_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})


def read_feed(text: str, url: str | None = None) -> RawDocument:
    """The feed in this text; Refused when it is ill-formed and holds no entry. Nothing is fetched or opened.

    The format is "rss20", "atom10", "rdf" and so on, None when the root is none of these.
    """
    xml = plain_xml(text)
    refuse_endless_tags(xml)
    document, fault = _through_the_gate(xml)
    if fault is not None and fault.unknown_entity:
        xml = name_entities(xml)
        document, fault = _through_the_gate(xml)
    read = document if document is not None else _slow(xml, url, fault)
    return replace(read, asks=read_asks(xml, read.ttl_s))


def _through_the_gate(xml: str) -> tuple[RawDocument | None, NotWellFormed | None]:
    """The document if the fast parser may read it; else where it is ill-formed, if it is."""
    try:
        return _fast(xml), None
    except NotForTheFastParser:
        return None, fault_in(xml)
    except NotWellFormed as fault:
        return None, fault


def _fast(xml: str) -> RawDocument:
    """The document through the fast parser; NotForTheFastParser or NotWellFormed when the gate says so."""
    notes = check(xml)
    import fastfeedparser  # here: only reading a feed needs it

    try:
        found = fastfeedparser.parse(
            xml.encode("utf-8"), include_tags=False, include_media=False, include_enclosures=False
        )
    except Exception as problem:  # whatever it stumbles over, feedparser is the judge
        raise NotForTheFastParser from problem
    entries = found.get("entries", [])
    if len(entries) != len(notes.entries):
        raise NotForTheFastParser
    make = _atom_entry if notes.atom else _rss_entry
    return RawDocument(
        format="atom10" if notes.atom else "rss20",
        title=Text(notes.title, notes.title_html if notes.atom else None) if notes.title else None,
        link=notes.link,
        entries=tuple(make(entry, noted) for entry, noted in zip(entries, notes.entries, strict=True)),
        ttl_s=_ttl(notes.ttl),
    )


def _rss_entry(entry: Mapping[str, Any], noted: EntryNotes) -> RawEntry:
    content = entry.get("content") if CONTENT in noted.seen else None
    summary = entry.get("description") if "description" in noted.seen else None
    return RawEntry(
        id=entry.get("id") if "guid" in noted.seen else None,
        title=_text(entry.get("title"), None),
        link=entry.get("link") if "link" in noted.seen else None,
        published=noted.published,
        summary=_text(summary, None),
        content=_text(content[0].get("value") if content else None, True),
        permalink=noted.permalink and "guid" in noted.seen,
    )


def _atom_entry(entry: Mapping[str, Any], noted: EntryNotes) -> RawEntry:
    content = entry.get("content") if "content" in noted.html_of else None
    summary = entry.get("description") if "summary" in noted.html_of else None
    return RawEntry(
        id=entry.get("id") if ATOM_ID in noted.seen else None,
        title=_text(entry.get("title"), noted.html_of.get("title", False)),
        link=noted.link,
        published=noted.published,
        updated=noted.updated,
        summary=_text(summary, noted.html_of.get("summary", False)),
        content=_text(content[0].get("value") if content else None, noted.html_of.get("content", False)),
    )


def _text(value: str | None, html: bool | None) -> Text | None:
    return Text(value, html) if value and value.strip() else None


def _slow(xml: str, url: str | None, fault: NotWellFormed | None) -> RawDocument:
    problems: list[str] = []
    if fault is not None and (shorter := _shortened(xml)) is not xml:
        problems.append(sentence("document_too_tangled", size=len(shorter)))
        xml = shorter
    found = _feedparser(_OTHER_ADDRESS.sub(r"\1", xml), url)
    # Plain copies: feedparser's own dictionaries warn, and mix up published and updated.
    feed = dict(found["feed"])
    atom = (found.get("version") or "").startswith("atom")
    link = feed.get("link") or _alternate([feed.get("atom_link") or {}])
    typed = atom and _PACKED.search(xml) is None
    entries = [_of_feedparser(dict(entry), atom=atom, typed=typed) for entry in found["entries"]]
    if fault is not None:
        cut = _is_cut(xml, fault)
        if cut and len(entries) > 1 and _ends_inside_entry(xml):
            entries.pop()
        if not entries and not feed.get("title") and link is None:
            raise Refused("document_broken")
        told = "document_cut" if cut else "document_ill_formed"
        problems.append(sentence(told, count=len(entries), line=fault.line))
    return RawDocument(
        format=_format(found.get("version") or "", xml),
        title=_detailed(feed, "title", typed=atom),
        link=link,
        entries=tuple(entries),
        ttl_s=_ttl(_word(feed.get("ttl"))),
        problems=tuple(problems),
    )


def _shortened(xml: str) -> str:
    """What the forgiving parser is given of an ill-formed document: its time grows faster than the text."""
    xml = _ENDLESS.sub("", xml[:_LONGEST_TANGLED]) if _ENDLESS.search(xml, 0, _LONGEST_TANGLED) else xml
    parts = xml[:_LONGEST_TANGLED].split("<", _MOST_TAGS_TANGLED)
    length = sum(map(len, parts[:_MOST_TAGS_TANGLED])) + min(len(parts), _MOST_TAGS_TANGLED) - 1
    return xml[:length] if length < len(xml) else xml


def _feedparser(xml: str, url: str | None) -> Mapping[str, Any]:
    import feedparser  # here: it is only needed when the gate is closed

    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = url
    try:
        found: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(xml.encode("utf-8", "replace")),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as problem:  # its loose parser raises of many kinds on tangled documents
        raise Refused("document_broken") from problem
    return found


def _of_feedparser(entry: dict[str, Any], *, atom: bool, typed: bool) -> RawEntry:
    """`typed`: the types of texts are told by the document and not guessed by the parser."""
    # In RSS and RDF dc:date comes as "updated", and means when it was published.
    updated = _word(entry.get("updated"))
    link = _link_of(entry, atom=atom)
    return RawEntry(
        id=_word(entry.get("id")),
        title=_detailed(entry, "title", typed=typed),
        link=link,
        published=_word(entry.get("published")) or _word(entry.get("created")) or (None if atom else updated),
        updated=updated,
        summary=_detailed(entry, "summary", typed=typed),
        content=_best_content(entry.get("content")),
        permalink=bool(entry.get("guidislink")) and not link,
    )


def _link_of(entry: dict[str, Any], *, atom: bool) -> str | None:
    """The address of the entry itself; feedparser may take an enclosure's that has no href."""
    link = _word(entry.get("link"))
    links = [dict(given) for given in entry.get("links") or []] if atom else []
    if link is None or any(given.get("href") == link and given.get("rel") == "alternate" for given in links):
        return link
    return _alternate(links) or link


def _alternate(links: list[dict[str, Any]]) -> str | None:
    return next((given["href"] for given in links if given.get("rel") == "alternate" and given.get("href")), None)


def _word(value: object) -> str | None:
    """A value as text: of documents that are badly broken feedparser makes dictionaries where texts should stand."""
    return value if isinstance(value, str) else None


def _detailed(of: dict[str, Any], name: str, *, typed: bool) -> Text | None:
    """A text with its type where the format tells one; for RSS feedparser only guesses it."""
    value = of.get(name)
    if not isinstance(value, str) or not value.strip():
        return None
    given = of.get(f"{name}_detail")
    detail: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    return Text(value, _html_of(_word(detail.get("type"))) if typed else None, _word(detail.get("base")) or None)


def _html_of(kind: str | None) -> bool | None:
    """feedparser's own word for a type; its text/plain may be a guess where the format says nothing.

    What was packed as base64 bears a type that says nothing of the text.
    """
    return True if kind in _HTML_TYPES else False if kind == "text/plain" else None


def _best_content(contents: object) -> Text | None:
    given = [content for content in contents if isinstance(content, Mapping)] if isinstance(contents, list) else []
    texts = [content for content in given if (_word(content.get("value")) or "").strip()]
    if not texts:
        return None
    marked = next((c for c in texts if _word(c.get("type")) in _HTML_TYPES), texts[0])
    return Text(marked["value"], _html_of(_word(marked.get("type"))), _word(marked.get("base")) or None)


def _format(version: str, xml: str) -> str | None:
    if version in ("rss10", "rss090"):
        return "rdf"
    if version:
        return version
    head = xml[:2_000]
    return "rss" if "<rss" in head else "atom" if "<feed" in head else None


def _ttl(minutes: str | None) -> int | None:
    if not minutes or not minutes.strip().isdecimal():
        return None
    return min(int(minutes.strip()[:6]), 10_080) * 60


def _is_cut(xml: str, fault: NotWellFormed) -> bool:
    return fault.at_end or (fault.line >= xml.count("\n") + 1 and _ends_inside_entry(xml))


def _ends_inside_entry(xml: str) -> bool:
    opened = closed = 0
    for match in _OPENINGS.finditer(xml):
        opened = match.start()
    for match in _CLOSINGS.finditer(xml):
        closed = match.start()
    return opened > closed
