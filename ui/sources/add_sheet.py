"""Adding a source: the address is read once and what stands there is shown before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.source import Source

from ..parts.buttons import button
from ..parts.cards import empty_layout, row
from ..parts.labels import Elided, chip, label
from ..parts.sheet import Sheet, field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import FORM, said

if TYPE_CHECKING:
    from opinion_desk.services.sources import Probed

_SHOWN = 5


class AddSheet(Sheet):
    """First 试读, then 添加; Enter does what comes next."""

    added = Signal(object)  # Source

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = "填写订阅地址（RSS、Atom、JSON Feed、热榜或表格导出），先试读，看清内容再添加。"
        super().__init__(over, "添加来源", words, width=580, accept="添加")
        self._seat = seat
        self._probed = ""
        self.address, self.name = QLineEdit(), QLineEdit()
        self.address.setPlaceholderText("https://example.cn/rss.xml")
        self.name.setPlaceholderText(self.tr("留空则用来源自己的名称"))
        self.internal = Tick(self.tr("本单位内网地址"))
        self.internal.setToolTip(self.tr("勾选后才允许访问非公网地址"))
        self._try = button(self.tr("试读"), self.probe)
        line = row(gap=8)
        line.addWidget(self.address, 1)
        line.addWidget(self._try)
        self.body.addWidget(label(self.tr("网址"), "meta"))
        self.body.addLayout(line)
        self.body.addWidget(self.internal)
        self.body.addLayout(field(self.tr("名称"), self.name))
        self._preview = QVBoxLayout()
        self._preview.setSpacing(4)
        self.body.addLayout(self._preview)
        self.address.textChanged.connect(lambda _text: self._unprobe())
        self.internal.toggled.connect(lambda _on: self._unprobe())
        self._unprobe()

    def probe(self) -> None:
        """Read the address once and show what stands there."""
        address, internal = self.address.text().strip(), self.internal.isChecked()
        if not address:
            self.refuse(self.tr("请填写网址，例如 https://example.cn/rss.xml。"), self.address)
            return
        self.error.hide()
        self._try.setEnabled(False)
        self._try.setText(self.tr("正在试读…"))
        sources = self._seat.desk.sources
        self._seat.work.run(
            self,
            lambda: (address, sources.probe(address, internal)),
            self._show,
            lambda error: self._not_read(address, error),
            key="probe",
        )

    def accept(self) -> None:
        address, internal = self.address.text().strip(), self.internal.isChecked()
        if not address or self._probed != address:
            self.probe()
            return
        self.busy()
        sources, name = self._seat.desk.sources, self.name.text().strip() or None
        self._seat.work.run(self, lambda: sources.add(address, name, None, internal), self._stored, self.failed)

    def _show(self, answer: tuple[str, Probed]) -> None:
        address, probed = answer
        self._ready()
        if address != self.address.text().strip():
            return
        self._probed = address
        empty_layout(self._preview)
        head = row(chip(said(FORM[probed.form]), "accent"), label(probed.title or self.tr("没有名称"), "strong"), None)
        count = label(self.tr("{n} 条").format(n=len(probed.entries)), "meta")
        head.addWidget(count)
        self._preview.addLayout(head)
        for entry in probed.entries[:_SHOWN]:
            when = self._seat.short(entry.published) if entry.published else self.tr("未注明时间")
            line = row(gap=10)
            line.addWidget(Elided(entry.title or entry.summary or "—", 13, "text_2"), 1)
            line.addWidget(label(when, "meta"))
            self._preview.addLayout(line)
        for problem in probed.problems[:3]:
            self._preview.addWidget(label(problem, "meta", tone="amber", wrap=True))
        self.accept_button.setText(self.tr("添加"))
        self.accept_button.setFocus()

    def _not_read(self, address: str, error: DeskError) -> None:
        self._ready()
        if address != self.address.text().strip():
            return  # another address stands there by now
        if error.id == "address_not_public":
            words = self.tr("这不是公网地址，为安全起见没有访问；确是本单位内网的来源，请勾选“本单位内网地址”再试读。")
            self.refuse(words, self.internal)
            return
        self.failed(error)
        self.address.setFocus()

    def _ready(self) -> None:
        self._try.setEnabled(True)
        self._try.setText(self.tr("试读"))

    def _unprobe(self) -> None:
        self._probed = ""
        empty_layout(self._preview)
        self.accept_button.setText(self.tr("试读并查看"))

    def _stored(self, source: Source) -> None:
        self.close_sheet()
        self.added.emit(source)
