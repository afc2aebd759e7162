"""The dispatch notice as PDF and as pictures of its pages, set by typst."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from ..domain.notice import DispatchNotice
from .notice_sheet import lay_out_notice
from .typesetting import breakable_texts, set_pages, set_pdf

_TEMPLATE: Final = "notice.typ"
_WORD, _ADDRESS = 24, 60  # characters of a Latin run, and of an address, after which it may break


def notice_pdf(notice: DispatchNotice) -> bytes:
    """The notice as one PDF with real text and embedded fonts; Unavailable when no Chinese font is installed."""
    return set_pdf(_TEMPLATE, _as_data(notice), notice.issued)


def notice_pages(notice: DispatchNotice, ppi: int) -> list[bytes]:
    """Its pages as PNG, `ppi` pixels an inch; Unavailable when no Chinese font is installed."""
    return set_pages(_TEMPLATE, _as_data(notice), notice.issued, ppi)


def _as_data(notice: DispatchNotice) -> dict[str, Any]:
    sheet = asdict(lay_out_notice(notice))
    rows = sheet.pop("rows")
    for row in rows:
        row["label"] = breakable_texts(row["label"], _WORD)
        row["lines"] = [breakable_texts(line, _ADDRESS if line["link"] else _WORD) for line in row["lines"]]
    data: dict[str, Any] = breakable_texts(sheet, _WORD)
    return data | {"rows": rows}
