"""移到: into which folder the marked sources go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QListWidget, QWidget

from ..parts.sheet import Sheet, field
from ..seat import Seat

_SHOWN_PX = 190


class FolderSheet(Sheet):
    """`moved` tells where they went, in a sentence."""

    moved = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, ids: Sequence[int], here: str, folders: Sequence[str]) -> None:
        super().__init__(over, "移到分组", f"选中 {len(ids):,} 个来源", width=440, accept="移动")
        self._seat, self._ids = seat, tuple(ids)
        self.folder = QLineEdit(here)
        self.folder.setPlaceholderText(self.tr("如：政府网站 / 县区；留空即不分组"))
        completer = QCompleter(list(folders), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.folder.setCompleter(completer)
        self.body.addLayout(field(self.tr("分组"), self.folder, self.tr("新名称即新建分组；用“ / ”分层。")))
        self.known = QListWidget()
        self.known.addItems(list(folders))
        self.known.setMaximumHeight(_SHOWN_PX)
        self.known.currentTextChanged.connect(self.folder.setText)
        self.known.itemDoubleClicked.connect(lambda _item: self.accept())
        if folders:
            self.body.addLayout(field(self.tr("已有分组"), self.known))

    def accept(self) -> None:
        self.busy()
        sources, ids, folder = self._seat.desk.sources, self._ids, self.folder.text()
        self._seat.work.run(self, lambda: sources.move(ids, folder), self._written, self.failed)

    def _written(self, folder: str) -> None:
        self.close_sheet()
        words = self.tr("已把 {n} 个来源移到“{folder}”。") if folder else self.tr("已把 {n} 个来源移出分组。")
        self.moved.emit(words.format(n=len(self._ids), folder=folder))
