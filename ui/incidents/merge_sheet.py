"""并入: this matter goes on inside another one that is being handled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import STATE, said

_ID = Qt.ItemDataRole.UserRole


class MergeSheet(Sheet):
    """Typing narrows the open matters; Enter merges into the marked one. `merged` tells into which."""

    merged = Signal(int)

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, others: tuple[Incident, ...]) -> None:
        told = f"{incident.number} {incident.title}"
        words = f"{told}：信息转到所选的舆情件，本件时限撤销，以对方的时限为准；不能撤销，记录保留。"
        super().__init__(over, "并入另一件", words, width=560, accept="并入")
        self._seat, self._incident, self._others = seat, incident, others
        self.seen = incident.acts
        self.search, self.matters = QLineEdit(), QListWidget()
        self.search.setPlaceholderText(self.tr("输入编号或标题的几个字"))
        self.search.textChanged.connect(self._narrow)
        self.matters.setFixedHeight(220)
        self.matters.setAccessibleName(self.tr("在办的舆情件"))
        self.body.addLayout(field(self.tr("并入哪一件"), self.search))
        self.body.addWidget(self.matters)
        self._narrow("")

    def accept(self) -> None:
        item = self.matters.currentItem() if self.matters.currentRow() >= 0 else None
        if item is None:
            self.refuse(self.tr("没有选定舆情件；请换一个词，或从列表里选一件。"), self.search)
            return
        self.busy()
        service, id, into = self._seat.desk.incidents, self._incident.id, int(item.data(_ID))
        given = deed(self._seat.by, None, self.seen)
        self._seat.work.run(
            self, lambda: service.merge(id, into, deed=given), lambda _: self._written(into), self.failed
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and self.matters.count():
            self.matters.setCurrentRow((self.matters.currentRow() + step) % self.matters.count())
            return
        super().keyPressEvent(event)

    def _written(self, into: int) -> None:
        self.close_sheet()
        self.merged.emit(into)

    def _narrow(self, words: str) -> None:
        self.matters.clear()
        for other in self._others:
            told = f"{other.number}  {other.title}"
            if words.strip() in told:
                line = QListWidgetItem(f"{told}　{said(STATE[other.state])}")
                line.setData(_ID, other.id)
                self.matters.addItem(line)
        self.matters.setCurrentRow(0)
