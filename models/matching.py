"""Finding every word of some lists in a batch of texts at once: one trie, walked from all positions together as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

CODES: Final = 0x110000
"""How many code points there are: the size of a table with a place for each."""
_TRIED: Final = 64
"""How many places are looked at together when a node with several children is laid into the table."""

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Matches:
    """Finds as columns: number of the word in its list, and where it starts and ends in the codes given."""

    word: Array
    start: Array
    end: Array


@dataclass(frozen=True, slots=True)
class Walk:
    """The ends of words met on a walk from every position: position, node, and a bit for each list that has such a word; shorter words first."""

    at: Array
    node: Array
    lists: Array


class Words:
    """Up to 32 lists of words as one trie in a double array (Aoe 1989): from a node `n` the letter `l` leads to
    `base[n] + l` if `check` there is `n`. The node of a single letter is its number. Empty words are never found.
    """

    def __init__(self, lists: Sequence[Sequence[str]]) -> None:
        every = sorted({word for words in lists for word in words if word})
        letters = sorted(set("".join(every)))
        self._letter = np.zeros(CODES, dtype=np.uint16)
        self._letter[[ord(letter) for letter in letters]] = np.arange(1, len(letters) + 1)
        self._longest = max(map(len, every), default=0)
        ends = self._lay(every, len(letters) + 1)
        self._depth = np.zeros(len(self._check), dtype=np.int64)
        self._depth[ends] = [len(word) for word in every]
        self._ends = self._depth > 0
        node_of = dict(zip(every, ends.tolist(), strict=True))
        self._number = [self._numbers(words, node_of) for words in lists]
        self._lists = np.zeros(len(self._check), dtype=np.uint32)
        for number, of in enumerate(self._number):
            self._lists |= np.where(of >= 0, np.uint32(1 << number), np.uint32(0))

    def _numbers(self, words: Sequence[str], node_of: dict[str, int]) -> Array:
        """For each node the number of the word of this list that ends there, or -1."""
        numbers = np.full(len(self._check), -1, dtype=np.int32)
        for number, word in enumerate(words):
            if word:
                numbers[node_of[word]] = number
        return numbers

    def _lay(self, every: Sequence[str], letters: int) -> Array:
        """Builds the table level by level; answers the node at which each word ends."""
        table = np.zeros((len(every), max(self._longest, 1)), dtype=np.int64)
        lengths = np.fromiter(map(len, every), np.int64, len(every))
        raw = "".join(every).encode("utf-32-le", "surrogatepass")
        table[np.arange(table.shape[1]) < lengths[:, None]] = self._letter[np.frombuffer(raw, dtype="<u4")]
        room = _Room(letters, letters + int((table > 0).sum()) + 2 * letters)
        node = table[:, 0].copy()
        for level in range(1, self._longest):
            longer = np.flatnonzero(table[:, level])
            steps, step_of = np.unique(node[longer] * letters + table[longer, level], return_inverse=True)
            node[longer] = room.placed(steps // letters, steps % letters)[step_of]
        self._base, self._check = room.base, room.check
        return node

    def walk(self, codes: Array) -> Walk:
        """Every word of every list at every position of these code points; no word is known across an unknown letter."""
        letters = np.zeros(len(codes) + self._longest + 1, dtype=np.int64)
        letters[: len(codes)] = self._letter[codes]
        node = letters[: len(codes)]
        single = np.flatnonzero(self._ends[node])
        met_at, met = [single], [node[single]]
        at = np.arange(len(codes))
        for level in range(1, self._longest):
            child = self._base[node] + (letters[level:][at] if level > 1 else letters[1 : len(codes) + 1])
            led = np.flatnonzero(self._check[child] == node)
            at, node = at[led], child[led]
            ends = np.flatnonzero(self._ends[node])
            met_at.append(at[ends])
            met.append(node[ends])
        node = np.concatenate(met)
        return Walk(np.concatenate(met_at), node, self._lists[node])

    def all(self, walk: Walk, number: int) -> Matches:
        """Every find of list `number`, overlapping ones too."""
        mine = np.flatnonzero((walk.lists & np.uint32(1 << number)) != 0)
        start, node = walk.at[mine], walk.node[mine]
        return Matches(self._number[number][node], start, start + self._depth[node])

    def longest(self, walk: Walk, number: int) -> Matches:
        """The finds of list `number` leftmost first and the longest of each place, none overlapping; sorted by place."""
        found = self.all(walk, number)
        order = np.argsort(found.start, kind="stable")  # longer words stay behind shorter ones
        longest = order[np.flatnonzero(np.diff(found.start[order], append=-1))]
        start, end = found.start[longest], found.end[longest]
        kept = apart(start, end)
        return Matches(found.word[longest[kept]], start[kept], end[kept])


class _Room:
    """The growing double array; places below `letters` belong to the single letters."""

    def __init__(self, letters: int, size: int) -> None:
        self._letters = letters
        self.base = np.zeros(size, dtype=np.int64)
        self.check = np.full(size, -1, dtype=np.int64)
        self._from = letters

    def placed(self, parents: Array, letters: Array) -> Array:
        """Lays the children of these parents (sorted by parent) and answers their nodes."""
        nodes = np.zeros(len(parents), dtype=np.int64)
        _, first, times = np.unique(parents, return_index=True, return_counts=True)
        for low, many in zip(first[times > 1].tolist(), times[times > 1].tolist(), strict=True):
            of = slice(low, low + many)
            base = self._base_for(letters[of])
            nodes[of] = base + letters[of]
            self._take(parents[of], nodes[of], base)
        alone = first[times == 1]
        nodes[alone] = self._free(len(alone))
        self._take(parents[alone], nodes[alone], nodes[alone] - letters[alone])
        return nodes

    def _take(self, parents: Array, nodes: Array, base: Array | int) -> None:
        self.check[nodes] = parents
        self.base[parents] = base

    def _base_for(self, letters: Array) -> int:
        """The next base at which all these letters find free places; searching goes on where it last ended."""
        while True:
            for low in range(self._from, len(self.check) - int(letters[-1]) - _TRIED, _TRIED):
                bases = np.arange(low, low + _TRIED)
                fits = np.flatnonzero((self.check[bases[:, None] + letters] < 0).all(axis=1))
                if len(fits):
                    self._from = low
                    return int(bases[fits[0]])
            self._grow()

    def _free(self, many: int) -> Array:
        while len(free := np.flatnonzero(self.check[self._letters :] < 0)) < many:
            self._grow()
        return free[:many] + self._letters

    def _grow(self) -> None:
        more = len(self.check)
        self.base = np.concatenate([self.base, np.zeros(more, dtype=np.int64)])
        self.check = np.concatenate([self.check, np.full(more, -1, dtype=np.int64)])


def apart(start: Array, end: Array) -> Array:
    """Indices of the spans (sorted by start) that are kept when each kept one drops those that begin inside it."""
    kept = []
    rest = np.arange(len(start))
    while len(rest):
        first, last = start[rest], end[rest]
        reach = np.maximum.accumulate(last)
        heads = np.ones(len(rest), dtype=bool)
        heads[1:] = first[1:] >= reach[:-1]
        kept.append(rest[heads])
        covered = last[heads][np.cumsum(heads) - 1]
        rest = rest[~heads & (first >= covered)]
    return np.sort(np.concatenate(kept)) if kept else rest


def letters_in(letters: str) -> Array:
    """For each code point whether it is one of these letters."""
    table = np.zeros(CODES, dtype=bool)
    table[[ord(letter) for letter in letters]] = True
    return table


def last_before(places: Array, at: Array) -> Array:
    """The last of the sorted places at or before each point; far away where there is none."""
    found: Array = np.concatenate([[-1_000_000], places])[np.searchsorted(places, at, side="right")]
    return found


def first_from(places: Array, at: Array) -> Array:
    """The first of the sorted places at or behind each point; far away where there is none."""
    found: Array = np.concatenate([places, [1 << 40]])[np.searchsorted(places, at)]
    return found
