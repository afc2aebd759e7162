"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read leniently; authors are not read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from ..domain.messages import sentence
from .entries import RawDocument, RawEntry, Text

_SIGNS: Final = ("content_html", "content_text", "date_published", "external_url")
_ITEMS: Final = re.compile(r"\"items\"\s*:\s*\[")


def is_json_feed(value: Any) -> bool:
    """Whether a JSON document is a JSON Feed, by its version or, without one, by the names its items use."""
    if not isinstance(value, Mapping) or not isinstance(value.get("items"), list):
        return False
    if "jsonfeed" in str(value.get("version", "")):
        return True
    first = next((item for item in value["items"] if isinstance(item, Mapping)), None)
    return first is not None and any(sign in first for sign in _SIGNS)


def read_json_feed(value: Mapping[str, Any], problems: tuple[str, ...] = ()) -> RawDocument:
    """The feed in this JSON value; items that are no objects or hold neither title nor text are told and left out."""
    entries = []
    told = list(problems)
    for number, item in enumerate(value["items"], 1):
        entry = _entry(item) if isinstance(item, Mapping) else None
        if entry is None:
            told.append(sentence("json_entry_unusable", number=number))
        else:
            entries.append(entry)
    title = _string(value.get("title"))
    return RawDocument(
        format="json_feed",
        title=Text(title, html=False) if title else None,
        link=_string(value.get("home_page_url")),
        entries=tuple(entries),
        problems=tuple(told[:20]),
    )


def _entry(item: Mapping[str, Any]) -> RawEntry | None:
    title = _string(item.get("title"))
    markup, plain = _string(item.get("content_html")), _string(item.get("content_text"))
    summary = _string(item.get("summary"))
    if not (title or markup or plain or summary):
        return None
    guid = _string(item.get("id"))
    content = Text(markup, html=True) if markup else Text(plain, html=False) if plain else None
    return RawEntry(
        id=guid,
        title=Text(title, html=False) if title else None,
        link=_string(item.get("url")) or _string(item.get("external_url")),
        published=_string(item.get("date_published")),
        updated=_string(item.get("date_modified")),
        summary=Text(summary, html=False) if summary else None,
        content=content,
        permalink=True,
    )


def _string(value: object) -> str | None:
    """A value as text; numbers count (some feeds number their items), other things do not."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if float(value).is_integer() else str(value)
    return None


def salvage(text: str) -> dict[str, Any] | None:
    """What can be read of a JSON Feed that was cut in the middle: its head and the items that are whole; None without any."""
    start = _ITEMS.search(text)
    if start is None:
        return None
    decoder = json.JSONDecoder()
    items: list[Any] = []
    at = start.end()
    while True:
        at = _next_value(text, at)
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        items.append(item)
    if not items:
        return None
    found: dict[str, Any] = {"items": items}
    for name in ("version", "title", "home_page_url"):
        match = re.search(rf'"{name}"\s*:\s*("(?:[^"\\]|\\.)*")', text[: start.start()])
        if match:
            found[name] = json.loads(match.group(1), strict=False)
    return found


def _next_value(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at
