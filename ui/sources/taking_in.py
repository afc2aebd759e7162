"""What is brought into 来源 and taken out of it by file: lists of sources (OPML), and exports whose rows become items."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ..parts.files import ask_file, ask_target
from ..seat import Seat
from .import_sheet import ImportSheet
from .importing import Importing


class TakingIn(QObject):
    """`done` tells in a sentence what came of it, `failed` carries why nothing did, `read` that a sheet told what came in."""

    done = Signal(str)
    failed = Signal(object)
    read = Signal()

    def __init__(self, page: QWidget, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat
        self.importing = Importing(seat, page)
        self.importing.ended.connect(self.done)
        self.importing.came.connect(self.read)
        self.importing.failed.connect(self.failed)

    def ask_list(self) -> None:
        """Which OPML file to add."""
        chosen = ask_file(self._page, self.tr("导入 OPML"), "OPML (*.opml *.xml)")
        if chosen is not None:
            self.import_opml(chosen)

    def import_opml(self, path: Path) -> None:
        """Add the feeds of a file with their folders."""
        sources = self._seat.desk.sources
        self._seat.work.run(
            self, lambda: sources.import_opml(path), lambda n: self.done.emit(self.added_words(*n)), self.failed.emit
        )

    def added_words(self, added: int, known: int) -> str:
        """How many sources were added, and how many were there already."""
        return self.tr("已添加 {added} 个来源，{known} 个原来就有。").format(added=added, known=known)

    def ask_export(self) -> None:
        """Where to write the OPML file."""
        chosen = ask_target(self._page, self.tr("导出 OPML"), self.tr("来源.opml"), "OPML (*.opml)")
        if chosen is not None:
            sources, words = self._seat.desk.sources, self.tr("已把 {n} 个来源连同分组导出到 {path}")
            self._seat.work.run(
                self,
                lambda: sources.export_opml(chosen),
                lambda n: self.done.emit(words.format(n=n, path=chosen)),
                self.failed.emit,
            )

    def ask_file(self) -> None:
        """Which export to take in."""
        kinds = self.tr("表格与数据 (*.csv *.xlsx *.jsonl *.json)")
        chosen = ask_file(self._page, self.tr("导入信息文件"), kinds)
        if chosen is not None:
            self.import_file(chosen)

    def import_file(self, path: Path) -> ImportSheet:
        """Take the rows of an export in as items; a sheet tells how far it is and what came of it."""
        return self.importing.start(path)
