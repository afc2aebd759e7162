"""The briefing as PDF and as pictures of its pages, set by typst."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from ..domain.briefing import Briefing
from .sheet import lay_out
from .typesetting import breakable_texts, set_pages, set_pdf
from .wording import CLOCK_HEADS, NO_SECTIONS

_TEMPLATE: Final = "briefing.typ"
_WORD_IN_TEXT, _WORD_IN_TABLE = 24, 8  # characters of a Latin run after which it may break


def briefing_pdf(briefing: Briefing) -> bytes:
    """The briefing as one PDF with real text and embedded fonts; Unavailable when no Chinese font is installed."""
    return set_pdf(_TEMPLATE, _as_data(briefing), briefing.end)


def briefing_pages(briefing: Briefing, ppi: int) -> list[bytes]:
    """Its pages as PNG, `ppi` pixels an inch (kept within 24..600); Unavailable when no Chinese font is installed."""
    return set_pages(_TEMPLATE, _as_data(briefing), briefing.end, ppi)


def _as_data(briefing: Briefing) -> dict[str, Any]:
    """The sheet as data; typst reads it as such, so no character of it can act as markup."""
    sheet = asdict(lay_out(briefing))
    sheet["figures"] = breakable_texts(sheet["figures"], _WORD_IN_TABLE)
    for part in sheet["parts"]:
        for narrow in ("clocks", "bars"):
            part[narrow] = breakable_texts(part[narrow], _WORD_IN_TABLE)
    data: dict[str, Any] = breakable_texts(sheet, _WORD_IN_TEXT)
    return data | {"clock_heads": CLOCK_HEADS, "no_parts": NO_SECTIONS}
