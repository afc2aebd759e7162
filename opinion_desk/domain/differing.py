"""What was changed between two wordings, word by word: what stayed, what was taken out, what was put in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Final

# Figures and Latin words are whole words; of Chinese each character is one, and lone ones between changes join these.
_WORD: Final = re.compile(r"[0-9]+(?:[.,:][0-9]+)*%?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE: Final = re.compile(r"[^。！？；!?;\n]*[。！？；!?;\n]?")
_MOST_PAIRS: Final = 1_000_000  # words of one side times words of the other: beyond it a passage counts as rewritten
_LONE: Final = 2


class Change(StrEnum):
    """What became of a piece of text."""

    KEPT = "kept"
    TAKEN_OUT = "taken_out"
    PUT_IN = "put_in"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one fate."""

    change: Change
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in reading order; kept and taken out make `before`, kept and put in make `after`."""
    rough: list[Piece] = []
    for tag, old, new in _opcodes(_parts(_SENTENCE, before), _parts(_SENTENCE, after)):
        if tag == "equal":
            rough.append(Piece(Change.KEPT, "".join(old)))
        else:
            rough += _within("".join(old), "".join(new))
    return tuple(_joined(rough))


def is_kept(pieces: Sequence[Piece]) -> bool:
    """Whether nothing differs."""
    return all(piece.change is Change.KEPT for piece in pieces)


def _within(before: str, after: str) -> Iterator[Piece]:
    old, new = _parts(_WORD, before), _parts(_WORD, after)
    if len(old) * len(new) > _MOST_PAIRS:
        yield from _replaced(before, after)
        return
    for tag, gone, come in _opcodes(old, new):
        if tag == "equal":
            yield Piece(Change.KEPT, "".join(gone))
        else:
            yield from _replaced("".join(gone), "".join(come))


def _replaced(gone: str, come: str) -> Iterator[Piece]:
    if gone:
        yield Piece(Change.TAKEN_OUT, gone)
    if come:
        yield Piece(Change.PUT_IN, come)


def _parts(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in pattern.findall(text) if part]


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, list[str], list[str]]]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield tag, old[i:j], new[k:m]


def _joined(rough: list[Piece]) -> Iterator[Piece]:
    """Runs of changes made one, a lone character that happened to stay between two of them included."""
    changed = [
        piece.change is not Change.KEPT or (0 < n < len(rough) - 1 and len(piece.text) < _LONE and piece.text.isalnum())
        for n, piece in enumerate(rough)
    ]
    for is_changed, group in groupby(zip(changed, rough, strict=True), key=lambda pair: pair[0]):
        pieces = [piece for _, piece in group]
        if not is_changed:
            yield Piece(Change.KEPT, "".join(piece.text for piece in pieces))
            continue
        yield from _replaced(
            "".join(piece.text for piece in pieces if piece.change is not Change.PUT_IN),
            "".join(piece.text for piece in pieces if piece.change is not Change.TAKEN_OUT),
        )
