"""Records of duty as PDF, set by typst."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from .record_sheet import RecordSheet
from .typesetting import breakable_texts, set_pdf

_TEMPLATE: Final = "record.typ"
_WORD: Final = 14  # characters of a Latin run in a narrow column after which it may break


def record_pdf(sheet: RecordSheet) -> bytes:
    """The record as one PDF with real text and embedded fonts; Unavailable when no Chinese font is installed."""
    return set_pdf(_TEMPLATE, _as_data(sheet), sheet.made)


def _as_data(sheet: RecordSheet) -> dict[str, Any]:
    data: dict[str, Any] = breakable_texts({**asdict(sheet), "made": ""}, _WORD)
    return data
