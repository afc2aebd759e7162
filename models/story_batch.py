"""New stories side by side as arrays: their features weighed, what they share with events, and each as an event of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from itertools import repeat

import numpy as np
from numpy.typing import NDArray

from .event_features import PLACE, WEIGHTS, Features
from .postings import Numbers, Positions, Postings

CORE = 24
"""Features an event is known by."""
PLACES = 8
"""Places an event is known to lie in."""
NAME = np.uint32(0xFFFFFFF8)
"""The bits of a feature without its class."""
NOTHING = 1
"""Fills cores: a name is never odd."""
LEAST_SHARED = 2.0
"""Weight that must be shared at least, so that two short headlines do not meet by two words."""

_CLASS = np.uint32(7)
_TELLING = 0.75  # weight from which a feature leads to the events known by it
_CANDIDATES = 8
_FLOOR = 0.45  # a word all write of still tells something; a place does not
_WEIGHTS = np.array(WEIGHTS, dtype=np.float64)
_SCALE = 2**16  # a weight as a whole number of 17 bits
_32 = np.uint64(32)

Floats = NDArray[np.float64]


class StoryBatch:
    """At most 512 stories; `ids`, `rows`, `weights` have one entry a feature, sorted by story and feature."""

    def __init__(
        self, told: Sequence[Features], whens: Sequence[datetime], frequency: Counter[int], stories: int
    ) -> None:
        """`frequency` tells how many of the `stories` known bear a feature; how rare it is, these and the new ones beside tell."""
        self.told = told
        self.last: Floats = np.array([when.timestamp() for when in whens], dtype=np.float64)
        lengths = np.array([len(one) for one in told], dtype=np.int64)
        flat = np.concatenate(told) if told else np.empty(0, dtype=np.uint32)
        rows = np.repeat(np.arange(len(told)), lengths)
        order = np.argsort((rows.astype(np.uint64) << _32) | flat)
        flat, self.rows = flat[order], rows[order]
        place = order - (np.cumsum(lengths) - lengths)[self.rows]
        self.ids, classes = flat & NAME, flat & _CLASS
        self.keys = (self.rows.astype(np.uint64) << _32) | self.ids
        names, which, beside = np.unique(self.ids, return_inverse=True, return_counts=True)
        counts = np.fromiter(map(frequency.get, names.tolist(), repeat(0)), dtype=np.float64, count=len(names))
        counts = (counts + beside - 1)[which]
        total = stories + max(len(told) - 1, 0) + 20.0
        rare = np.log(1 + total / (counts + 1.0)) / np.log(1 + total)
        plain = _WEIGHTS[classes]
        self.weights: Floats = plain * np.where(classes == PLACE, rare, np.maximum(rare, _FLOOR))
        self._norms = np.sqrt(np.bincount(self.rows, self.weights**2, minlength=len(told)))
        within = place < CORE
        self._core = np.full((len(told), CORE), NOTHING, dtype=np.uint32)
        self._means = np.zeros((len(told), CORE))
        self._core[self.rows[within], place[within]] = self.ids[within]
        self._means[self.rows[within], place[within]] = plain[within]
        self._leads = within & (plain >= _TELLING) & (classes != PLACE)
        self.places = self._place_table(classes == PLACE)

    def table(self) -> tuple[Numbers, Floats, Floats]:
        """Each story as an event: names, means and norm of its core."""
        norms = np.sqrt((self._means**2).sum(axis=1))
        return self._core, self._means, np.where(norms > 0, norms, 1.0)

    def postings(self) -> Postings:
        """Which stories would be known by a name, were they events."""
        found = Postings()
        found.add(self.ids[self._leads], self.rows[self._leads].astype(np.uint32))
        return found

    def _place_table(self, named: NDArray[np.bool_]) -> Numbers:
        """The places that each story names, as many as an event keeps."""
        table = np.full((len(self.told), PLACES), NOTHING, dtype=np.uint32)
        rows, names = self.rows[named], self.ids[named]
        at = np.arange(len(rows)) - np.searchsorted(rows, rows)
        kept = at < PLACES
        table[rows[kept], at[kept]] = names[kept]
        return table

    def most_shared(self, entries: Numbers, others: Positions) -> tuple[Positions, Positions]:
        """Of pairs that share an entry: stories with the few others with which they share the greatest weight."""
        weight = (self.weights[entries] * _SCALE).astype(np.int64)
        keys = (self.rows[entries] << 43) | (others << 20) | weight
        keys.sort()
        named = keys >> 20
        starts = np.flatnonzero(np.concatenate(([True], named[1:] != named[:-1]))[: len(keys)])
        if not len(starts):
            return starts, starts
        sums = np.add.reduceat(keys & 0xFFFFF, starts)
        rows, others = named[starts] >> 23, named[starts] & 0x7FFFFF
        ranked = (rows << 50) | ((0x7FFFFFF - sums) << 23) | others
        ranked.sort()
        rows = ranked >> 50
        kept = np.arange(len(rows)) - np.searchsorted(rows, rows) < _CANDIDATES
        return rows[kept], ranked[kept] & 0x7FFFFF

    def cosines(self, rows: Positions, core: Numbers, means: Floats, norms: Floats) -> Floats:
        """Likeness of stories and events given by the rows of their tables, 0 where they share too little."""
        if not len(rows) or not len(self.keys):
            return np.zeros(len(rows))
        wanted = (rows.astype(np.uint64) << _32)[:, None] | core
        at = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        weights = np.where(self.keys[at] == wanted, self.weights[at], 0.0)
        dots = (weights * means).sum(axis=1)
        cosines: Floats = np.where(weights.sum(axis=1) < LEAST_SHARED, 0.0, dots / (self._norms[rows] * norms))
        return cosines


def apart(here: Numbers, there: Numbers) -> NDArray[np.bool_]:
    """Which rows of two tables of places both name some and share none."""
    shared = ((here[:, :, None] == there[:, None, :]) & (here != NOTHING)[:, :, None]).any(axis=(1, 2))
    both: NDArray[np.bool_] = (here[:, 0] != NOTHING) & (there[:, 0] != NOTHING) & ~shared
    return both


def core_of(stories: Sequence[bytes]) -> tuple[Numbers, Floats, Numbers, Numbers]:
    """What an event is known by: names and mean weights of its core, the names that lead to it, its places. Stories as the bytes of their features."""
    flat = np.frombuffer(b"".join(stories), dtype=np.uint32)
    classes = flat & _CLASS
    plain = _WEIGHTS[classes]
    leads = (plain >= _TELLING) & (classes != PLACE)
    places = (flat[classes == PLACE] & NAME)[-PLACES:]
    if len(stories) == 1:
        names = flat[:CORE] & NAME
        return names, plain[:CORE], names[leads[:CORE]], places
    names, inverse = np.unique(flat & NAME, return_inverse=True)
    sums = np.bincount(inverse, plain)
    top = np.argsort(-sums, kind="stable")[:CORE]
    leading = np.bincount(inverse, leads)[top] > 0
    return names[top], sums[top] / len(stories), names[top][leading], places
