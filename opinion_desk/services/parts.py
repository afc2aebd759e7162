"""Parts of an object that are made when first asked for, and once, whichever thread asks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, cast, overload

T = TypeVar("T")


class part(Generic[T]):  # noqa: N801 - it stands where `property` would
    """As functools.cached_property, which since Python 3.12 may make a part twice when two threads ask at once.

    Each part has a lock of its own: nobody waits for the reading models in order to see a list.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, owner: None, kind: type) -> Self: ...

    @overload
    def __get__(self, owner: object, kind: type) -> T: ...

    def __get__(self, owner: object | None, kind: type) -> Self | T:
        if owner is None:
            return self
        kept = owner.__dict__
        with kept.setdefault(f"{self._name} being made", threading.RLock()):  # setdefault is one step to other threads
            if self._name not in kept:
                kept[self._name] = self._make(owner)
        return cast("T", kept[self._name])
