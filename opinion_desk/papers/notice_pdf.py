"""The dispatch notice as PDF and as pictures of its pages, set by typst."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from ..domain.notice import DispatchNotice
from .notice_sheet import lay_out_notice
from .typesetting import breakable_texts, set_pages, set_pdf

_TEMPLATE: Final = "notice.typ"
_WORD: Final = 24  # characters of a Latin run after which it may break


def notice_pdf(notice: DispatchNotice) -> bytes:
    """The notice as one PDF with real text and embedded fonts; Unavailable when no Chinese font is installed."""
    return set_pdf(_TEMPLATE, _as_data(notice), notice.issued)


def notice_pages(notice: DispatchNotice, ppi: int) -> list[bytes]:
    """Its pages as PNG, `ppi` pixels an inch; Unavailable when no Chinese font is installed."""
    return set_pages(_TEMPLATE, _as_data(notice), notice.issued, ppi)


def _as_data(notice: DispatchNotice) -> dict[str, Any]:
    data: dict[str, Any] = breakable_texts(asdict(lay_out_notice(notice)), _WORD)
    return data
