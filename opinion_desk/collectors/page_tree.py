"""A web page as a tree: selectors, texts and links in it. Nothing it names is fetched and no script runs."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from ..domain.errors import Refused
from .clean import http_link

Node = Any  # an element of lxml, which has no types of its own
_LONGEST: Final = 3_000_000
_SILENT: Final = "script|style|noscript|template|svg|iframe|select|textarea|object|video|audio|canvas"


def page_tree(text: str) -> Node:
    """The root of a page; scripts, styles and comments are gone. Refused when there is nothing to read."""
    from lxml import etree, html  # only pages need it

    if len(text) > _LONGEST:
        text = text[:_LONGEST]
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refused("document_broken") from None
    for node in list(root.iter(*_SILENT.split("|"))):
        node.drop_tree()
    return root


def chosen(node: Node, selector: str) -> list[Node]:
    """The elements a CSS selector picks inside a node, in order; Refused when the selector cannot be read."""
    from lxml import etree

    try:
        found: list[Node] = node.xpath(_as_xpath(selector.strip()))
    except etree.XPathError:
        raise Refused("selector_unreadable", selector=selector[:60]) from None
    return found


@lru_cache(maxsize=512)
def _as_xpath(selector: str) -> str:
    """The selector as an XPath expression. Text and no compiled one: those may not be used by several threads at once."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        return HTMLTranslator().css_to_xpath(selector)
    except (SelectorError, ValueError, RecursionError):
        raise Refused("selector_unreadable", selector=selector[:60]) from None


def words(node: Node) -> str:
    """The text of an element on one line."""
    return " ".join(node.text_content().split())


def address_of(node: Node, base: str | None) -> str | None:
    """Where a link leads, absolute; None when it leads nowhere on the web (javascript:, #top, mailto:)."""
    href = (node.get("href") or "").strip()
    if not href or href.startswith("#"):
        return None
    return http_link(href, base)


def base_of(root: Node, url: str | None) -> str | None:
    """The address that relative links of a page count from: its <base>, else its own."""
    for node in root.iter("base"):
        if (base := http_link(node.get("href"), url)) is not None:
            return base
    return http_link(url)
