"""Taking files in: the sheet of an import, and the one where a person says what the columns mean."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.table_mapping import TableMapping

from ..parts.task import Task
from ..seat import Seat
from .import_sheet import ImportSheet, report_words
from .kept_mappings import KeptMappingsSheet
from .mapping_sheet import MappingSheet

if TYPE_CHECKING:
    from opinion_desk.services.items import ImportReport


class Importing(QObject):
    """`ended` tells what came of a file whose sheet was closed before; `came` that there are new items."""

    ended = Signal(str)
    came = Signal()
    failed = Signal(object)

    def __init__(self, seat: Seat, page: QWidget) -> None:
        super().__init__(page)
        self._seat, self._page = seat, page

    def start(self, path: Path, mapping: TableMapping | None = None) -> ImportSheet:
        """Take the rows of an export in as items; a sheet tells how far it is and what came of it."""
        task, items = Task(), self._seat.desk.items
        sheet = ImportSheet(self._page, path, task)
        sheet.mapping_wanted.connect(lambda: self.map(path))
        sheet.open_sheet()

        def done(report: ImportReport) -> None:
            if shiboken6.isValid(sheet) and sheet.isVisible():
                sheet.show_report(report)
                self.came.emit()
            else:
                self.ended.emit(f"{path.name}：{report_words(report)}")

        def failed(error: DeskError) -> None:
            if shiboken6.isValid(sheet) and sheet.isVisible():
                sheet.show_failure(error)
            else:
                self.failed.emit(error)

        self._seat.work.run(self, lambda: items.import_file(path, task.went_on, mapping), done, failed)
        return sheet

    def map(self, path: Path) -> MappingSheet:
        """Ask what the columns of a file mean, then take it in."""
        sheet = MappingSheet(self._page, self._seat, path)
        sheet.mapped.connect(lambda mapping: self.start(path, mapping))
        sheet.open_sheet(sheet.name)
        return sheet

    def show_kept(self) -> KeptMappingsSheet:
        """The mappings that are kept."""
        sheet = KeptMappingsSheet(self._page, self._seat)
        sheet.open_sheet()
        return sheet
