"""The files of a watched folder that were looked into last, and what came of each."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.folder_files import FILE_STATE_WORDS, FileState, FolderFile
from opinion_desk.domain.messages import sentence

from ..parts.buttons import button
from ..parts.cards import column, empty_layout, holder, row, scrolled
from ..parts.labels import Elided, chip, label
from ..seat import Seat
from ..words import said, sentence_of

_HEIGHT: Final = 236
_UNKNOWN: Final = "folder_file_headings"
_TONES: Final = {
    FileState.WAITING: "plain",
    FileState.READ: "good",
    FileState.FAILED: "amber",
    FileState.UNREADABLE: "amber",
}


class FolderFilesList(QWidget):
    """Asked for once, when it is made. `mapping_wanted` carries the name of a file whose headings a person wants to explain."""

    mapping_wanted = Signal(str)

    def __init__(self, seat: Seat, source_id: int) -> None:
        super().__init__()
        self._seat = seat
        self._lines = column(gap=8)
        self.told = label(self.tr("最近的文件"), "meta")
        area = scrolled(holder(self._lines))
        area.setFixedHeight(_HEIGHT)
        area.setAccessibleName(self.tr("最近的文件"))
        self.setLayout(column(self.told, area, gap=4))
        sources = seat.desk.sources
        seat.work.run(self, lambda: sources.files(source_id), self.show_files, self._failed)

    def show_files(self, files: tuple[FolderFile, ...]) -> None:
        """The latest first."""
        empty_layout(self._lines)
        for file in files:
            self._lines.addLayout(self._line(file))
        if not files:
            self._lines.addWidget(
                label(self.tr("还没有读过文件；放进来的 csv、xlsx、jsonl、json 会自动读取。"), "second", wrap=True)
            )
        self._lines.addStretch(1)

    def _line(self, file: FolderFile) -> QVBoxLayout:
        head = row(chip(said(FILE_STATE_WORDS[file.state]), _TONES[file.state]), gap=10)
        head.addWidget(Elided(file.name, 13, "text"), 1)
        head.addWidget(label(self._seat.short(file.looked), "meta"), 0, Qt.AlignmentFlag.AlignRight)
        words = label(self._words(file), "meta", wrap=True)
        if file.why != sentence(_UNKNOWN):
            return column(head, words, gap=2)
        way = button(self.tr("对照…"), partial(self.mapping_wanted.emit, file.name), "link")
        way.setAccessibleName(self.tr("对照 {name}").format(name=file.name))
        below = row(gap=8)
        below.addWidget(words, 1)
        below.addWidget(way)
        return column(head, below, gap=2)

    def _words(self, file: FolderFile) -> str:
        if file.why is not None:
            return file.why
        told = self.tr("读到 {n:,} 条").format(n=file.entries)
        if file.skipped:
            told += self.tr("，略过 {n:,} 行").format(n=file.skipped)
        return told + (self.tr("，按“{name}”读").format(name=file.mapping) if file.mapping else "")

    def _failed(self, error: DeskError) -> None:
        self.told.setText(sentence_of(error))
