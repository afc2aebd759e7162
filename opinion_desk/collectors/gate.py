"""The gate before the fast feed parser: which documents both parsers are known to read alike.

One pass of expat decides: the document is well-formed, is RSS 2.0 or Atom 1.0, and uses inside its entries only the
plain vocabulary below. What the fast parser drops or bends (dates without zone, types of texts, which link is meant)
is noted on the way. Everything else is left to feedparser.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from .wellformed import parse_with

_ATOM: Final = "http://www.w3.org/2005/Atom "
ATOM_ID: Final = _ATOM + "id"
CONTENT: Final = "http://purl.org/rss/1.0/modules/content/ encoded"
_XML_BASE: Final = "http://www.w3.org/XML/1998/namespace base"

_RSS_ONCE: Final = frozenset(
    {"title", "link", "description", "guid", "pubDate", "author", "comments", "source", CONTENT}
)
_PLAIN_CHILDREN: Final = _RSS_ONCE - {"pubDate"}  # nothing is to be noted of them but that they stand there
_RSS_ANY: Final = frozenset(
    {
        "category",
        "enclosure",
        "http://purl.org/dc/elements/1.1/ creator",
        "http://purl.org/rss/1.0/modules/slash/ comments",
        "http://wellformedweb.org/CommentAPI/ commentRss",
    }
)
_ATOM_ONCE: Final = frozenset(_ATOM + name for name in ("id", "title", "published", "updated", "summary", "content"))
_ATOM_ANY: Final = frozenset(_ATOM + name for name in ("link", "category", "author", "contributor"))
_ATOM_PEOPLE: Final = frozenset({_ATOM + "author", _ATOM + "contributor"})
_TEXT_TYPES: Final = {None: False, "text": False, "html": True, "text/plain": False, "text/html": True}
# feedparser repairs texts that were encoded twice, and Windows marks read as Latin-1; the fast parser does not.
_C1: Final = r"[\x80-\x9f]|&#(?:0*1(?:2[89]|[345]\d)|[xX]0*[89][0-9a-fA-F]);"
_LEAD_NUMBER: Final = r"&#(?:0*(?:19[4-9]|2[0-3]\d|24[0-4])|[xX]0*(?:[c-eC-E][0-9a-fA-F]|[fF][0-4]));"
_LEAD: Final = rf"(?:[\xc2-\xf4]|{_LEAD_NUMBER})(?=&#|[\x80-\xbf])"
_REPAIRED: Final = re.compile(f"{_C1}|{_LEAD}")
_SUSPECT: Final = re.compile("[\x80-\x9f\xc2-\xf4]")  # quick to search for, and rare in Chinese
_LEADS: Final = (b"\xc2", b"\xc3")
_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/-]*)?")
_DEEPEST: Final = 40
_MOST_ASIDES: Final = 1_000
_MOST: Final = 20_000
_MOST_IN_PASSING: Final = 50  # of one element, for the fast parser


class NotForTheFastParser(Exception):
    """The document holds something on which the two parsers may differ."""


@dataclass(slots=True)
class EntryNotes:
    """What the pass noted of one entry; `html_of` says which texts are markup (Atom's type attributes)."""

    seen: set[str] = field(default_factory=set)
    published: str | None = None
    updated: str | None = None
    link: str | None = None
    permalink: bool = True
    html_of: dict[str, bool] = field(default_factory=dict)


@dataclass(slots=True)
class Notes:
    """What the pass noted of the document."""

    atom: bool = False
    title: str | None = None
    title_html: bool = False
    link: str | None = None  # of an Atom feed without one its id, where that is an address, as feedparser takes it
    id: str | None = None
    ttl: str | None = None
    entries: list[EntryNotes] = field(default_factory=list)


def check(text: str) -> Notes:
    """The notes of a document both parsers read alike; NotForTheFastParser or NotWellFormed otherwise."""
    data = text.encode("utf-8", "replace")
    # In bytes what is suspect begins with one of two, which are found at the speed of memory.
    if ("&#" in text or (any(lead in data for lead in _LEADS) and _SUSPECT.search(text))) and _REPAIRED.search(text):
        raise NotForTheFastParser
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    walk = _Walk(parser)
    parser.buffer_text = True
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    parser.CommentHandler = walk.aside
    parser.ProcessingInstructionHandler = walk.instruction
    parse_with(parser, data)
    return walk.notes


class _Walk:
    """The handlers of one pass; depths: RSS has its entries at 3 (rss, channel, item), Atom at 2 (feed, entry)."""

    def __init__(self, parser: expat.XMLParserType) -> None:
        self._parser = parser
        self.notes = Notes()
        self._depth = 0
        self._entry_depth = 0
        self._entry: EntryNotes | None = None
        self._gathering: str | None = None
        self._pieces: list[str] = []
        self._channels = 0
        self._asides = 0
        self._people = False
        self._seen: set[str] = set()
        self._once, self._again = _RSS_ONCE, _RSS_ANY

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; most are children of entries, so that they are told first."""
        depth = self._depth = self._depth + 1
        if attributes and (_XML_BASE in attributes or len(attributes) > _MOST_IN_PASSING):
            raise NotForTheFastParser
        if self._entry is not None:
            if depth == self._entry_depth + 1:
                if name in _PLAIN_CHILDREN and not attributes and name not in self._entry.seen:
                    self._entry.seen.add(name)
                    return
                self._child(self._entry, name, attributes)
            elif not self._people or depth > _DEEPEST:
                raise NotForTheFastParser
        elif depth == 1:
            self._root(name, attributes)
        elif depth == self._entry_depth:
            self._at_entry_depth(name, attributes)
        elif depth == 2:
            self._channel(name)
        elif depth > _DEEPEST:
            raise NotForTheFastParser

    def _root(self, name: str, attributes: dict[str, str]) -> None:
        if name == _ATOM + "feed":
            self.notes.atom, self._entry_depth = True, 2
            self._once, self._again = _ATOM_ONCE, _ATOM_ANY
        elif name == "rss" and attributes.get("version") == "2.0":
            self._entry_depth = 3
        else:
            raise NotForTheFastParser

    def _channel(self, name: str) -> None:
        self._channels += 1
        if name != "channel" or self._channels > 1:
            raise NotForTheFastParser

    def _at_entry_depth(self, name: str, attributes: dict[str, str]) -> None:
        notes = self.notes
        if name == ("item" if not notes.atom else _ATOM + "entry"):
            if len(notes.entries) >= _MOST:
                raise NotForTheFastParser
            self._entry = EntryNotes()
            notes.entries.append(self._entry)
        elif notes.atom:
            self._in_feed(name.removeprefix(_ATOM), attributes)
        elif name in ("title", "link", "ttl"):
            if name in self._seen:
                raise NotForTheFastParser
            self._seen.add(name)
            self._gather(name)
        elif name == _ATOM + "link":
            if attributes.get("rel", "alternate") == "alternate":
                raise NotForTheFastParser
        elif name.rpartition(" ")[2] in ("title", "link", "base"):
            raise NotForTheFastParser

    def _in_feed(self, name: str, attributes: dict[str, str]) -> None:
        if name == "title":
            self.notes.title_html = self._type(attributes)
            self._gather("title")
        elif name == "link" and attributes.get("rel", "alternate") == "alternate" and self.notes.link is None:
            self.notes.link = attributes.get("href")
        elif name == "id":
            if attributes or name in self._seen:
                raise NotForTheFastParser
            self._seen.add(name)
            self._gather(name)

    def _child(self, entry: EntryNotes, name: str, attributes: dict[str, str]) -> None:
        if name in self._once:
            if name in entry.seen:
                raise NotForTheFastParser
        elif name not in self._again:
            raise NotForTheFastParser
        entry.seen.add(name)
        if self.notes.atom:
            self._atom_child(name.removeprefix(_ATOM), attributes)
        elif name == "pubDate":
            self._gather(name)
        elif not attributes:
            return
        elif name == "guid":
            entry.permalink = attributes.get("isPermaLink", "true").lower() != "false"
        elif name in ("title", "link", "description", CONTENT):
            raise NotForTheFastParser

    def _atom_child(self, name: str, attributes: dict[str, str]) -> None:
        assert self._entry is not None
        if name in ("published", "updated"):
            self._gather(name)
        elif name in ("title", "summary", "content"):
            if "src" in attributes or "mode" in attributes:
                raise NotForTheFastParser
            self._entry.html_of[name] = self._type(attributes)
        elif name == "link" and attributes.get("rel", "alternate") == "alternate":
            if self._entry.link is not None:
                raise NotForTheFastParser
            self._entry.link = attributes.get("href")
        self._people = _ATOM + name in _ATOM_PEOPLE

    def _type(self, attributes: dict[str, str]) -> bool:
        kind = attributes.get("type")
        if kind not in _TEXT_TYPES:
            raise NotForTheFastParser
        return _TEXT_TYPES[kind]

    def _gather(self, name: str) -> None:
        self._gathering, self._pieces = name, []
        self._parser.CharacterDataHandler = self._pieces.append  # texts that nobody gathers are not made

    def end(self, name: str) -> None:
        """An element ends."""
        if self._gathering is not None:
            self._keep(self._gathering, "".join(self._pieces).strip())
            self._gathering = self._parser.CharacterDataHandler = None
        if self._depth == self._entry_depth and self._entry is not None:
            self._close_entry(self._entry)
            self._entry = None
        if self._depth == 1 and self.notes.atom and not self.notes.link:
            self.notes.link = _address(self.notes.id)
        self._depth -= 1

    def _close_entry(self, entry: EntryNotes) -> None:
        # feedparser makes an address of an id where no link stands; its rules for that are its own.
        unlinked = not entry.link if self.notes.atom else "link" not in entry.seen and not entry.permalink
        if unlinked:
            raise NotForTheFastParser

    def _keep(self, name: str, value: str) -> None:
        if self._entry is not None:
            if name in ("pubDate", "published"):
                self._entry.published = value or None
            else:
                self._entry.updated = value or None
        elif name == "title":
            self.notes.title = self.notes.title or value or None
        elif name == "link":
            self.notes.link = self.notes.link or value or None
        elif name == "id":
            self.notes.id = value
        else:
            self.notes.ttl = value

    def aside(self, data: str) -> None:
        """A comment: inside an entry the fast parser would end the text there, and it keeps each in memory."""
        self._asides += 1
        if self._entry is not None or self._asides > _MOST_ASIDES:
            raise NotForTheFastParser

    def instruction(self, target: str, data: str) -> None:
        """A processing instruction; see `aside`."""
        self.aside(data)


def _address(id: str | None) -> str:
    """An id that is beyond doubt an address; feedparser's rules for others are its own."""
    if id is None or _ADDRESS.fullmatch(id) is None:
        raise NotForTheFastParser
    return id
