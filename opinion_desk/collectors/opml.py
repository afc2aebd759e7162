"""OPML lists of sources, in and out, with their folders; the list's DTD and entities are never followed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ..domain.errors import Refused
from ..domain.rsshub import is_route
from .clean import http_link
from .encodings import decode
from .wellformed import NotWellFormed, parse_with
from .xml_text import loose_ampersands, name_entities, plain_xml, refuse_endless_tags

Outline = tuple[str, str, str]  # name, address, folder ("" at the top, inner folders joined by " / ")
_MOST: Final = 20_000
_DEEPEST: Final = 60


def read_opml(raw: bytes) -> tuple[Outline, ...]:
    """The sources of an OPML document as (name, address, folder), each address once; Refused when there are none."""
    text = loose_ampersands(name_entities(plain_xml(decode(raw).text)))
    refuse_endless_tags(text)
    walk = _Outlines()
    parser = expat.ParserCreate(encoding="utf-8")
    parser.StartElementHandler = walk.start
    parser.EndElementHandler = walk.end
    try:
        parse_with(parser, text)
    except NotWellFormed as fault:
        raise Refused("opml_broken", line=fault.line) from None
    if not walk.found:
        raise Refused("opml_no_feeds")
    return tuple(walk.found.values())


class _Outlines:
    def __init__(self) -> None:
        self.found: dict[str, Outline] = {}
        self._folders: list[str | None] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; only outlines matter."""
        if name.lower() != "outline" or len(self._folders) > _DEEPEST:
            self._folders.append(None)
            return
        given = {key.lower(): value.strip() for key, value in attributes.items()}
        address = _address(given.get("xmlurl"))
        title = given.get("text") or given.get("title") or ""
        if address is None:
            self._folders.append(title or None)
            return
        self._folders.append(None)
        if address not in self.found and len(self.found) < _MOST:
            folder = " / ".join(part for part in self._folders if part)
            self.found[address] = (title or address, address, folder)

    def end(self, name: str) -> None:
        """An element ends."""
        self._folders.pop()


def _address(given: str | None) -> str | None:
    """An http address or a route of RSSHub, which other programs write as they do."""
    return given if given and is_route(given) else http_link(given)


def write_opml(outlines: Sequence[Outline], title: str) -> bytes:
    """An OPML 2.0 document of these (name, address, folder), folders in order of first appearance, inner ones inside; UTF-8."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
    ]
    top = _Folder()
    for name, address, folder in outlines:
        top.inside(folder.split(" / ") if folder else []).sources.append((name, address))
    lines += top.lines(4)
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode("utf-8")


@dataclass(slots=True)
class _Folder:
    """A folder being written: its own sources, then the folders inside."""

    sources: list[tuple[str, str]] = field(default_factory=list)
    folders: dict[str, _Folder] = field(default_factory=dict)

    def inside(self, path: list[str]) -> _Folder:
        """The folder at the end of a path, made where there is none yet."""
        return self.folders.setdefault(path[0], _Folder()).inside(path[1:]) if path else self

    def lines(self, indent: int) -> list[str]:
        """Its content, indented by so many blanks."""
        written = [_line(name, address, indent) for name, address in self.sources]
        for name, folder in self.folders.items():
            named = _attribute(name)
            written.append(f"{' ' * indent}<outline text={named} title={named}>")
            written += [*folder.lines(indent + 2), f"{' ' * indent}</outline>"]
        return written


def _line(name: str, address: str, indent: int) -> str:
    named = _attribute(name)
    return f'{" " * indent}<outline type="rss" text={named} title={named} xmlUrl={_attribute(address)}/>'


def _attribute(text: str) -> str:
    return quoteattr(plain_characters(text))


def _text(text: str) -> str:
    return plain_characters(text).replace("&", "&amp;").replace("<", "&lt;")


def plain_characters(text: str) -> str:
    """The text without characters that XML forbids."""
    return "".join(char for char in text if char >= " " or char in "\t\n")
