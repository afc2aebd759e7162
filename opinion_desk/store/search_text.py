"""Text as the search index takes it: every Chinese character its own token, and punctuation a token that no phrase crosses."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# A letter of the private use area: a token to FTS5's unicode61, and in no text (`index_text` takes it for punctuation).
BREAK: Final = "\ue000"
# Han with its extensions and compatibility forms, kana, hangul: scripts written without spaces between words.
_IDEOGRAPH: Final = re.compile(
    "[\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)


# What each character becomes, filled as characters are met. Looked up in a comprehension: twice as fast as `str.translate`.
_TOKENS: Final[dict[str, str]] = {}


def _token(char: str) -> str:
    if _IDEOGRAPH.match(char):
        return f" {char} "
    category = unicodedata.category(char)
    if category[0] in "LNM":
        return char
    return " " if category == "Zs" or char == "\t" else f" {BREAK} "


def _learn(text: str) -> None:
    for char in set(text) - _TOKENS.keys():
        _TOKENS[char] = "".join([_token(part) for part in unicodedata.normalize("NFKC", char)])


def index_text(text: str) -> str:
    """The tokens of a text, separated by spaces; widths folded (NFKC); punctuation and ends of lines are breaks."""
    try:
        return "".join([_TOKENS[char] for char in text])
    except KeyError:
        _learn(text)
        return "".join([_TOKENS[char] for char in text])


def phrase_tokens(text: str) -> str:
    """The tokens of words to be found, without breaks at either end; empty when nothing of it can be found."""
    tokens = index_text(text).split()
    while tokens and tokens[0] == BREAK:
        tokens.pop(0)
    while tokens and tokens[-1] == BREAK:
        tokens.pop()
    return " ".join(tokens)
