"""What a document leads on to: the pages after a list's first, the maps of a sitemap, the pages of its articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from ..domain.collected import Parsed
from ..domain.errors import DeskError
from ..domain.item import Entry
from ..domain.list_rules import SourceRules
from ..domain.messages import sentence
from .encodings import decode
from .fetching import Fetched
from .full_text import Article, read_article

Fetch = Callable[[str], Fetched]
Stored = Callable[[int, Sequence[str]], Set[str]]
"""Which of these keys of a source are stored with their text already."""
MOST_ARTICLES: Final = 20
_LONGEST: Final = timedelta(seconds=60)  # after so long the rest waits for the next visit


class Follower:
    """Follows what one visit found, one address after another, never for longer than a minute."""

    def __init__(self, fetch: Fetch, read: Callable[[Fetched], Parsed], now: Callable[[], datetime]) -> None:
        self._fetch = fetch
        self._read = read
        self._now = now
        self._until = now() + _LONGEST

    def with_more(self, parsed: Parsed, pages: int) -> Parsed:
        """The document with the entries of what belongs to it; what cannot be read is told and ends the following."""
        waiting, seen, steps = list(parsed.more), set(parsed.more), 0
        limit = len(waiting) if parsed.format == "sitemap_index" else pages - 1
        while waiting and steps < limit and self._now() < self._until:
            steps += 1
            try:
                further = self._further(waiting.pop(0))
            except DeskError as why:
                parsed = replace(parsed, problems=(*parsed.problems, why.sentence), incomplete=True)
                break
            waiting += [address for address in further.more if address not in seen]
            seen |= set(further.more)
            known = {item.key for item in parsed.items}
            fresh = tuple(item for item in further.items if item.key not in known)
            parsed = _joined(parsed, further, fresh)
            if not fresh:
                break
        return replace(parsed, more=())

    def _further(self, address: str) -> Parsed:
        fetched = self._fetch(address)
        if fetched.why is not None:
            raise fetched.why
        return self._read(fetched)

    def with_articles(self, parsed: Parsed, rules: SourceRules, stored: Set[str]) -> Parsed:
        """The entries with the text of their pages, at most twenty a visit; those whose text is stored or did not come say so."""
        items, missed, fetched = [], 0, 0
        for item in parsed.items:
            if item.link is None or item.key in stored:
                items.append(item if item.link is None else replace(item, whole=False))
                continue
            article = None
            if fetched < MOST_ARTICLES and self._now() < self._until:
                fetched += 1
                article = self._article(item.link, rules.content)
            missed += article is None
            items.append(_with_text(item, article))
        problems = (*parsed.problems, sentence("article_unreadable", count=missed)) if missed else parsed.problems
        return replace(parsed, items=tuple(items), problems=problems, incomplete=parsed.incomplete or missed > 0)

    def _article(self, link: str, content: str) -> Article | None:
        fetched = self._fetch(link)
        if fetched.why is not None or not fetched.body:
            return None
        try:
            return read_article(decode(fetched.body, fetched.content_type).text, fetched.url, content)
        except DeskError:
            return None


def _with_text(item: Entry, article: Article | None) -> Entry:
    if article is None or len(article.text) <= len(item.body):
        return replace(item, whole=False) if article is None else item
    return replace(item, body=article.text, html=article.html)


def _joined(first: Parsed, further: Parsed, fresh: tuple[Entry, ...]) -> Parsed:
    return replace(
        first,
        format="sitemap" if first.format == "sitemap_index" else first.format,
        entries=first.entries + further.entries,
        items=first.items + fresh,
        problems=first.problems + tuple(told for told in further.problems if told not in first.problems),
    )
