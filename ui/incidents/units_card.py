"""Who has the matter: lead and co-units with what each owes; whom the matter waits for after a return (R5); consultation."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from opinion_desk.domain.assignment import AssignmentState
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.unit import Unit

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, holder
from ..parts.flow import Flow
from ..parts.labels import label, rule
from ..seat import Seat
from .unit_line import GONE, JUDGED, UnitLine


class UnitsCard(Card):
    """`wanted` carries what and for which unit: those of a UnitLine; assign, urge_waiting and consult for none."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("责任单位"))
        self._seat = seat
        self.lines: list[UnitLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._foot = Flow(gap=8)
        self.body.addLayout(self._lines)
        self.body.addWidget(holder(self._foot))

    def show_incident(self, incident: Incident, contacts: tuple[Unit, ...] = ()) -> None:
        """Another incident, or the same after a deed; `contacts` are the registry's entries of its units."""
        reach = {unit.name: unit for unit in contacts}
        empty_layout(self._lines)
        empty_layout(self._foot)
        self.lines = []
        if incident.awaiting_naming:
            words = self.tr("主办已退单，待政府办指定主办（R5）。时限照走。")
            self._lines.addWidget(label(words, "strong", tone="red", wrap=True))
            self._lines.addWidget(rule())
        if not incident.assignments:
            words = {
                IncidentState.CANDIDATE: self.tr("先核定，再交办责任单位。"),
                IncidentState.CONFIRMED: self.tr("已核定，还没有交办；请按“交办”选定主办与协办。"),
            }.get(incident.state, self.tr("没有交办记录。"))
            self._lines.addWidget(label(words, "second", wrap=True))
        shown = [a for a in incident.assignments if a.state is not AssignmentState.REPLACED] or incident.assignments
        for place, assignment in enumerate(sorted(shown, key=lambda a: (a.state in GONE, not a.lead))):
            if place:
                self._lines.addWidget(rule())
            line = UnitLine(self._seat, incident, assignment, reach.get(assignment.unit))
            line.wanted.connect(self.wanted)
            self.lines.append(line)
            self._lines.addWidget(line)
        self._show_consultations(incident)
        self._show_foot(incident)

    def tick(self, now: datetime) -> None:
        """How long is left."""
        for line in self.lines:
            line.tick(now)

    def _show_consultations(self, incident: Incident) -> None:
        for met in incident.consultations:
            units = "、".join(self._seat.unit(unit) for unit in met.units)
            words = self.tr("会商 {time}　{units}：{conclusion}")
            told = words.format(time=self._seat.short(met.at), units=units, conclusion=met.conclusion)
            self._lines.addWidget(rule())
            self._lines.addWidget(label(told, "meta", wrap=True))

    def _show_foot(self, incident: Incident) -> None:
        if incident.state not in JUDGED:
            return
        words = self.tr("改派…") if incident.lead_unit else self.tr("交办…")
        if incident.awaiting_naming:
            words = self.tr("登记指定主办…")
        kind = "primary" if incident.awaiting_naming else ""
        self._foot.addWidget(button(words, lambda: self.wanted.emit("assign", ""), kind))
        if any(a.state is AssignmentState.AWAITING for a in incident.assignments):
            self._foot.addWidget(button(self.tr("催办未签收"), lambda: self.wanted.emit("urge_waiting", "")))
        if incident.assignments:
            self._foot.addWidget(button(self.tr("会商…"), lambda: self.wanted.emit("consult", "")))
