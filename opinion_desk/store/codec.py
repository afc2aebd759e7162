"""Frozen dataclasses of the domain as JSON and back, by their type hints; instants as UTC milliseconds."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from ..domain.instants import from_ms, to_ms

T = TypeVar("T")
Read = Callable[[Any], Any]
_MS: Final = timedelta(milliseconds=1)


def encode(value: Any) -> str:
    """The value as JSON text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def decode(cls: type[T], text: str) -> T:
    """The value of that class that `encode` wrote; fields added since then take their defaults."""
    return cast(T, _reader(cast(Hashable, cls))(json.loads(text)))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return to_ms(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value // _MS
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, frozenset):
        return sorted(_plain(part) for part in value)
    return value


@cache
def _reader(hint: Any) -> Read:
    """How a value of that type is read back from JSON."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _optional(hint)
    if origin is tuple:
        return _tuple(get_args(hint))
    if origin is frozenset:
        part = _reader(get_args(hint)[0])
        return lambda row: frozenset(part(value) for value in row)
    return _plain_reader(hint)


def _plain_reader(hint: Any) -> Read:
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is datetime:
        return from_ms
    if hint is date:
        return date.fromisoformat
    if hint is timedelta:
        return lambda ms: ms * _MS
    return lambda value: value


def _optional(hint: Any) -> Read:
    kinds = [part for part in get_args(hint) if part is not NoneType]
    if len(kinds) != 1:
        raise TypeError(f"a union of several types cannot be read back: {hint}")
    read = _reader(kinds[0])
    return lambda value: None if value is None else read(value)


def _tuple(parts: tuple[Any, ...]) -> Read:
    if len(parts) == 2 and parts[1] is Ellipsis:
        read = _reader(parts[0])
        return lambda row: tuple(read(value) for value in row)
    reads = [_reader(part) for part in parts]
    return lambda row: tuple(read(value) for read, value in zip(reads, row, strict=True))


def _dataclass(cls: type[Any]) -> Read:
    hints = get_type_hints(cls)
    reads = {field.name: _reader(hints[field.name]) for field in fields(cls)}
    return lambda row: cls(**{name: reads[name](value) for name, value in row.items() if name in reads})
