"""The words of a command line: the options that may stand anywhere are taken out before the command reads the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.messages import sentence


class WrongUsage(Exception):
    """The words make no command; carries the Chinese sentence that says why (exit 2)."""


@dataclass(frozen=True, slots=True)
class Globals:
    """The options that may stand anywhere, and the words that are left."""

    home: str | None
    as_json: bool
    words: tuple[str, ...]


def split_globals(argv: Sequence[str]) -> Globals:
    """Take `--home DIR` and `--json` out of the words, wherever they stand; a lone `--` ends the looking. Raises WrongUsage."""
    home: str | None = None
    as_json = False
    words: list[str] = []
    rest = iter(argv)
    for word in rest:
        if word == "--":
            words += [word, *rest]
        elif word == "--json":
            as_json = True
        elif word == "--home":
            home = _folder(next(rest, ""))
        elif word.startswith("--home="):
            home = _folder(word.partition("=")[2])
        else:
            words.append(word)
    return Globals(home, as_json, tuple(words))


def _folder(text: str) -> str:
    if not text.strip() or text.startswith("--"):
        raise WrongUsage(sentence("home_missing"))
    return text
