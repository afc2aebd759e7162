"""What else an entry may be known as, when its source gave it a new id, another host or another day."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from .identity import canonical_link, folded
from .item import Entry

_INDEX_PAGE: Final = re.compile(r"(?:/index\.\w{3,5})?/*$")
_A_DAY_AND_A_NIGHT: Final = timedelta(hours=36)


def known_as(entry: Entry) -> int | None:
    """The name under which the same entry would be found again although its key changed; 63 bits, None where nothing is sure enough.

    For an entry with an address that tells pages apart: its title with path and query, without the host. For one that has
    nothing but its words: these. Tickets are known by their number alone, rows with an id but no address by that id.
    """
    if entry.ticket:
        return None
    if entry.key.startswith("text:"):
        return _number("text", folded(entry.title), folded(entry.body))
    return None if entry.link is None else _titled_page(entry.title, entry.link)


@lru_cache(maxsize=4_096)  # asked when an entry is looked for, and again when it is stored
def _titled_page(title: str, link: str) -> int | None:
    page = page_of(canonical_link(link))
    return None if page is None else _number("page", folded(title), page)


def name_of_key(key: str) -> int:
    """The number under which a further key of an entry is kept."""
    return _number("key", key)


def is_same(entry: Entry, published: datetime | None, *, same_words: bool) -> bool:
    """Whether an entry is the stored one that was found under its name, published then and of the same words or not.

    By address the moment of publishing or the words must agree: a page whose every edition bears one title and one address
    stays many. By words alone the day may have slipped, as it does where a source writes 昨天 or 3小时前.
    """
    if entry.key.startswith("text:"):
        return entry.published is None or published is None or abs(entry.published - published) <= _A_DAY_AND_A_NIGHT
    return same_words or (published is not None and entry.published == published)


def page_of(address: str) -> str | None:
    """Path and query of a canonical address without its host; None for a site's front page, which tells nothing apart."""
    _, slash, rest = address.partition("/")
    path, mark, query = rest.partition("?")
    page = _INDEX_PAGE.sub("", slash + path) + mark + query
    return page or None


def _number(*parts: str) -> int:
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1
