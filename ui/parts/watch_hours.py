"""For how long sources are watched (盯守): a few lengths to choose from."""

from __future__ import annotations

from typing import Final

from .choices import Choice

_HOURS: Final = (1, 3, 6, 12, 24, 48, 72)
_USUAL: Final = 6


def hours_choice(words: str) -> Choice:
    """Six hours unless another is chosen; `words` hold {n}."""
    made = Choice((n, words.format(n=n)) for n in _HOURS)
    made.choose(_USUAL)
    return made
