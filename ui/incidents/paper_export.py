"""Papers out of the page of matters: the ledger of a period, and the dispatch notice of an assignment with those that follow it up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.assignment import PaperKind
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.ledger import CLOCKS, INCIDENTS, UNITS
from opinion_desk.domain.notice import PAPER_FORMS
from opinion_desk.domain.period import Period

from ..parts.bars import Bar
from ..parts.choices import Choice
from ..parts.files import ask_target
from ..parts.labels import label
from ..parts.period import PeriodChoice
from ..parts.sheet import Sheet
from ..parts.writing import write_file
from ..seat import Seat

NOTICES: Final = {
    "notice": PaperKind.ASSIGNED,
    "notice_urged": PaperKind.URGED,
    "notice_supervised": PaperKind.SUPERVISED,
}
_ALL: Final = (INCIDENTS, CLOCKS, UNITS)


def _tr(words: str) -> str:
    return QCoreApplication.translate("paper_export", words)


class LedgerSheet(Sheet):
    """Asks which period and which tables; `chosen` carries both and the suffix of the file."""

    chosen = Signal(object, object, str)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = self.tr("期内立件的舆情件，连同时限和承办单位，每列附说明；演练件不列，不含发布人和来电人。")
        super().__init__(over, self.tr("导出台账"), words, width=480, accept=self.tr("选择位置…"))
        self._zone = seat.desk.settings.zone
        self.period = PeriodChoice(seat.now().astimezone(seat.desk.zone).date())
        self.tables = Choice(
            (
                ((_ALL, "xlsx"), self.tr("全部三张表（xlsx）")),
                (((INCIDENTS,), "csv"), self.tr("舆情件一张表（csv）")),
                (((CLOCKS,), "csv"), self.tr("时限一张表（csv）")),
                (((UNITS,), "csv"), self.tr("责任单位一张表（csv）")),
            )
        )
        self.tables.setAccessibleName(self.tr("内容和格式"))
        for words, field in ((self.tr("期间"), self.period), (self.tr("内容和格式"), self.tables)):
            self.body.addWidget(label(words, "second"))
            self.body.addWidget(field)

    def accept(self) -> None:
        try:
            period = self.period.period(self._zone)
        except Refused as why:
            self.failed(why)
            return
        tables, suffix = self.tables.chosen
        self.close_sheet()
        self.chosen.emit(period, tables, suffix)


class PaperExport:
    """Asks where to, writes beside the window's work, and tells in the bar what came of it."""

    def __init__(self, over: QWidget, seat: Seat, bar: Bar) -> None:
        self._over, self._seat, self._bar = over, seat, bar

    def ask_ledger(self) -> LedgerSheet:
        """Open the sheet that asks for period and tables."""
        sheet = LedgerSheet(self._over, self._seat)
        sheet.chosen.connect(self._ledger_chosen)
        sheet.open_sheet(sheet.period.named)
        return sheet

    def write_ledger(self, period: Period, tables: tuple[str, ...], path: Path) -> None:
        """Write the ledger there."""
        service = self._seat.desk.ledgers
        self._write(lambda: service.export(service.build(period, tables), path))

    def ask_notice(self, incident: Incident, unit: str, kind: PaperKind) -> None:
        """Ask where the paper to that unit goes, and write it."""
        title = PAPER_FORMS[kind].title
        name = f"{title}-{incident.number}-{self._seat.unit(unit)}.docx"
        chosen = ask_target(self._over, _tr("导出{paper}").format(paper=title), name, "Word (*.docx);;PDF (*.pdf)")
        if chosen is not None:
            self.write_notice(incident.id, unit, kind, chosen)

    def write_notice(self, id: int, unit: str, kind: PaperKind, path: Path) -> None:
        """Write the paper there; its suffix picks docx or pdf."""
        service = self._seat.desk.dispatch_notices
        self._write(lambda: service.export(service.build(id, unit, kind), path))

    def _ledger_chosen(self, period: Period, tables: tuple[str, ...], suffix: str) -> None:
        name = f"{_tr('舆情台账')}-{period.words}.{suffix}"
        chosen = ask_target(self._over, _tr("导出台账"), name, f"{suffix} (*.{suffix})")
        if chosen is not None:
            self.write_ledger(period, tables, chosen)

    def _write(self, write: Callable[[], Path]) -> None:
        write_file(self._over, self._seat, self._bar, write)
