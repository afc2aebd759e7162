"""Rows of exports that neither link nor title told apart, compared by their texts as reprints are folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Final

from ..domain.missed.rows import Match, OurItem, VendorRow, Way
from ..domain.reading import Placed, TextToRead
from ..domain.verdict import Verdict
from .ports import Grouper

_AT_ONCE: Final = 1_000
_BEYOND: Final = 1 << 60  # ids no item will have: rows are put beside items and never stored
_SHORTEST: Final = 40  # letters of a text without which likeness says nothing

Recalled = Callable[[Sequence[int]], Iterator[tuple[int, Placed, datetime]]]


def alike(
    grouper: Callable[[], Grouper],
    recalled: Recalled,
    items: Sequence[OurItem],
    texts: Sequence[tuple[str, VendorRow]],
    went_on: Callable[[int], None],
    stop: Callable[[], bool],
) -> dict[tuple[int, int], Match] | None:
    """By file and place of a row the earliest item of the story that it belongs to; None when asked to stop.

    The grouper is one of its own, so that no row stays in the desk's memory; short texts are left alone.
    """
    told = [(body, row) for body, row in texts if len(row.title) + len(body) >= _SHORTEST]
    if not told or not items:
        return {}
    earliest: dict[int, OurItem] = {}
    for item in items:
        earliest.setdefault(item.story, item)
    memory = grouper()
    memory.recall(recalled(sorted(item.id for item in items)))
    found: dict[tuple[int, int], Match] = {}
    for start in range(0, len(told), _AT_ONCE):
        if stop():
            return None
        portion = told[start : start + _AT_ONCE]
        rows = [
            (_BEYOND + start + n, TextToRead(str(n), row.title, body), Verdict(), row.when or items[-1].seen)
            for n, (body, row) in enumerate(portion)
        ]
        for (_, row), placed in zip(portion, memory.place_many(rows), strict=True):
            if placed.story in earliest:
                found[row.file, row.no] = Match(earliest[placed.story], Way.TEXT)
        went_on(start + len(portion))
    return found
