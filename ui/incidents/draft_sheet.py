"""送审稿件: a draft's title, unit and words or file; or a new version of one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import Draft

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.files import ask_file
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat


class DraftSheet(Sheet):
    """`before` is the draft of which this is a new version; its rounds begin again."""

    written = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, before: Draft | None = None) -> None:
        told = f"{incident.number} {incident.title}"
        if before is not None:
            told = f"第 {before.number} 号稿件第{before.version + 1}稿；审校重新开始。"
            if before.note:
                told += f"退改意见：{before.note}"
        super().__init__(over, "送审稿件" if before is None else "送审新稿", told, width=600, accept="送审")
        self._seat, self._incident, self._earlier = seat, incident, before
        self.seen = incident.acts
        self._file: Path | None = None
        self.what = QLineEdit(before.what if before else "")
        self.what.setPlaceholderText("例如 情况通报（第一号）")
        self.unit = self._units(incident, before)
        self.at = MomentField(seat)
        self.text = QPlainTextEdit(before.text if before else "")
        self.text.setFixedHeight(150)
        self.text.setTabChangesFocus(True)
        self._file_button = button(self.tr("选择文件…"), self._choose, "", "paperclip")
        self.body.addLayout(field(self.tr("标题"), self.what))
        both = row(gap=12)
        both.addLayout(field(self.tr("起草单位"), self.unit), 2)
        both.addLayout(field(self.tr("何时送审"), self.at), 1)
        self.body.addLayout(both)
        self.body.addLayout(field(self.tr("正文"), self.text, self.tr("也可以只附文件，存入数据目录并记下摘要。")))
        self.body.addLayout(row(self._file_button, None))

    def choose_file(self, path: Path) -> None:
        """The draft as a file."""
        self._file = path
        self._file_button.setText(f" {path.name}")

    def accept(self) -> None:
        what, text, unit = self.what.text().strip(), self.text.toPlainText().strip(), str(self.unit.chosen or "")
        at, problem = self.at.read()
        if not what:
            self.refuse(self.tr("请写明标题，例如“情况通报（第一号）”。"), self.what)
        elif problem:
            self.refuse(problem, self.at)
        elif not text and self._file is None:
            self.refuse(self.tr("请写入正文，或选择一个文件。"), self.text)
        else:
            self.busy()
            service, id, by, file = self._seat.desk.incidents, self._incident.id, self._seat.by, self._file
            number = self._earlier.number if self._earlier else None
            self._seat.work.run(
                self,
                lambda: service.submit_draft(
                    id, what, unit, text=text, file=file, number=number, deed=deed(by, at, self.seen)
                ),
                self._written,
                self.failed,
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.text.hasFocus():
            return
        super().keyPressEvent(event)

    def _units(self, incident: Incident, before: Draft | None) -> Choice:
        names = [a.unit for a in sorted(incident.assignments, key=lambda a: not a.lead) if a.live]
        if before is not None and before.unit not in names:
            names.insert(0, before.unit)
        desk = self._seat.desk.settings.jurisdiction or ""
        names.append(self.tr("{place}委宣传部").format(place=desk))
        made = Choice((name, self._seat.unit(name)) for name in dict.fromkeys(names))
        if before is not None:
            made.choose(before.unit)
        return made

    def _choose(self) -> None:
        chosen = ask_file(self, self.tr("选择稿件文件"))
        if chosen is not None:
            self.choose_file(chosen)

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.written.emit()
