"""运行与数据: where everything lies, that closing the window does not end it, and what doctor finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout

from opinion_desk.domain.changes import Changes

from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, row
from ..parts.labels import label
from ..parts.mark import Mark
from ..seat import Seat
from .section import Section

if TYPE_CHECKING:
    from opinion_desk.services.doctor import Finding


class RunningSection(Section):
    """Nothing here is typed; doctor is asked each time it is opened."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, self.tr("运行与数据"))
        self._findings = QVBoxLayout()
        self._findings.setSpacing(8)
        for card in (self._folder_card(), self._running_card(), self._doctor_card()):
            self.body.addWidget(card)

    def shown(self) -> None:
        doctor = self.seat.desk.doctor
        self.seat.work.run(
            self, doctor, self._show_findings, lambda error: self.bar.fail(error, self.shown), key="doctor"
        )

    def changed(self, changes: Changes) -> None:
        """What is written does not change what the machine lacks."""

    def _folder_card(self) -> Card:
        card = Card(self.tr("数据目录"))
        folder = self.seat.desk.home.folder
        path = label(str(folder), "second", wrap=True, selectable=True)
        open_it = button(
            self.tr("打开"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))), "", "folder-open"
        )
        line = row(gap=12)
        line.addWidget(path, 1)
        line.addWidget(open_it)
        card.body.addLayout(line)
        words = self.tr("数据库、设置、日志与存证都在这里。")
        card.body.addWidget(label(words, "meta", wrap=True))
        return card

    def _running_card(self) -> Card:
        card = Card(self.tr("后台运行"))
        words = self.tr(
            "关闭窗口后，采集和时限照常进行；要停下来，请退出程序（Ctrl+Q）。退出期间的时限在下次打开时补记。"
        )
        line = row(gap=12)
        line.addWidget(label(words, "second", wrap=True), 1)
        line.addWidget(button(self.tr("退出程序"), self.quit_requested.emit, "danger"))
        card.body.addLayout(line)
        return card

    def _doctor_card(self) -> Card:
        card = Card(self.tr("运行环境"))
        card.note.setText(self.seat.desk.version_line)
        card.body.addLayout(self._findings)
        return card

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        empty_layout(self._findings)
        for finding in sorted(findings, key=lambda finding: finding.ok):
            glyph, token = ("check-circle", "good") if finding.ok else ("warning", "amber_text")
            lines = column(label(finding.sentence, "second", wrap=True, selectable=True), gap=2)
            if finding.remedy:
                lines.addWidget(label(finding.remedy, "meta", wrap=True, selectable=True))
            line = row(gap=10)
            line.addWidget(Mark(glyph, token), 0, Qt.AlignmentFlag.AlignTop)
            line.addLayout(lines, 1)
            self._findings.addLayout(line)
        if not findings:
            self._findings.addWidget(label(self.tr("没有需要注意的事项。"), "second"))
