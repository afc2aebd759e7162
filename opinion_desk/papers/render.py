"""The one that draws papers: picks the format by the file's suffix and writes it whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from ..domain.accounts import Accounts
from ..domain.briefing import Briefing
from ..domain.duty_record import DutyLogRecord, HandoverRecord
from ..domain.errors import Refused
from ..domain.ledger import Ledger
from ..domain.matter_record import MatterRecord
from ..domain.missed.report import Missed
from ..domain.notice import DispatchNotice
from ..whole_files import write_whole
from .record_sheet import RecordSheet, lay_out_handover, lay_out_log

T = TypeVar("T")


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


def _notice_docx(notice: DispatchNotice) -> bytes:
    from .notice_docx import notice_docx

    return notice_docx(notice)


def _notice_pdf(notice: DispatchNotice) -> bytes:
    from .notice_pdf import notice_pdf

    return notice_pdf(notice)


_NOTICE_FORMATS: dict[str, Callable[[DispatchNotice], bytes]] = {".docx": _notice_docx, ".pdf": _notice_pdf}


def _ledger_xlsx(ledger: Ledger) -> bytes:
    from .ledger_xlsx import ledger_xlsx

    return ledger_xlsx(ledger)


def _ledger_csv(ledger: Ledger) -> bytes:
    from .tables_csv import table_csv

    if len(ledger.tables) != 1:
        raise Refused("ledger_one_sheet")
    return table_csv(ledger.tables[0], ledger.zone)


_LEDGER_FORMATS: dict[str, Callable[[Ledger], bytes]] = {".xlsx": _ledger_xlsx, ".csv": _ledger_csv}


def _accounts_xlsx(accounts: Accounts) -> bytes:
    from .accounts_xlsx import accounts_xlsx

    return accounts_xlsx(accounts)


def _accounts_csv(accounts: Accounts) -> bytes:
    from ..domain.account_tables import unit_table
    from .tables_csv import table_csv

    return table_csv(unit_table(accounts), accounts.period.zone)


_ACCOUNT_FORMATS: dict[str, Callable[[Accounts], bytes]] = {".xlsx": _accounts_xlsx, ".csv": _accounts_csv}


def _missed_xlsx(missed: Missed) -> bytes:
    from .missed_xlsx import missed_xlsx

    return missed_xlsx(missed)


def _missed_docx(missed: Missed) -> bytes:
    from .missed_docx import missed_docx

    return missed_docx(missed)


def _missed_csv(missed: Missed) -> bytes:
    from ..domain.missed.tables import row_table
    from .tables_csv import table_csv

    return table_csv(row_table(missed), missed.period.zone)


_MISSED_FORMATS: dict[str, Callable[[Missed], bytes]] = {
    ".xlsx": _missed_xlsx,
    ".docx": _missed_docx,
    ".csv": _missed_csv,
}


def _record_docx(record: HandoverRecord | DutyLogRecord) -> bytes:
    from .record_docx import record_docx

    return record_docx(_record_sheet(record))


def _record_pdf(record: HandoverRecord | DutyLogRecord) -> bytes:
    from .record_pdf import record_pdf

    return record_pdf(_record_sheet(record))


def _record_sheet(record: HandoverRecord | DutyLogRecord) -> RecordSheet:
    return lay_out_handover(record) if isinstance(record, HandoverRecord) else lay_out_log(record)


_RECORD_FORMATS: dict[str, Callable[[HandoverRecord | DutyLogRecord], bytes]] = {
    ".docx": _record_docx,
    ".pdf": _record_pdf,
}


def _drawer(formats: Mapping[str, Callable[[T], bytes]], out: Path) -> Callable[[T], bytes]:
    """What draws the format of that suffix; Refused, naming the known ones, for another."""
    draw = formats.get(out.suffix.lower())
    if draw is None:
        shown = out.name.encode("utf-8", "replace").decode()
        raise Refused("format_unknown", path=shown, formats=" ".join(formats))
    return draw


class PaperRenderer:
    """Draws papers; implements services.ports.Papers. Any thread may use it."""

    def briefing(self, briefing: Briefing, out: Path) -> None:
        """Write the briefing at `out` whole or not at all; the suffix picks docx, pdf, xlsx, html or md.

        Refused for another suffix or a place that cannot be written; Unavailable for a full disk, a file held
        open elsewhere, or a PDF on a machine without any Chinese font.
        """
        write_whole(out, _drawer(_FORMATS, out)(briefing))

    def pages(self, briefing: Briefing, ppi: int) -> list[bytes]:
        """The pages as PNG bytes, as the PDF shows them, at `ppi` pixels an inch."""
        from .briefing_pdf import briefing_pages

        return briefing_pages(briefing, ppi)

    def timeline(self, record: MatterRecord) -> bytes:
        """The course of a matter as a self-contained HTML page."""
        from .timeline_html import timeline_html

        return timeline_html(record).encode()

    def notice(self, notice: DispatchNotice, out: Path) -> None:
        """Write a dispatch notice (docx, pdf) at `out` whole or not at all; fails as `briefing` does."""
        write_whole(out, _drawer(_NOTICE_FORMATS, out)(notice))

    def notice_docx(self, notice: DispatchNotice) -> bytes:
        """The notice as docx, to be put beside other files."""
        return _notice_docx(notice)

    def notice_pages(self, notice: DispatchNotice, ppi: int) -> list[bytes]:
        """Its pages as PNG bytes, as the PDF shows them."""
        from .notice_pdf import notice_pages

        return notice_pages(notice, ppi)

    def ledger(self, ledger: Ledger, out: Path) -> None:
        """Write a ledger (xlsx; csv where it has one table) at `out` whole or not at all; fails as `briefing` does."""
        write_whole(out, _drawer(_LEDGER_FORMATS, out)(ledger))

    def accounts(self, accounts: Accounts, out: Path) -> None:
        """Write accounts (xlsx; csv of the units) at `out` whole or not at all; fails as `briefing` does."""
        write_whole(out, _drawer(_ACCOUNT_FORMATS, out)(accounts))

    def missed(self, missed: Missed, out: Path) -> None:
        """Write a comparison with vendors (xlsx, docx; csv of the rows) at `out` whole or not at all; fails as `briefing` does."""
        write_whole(out, _drawer(_MISSED_FORMATS, out)(missed))

    def duty_record(self, record: HandoverRecord | DutyLogRecord, out: Path) -> None:
        """Write the record of a handover, or the duty log (docx, pdf), at `out` whole or not at all; fails as `briefing` does."""
        write_whole(out, _drawer(_RECORD_FORMATS, out)(record))
