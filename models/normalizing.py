"""Making any text fit to be matched without moving a character: tags and addresses blanked, traditional read as simplified."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from data import read_json

from .matching import CODES
from .wellformed import well_formed

BEGINNING: Final = 30
"""Code points of a text without a title that count as one: what it is about is said first."""
READ_AT_MOST: Final = 10_000
"""Code points of an item that are read; what stands later changes nothing but costs time."""

_SURROGATES: Final = slice(0xD800, 0xE000)
_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,400}>|https?://[!-~]{1,300}|&[a-z]{2,6};")
Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Joined:
    """A batch in reading form, one text after the other: code points, a line break behind each text.

    Text number n is `texts[n]` and stands at `first[n] : first[n] + len(texts[n])`.
    """

    texts: list[str]
    codes: Array
    first: Array

    def text_of(self, place: Array) -> Array:
        """Number of the text in which each place lies."""
        found: Array = np.searchsorted(self.first, place, side="right") - 1
        return found


@cache
def _folding() -> dict[int, str]:
    """What is changed, one character by one."""
    row = read_json("lexicons/traditional.json")
    table = {ord(old): new for old, new in zip(row["traditional"], row["simplified"], strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
    return table | {0: " ", 0x3000: " ", 0xFEFF: " ", 0x200B: " "}


@cache
def _changed() -> frozenset[str]:
    return frozenset(map(chr, _folding()))


def folded(word: str) -> str:
    """A word of a list (於潜镇) as it stands in texts in reading form."""
    return word if _changed().isdisjoint(word) else word.translate(_folding())


@cache
def _to_fold() -> Array:
    """For each code point whether a text that holds it must be changed."""
    table = np.zeros(CODES, dtype=bool)
    table[list(_folding())] = True
    table[_SURROGATES] = True
    return table


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def _without_markup(text: str) -> str:
    if "<" in text or "://" in text or "&" in text:
        return _MARKUP.sub(_blank, text)
    return text


def readable(text: str) -> str:
    """The first READ_AT_MOST code points, same positions: well formed, no markup, full width and traditional forms folded."""
    return _without_markup(well_formed(text[:READ_AT_MOST])).translate(_folding())


def joined(given: Sequence[str]) -> Joined:
    """The texts in reading form; only those that hold something to be changed are touched."""
    texts = [_without_markup(text[:READ_AT_MOST]) for text in given]
    batch = _laid(texts)
    changed = np.flatnonzero(_to_fold()[batch.codes])
    if not len(changed):
        return batch
    for number in np.unique(batch.text_of(changed)).tolist():
        texts[number] = readable(texts[number])
    return _laid(texts)


def title_ends(titles: Sequence[int]) -> Array:
    """Where each title ends; without one the beginning of the text (behind its line break) stands for it."""
    ends = np.asarray(titles, dtype=np.int64)
    return np.where(ends > 0, ends, BEGINNING + 1)


def _laid(texts: list[str]) -> Joined:
    raw = "\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass")
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts)) + 1
    return Joined(texts, np.frombuffer(raw, dtype="<u4").astype(np.int64), np.cumsum(lengths) - lengths)
