"""立件 by hand: a call, an instruction from above, a leader's note or a medium's inquiry."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.origin import Origin

from ..deed import deed
from ..parts.cards import holder
from ..parts.choices import Choice
from ..parts.moment import MomentField
from ..parts.sheet import field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import ORIGIN, said
from .deed_sheet import DeedSheet, Missing, grid_of, moment_missing, words_field
from .paper_sheets import FROM_ABOVE, PaperFields

_BY_HAND: Final = (Origin.PHONE, *FROM_ABOVE)


class HandOpeningSheet(DeedSheet):
    """What a call or a paper brings; its fields follow the kind that is chosen."""

    def __init__(self, over: QWidget, seat: Seat) -> None:
        words = "从信息立件请到“信息”页按 E；这里登记来电、上级交办、领导批示和媒体采访函。"
        super().__init__(over, seat, "立件", words, width=640, accept="立件")
        self.origin = Choice((origin, said(ORIGIN[origin])) for origin in _BY_HAND)
        self.title, self.happened, self.at = QLineEdit(), MomentField(seat, optional=True), MomentField(seat)
        self.title.setMaxLength(80)
        self.title.setPlaceholderText(self.tr("一句话写明是什么事"))
        self.drill = Tick(self.tr("演练：不真正发送，不计入统计"))
        self.rows(
            [(self.tr("来由"), self.origin), (self.tr("何时收到"), self.at)],
            [(self.tr("标题"), self.title), (self.tr("事发时间（不清楚就留空）"), self.happened)],
        )
        self.note = words_field(84, self.tr("只记事情，不记来电人；电话、证件号码自动隐去"))
        self._call = holder(field(self.tr("来电所述"), self.note))
        self.paper = PaperFields(seat, self)
        grid = grid_of(*self.paper.rows())
        grid.setContentsMargins(0, 0, 0, 0)
        self._paper = holder(grid)
        self.body.addWidget(self._call)
        self.body.addWidget(self._paper)
        self.body.addWidget(self.drill)
        self.origin.currentIndexChanged.connect(self._origin_changed)
        self._origin_changed()

    def missing(self) -> Missing:
        if not self.title.text().strip():
            return self.tr("没有标题；请用一句话写明是什么事。"), self.title
        wrong = moment_missing(self.at) or moment_missing(self.happened)
        return wrong or (self.paper.missing() if self._from_above() else None)

    def deed(self) -> Callable[[], Incident]:
        service, by, at = self._seat.desk.incidents, self._seat.by, self.at.read()[0]
        title, origin, drill = self.title.text().strip(), self.origin.chosen, self.drill.isChecked()
        happened = self.happened.read()[0]
        note = "" if self._from_above() else self.note.toPlainText()
        paper = self.paper.received(origin) if self._from_above() else None
        return lambda: service.open(
            title, origin=origin, happened=happened, note=note, paper=paper, drill=drill, deed=deed(by, at)
        )

    def _from_above(self) -> bool:
        origin: Origin = self.origin.chosen
        return origin.from_above

    def _origin_changed(self) -> None:
        self._call.setVisible(not self._from_above())
        self._paper.setVisible(self._from_above())
