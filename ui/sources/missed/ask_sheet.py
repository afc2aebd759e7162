"""What is to be compared: exports with whose they are, the period, and from when something is late; then how far it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout

from opinion_desk.domain.errors import DeskError, Refused
from opinion_desk.domain.missed.report import Missed
from opinion_desk.services.missed import VendorFile

from ...frame.page import Page
from ...parts.buttons import button
from ...parts.cards import holder, row
from ...parts.choices import Choice
from ...parts.files import ask_file
from ...parts.labels import Elided, label
from ...parts.period import PeriodChoice
from ...parts.sheet import Sheet, field
from ...parts.task import Task
from .result_sheet import ResultSheet

_MINUTES: Final = ((30, "30 分钟"), (60, "1 小时"), (120, "2 小时"), (360, "6 小时"), (1440, "24 小时"))
_LOOK_MS: Final = 100
_MOST_FILES: Final = 8


def compare_bought(page: Page) -> AskSheet:
    """Ask for the exports, over that page."""
    sheet = AskSheet(page)
    sheet.open_sheet(sheet.add_button)
    return sheet


class AskSheet(Sheet):
    """Closing it while it compares ends that; nothing of an export is kept."""

    def __init__(self, page: Page) -> None:
        words = "选厂商导出的文件，与本台自行采到的信息比对：谁漏了什么，谁迟了多久。厂商的记录只用于比对，不保存。"
        super().__init__(page, "比对购买的服务", words, width=640, accept="开始比对")
        self._page, self._task = page, Task()
        self.files: list[tuple[Path, QLineEdit]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add_button = button(self.tr("添加一份导出…"), self._ask, "", "plus")
        seat = page.seat
        self.period = PeriodChoice(seat.now().astimezone(seat.desk.zone).date())
        self.limit = Choice([(minutes, self.tr(told)) for minutes, told in _MINUTES])
        self.limit.choose(60)
        self._told = label("", "second")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.body.addLayout(self._lines)
        self.body.addLayout(row(self.add_button, None))
        self.body.addLayout(field(self.tr("期间（按发布时间）"), self.period))
        hint = self.tr("首次发布以后超过这么久才采到（或厂商才收到）的，算迟。")
        self.body.addLayout(field(self.tr("迟报限值"), self.limit, hint))
        for part in (self._told, self._bar):
            part.hide()
            self.body.addWidget(part)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._watch)
        self.closed.connect(self._task.stop)

    def add_file(self, path: Path, vendor: str = "") -> None:
        """Another export; a file chosen twice stands there once."""
        if any(known == path for known, _ in self.files):
            self.refuse(self.tr("这份文件已经选过。"), self.add_button)
            return
        self.error.hide()
        named = QLineEdit(vendor)
        named.setPlaceholderText(self.tr("厂商名，如 新浪舆情通"))
        named.setAccessibleName(self.tr("{file} 的厂商").format(file=path.name))
        named.setMinimumWidth(200)
        shown = Elided(path.name, 13)
        shown.setToolTip(str(path))
        line = holder(row(shown, named, gap=8))
        away = button("", lambda: self._remove(path, line), "quiet", "x", hint=self.tr("不比对这份"))
        away.setFixedWidth(30)
        inside = line.layout()
        assert inside is not None
        inside.addWidget(away)
        self._lines.addWidget(line)
        self.files.append((path, named))
        self.add_button.setEnabled(len(self.files) < _MOST_FILES)
        named.setFocus()
        QTimer.singleShot(0, self, self._centre)  # as high as the line makes it, once that is polished

    def accept(self) -> None:
        if not self.files:
            self.refuse(self.tr("还没有选择厂商的导出文件；请至少选一个。"), self.add_button)
            return
        desk = self._page.seat.desk
        try:
            period = self.period.period(desk.settings.zone)
        except Refused as why:
            self.refuse(why.sentence, self.period.first)
            return
        chosen = [VendorFile(path, named.text()) for path, named in self.files]
        late, task, service = timedelta(minutes=int(self.limit.chosen)), self._task, desk.missed
        self.busy()
        self._told.setText(self.tr("正在读取导出…"))
        self._bar.setRange(0, 0)
        self._show_progress(True)
        self._page.seat.work.run(
            self,
            lambda: service.compare(chosen, period, late, task.went_on, task.asked_to_stop),
            self._compared,
            self._not_compared,
        )

    def _ask(self) -> None:
        chosen = ask_file(self, self.tr("选择厂商的导出"), self.tr("表格与数据 (*.csv *.xlsx *.jsonl *.json)"))
        if chosen is not None:
            self.add_file(chosen)

    def _remove(self, path: Path, line: object) -> None:
        self.files = [one for one in self.files if one[0] != path]
        for place in range(self._lines.count()):
            item = self._lines.itemAt(place)
            widget = None if item is None else item.widget()
            if widget is line and widget is not None:
                widget.hide()
                self._lines.removeWidget(widget)
                widget.deleteLater()
                break
        self.add_button.setEnabled(True)
        self.add_button.setFocus()

    def _compared(self, missed: Missed | None) -> None:
        self._look.stop()
        if missed is None:
            return
        page = self._page
        self.close_sheet()
        ResultSheet(page, missed).open_sheet()

    def _not_compared(self, error: DeskError) -> None:
        self._show_progress(False)
        self.failed(error)

    def _show_progress(self, on: bool) -> None:
        for part in (self._told, self._bar):
            part.setVisible(on)
        self.cancel_button.setText(self.tr("停止") if on else self.tr("取消"))
        for named in (self.add_button, self.period, self.limit, *(named for _, named in self.files)):
            named.setEnabled(not on)
        self._look.start() if on else self._look.stop()
        QTimer.singleShot(0, self, self._centre)

    def _watch(self) -> None:
        if self._task.total:
            self._bar.setRange(0, self._task.total)
            self._bar.setValue(self._task.done)
            self._told.setText(self.tr("正在比对 {told}").format(told=self._task.told))
