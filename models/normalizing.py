"""Making any text fit to be matched without moving a character: tags and addresses blanked, traditional read as simplified."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from data import read_json

from .wellformed import well_formed

READ_AT_MOST: Final = 10_000
"""Code points of an item that are read; what stands later changes nothing but costs time."""

_MARKUP: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,400}>|https?://[!-~]{1,300}|&[a-z]{2,6};")


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """A pattern that finds what must be changed, and the table that changes it, one character by one."""
    row = read_json("lexicons/traditional.json")
    table = {ord(old): new for old, new in zip(row["traditional"], row["simplified"], strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
    table |= {0: " ", 0x3000: " ", 0xFEFF: " ", 0x200B: " "}
    return re.compile("[" + re.escape("".join(map(chr, table))) + "]"), table


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())


def readable(text: str) -> str:
    """The first READ_AT_MOST code points, same positions: well formed, no markup, full width and traditional forms folded."""
    text = well_formed(text[:READ_AT_MOST])
    if "<" in text or "://" in text or "&" in text:
        text = _MARKUP.sub(_blank, text)
    pattern, table = _traditional()
    return text.translate(table) if pattern.search(text) else text
