"""Taking the rows of an export in as items: how far it is, then what came of it, line by line where a line was left out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from opinion_desk.domain.collected import Skipped
from opinion_desk.domain.errors import DeskError

from ..parts.buttons import button
from ..parts.labels import label
from ..parts.sheet import Sheet
from ..parts.task import Task

if TYPE_CHECKING:
    from opinion_desk.services.items import ImportReport

_LISTED = 500
_LOOK_MS = 100
_OF_HEADINGS = ("table_headings_unknown", "table_no_header")


class ImportSheet(Sheet):
    """May be closed while the file is read: that goes on, and the page tells the end.

    `mapping_wanted` asks for the sheet where a person says what the columns mean.
    """

    mapping_wanted = Signal()

    def __init__(self, over: QWidget, path: Path, task: Task) -> None:
        super().__init__(over, "导入信息", str(path), width=560, accept="在后台继续")
        self._task = task
        self.cancel_button.hide()
        self._unknown = False  # the headings were not understood
        self.map_button = button(self.tr("读得不对？对照…"), self._map, "quiet")
        self.map_button.hide()
        self.foot.insertWidget(0, self.map_button)
        self.told = label(self.tr("正在读取…"), "strong", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.skipped = QPlainTextEdit()
        self.skipped.setReadOnly(True)
        self.skipped.setAccessibleName(self.tr("没有读入的行"))
        self.skipped.hide()
        for part in (self.told, self._bar, self.skipped):
            self.body.addWidget(part)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._watch)
        self._look.start()

    def show_report(self, report: ImportReport) -> None:
        """It is done: the counts, and every line that was left out."""
        self._finish()
        self.told.setText(report_words(report))
        self.map_button.show()
        if report.skipped:
            lines = [self._line(row) for row in report.skipped[:_LISTED]]
            if len(report.skipped) > _LISTED:
                lines.append(self.tr("另有 {n} 行").format(n=len(report.skipped) - _LISTED))
            self.skipped.setPlainText("\n".join(lines))
            self.skipped.setFixedHeight(min(200, 26 + 22 * len(lines)))
            self.skipped.show()

    def show_failure(self, error: DeskError) -> None:
        """The file cannot be used; nothing was taken."""
        self._finish()
        self.told.hide()
        self.failed(error)
        if error.id in _OF_HEADINGS:
            self._unknown = True
            self.cancel_button.show()
            self.accept_button.setText(self.tr("对照…"))
            self.accept_button.setFocus()

    def accept(self) -> None:
        if self._unknown:
            self._map()
        else:
            super().accept()

    def _map(self) -> None:
        self.close_sheet()
        self.mapping_wanted.emit()

    def _line(self, row: Skipped) -> str:
        words = self.tr("第 {n} 行（其余内容已读入）：{why}") if row.still_read else self.tr("第 {n} 行：{why}")
        return words.format(n=row.line, why=row.why)

    def _finish(self) -> None:
        self._look.stop()
        self._bar.hide()
        self.accept_button.setText(self.tr("知道了"))
        self.accept_button.setEnabled(True)

    def _watch(self) -> None:
        if self._task.total:
            self._bar.setRange(0, self._task.total)
            self._bar.setValue(self._task.done)
            self.told.setText(self.tr("正在研判并存入 {told}").format(told=self._task.told))


def report_words(report: ImportReport) -> str:
    """读到 47 条，新增 44 条，原来就有 2 条；1 行没有读入。"""
    by = f"按“{report.mapping}”" if report.mapping else ""
    words = f"{by}读到 {report.read:,} 条，新增 {report.new:,} 条，原来就有 {report.known:,} 条"
    words += f"（其中更新 {report.updated:,} 条）" if report.updated else ""
    unread = sum(not row.still_read for row in report.skipped)
    partly = len(report.skipped) - unread
    left = [f"{unread} 行没有读入"] if unread else []
    left += [f"{partly} 行有字段未采用"] if partly else []
    return words + ("；" + "，".join(left) if left else "") + "。"
