"""The text of an article out of its page: at the place a person named, else where the words are densest."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .clean import clean_html, text_of_html
from .page_tree import Node, base_of, chosen, page_tree, words

_BLOCKS: Final = ("div", "td", "article", "section", "main", "body")
_PARTED: Final = (*_BLOCKS, "p", "br")  # what makes a division more than one paragraph
_ASIDE: Final = re.compile(
    r"nav|menu|foot|copyright|header|banner|sidebar|aside|share|recommend|related|relate|comment|breadcrumb|crumb|"
    r"qrcode|login|search|toolbar|pagination|friend|links?$|hot(?:list|news)|rank|print|adv?(?:ert)?s?\b",
    re.IGNORECASE,
)
_CONTENT: Final = re.compile(
    r"trs_?editor|article|content|detail|zoom|ucap|main-?text|pages_content|view|con_?text|news_?text|wz_?nr|nr$",
    re.IGNORECASE,
)
_STOPS: Final = re.compile(r"[，。；：！？、,.;!?]")
_LEAST: Final = 40
_LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article as cleaned HTML and as plain text."""

    html: str
    text: str


def read_article(page: str, url: str | None, content: str = "") -> Article | None:
    """The article of a page; None when it has no text worth the name. `content` is a CSS selector of its place.

    Refused when the selector cannot be read. Without one the element is chosen whose own paragraphs hold the most
    punctuated words and the fewest links, as in Kohlschütter et al., "Boilerplate Detection using Shallow Text Features" (2010).
    """
    root = page_tree(page)
    base = base_of(root, url)
    if content:
        places = chosen(root, content)
        return _article(places, base)
    for node in list(root.iter("nav", "header", "footer", "aside", "form", "button")):
        if node.getparent() is not None and node.tag != "form":
            node.drop_tree()
    _drop_asides(root)
    best = max((node for node in root.iter(*_BLOCKS)), key=_weight, default=None)
    if best is None or _weight(best) <= 0:
        return None
    return _article([best], base)


def _article(places: list[Node], base: str | None) -> Article | None:
    from lxml import html

    markup = "".join(html.tostring(place, encoding="unicode", with_tail=False) for place in places)
    cleaned = clean_html(markup[:_LONGEST], base)
    text = text_of_html(cleaned)
    return Article(cleaned, text) if len(text) >= _LEAST else None


def _drop_asides(root: Node) -> None:
    """Away with what by its name stands beside the article, unless it holds most of the page's words."""
    whole = len(words(root)) or 1
    for node in list(root.iter("div", "ul", "section", "p", "table")):
        name = f"{node.get('class') or ''} {node.get('id') or ''}"
        if node.getparent() is None or not _ASIDE.search(name) or _CONTENT.search(name):
            continue
        if len(words(node)) * 2 < whole:
            node.drop_tree()


def _weight(node: Node) -> float:
    """How much of an element is running text of its own: punctuated words of its nearest paragraphs, less its links' words."""
    own = _own_text(node)
    if len(own) < _LEAST:
        return 0.0
    linked = sum(len(words(link)) for link in node.iter("a"))
    whole = len(words(node)) or 1
    name = f"{node.get('class') or ''} {node.get('id') or ''}"
    weight = len(own) + 8 * len(_STOPS.findall(own))
    return weight * (1 - min(linked / whole, 1.0)) * (1.3 if _CONTENT.search(name) else 1.0)


def _own_text(node: Node) -> str:
    """The words that stand in an element itself or in paragraphs directly inside it, one wrapper deep."""
    pieces = [node.text or ""]
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag not in _BLOCKS and child.tag not in ("ul", "ol", "table", "dl"):
            pieces.append(child.text_content())
        elif child.tag in ("div", "section") and next(child.iterdescendants(*_PARTED), None) is None:
            pieces.append(child.text_content())  # editors that make a division of each paragraph
        pieces.append(child.tail or "")
    return " ".join(" ".join(pieces).split())
