"""Exports imported by hand: CSV, XLSX, JSON Lines and JSON files into entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path, PurePath
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.collected import Skipped
from ..domain.errors import Refused, Unavailable
from ..domain.item import Entry
from ..domain.masking import mask
from ..domain.system_words import why_of
from ..domain.table_mapping import TableRead
from .dates import CHINA
from .detect import read_document
from .encodings import decode
from .headings import Headings, HeadingsUnknown
from .json_rows import objects_in, read_json_lines, read_objects
from .rows import Times
from .tables import Read, read_csv, read_xlsx

SUFFIXES: Final = (".csv", ".xlsx", ".jsonl", ".json")
_OLD: Final = (".xls", ".et")
LARGEST: Final = 400_000_000


def read_table(path: Path, *, now: datetime | None = None, zone: ZoneInfo = CHINA) -> Read:
    """The entries of an export and what was skipped, by line; Refused when the file is missing, empty, broken or of no known form.

    Columns that name a caller are dropped and numbers that lead to a person masked before anything is returned. Relative
    times (昨天 08:30) count from `now`, or from the file's own date.
    """
    raw = bytes_of(path)
    return read_bytes(raw, path.name, _times(path, now, zone), Headings())


def read_export(
    path: Path, by: Headings, *, now: datetime | None = None, zone: ZoneInfo = CHINA, largest: int = LARGEST
) -> tuple[TableRead, str]:
    """An export read by these headings, and the SHA-256 (hex) of its bytes; Refused as `read_table`, and told which headings stand there."""
    raw = bytes_of(path, largest)
    entries, skipped = _told_headings(lambda: read_bytes(raw, path.name, _times(path, now, zone), by))
    if not entries and by.names and not by.understood:
        raise _unknown(by.names)
    return TableRead(entries, skipped, by.used, by.names), hashlib.sha256(raw).hexdigest()


def _told_headings(read: Callable[[], Read]) -> Read:
    try:
        return read()
    except HeadingsUnknown as why:
        if not why.headings:
            raise
        raise _unknown(why.headings) from None


def _unknown(headings: Sequence[str]) -> Refused:
    shown = "、".join(mask(heading)[:20] for heading in headings[:30])
    return Refused("table_headings_unknown", headings=shown)


def _times(path: Path, now: datetime | None, zone: ZoneInfo) -> Times:
    return Times(now or datetime.fromtimestamp(path.stat().st_mtime, UTC), zone)


def read_bytes(raw: bytes, name: str, times: Times, by: Headings) -> Read:
    """The entries of a file's bytes, whose name's suffix says what it is."""
    if not raw.strip():
        raise Refused("document_empty")
    suffix = PurePath(name).suffix.lower()
    if suffix == ".xlsx" or raw.startswith(b"PK\x03\x04"):
        return read_xlsx(raw, times, by=by)
    text = decode(raw).text
    if suffix == ".csv":
        return read_csv(text, times, by)
    if suffix == ".jsonl":
        return read_json_lines(text, times, by)
    if suffix == ".json":
        return _read_json(raw, text, times, by)
    raise unknown_format(name)


def unknown_format(name: str) -> Refused:
    """Why a file of that name is not read."""
    if PurePath(name).suffix.lower() in _OLD:
        return Refused("format_old_excel", path=name)
    return Refused("format_unknown", path=name, formats=" ".join(SUFFIXES))


def bytes_of(path: Path, largest: int = LARGEST) -> bytes:
    """A file whole; Refused when it is missing or larger than that, Unavailable when the system does not give it."""
    try:
        if path.stat().st_size > largest:
            raise Refused("table_too_large", limit=largest // 1_000_000)
        return path.read_bytes()
    except FileNotFoundError:
        raise Refused("file_missing", path=path) from None
    except IsADirectoryError:
        raise Refused("file_is_folder", path=path) from None
    except OSError as problem:
        raise Unavailable("file_unreadable", path=path, why=why_of(problem)) from problem


def _read_json(raw: bytes, text: str, times: Times, by: Headings) -> tuple[tuple[Entry, ...], tuple[Skipped, ...]]:
    """An array of objects is an export; a JSON Feed or a hot list is read as such."""
    objects = objects_of(text)
    if objects is not None:
        return read_objects(objects, times, by)
    return read_document(raw, now=times.now, zone=times.zone)[1].items, ()


def objects_of(text: str) -> list[object] | None:
    """The objects of a JSON array; None when the text is none."""
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return objects_in(value) if isinstance(value, list) else None
