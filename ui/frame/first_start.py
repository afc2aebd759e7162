"""First start: three questions, each can be left open, then it works."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.source import Source

from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of


class FirstStart(Sheet):
    """Asks for 本地, the first source and who sits here; `finished` names the page to go on with."""

    finished = Signal(str)

    def __init__(self, over: QWidget, seat: Seat) -> None:
        super().__init__(
            over,
            "欢迎使用舆情工作台",
            "先回答三个问题就可以开始；都可以以后在“设置”和“来源”里再改。",
            width=540,
            accept="开始使用",
        )
        self._seat = seat
        self.cancel_button.setText(self.tr("以后再说"))
        self.place, self.source, self.person = QLineEdit(), QLineEdit(), QLineEdit()
        self.place.setPlaceholderText(self.tr("例如 云川市"))
        self.source.setPlaceholderText("https://example.cn/rss.xml")
        self.person.setPlaceholderText(self.tr("例如 夜班值班员"))
        self.body.addLayout(
            field(self.tr("1  本地：这个工作台负责哪里"), self.place, self.tr("涉及地与责任单位按它来认。"))
        )
        self.body.addLayout(
            field(
                self.tr("2  第一个来源的网址（RSS、Atom、JSON Feed 或热榜）"),
                self.source,
                self.tr("也可以稍后在“来源”页逐个添加或导入 OPML。"),
            )
        )
        self.body.addLayout(field(self.tr("3  谁在这里值守"), self.person, self.tr("写岗位或姓名，记入每一条经过。")))

    def accept(self) -> None:
        place = self.place.text().strip()
        if not place:
            self.refuse(self.tr("请写明本地是哪里，例如“云川市”；想以后再填，请按“以后再说”。"), self.place)
            return
        person, address, desk = self.person.text().strip(), self.source.text().strip(), self._seat.desk
        settings = replace(desk.settings, jurisdiction=place, person=person)

        def settle() -> Source | None:
            desk.save(settings)
            return desk.sources.add(address) if address else None

        self.busy()
        self._seat.work.run(self, settle, self._settled, self._half_done)

    def close_sheet(self) -> None:
        self._seat.memory.setValue("first/asked", True)
        super().close_sheet()

    def _settled(self, source: Source | None) -> None:
        self.finished.emit("inbox" if source is not None else "sources")
        self.close_sheet()

    def _half_done(self, error: DeskError) -> None:
        """The place and the person are kept; only the source was not taken."""
        self.refuse(sentence_of(error), self.source)
