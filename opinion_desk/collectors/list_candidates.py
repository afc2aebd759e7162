"""The lists of a page found by themselves: links that stand alike in rows, with rules that read them again tomorrow."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from ..domain.errors import DeskError
from ..domain.list_rules import PageRules
from ..domain.page_seen import PageList
from .entries import Reading, finish
from .list_page import read_list_page, title_of
from .page_tree import Node, address_of, base_of, page_tree, words

_SHORTEST_TITLE: Final = 6
_FEWEST_ROWS: Final = 3
_MOST_LISTS: Final = 8
_MOST_TRIED: Final = 60
_DATED_COUNTS: Final = 1.8  # a list with times is what is looked for; menus have none
_HIGHEST: Final = 6  # ancestors that a selector names at most
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")
_NUMBERED: Final = re.compile(r"\d{3,}")
_NEXT: Final = ("下一页", "下页", "后一页", "下一頁")


def find_lists(text: str, reading: Reading) -> tuple[PageList, ...]:
    """The lists of a page, the likeliest first, at most eight; each is read with its own rules, so that the rows are what collecting gives."""
    root = page_tree(text)
    base = base_of(root, reading.url)
    found: list[tuple[float, PageList]] = []
    following = _next(root, base)
    for selector, _ in Counter(_row_selectors(root, base)).most_common(_MOST_TRIED):
        rules = PageRules(rows=selector, next=following)
        try:
            document = read_list_page(text, rules, reading).document
        except DeskError:
            continue
        rows = finish(document, Reading(reading.now, reading.url, reading.zone)).entries
        listed = PageList(rules, rows)
        if len(rows) >= _FEWEST_ROWS:
            found.append((_likelihood(listed), listed))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(_apart([listed for _, listed in found]))[:_MOST_LISTS]


def _row_selectors(root: Node, base: str | None) -> Iterator[str]:
    """For each link with a title's length, the selector of the row it stands in."""
    links = [a for a in root.iter("a") if address_of(a, base) and len(title_of(a)) >= _SHORTEST_TITLE]
    held: Counter[Node] = Counter()
    for link in links:
        held.update(link.iterancestors())
    for link in links:
        row = link
        while (parent := row.getparent()) is not None and held[parent] == 1 and parent.tag not in ("body", "html"):
            row = parent
        selector = _selector(row)
        if selector is not None:
            yield selector


def _selector(row: Node) -> str | None:
    """Child by child up to the nearest ancestor with an id or class of its own; None when the way is too long."""
    parts = [row.tag]
    node = row.getparent()
    for _ in range(_HIGHEST):
        if node is None or node.tag in ("html", "body"):
            return " > ".join(reversed(parts)) if len(parts) > 2 else None
        name = _named(node)
        parts.append(name or node.tag)
        if name is not None:
            return " > ".join(reversed(parts))
        node = node.getparent()
    return None


def _named(node: Node) -> str | None:
    id_ = node.get("id") or ""
    if _NAME.match(id_) and not _NUMBERED.search(id_):
        return f"{node.tag}#{id_}"
    classes = [name for name in (node.get("class") or "").split() if _NAME.match(name) and not _NUMBERED.search(name)]
    return f"{node.tag}.{'.'.join(classes[:2])}" if classes else None


def _next(root: Node, base: str | None) -> str:
    for link in root.iter("a"):
        shown = words(link)
        if shown in _NEXT and address_of(link, base) is not None:
            return f'a:contains("{shown}")'
    return ""


def _likelihood(listed: PageList) -> float:
    weight = sum(min(len(row.title or ""), 40) for row in listed.rows)
    return weight * (_DATED_COUNTS if listed.dated * 2 > len(listed.rows) else 1.0)


def _apart(lists: list[PageList]) -> Iterator[PageList]:
    """Lists that are not mostly rows of one before them."""
    taken: set[str | None] = set()
    for listed in lists:
        links = {row.link for row in listed.rows}
        if len(links & taken) * 2 <= len(links):
            taken |= links
            yield listed
