"""登记权威发布, 新闻发布会 or 回应: what, when, and the evidence that stops the clocks."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import EvidenceKind

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.files import ask_file
from ..parts.labels import label
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat


class EvidenceSheet(Sheet):
    """An address or a file is needed: a clock is not stopped by a word."""

    registered = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, kind: EvidenceKind) -> None:
        title, example = {
            EvidenceKind.RELEASE: ("登记权威发布", "例如 情况通报（第一号）"),
            EvidenceKind.CONFERENCE: ("登记新闻发布会", "例如 事故情况新闻发布会"),
            EvidenceKind.RESPONSE: ("登记公开回应", "例如 关于自来水异味的说明"),
        }[kind]
        super().__init__(over, title, f"{incident.number} {incident.title}", width=560, accept="登记")
        self._seat, self._incident, self._kind = seat, incident, kind
        self.what = QLineEdit()
        self.what.setPlaceholderText(example)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.at = MomentField(seat)
        self._file: Path | None = None
        self._file_button = button(self.tr("选择文件…"), self._choose, "", "paperclip")
        self.body.addLayout(field(self.tr("发布了什么"), self.what))
        self.body.addLayout(field(self.tr("何时发布"), self.at, self.tr("按实际发布时间登记；补记会注明。")))
        self.body.addLayout(field(self.tr("凭据：公开的网址"), self.address))
        self.body.addWidget(
            label(self.tr("或凭据：一份文件（通稿、截图、录音…），存入数据目录并记下摘要"), "meta", wrap=True)
        )
        self.body.addLayout(row(self._file_button, None))

    def choose_file(self, path: Path) -> None:
        """The file that is kept as evidence, under its digest."""
        self._file = path
        self._file_button.setText(f" {path.name}")

    def accept(self) -> None:
        what, address = self.what.text().strip(), self.address.text().strip()
        at, problem = self.at.read()
        if not what:
            self.refuse(self.tr("请写明发布了什么，例如“情况通报（第一号）”。"), self.what)
        elif problem:
            self.refuse(problem, self.at)
        elif not address and self._file is None:
            self.refuse(self.tr("发布要有凭据：请填网址，或选择一个文件。"), self.address)
        elif address and urlsplit(address).scheme not in ("http", "https"):
            self.refuse(self.tr("看不懂这个网址；请写完整的 http:// 或 https:// 网址。"), self.address)
        else:
            self.busy()
            service, id, file, by = self._seat.desk.incidents, self._incident.id, self._file, self._seat.by
            self._seat.work.run(
                self,
                lambda: service.answer(id, self._kind, what, address=address or None, file=file, deed=deed(by, at)),
                self._written,
                self.failed,
            )

    def _choose(self) -> None:
        chosen = ask_file(self, self.tr("选择作为凭据的文件"))
        if chosen is not None:
            self.choose_file(chosen)

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.registered.emit()
