"""The desk's own words for a topic as a person types them: 飞线充电=3、电动车, the weight left out where it is 2."""

from __future__ import annotations

import re
from typing import Final

DEFAULT_WEIGHT: Final = 2.0
_PARTS: Final = re.compile(r"[、,，;；\n]")
_PART: Final = re.compile(r"([^=＝]+?)\s*(?:[=＝]\s*(\d{1,2}(?:\.\d{1,2})?))?")


class NotWords(ValueError):
    """A part that is no word with a weight; its text is the argument."""


def words_of(typed: str) -> tuple[tuple[str, float], ...]:
    """The words with their weights, each once, the last weight counting. Raises NotWords with the part that is none."""
    made: dict[str, float] = {}
    for part in filter(None, (part.strip() for part in _PARTS.split(typed))):
        found = _PART.fullmatch(part)
        if found is None:
            raise NotWords(part)
        made[found[1].strip()] = float(found[2]) if found[2] else DEFAULT_WEIGHT
    return tuple(made.items())


def typed_of(words: tuple[tuple[str, float], ...]) -> str:
    """How the words are typed."""
    return "、".join(word if weight == DEFAULT_WEIGHT else f"{word}={weight:g}" for word, weight in words)
