"""JSON of any shape read by a person's mapping: paths with dots to the entries and to what is wanted of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ..domain.errors import Refused
from ..domain.item import Metrics
from ..domain.list_rules import JsonRules
from ..domain.messages import sentence
from .dates import from_epoch
from .entries import RawDocument, RawEntry, Text
from .hot_list import figure


def read_mapped(text: str, rules: JsonRules, now: datetime) -> RawDocument:
    """The entries the mapping finds, ranked by their order; Refused when the text is no JSON or the path leads to no list."""
    try:
        value = json.loads(text.strip("\ufeff \t\r\n\x00"), strict=False)
    except RecursionError:
        raise Refused("document_unknown") from None
    except ValueError as fault:
        line, column = (fault.lineno, fault.colno) if isinstance(fault, json.JSONDecodeError) else (1, 1)
        raise Refused("json_broken", line=line, column=column) from None
    listed = at_path(value, rules.entries)
    if isinstance(listed, Mapping):
        listed = list(listed.values())
    if not isinstance(listed, list):
        raise Refused("rules_path_no_list", path=rules.entries or ".")
    entries, problems = [], []
    for number, row in enumerate(listed, 1):
        entry = _entry(row, number, rules, now)
        if entry is not None:
            entries.append(entry)
        else:
            problems.append(sentence("json_entry_unusable", number=number))
    if listed and not entries:
        raise Refused("rules_path_no_title", path=rules.title)
    return RawDocument(format="hot_list", entries=tuple(entries), problems=tuple(problems[:20]))


def at_path(value: Any, path: str) -> Any:
    """What stands at a path: names and places in lists, parted by dots; None where it leads nowhere, the value itself when empty."""
    for part in filter(None, (part.strip() for part in path.split("."))):
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isascii() and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _entry(row: Any, place: int, rules: JsonRules, now: datetime) -> RawEntry | None:
    title = _words(row, rules.title)
    if title is None:
        return None
    text = _words(row, rules.text)
    heat = at_path(row, rules.heat) if rules.heat else None
    return RawEntry(
        id=_words(row, rules.id),
        title=Text(title, html=None),
        link=_link(_words(row, rules.link) or (_words(row, rules.id) if rules.prefix else None), rules.prefix),
        published=_time(at_path(row, rules.published)) if rules.published else None,
        summary=Text(text) if text and text != title else None,
        metrics=Metrics(seen=now, rank=place, heat=figure(heat)),
    )


def _link(given: str | None, prefix: str) -> str | None:
    if given is None or given.lower().startswith(("http://", "https://")):
        return given
    return f"{prefix}{given}" if prefix else given


def _words(row: Any, path: str) -> str | None:
    value = at_path(row, path) if path else None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip() or None


def _time(value: Any) -> datetime | str | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return from_epoch(value) if 0 < value < 1e17 else None
    return value if isinstance(value, str) else None
