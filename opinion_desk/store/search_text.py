"""Text as the search index takes it: every Chinese character its own token, and punctuation a token that no phrase crosses."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# A letter of the private use area: a token to FTS5's unicode61, and in no text (`index_text` takes it for punctuation).
BREAK: Final = "\ue000"
# Han with its extensions and compatibility forms, kana, hangul: scripts written without spaces between words.
_IDEOGRAPHS: Final = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS: Final = re.compile(rf"[{_IDEOGRAPHS}]+|[^\W_{_IDEOGRAPHS}]+|[^\S\n]+|(?:[^\w\s]|[_\n]|\s*\n\s*)+")
_IDEOGRAPH: Final = re.compile(rf"[{_IDEOGRAPHS}]")


def index_text(text: str) -> str:
    """The tokens of a text, separated by spaces; widths folded (NFKC), a run of punctuation or a new line one break."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    parts: list[str] = []
    for run in _RUNS.findall(text):
        first = run[0]
        if first.isalnum():
            parts.append(" ".join(run) if first >= "\u3005" and _IDEOGRAPH.match(first) else run)
        elif not run.isspace() or "\n" in run:
            parts.append(BREAK)
    return " ".join(parts)


def phrase_tokens(text: str) -> str:
    """The tokens of words to be found, without breaks at either end; empty when nothing of it can be found."""
    return index_text(text).strip(f"{BREAK} ")
