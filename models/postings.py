"""Which rows bear a name: pairs of numbers in a few sorted lists, looked up many names at a time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)

Numbers = NDArray[np.uint32]
Positions = NDArray[np.int64]


def in_order(names: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Names and rows sorted by name, then row; equal pairs once."""
    both = (names.astype(np.uint64) << _32) | rows
    both.sort()
    fresh = np.ones(len(both), dtype=bool)
    np.not_equal(both[1:], both[:-1], out=fresh[1:])
    both = both[fresh]
    return (both >> _32).astype(np.uint32), (both & _LOW).astype(np.uint32)


class Postings:
    """Names with the rows that bear them; new ones make a list of their own, which is merged with the one before when it has half its length."""

    def __init__(self) -> None:
        self._lists: list[tuple[Numbers, Numbers]] = []

    def add(self, names: Numbers, rows: Numbers, live: NDArray[np.bool_] | None = None) -> None:
        """Note which rows bear which names; `live` tells by row which are worth keeping when lists are merged."""
        self._lists.append(in_order(names, rows))
        while len(self._lists) > 1 and 2 * len(self._lists[-1][0]) >= len(self._lists[-2][0]):
            held, of = (np.concatenate(parts) for parts in zip(self._lists[-2], self._lists.pop(), strict=True))
            if live is not None:
                held, of = held[live[of]], of[live[of]]
            self._lists[-1] = in_order(held, of)

    def newest(self, names: Numbers, labels: Numbers, at_most: int) -> tuple[Numbers, Numbers]:
        """Rows that bear each name, of each list the highest few: the names' labels and the rows, side by side. Sorted names are quicker."""
        found = [
            _expanded(labels, rows, np.maximum(starts, stops - at_most), stops)
            for rows, starts, stops in self._spans(names)
        ]
        return _joined(found)

    def rare(self, names: Numbers, labels: Numbers, at_most: int) -> tuple[Numbers, Numbers]:
        """The same for names that at most so many rows bear; of others nothing."""
        spans = self._spans(names)
        borne = sum((stops - starts for _, starts, stops in spans), np.zeros(len(names), dtype=np.int64))
        return _joined(
            [_expanded(labels, rows, np.where(borne > at_most, stops, starts), stops) for rows, starts, stops in spans]
        )

    def _spans(self, names: Numbers) -> list[tuple[Numbers, Positions, Positions]]:
        return [
            (rows, np.searchsorted(held, names), np.searchsorted(held, names, side="right"))
            for held, rows in self._lists
        ]


def _expanded(labels: Numbers, rows: Numbers, starts: Positions, stops: Positions) -> tuple[Numbers, Numbers]:
    counts = stops - starts
    at = np.repeat((starts - (np.cumsum(counts) - counts)).astype(np.int32), counts)
    at += np.arange(len(at), dtype=np.int32)
    return np.repeat(labels, counts), rows[at]


def _joined(found: list[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    if not found:
        return np.empty(0, dtype=np.uint32), np.empty(0, dtype=np.uint32)
    labels, rows = zip(*found, strict=True)
    return np.concatenate(labels), np.concatenate(rows)
