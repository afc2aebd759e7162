"""Sitemaps with news (sitemaps.org 0.9 and Google's news extension): addresses with titles and times, newest first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from ..domain.errors import Refused
from ..domain.messages import sentence
from .entries import MAX_ENTRIES, RawDocument, RawEntry, Text
from .wellformed import NotWellFormed, parse_with
from .xml_text import loose_ampersands, name_entities, plain_xml

ROOT: Final = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(urlset|sitemapindex)[\s>]")
MOST_MAPS: Final = 3
_KEPT: Final = frozenset({"loc", "lastmod", "title", "publication_date"})
_NOT_THE_PAGES_OWN: Final = ("image", "video")
_MOST: Final = 60_000


@dataclass(slots=True)
class _Place:
    """One address with what is said of it."""

    told: dict[str, str] = field(default_factory=dict)


def read_sitemap(text: str) -> tuple[RawDocument, tuple[str, ...]]:
    """The news of a sitemap, newest first; or of a map of sitemaps the addresses of the newest, at most three.

    A place without a news title is passed over and told: an address alone is no item. Refused when nothing can be read.
    """
    walk = _Walk()
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = walk.start, walk.end
    parser.CharacterDataHandler = walk.characters
    problems: list[str] = []
    try:
        parse_with(parser, loose_ampersands(name_entities(plain_xml(text))))
    except NotWellFormed as fault:
        if not walk.places:
            raise Refused("document_broken") from None
        problems.append(sentence("document_ill_formed", count=len(walk.places), line=fault.line))
    if walk.index:
        newest = sorted(walk.places, key=lambda place: place.told.get("lastmod", ""), reverse=True)
        return RawDocument("sitemap_index"), tuple(p.told["loc"] for p in newest if "loc" in p.told)[:MOST_MAPS]
    return _document(walk.places, problems), ()


def _document(places: list[_Place], problems: list[str]) -> RawDocument:
    titled = [place.told for place in places if place.told.get("title") and place.told.get("loc")]
    if not titled:
        raise Refused("sitemap_without_news", count=len(places))
    if len(titled) < len(places):
        problems.append(sentence("sitemap_untitled", count=len(places) - len(titled)))
    titled.sort(key=lambda told: told.get("publication_date") or told.get("lastmod") or "", reverse=True)
    entries = tuple(
        RawEntry(
            title=Text(told["title"], html=False),
            link=told["loc"],
            published=told.get("publication_date"),
            updated=told.get("lastmod"),
        )
        for told in titled[: MAX_ENTRIES + 1]
    )
    return RawDocument(format="sitemap", entries=entries, problems=tuple(problems))


class _Walk:
    def __init__(self) -> None:
        self.index = False
        self.places: list[_Place] = []
        self._path: list[str] = []
        self._pieces: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        space, _, local = name.rpartition(" ")
        if not self._path and local == "sitemapindex":
            self.index = True
        if local in ("url", "sitemap") and len(self._path) == 1 and len(self.places) < _MOST:
            self.places.append(_Place())
        # Pictures and films have titles and addresses of their own.
        self._path.append(f"!{local}" if any(word in space for word in _NOT_THE_PAGES_OWN) else local)
        self._pieces = []

    def end(self, name: str) -> None:
        """An element ends."""
        local = self._path.pop()
        if local in _KEPT and self.places and len(self._path) >= 2:
            value = "".join(self._pieces).strip()
            if value:
                self.places[-1].told.setdefault(local, value)
        self._pieces = []

    def characters(self, data: str) -> None:
        """Text."""
        if len(self._pieces) < 100:
            self._pieces.append(data)
