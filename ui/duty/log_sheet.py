"""All fields of an entry of the duty log; for a new entry, or one that corrects another."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.duty.log import LogEntry, LogLine, Note

from ..deed import deed
from ..parts.cards import row
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat


class LogSheet(Sheet):
    """Tab walks through the fields, Ctrl+Enter keeps the entry."""

    written = Signal()

    def __init__(
        self, over: QWidget, seat: Seat, by: str, *, course: str = "", corrects: LogLine | None = None
    ) -> None:
        title, words = "记值班日志", "精确到分钟。电话只记办公电话，不记来电人的姓名和号码。"
        if corrects is not None:
            title, words = "更正值班日志", "原来的记录保留；更正另存一条，写明理由。"
        super().__init__(over, title, words, width=660, accept="存入")
        self._seat, self._by, self._corrects = seat, by, corrects
        note = corrects.entry.note if corrects is not None else Note(course)
        self._note = note
        self.at = MomentField(seat, optional=corrects is not None)
        self.unit, self.post, self.phone = QLineEdit(note.unit), QLineEdit(note.post), QLineEdit(note.phone)
        self.place, self.reported, self.incident = QLineEdit(note.place), QLineEdit(note.reported), QLineEdit()
        self.course, self.measures, self.impact = _lines(note.course), _lines(note.measures), _lines(note.impact)
        self.reason = QLineEdit()
        self.unit.setPlaceholderText(self.tr("例如 市应急管理局"))
        self.post.setPlaceholderText(self.tr("例如 值班室"))
        self.reported.setPlaceholderText(self.tr("例如 带班领导 14:40；市委值班室 14:45"))
        if note.incident is not None:
            self.incident.setText(str(note.incident))
        self.incident.setPlaceholderText(self.tr("例如 YQ-2026-0117，可不填"))
        tr = self.tr
        if corrects is not None:
            self.at.setPlaceholderText(f"{corrects.entry.at.astimezone(seat.desk.zone):%m-%d %H:%M}")
            self.body.addLayout(field(tr("更正理由"), self.reason))
        self.body.addLayout(row(field(tr("时间"), self.at), field(tr("来电单位"), self.unit), field(tr("来电岗位"), self.post), gap=12))  # fmt: skip
        self.body.addLayout(field(tr("起因经过"), self.course))
        self.body.addLayout(row(field(tr("地点"), self.place), field(tr("办公电话"), self.phone), field(tr("舆情件"), self.incident), gap=12))  # fmt: skip
        self.body.addLayout(row(field(tr("已采取措施"), self.measures), field(tr("影响与趋势"), self.impact), gap=12))
        self.body.addLayout(field(tr("已报告领导、单位及时间"), self.reported))

    def accept(self) -> None:
        at, problem = self.at.read()
        if problem:
            self.refuse(problem, self.at)
            return
        if not self.course.toPlainText().strip():
            self.refuse(self.tr("值班日志须写明起因经过。"), self.course)
            return
        if self._corrects is not None and not self.reason.text().strip():
            self.refuse(self.tr("更正值班日志须写明理由。"), self.reason)
            return
        number, desk = self.incident.text().strip(), self._seat.desk
        note = Note(
            self.course.toPlainText(), self.unit.text(), self.post.text(), self.phone.text(), self.place.text(),
            self.measures.toPlainText(), self.impact.toPlainText(), self.reported.text(),
        )  # fmt: skip
        corrects = None if self._corrects is None else self._corrects.entry.id
        reason, by = self.reason.text(), self._by
        self.busy()

        def keep() -> LogEntry:
            linked = desk.incidents.id_of(number) if number else None
            return desk.duty.log(replace(note, incident=linked), corrects=corrects, reason=reason, deed=deed(by, at))

        self._seat.work.run(self, keep, self._written, self.failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if enter and not control and isinstance(self.window().focusWidget(), QPlainTextEdit):
            return
        super().keyPressEvent(event)

    def _written(self, _entry: LogEntry) -> None:
        self.close_sheet()
        self.written.emit()


def _lines(text: str) -> QPlainTextEdit:
    made = QPlainTextEdit(text)
    made.setFixedHeight(68)
    made.setTabChangesFocus(True)
    return made
