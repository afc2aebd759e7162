"""Texts made fit for paper: nothing that XML, a page or an eye cannot take, and nothing endless where there is one line."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

# Control characters, halves of surrogates, non-characters, and the marks that turn the reading direction around.
_UNFIT: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    "|[" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000)) + "]"
)
_BREAKS: Final = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
_BLANKS: Final = re.compile(r"[ \t\u00a0]+")
_UNBROKEN: Final = re.compile(r"[!-~\u00a1-\u1fff]{9,}")
ELLIPSIS: Final = "…"


def lines(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: cleaned, trimmed of blanks and ideographic spaces, the empty ones left out."""
    parts = (_BLANKS.sub(" ", _UNFIT.sub("", part)).strip(" \u3000") for part in _BREAKS.split(text))
    return tuple(part for part in parts if part)


def one_line(text: str, most: int) -> str:
    """A text as one line of at most `most` characters; what is cut ends in an ellipsis."""
    joined = " ".join(lines(text))
    return joined if len(joined) <= most else joined[: most - 1].rstrip() + ELLIPSIS


def web_link(address: str | None) -> str | None:
    """The address when it is a complete http(s) one without blanks, else None: a paper carries no other links."""
    if not address or len(address) > 2000 or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def breakable(text: str, every: int) -> str:
    """The same text with places to break (U+200B) in runs of Latin letters and digits longer than `every` characters."""

    def with_places(run: re.Match[str]) -> str:
        word = run.group()
        if len(word) <= every:
            return word
        return "\u200b".join(word[at : at + every] for at in range(0, len(word), every))

    return _UNBROKEN.sub(with_places, text)
