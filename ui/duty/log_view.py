"""The duty log: a line to write into, and the entries as they read now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout

from opinion_desk.domain.duty.log import LogLine, Note

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import Card, row
from ..parts.labels import label
from ..parts.lines import Line, LinesModel, LinesView
from ..seat import Seat
from .log_sheet import LogSheet

_WIDTHS: Final = (104, 150, 200, 150, 110)
_HINT: Final = "记一条：写下起因经过，回车存入"


class LogView(Card):
    """Enter in the line keeps an entry of now; Ctrl+N opens all fields, F2 or a double click corrects the marked entry."""

    written = Signal()
    export_requested = Signal()
    failed = Signal(object)

    def __init__(self, seat: Seat) -> None:
        super().__init__("值班日志", 14)
        self._seat = seat
        self._by = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr(_HINT))
        self.line.setAccessibleName(self.tr("起因经过"))
        self.line.returnPressed.connect(self.keep)
        heads = (self.tr("时间"), self.tr("来电"), self.tr("起因经过"), self.tr("已报告"), self.tr("记录人"))
        self.table = LinesView(LinesModel(heads, (), self), _WIDTHS, 2, self.tr("值班日志"))
        self.table.opened.connect(self.correct)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        nothing = label(self.tr("还没有值班记录。来电、报告、巡查、处置都记在这里，精确到分钟。"), "meta", wrap=True)
        nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(nothing)
        self._correct = button(self.tr("更正…"), self.correct, "", "pencil-simple", hint="F2")
        more = button(self.tr("全部栏目…"), self.add, "", "plus", hint="Ctrl+N")
        paper = button(self.tr("导出日志…"), self.export_requested.emit, "", "export", hint="Ctrl+E")
        self.body.addLayout(row(self.line, more, self._correct, paper))
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._stack, 1)
        self.body.addLayout(lines, 1)
        for keys, act in (("Ctrl+N", self.add), ("F2", self.correct)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def show_entries(self, entries: Sequence[LogLine], by: str) -> None:
        """Other entries; `by` is in whose name a new one is written."""
        self._by = by
        self.table.show_lines([self._shown(one) for one in entries])
        self._stack.setCurrentIndex(0 if entries else 1)
        self._correct.setEnabled(bool(entries))
        self.note.setText(self.tr("最近 {n} 条").format(n=len(entries)) if entries else "")

    def keep(self) -> None:
        """Keep what stands in the line as an entry of now."""
        words = self.line.text().strip()
        if not words:
            return
        duty, by = self._seat.desk.duty, self._by or self._seat.by
        self.line.setEnabled(False)
        self._seat.work.run(self, lambda: duty.log(Note(words), deed=deed(by)), self._kept, self._refused)

    def add(self) -> None:
        """All fields, beginning with what stands in the line."""
        self._open(LogSheet(self, self._seat, self._by or self._seat.by, course=self.line.text().strip()))

    def correct(self) -> None:
        """Correct the marked entry by a further one."""
        marked: LogLine | None = self.table.marked
        if marked is not None:
            self._open(LogSheet(self, self._seat, self._by or self._seat.by, corrects=marked))

    def _open(self, sheet: LogSheet) -> None:
        sheet.written.connect(self._kept)
        sheet.open_sheet(sheet.course)

    def _kept(self, _entry: object = None) -> None:
        self.line.setEnabled(True)
        self.line.clear()
        self.line.setFocus()
        self.written.emit()

    def _refused(self, error: object) -> None:
        self.line.setEnabled(True)
        self.line.setFocus()
        self.failed.emit(error)

    def _shown(self, one: LogLine) -> Line:
        entry, note = one.entry, one.entry.note
        caller = " ".join(filter(None, (note.unit, note.post))) or "—"
        course = (
            self.tr("已更正 {n} 次 · {words}").format(words=note.course, n=len(one.before))
            if one.before
            else note.course
        )
        cells = (self._seat.short(entry.at), caller, course.replace("\n", " "), note.reported or "—", entry.by)
        tones = {column: "text_3" for column, words in enumerate(cells) if words == "—"} | {2: "text"}
        return Line(one, cells, tones, self._told(one))

    def _told(self, one: LogLine) -> str:
        note = one.entry.note
        named = (
            (self.tr("起因经过"), note.course), (self.tr("地点"), note.place), (self.tr("已采取措施"), note.measures),
            (self.tr("影响与趋势"), note.impact), (self.tr("电话"), note.phone), (self.tr("已报告"), note.reported),
        )  # fmt: skip
        told = [f"{caption}：{words}" for caption, words in named if words]
        if one.entry.corrects is not None:
            told.append(self.tr("更正理由：{reason}；原为：{before}").format(reason=one.entry.reason, before=one.before[-1].note.course))  # fmt: skip
        return "\n".join(told)
