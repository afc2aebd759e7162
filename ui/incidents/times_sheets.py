"""更正时间 and 更改起点: both with a reason, and the clocks follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.starting import CORRECTABLE
from opinion_desk.domain.incident import Incident, StartFrom

from ..deed import deed
from ..parts.choices import Choice
from ..parts.moment import MomentField
from ..parts.sheet import field
from ..seat import Seat
from ..words import START, said
from .deed_sheet import DeedSheet, Missing, moment_missing


class TimesSheet(DeedSheet):
    """The recorded times; what is typed anew is corrected."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        words = "改动是时限起点的那一个，时限即从新的时间重新起算；原来的记录保留。"
        super().__init__(over, seat, "更正时间", words, width=560, accept="更正")
        self._incident = incident
        self.moments = {which: MomentField(seat, optional=True) for which in CORRECTABLE}
        self._recorded: dict[StartFrom, str] = {}
        for which, box in self.moments.items():
            moment = incident.times.of(which)
            self._recorded[which] = "" if moment is None else f"{moment.astimezone(seat.desk.zone):%Y-%m-%d %H:%M}"
            box.setText(self._recorded[which])
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("例如 现场监控录像核实"))
        first, second, third = ((f"{said(START[which])}时间", box) for which, box in self.moments.items())
        self.rows([first, second], [third, (self.tr("更正的理由"), self.reason)])

    def missing(self) -> Missing:
        for which, box in self.moments.items():
            if self._changed(which):
                if not box.text().strip():
                    return self.tr("已记的时间不能改为空，请写明更正为什么时间。"), box
                if (problem := moment_missing(box)) is not None:
                    return problem
        if not self._given():
            return self.tr("没有改动；请改写要更正的时间。"), self.moments[StartFrom.HAPPENED]
        if not self.reason.text().strip():
            return self.tr("更正时间须写明理由。"), self.reason
        return None

    def deed(self) -> Callable[[], Incident]:
        service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
        given, reason = self._given(), self.reason.text()
        return lambda: service.correct_times(id, given, reason, deed=deed(by, None, self.seen))

    def _changed(self, which: StartFrom) -> bool:
        return self.moments[which].text().strip() != self._recorded[which]

    def _given(self) -> dict[StartFrom, datetime]:
        read = {which: box.read()[0] for which, box in self.moments.items() if self._changed(which)}
        return {which: moment for which, moment in read.items() if moment is not None}


class StartSheet(DeedSheet):
    """Which recorded time starts the clocks."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        words = "没有文件规定起点，更改须写明理由；时限重新起算，已完成的不变，移前的可能当即超时。"
        super().__init__(over, seat, "更改时限起点", words, width=560, accept="更改")
        self._incident = incident
        recorded = [(which, incident.times.of(which)) for which in StartFrom if which is not incident.start_from]
        self.start = Choice(
            (which, f"{said(START[which])}  {seat.short(moment)}") for which, moment in recorded if moment is not None
        )
        self.reason = QLineEdit()
        self.body.addLayout(field(self.tr("改为"), self.start))
        self.body.addLayout(field(self.tr("更改的理由"), self.reason))

    def missing(self) -> Missing:
        if self.start.chosen is None:
            return self.tr("没有别的时间可作起点；请先更正时间。"), self.start
        return None if self.reason.text().strip() else (self.tr("更改起点须写明理由。"), self.reason)

    def deed(self) -> Callable[[], Incident]:
        service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
        which, reason = self.start.chosen, self.reason.text()
        return lambda: service.change_start(id, which, reason, deed=deed(by, None, self.seen))
