"""登记移交: a step that is done only with the number and date of its paper."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.checklist import Step
from opinion_desk.domain.commands.checking import Settled
from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.cards import row
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..seat import Seat


class PaperSheet(Sheet):
    """The referral is kept as a fact: number and date, and nothing about any person."""

    written = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, step: Step) -> None:
        super().__init__(over, "登记移交", step.words, width=520, accept="登记")
        self._seat, self._incident, self._step = seat, incident, step
        self.seen = incident.acts
        self.number = QLineEdit()
        self.number.setPlaceholderText("例如 云网信移〔2026〕3号")
        self.date = QLineEdit(f"{seat.now().astimezone(seat.desk.zone):%Y-%m-%d}")
        self.text = QLineEdit()
        self.text.setPlaceholderText("例如 移交市公安局网安支队")
        both = row(gap=12)
        both.addLayout(field(self.tr("移交文号"), self.number), 2)
        both.addLayout(field(self.tr("日期"), self.date), 1)
        self.body.addLayout(both)
        self.body.addLayout(field(self.tr("移交给哪个机关（可不填）"), self.text))
        self.body.addWidget(label(self.tr("只记文号、日期和机关；不写任何人的姓名、号码。"), "meta", wrap=True))

    def accept(self) -> None:
        settled = Settled(self.number.text().strip(), self.date.text().strip(), self.text.text().strip())
        if not settled.number:
            self.refuse(self.tr("请写明移交文号。"), self.number)
        elif not settled.date:
            self.refuse(self.tr("请写明移交日期，例如 2026-11-20。"), self.date)
        else:
            self.busy()
            service, id, step, by = self._seat.desk.incidents, self._incident.id, self._step.id, self._seat.by
            self._seat.work.run(
                self,
                lambda: service.check(id, step, settled=settled, deed=deed(by, None, self.seen)),
                self._written,
                self.failed,
            )

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.written.emit()
