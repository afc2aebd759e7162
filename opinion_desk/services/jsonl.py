"""Lines of JSON as the contract reads them: `id` and some text are required, anything else unreadable is reported."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..domain.collected import Skipped
from ..domain.errors import DeskError, Refused
from ..domain.instants import parse_instant
from ..domain.messages import sentence
from ..domain.reading import TextToRead
from .files import read_bytes

_OPTIONAL: Final = ("source", "url")


@dataclass(frozen=True, slots=True)
class Line:
    """One usable line, or none (`text` None), with what was wrong on it; `id` as the file writes it, `row` all that stands there."""

    number: int
    text: TextToRead | None
    problems: tuple[Skipped, ...] = ()
    id: str | int = ""
    row: Mapping[str, Any] = field(default_factory=dict)


def read_lines(path: Path) -> Iterator[Line]:
    """Every line that is not blank, numbered from 1; Refused when the file cannot be read. One broken line stops nothing."""
    raw = read_bytes(path)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("jsonl_not_utf8", path=path.name)
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if line.strip():
            yield _line(number, line)


def _line(number: int, raw: bytes) -> Line:
    try:
        row = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _skipped(number, "jsonl_line_not_utf8")
    except (ValueError, RecursionError):
        return _skipped(number, "jsonl_line_broken")
    if not isinstance(row, dict):
        return _skipped(number, "jsonl_line_no_object")
    id = row.get("id")
    if isinstance(id, bool) or not isinstance(id, str | int) or id == "":
        return _skipped(number, "jsonl_line_no_id")
    problems: list[Skipped] = []
    title, body = (_text(row, name, number, problems) or "" for name in ("title", "body"))
    if not title.strip() and not body.strip():
        return _skipped(number, "jsonl_line_no_text")
    source, url = (_text(row, name, number, problems) for name in _OPTIONAL)
    published = _published(row, number, problems)
    return Line(number, TextToRead(str(id), title, body, published, source, url), tuple(problems), id, row)


def _skipped(number: int, id: str) -> Line:
    return Line(number, None, (Skipped(number, sentence(id)),))


def _text(row: Mapping[str, Any], name: str, number: int, problems: list[Skipped]) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value
    problems.append(Skipped(number, sentence("jsonl_field_ignored", field=name), still_read=True))
    return None


def _published(row: Mapping[str, Any], number: int, problems: list[Skipped]) -> datetime | None:
    value = row.get("published")
    if value is None:
        return None
    try:
        if isinstance(value, str):
            return parse_instant(value)
    except DeskError:
        pass
    problems.append(Skipped(number, sentence("jsonl_field_ignored", field="published"), still_read=True))
    return None
