"""Rules by which a person teaches the desk to read a source that is no feed: a list page, or JSON of any shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from .errors import Refused

MOST_PAGES: Final = 5
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class PageRules:
    """How a list page is read, as CSS selectors; all but `rows` are looked for inside a row.

    Left empty, the title is the row's longest link, the link that of the title, and the time whatever time stands in the
    row or in the address. `next` is looked for in the whole page.
    """

    rows: str
    title: str = ""
    link: str = ""
    date: str = ""
    summary: str = ""
    next: str = ""
    pages: int = 1  # how many pages are read at a visit, the first among them


@dataclass(frozen=True, slots=True)
class JsonRules:
    """How JSON of a shape of its own is read, as paths with dots (data.list, extra.count); `entries` empty: the document itself."""

    title: str
    entries: str = ""
    link: str = ""
    id: str = ""
    published: str = ""
    text: str = ""
    heat: str = ""
    prefix: str = ""  # what stands before an id or a path to make it an address


@dataclass(frozen=True, slots=True)
class SourceRules:
    """What a person set for reading a source; `full_text`: the linked page is read too, its text found by itself or at `content`."""

    page: PageRules | None = None
    json: JsonRules | None = None
    full_text: bool = False
    content: str = ""


def checked(rules: SourceRules) -> SourceRules:
    """The rules with blanks trimmed; Refused when they cannot work. Whether a selector can be read is found out on reading."""
    if rules.page is not None and not rules.page.rows.strip():
        raise Refused("rules_rows_missing")
    if rules.page is not None and not 1 <= rules.page.pages <= MOST_PAGES:
        raise Refused("rules_pages", most=MOST_PAGES)
    if rules.json is not None and not rules.json.title.strip():
        raise Refused("rules_title_missing")
    for text in _texts(rules):
        if len(text) > _LONGEST:
            raise Refused("rules_too_long", limit=_LONGEST)
    return rules


def _texts(rules: SourceRules) -> list[str]:
    page, json = rules.page, rules.json
    found = [rules.content]
    if page is not None:
        found += [page.rows, page.title, page.link, page.date, page.summary, page.next]
    if json is not None:
        found += [json.title, json.entries, json.link, json.id, json.published, json.text, json.heat, json.prefix]
    return found
