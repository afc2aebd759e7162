"""OPML lists of sources, in and out, with their folders; the list's DTD and entities are never followed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from ..domain.errors import Refused
from .clean import http_link
from .encodings import decode
from .gate import NotWellFormed, parse_with
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
        address = http_link(given.get("xmlurl"))
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


def write_opml(outlines: Sequence[Outline], title: str) -> bytes:
    """An OPML 2.0 document of these (name, address, folder), folders in order of first appearance; UTF-8."""
    folders: dict[str, list[Outline]] = {}
    for outline in outlines:
        folders.setdefault(outline[2], []).append(outline)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{_text(title)}</title></head>",
        "  <body>",
    ]
    for folder, inside in folders.items():
        if folder:
            lines.append(f"    <outline text={_attribute(folder)} title={_attribute(folder)}>")
        lines += [_line(name, address, 6 if folder else 4) for name, address, _ in inside]
        if folder:
            lines.append("    </outline>")
    lines += ["  </body>", "</opml>", ""]
    return "\n".join(lines).encode("utf-8")


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
