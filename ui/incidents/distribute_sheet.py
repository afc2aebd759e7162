"""登记分发: one entry of the distribution list."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import OUTLET_WORDS, DraftState, Outlet

from ..deed import deed
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import said


class DistributeSheet(Sheet):
    """Begins with the first usual outlet that got nothing yet."""

    written = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, missing: tuple[Outlet, ...]) -> None:
        super().__init__(over, "登记分发", f"{incident.number} {incident.title}", width=560, accept="登记")
        self._seat, self._incident = seat, incident
        self.seen = incident.acts
        self.outlet = Choice((one, said(OUTLET_WORDS[one])) for one in Outlet)
        if missing:
            self.outlet.choose(missing[0])
        self.name = QLineEdit()
        self.name.setPlaceholderText("例如 云川市人民政府网")
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://")
        self.at = MomentField(seat)
        drafts: list[tuple[int | None, str]] = [(None, self.tr("不指定"))]
        drafts += [
            (d.number, f"{d.number} {d.what}")
            for d in incident.drafts
            if d.state in (DraftState.SIGNED, DraftState.PUBLISHED)
        ]
        self.draft = Choice(drafts)
        both = row(gap=12)
        both.addLayout(field(self.tr("渠道"), self.outlet), 1)
        both.addLayout(field(self.tr("何时发出"), self.at), 1)
        self.body.addLayout(both)
        self.body.addLayout(field(self.tr("发到哪里"), self.name))
        self.body.addLayout(field(self.tr("链接"), self.address, self.tr("只有报刊等新闻媒体可以不填。")))
        if len(drafts) > 1:
            self.draft.choose(drafts[-1][0])
            self.body.addLayout(field(self.tr("哪份稿件"), self.draft))

    def accept(self) -> None:
        name, address = self.name.text().strip(), self.address.text().strip()
        at, problem = self.at.read()
        if not name:
            self.refuse(self.tr("请写明发到哪里，例如“云川市人民政府网”。"), self.name)
        elif problem:
            self.refuse(problem, self.at)
        elif not address and self.outlet.chosen is not Outlet.MEDIA:
            self.refuse(self.tr("分发要有链接；只有报刊等新闻媒体可以不填。"), self.address)
        else:
            self.busy()
            service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
            outlet, draft = self.outlet.chosen, self.draft.chosen
            self._seat.work.run(
                self,
                lambda: service.distribute(id, outlet, name, address or None, draft, deed=deed(by, at, self.seen)),
                self._written,
                self.failed,
            )

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.written.emit()
