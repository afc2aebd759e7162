"""Cutting Chinese into words: one engine and one dictionary an artefact, rjieba where installed, else jieba."""

from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Final

from .lexicons import desk_words

_FREQUENCY: Final = 2000
"""Frequency given to the desk's own words, the same for both engines, so that they are preferred to their parts."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word and where it stands, in code points."""

    text: str
    start: int
    end: int


class Segmenter:
    """An engine with the desk's own words; `identity` is what an artefact's manifest must agree with."""

    def __init__(self, engine: str, cut: Callable[[str], list[str]], dictionary: str) -> None:
        self.engine = engine
        self.version = version(engine)
        self.dictionary = dictionary
        self.words = cut
        """Words in order; joined they are the text again."""

    @property
    def identity(self) -> dict[str, str]:
        """Engine, its version and the dictionary, as manifests name them."""
        return {"engine": self.engine, "engine_version": self.version, "dictionary": self.dictionary}

    def tokens(self, text: str) -> list[Token]:
        """The words with their places."""
        found = []
        at = 0
        for word in self.words(text):
            found.append(Token(word, at, at + len(word)))
            at += len(word)
        return found


def dictionary_name() -> str:
    """Name of the dictionary: jieba's own with the desk's words, whose digest it carries."""
    digest = hashlib.sha256("\n".join(desk_words()).encode()).hexdigest()[:12]
    return f"jieba+desk-{digest}"


@cache
def segmenter(engine: str | None = None) -> Segmenter:
    """The segmenter of that engine ("rjieba" or "jieba"), or of the best installed; loaded once a process."""
    chosen = engine or ("rjieba" if find_spec("rjieba") is not None else "jieba")
    cut = _rjieba() if chosen == "rjieba" else _jieba()
    return Segmenter(chosen, cut, dictionary_name())


def _rjieba() -> Callable[[str], list[str]]:
    import rjieba  # it loads its dictionary when imported; a second engine would hold and load it twice

    for word in desk_words():
        rjieba.add_word(word, _FREQUENCY, None)
    cut: Callable[[str], list[str]] = rjieba.cut
    return cut


def _jieba() -> Callable[[str], list[str]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42 has escapes and an import that newer Pythons warn about
        import jieba

    jieba.setLogLevel(logging.ERROR)
    engine = jieba.Tokenizer()
    for word in desk_words():
        engine.add_word(word, _FREQUENCY)

    def cut(text: str) -> list[str]:
        return list(engine.lcut(text))

    return cut
