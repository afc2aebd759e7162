"""How values of the domain stand in columns: instants as UTC milliseconds, and lists of names as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, TypeVar

from ..domain.instants import from_ms, to_ms

T = TypeVar("T")
_MANY: Final = 500
_LARGEST: Final = (1 << 63) - 1


def ms_or_none(instant: datetime | None) -> int | None:
    """Milliseconds, or NULL."""
    return None if instant is None else to_ms(instant)


def instant_or_none(ms: int | None) -> datetime | None:
    """The instant, or None for NULL."""
    return None if ms is None else from_ms(ms)


def storable(text: str) -> str:
    """The text without halves of surrogate pairs, which a broken document may hold and UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode()
    return text


def count_or_none(count: int | None) -> int | None:
    """A count that fits a column; a document may claim any number."""
    return None if count is None else max(min(count, _LARGEST), -_LARGEST)


def as_text(value: Any) -> str:
    """Compact JSON, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def marks(count: int) -> str:
    """So many placeholders for an IN list."""
    return ",".join("?" * count)


def portions(values: Iterable[T], size: int = _MANY) -> Iterator[Sequence[T]]:
    """The values in lists short enough for one statement."""
    everything = list(values)
    for start in range(0, len(everything), size):
        yield everything[start : start + size]
