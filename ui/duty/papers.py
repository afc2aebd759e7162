"""Papers out of the page of duty: the record of a handover, and the log of a period, as docx or pdf."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.duty.handover import Handover
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.period import Period

from ..parts.bars import Bar
from ..parts.files import ask_target
from ..parts.labels import label
from ..parts.period import OWN, PeriodChoice
from ..parts.sheet import Sheet
from ..parts.writing import write_file
from ..seat import Seat

_KINDS: Final = "Word (*.docx);;PDF (*.pdf)"


def _tr(words: str) -> str:
    return QCoreApplication.translate("duty_papers", words)


class LogPaperSheet(Sheet):
    """Asks which days, today to begin with; `chosen` carries the period."""

    chosen = Signal(object)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = self.tr("按时间先后列出这段时间的值班记录，更正的注明原记。")
        super().__init__(over, self.tr("导出值班日志"), words, width=480, accept=self.tr("选择位置…"))
        self._zone = seat.desk.settings.zone
        self.period = PeriodChoice(seat.now().astimezone(seat.desk.zone).date(), OWN)
        self.body.addWidget(label(self.tr("期间"), "second"))
        self.body.addWidget(self.period)

    def accept(self) -> None:
        try:
            period = self.period.period(self._zone)
        except Refused as why:
            self.failed(why)
            return
        self.close_sheet()
        self.chosen.emit(period)


class DutyPaperExport:
    """Asks where to, writes beside the window's work, and tells in the bar what came of it."""

    def __init__(self, over: QWidget, seat: Seat, bar: Bar) -> None:
        self._over, self._seat, self._bar = over, seat, bar

    def ask_handover(self, handover: Handover) -> None:
        """Ask where the record of that handover goes, and write it."""
        day = handover.offered.astimezone(self._seat.desk.zone)
        name = f"{_tr('交接班记录')}-{day:%Y-%m-%d}-{handover.id}.docx"
        chosen = ask_target(self._over, _tr("导出交接班记录"), name, _KINDS)
        if chosen is not None:
            self.write_handover(handover.id, chosen)

    def write_handover(self, id: int, path: Path) -> None:
        """Write the record there; its suffix picks docx or pdf."""
        service = self._seat.desk.duty_papers
        self._write(lambda: service.export(service.handover(id), path))

    def ask_log(self) -> None:
        """Open the sheet that asks for the period."""
        sheet = LogPaperSheet(self._over, self._seat)
        sheet.chosen.connect(self._log_chosen)
        sheet.open_sheet(sheet.period.first)

    def write_log(self, period: Period, path: Path) -> None:
        """Write the log there; its suffix picks docx or pdf."""
        service = self._seat.desk.duty_papers
        self._write(lambda: service.export(service.log(period), path))

    def _log_chosen(self, period: Period) -> None:
        name = f"{_tr('值班日志')}-{period.words}.docx"
        chosen = ask_target(self._over, _tr("导出值班日志"), name, _KINDS)
        if chosen is not None:
            self.write_log(period, chosen)

    def _write(self, write: Callable[[], Path]) -> None:
        write_file(self._over, self._seat, self._bar, write)
