"""Exports imported by hand: CSV, XLSX, JSON Lines and JSON files into entries."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.collected import Skipped
from ..domain.errors import Refused, Unavailable
from ..domain.item import Entry
from ..domain.system_words import why_of
from .dates import CHINA
from .detect import read_document
from .encodings import decode
from .json_rows import objects_in, read_json_lines, read_objects
from .rows import Times
from .tables import Read, read_csv, read_xlsx

SUFFIXES: Final = (".csv", ".xlsx", ".jsonl", ".json")
_LARGEST: Final = 400_000_000


def read_table(path: Path, *, now: datetime | None = None, zone: ZoneInfo = CHINA) -> Read:
    """The entries of an export and what was skipped, by line; Refused when the file is missing, empty, broken or of no known form.

    Columns that name a caller are dropped and numbers that lead to a person masked before anything is returned. Relative
    times (昨天 08:30) count from `now`, or from the file's own date.
    """
    raw = _bytes_of(path)
    if not raw.strip():
        raise Refused("document_empty")
    times = Times(now or datetime.fromtimestamp(path.stat().st_mtime, UTC), zone)
    suffix = path.suffix.lower()
    if suffix == ".xlsx" or raw.startswith(b"PK\x03\x04"):
        return read_xlsx(raw, times)
    text = decode(raw).text
    if suffix == ".csv":
        return read_csv(text, times)
    if suffix == ".jsonl":
        return read_json_lines(text, times)
    if suffix == ".json":
        return _read_json(raw, text, times)
    raise Refused("format_unknown", path=path.name, formats=" ".join(SUFFIXES))


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused("table_too_large", limit=_LARGEST // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_missing", path=path) from None
    except OSError as problem:
        raise Unavailable("file_unreadable", path=path, why=why_of(problem)) from problem


def _read_json(raw: bytes, text: str, times: Times) -> tuple[tuple[Entry, ...], tuple[Skipped, ...]]:
    """An array of objects is an export; a JSON Feed or a hot list is read as such."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        value = None
    objects = objects_in(value) if isinstance(value, list) else None
    if objects is not None:
        return read_objects(objects, times)
    return read_document(raw, now=times.now, zone=times.zone)[1].items, ()
