"""The one that draws papers: picks the format by the file's suffix and writes it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..domain.briefing import Briefing
from ..domain.errors import Refused
from ..domain.matter_record import MatterRecord
from ..whole_files import write_whole


def _docx(briefing: Briefing) -> bytes:
    from .briefing_docx import briefing_docx

    return briefing_docx(briefing)


def _pdf(briefing: Briefing) -> bytes:
    from .briefing_pdf import briefing_pdf

    return briefing_pdf(briefing)


def _xlsx(briefing: Briefing) -> bytes:
    from .briefing_xlsx import briefing_xlsx

    return briefing_xlsx(briefing)


def _html(briefing: Briefing) -> bytes:
    from .briefing_html import briefing_html

    return briefing_html(briefing).encode()


def _md(briefing: Briefing) -> bytes:
    from .briefing_md import briefing_md

    return briefing_md(briefing).encode()


# The drawing libraries are imported at first use: together they cost 0.2 s that no start-up should pay.
_FORMATS: dict[str, Callable[[Briefing], bytes]] = {
    ".docx": _docx,
    ".pdf": _pdf,
    ".xlsx": _xlsx,
    ".html": _html,
    ".md": _md,
}


class PaperRenderer:
    """Draws briefings; implements services.ports.Papers. Any thread may use it."""

    def briefing(self, briefing: Briefing, out: Path) -> None:
        """Write the briefing at `out` whole or not at all; the suffix picks docx, pdf, xlsx, html or md.

        Refused for another suffix or a place that cannot be written; Unavailable for a full disk, a file held
        open elsewhere, or a PDF on a machine without any Chinese font.
        """
        draw = _FORMATS.get(out.suffix.lower())
        if draw is None:
            shown = out.name.encode("utf-8", "replace").decode()
            raise Refused("format_unknown", path=shown, formats=" ".join(_FORMATS))
        write_whole(out, draw(briefing))

    def pages(self, briefing: Briefing, ppi: int) -> list[bytes]:
        """The pages as PNG bytes, as the PDF shows them, at `ppi` pixels an inch."""
        from .briefing_pdf import briefing_pages

        return briefing_pages(briefing, ppi)

    def timeline(self, record: MatterRecord) -> bytes:
        """The course of a matter as a self-contained HTML page."""
        from .timeline_html import timeline_html

        return timeline_html(record).encode()
