"""Markup that is too tangled for an HTML parser: nested by the thousand or with endless tags. Written out anew, plain and flat.

A parser of HTML5 must look through everything that is still open at each new block (WHATWG HTML, 13.2.6.4.7), so that
50,000 nested divisions in 300 kB take it most of a minute, and tens of thousands of attributes in one tag seconds.
Here such markup is read once, in linear time: names, links and properly nested tags stay, everything else goes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

_MOST_TAGS: Final = 1_500  # as many cost a parser little, even where half of them are nested
_MOST_UNCLOSED: Final = 400
_LONGEST: Final = 200_000
_DEEPEST: Final = 100
_MOST_WRITTEN: Final = 50_000
_LONGEST_TAG: Final = 4_000

_TOKEN: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9]*)([^>]*)>?|<[!?/][^>]*>?", re.DOTALL)
_RAW: Final = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript"})
_VOID: Final = frozenset({"br", "hr", "img"})
_STRUCTURE: Final = frozenset(
    {"a", "b", "blockquote", "code", "del", "div", "em", "h1", "h2", "h3", "h4", "h5", "h6", "i", "li", "ol", "p"}
    | {"pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul"}
)
# What a new one of these ends by itself, where it stands directly inside it.
_ENDS: Final = {"p": "p", "li": "li", "tr": "tr", "td": "td", "th": "th"}
_ATTRIBUTE: Final = re.compile(r"\s(href|src|alt|colspan|rowspan)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_DATA: Final = re.compile(r"data:[a-zA-Z0-9/+.;=-]{0,80},[^\"'\s<>)]{500,}")


def without_data(markup: str) -> str:
    """The markup without pictures written into it as data: addresses, which are never shown and fill megabytes."""
    return _DATA.sub("", markup) if "data:" in markup else markup


def tamed(markup: str) -> str:
    """The markup itself where a parser reads it quickly, else the same text with plain, properly nested tags."""
    tags, closings = markup.count("<"), markup.count("</")
    if tags <= _MOST_TAGS and tags - 2 * closings <= _MOST_UNCLOSED and len(markup) <= _LONGEST:
        return markup
    return "".join(_rewritten(markup))


def _rewritten(markup: str) -> Iterator[str]:
    opened: list[str] = []
    hidden: str | None = None  # inside an element whose content is no text
    at = written = 0
    for token in _TOKEN.finditer(markup):
        if hidden is None:
            yield _plain(markup[at : token.start()])
        at = token.end()
        closing, name = token.group(1), (token.group(2) or "").lower()
        if hidden is not None:
            hidden = None if closing and name == hidden else hidden
        elif name in _RAW:
            hidden = None if closing else name
        elif name and written < _MOST_WRITTEN:
            for tag in _closed(name, opened) if closing else _opened(name, token.group(3), opened):
                written += 1
                yield tag
    if hidden is None:
        yield _plain(markup[at:])
    yield from (f"</{name}>" for name in reversed(opened))


def _plain(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _closed(name: str, opened: list[str]) -> Iterator[str]:
    if name not in opened:
        return
    while opened:
        inner = opened.pop()
        yield f"</{inner}>"
        if inner == name:
            return


def _opened(name: str, attributes: str, opened: list[str]) -> Iterator[str]:
    if name in _VOID:
        yield f"<{name}{_kept(attributes)}>"
        return
    if name not in _STRUCTURE:
        return
    if opened and _ENDS.get(name) == opened[-1]:
        yield f"</{opened.pop()}>"
    if len(opened) < _DEEPEST:
        opened.append(name)
        yield f"<{name}{_kept(attributes)}>"


def _kept(attributes: str) -> str:
    if not attributes or len(attributes) > _LONGEST_TAG:
        return ""
    found = {m.group(1).lower(): m.group(2) or m.group(3) or m.group(4) or "" for m in _ATTRIBUTE.finditer(attributes)}
    return "".join(f' {name}="{html.escape(html.unescape(value))}"' for name, value in found.items())
