"""Snippets: a short piece of the stored text around the words that were found, with where they stand in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

_WIDTH: Final = 96  # characters of a snippet
_BEFORE: Final = 24  # of them before the first word found
_SPACES: Final = re.compile(r"\s+")

Span = tuple[int, int]


def cut(title: str, body: str, words: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """A piece of the body around the first word found, else of the title, else the beginning; spans are code points in it."""
    patterns = [_pattern(word) for word in words]
    text = body if any(p.search(body) for p in patterns) or not any(p.search(title) for p in patterns) else title
    text = text or title
    starts = [found.start() for pattern in patterns if (found := pattern.search(text))]
    start = max(min(starts, default=0) - _BEFORE, 0)
    piece = text[start : start + _WIDTH]
    lead = "…" if start else ""
    tail = "…" if start + _WIDTH < len(text) else ""
    snippet = _SPACES.sub(" ", f"{lead}{piece}{tail}").strip()
    return snippet, _spans(snippet, patterns)


def _pattern(word: str) -> re.Pattern[str]:
    """The word however its widths, capitals and spaces are written."""
    folded = unicodedata.normalize("NFKC", word).strip().rstrip("*")
    parts = [f"[{re.escape(char)}{re.escape(_wide(char))}]" for char in folded if not char.isspace()]
    return re.compile(r"\s*".join(parts) or r"(?!)", re.IGNORECASE)


def _wide(char: str) -> str:
    """The full-width form of an ASCII character, else the character."""
    return chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char


def _spans(snippet: str, patterns: Sequence[re.Pattern[str]]) -> tuple[Span, ...]:
    spans = sorted(found.span() for pattern in patterns for found in pattern.finditer(snippet))
    merged: list[Span] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
