"""Who has the matter: lead and co-units, whether they received it, and what can be registered for each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout

from opinion_desk.domain.assignment import Assignment, AssignmentState, HandedPaper, PaperKind
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.response_clock import ResponseClock

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import Elided, label, retone, rule
from ..seat import Seat
from ..times import span
from ..words import ASSIGNMENT, said

_GONE = (AssignmentState.RETURNED, AssignmentState.REPLACED)
_JUDGED = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)
_TONE = {AssignmentState.AWAITING: "amber", AssignmentState.RETURNED: "red", AssignmentState.REPLACED: ""}


class UnitsCard(Card):
    """`wanted` carries what and for which unit: acknowledge return urge reply, notice and those after it; assign for none."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("责任单位"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._foot = row(gap=8)
        self.body.addLayout(self._lines)
        self.body.addLayout(self._foot)
        self._waiting: list[tuple[QLabel, ResponseClock]] = []
        self._papers: tuple[HandedPaper, ...] = ()

    def show_incident(self, incident: Incident) -> None:
        """Another incident, or the same after a deed."""
        empty_layout(self._lines)
        empty_layout(self._foot)
        self._waiting = []
        self._papers = incident.papers
        if not incident.assignments:
            words = {
                IncidentState.CANDIDATE: self.tr("先核定，再交办责任单位。"),
                IncidentState.CONFIRMED: self.tr("已核定，还没有交办；请按“交办”选定主办与协办。"),
            }.get(incident.state, self.tr("没有交办记录。"))
            self._lines.addWidget(label(words, "second", wrap=True))
        for place, assignment in enumerate(sorted(incident.assignments, key=lambda a: (a.state in _GONE, not a.lead))):
            if place:
                self._lines.addWidget(rule())
            self._add(incident, assignment)
        if incident.state in _JUDGED:
            words = self.tr("改派…") if incident.lead_unit else self.tr("交办…")
            self._foot.addWidget(button(words, lambda: self.wanted.emit("assign", "")))
            waiting = [a.unit for a in incident.assignments if a.state is AssignmentState.AWAITING]
            if waiting:
                self._foot.addWidget(button(self.tr("催办未签收"), lambda: self._urge(waiting)))
            self._foot.addStretch(1)
        self.tick(self._seat.now())

    def tick(self, now: datetime) -> None:
        """How long is left to receive."""
        for words, clock in self._waiting:
            left = clock.deadline - now
            late = left.total_seconds() < 0
            told = self.tr("待签收 · 超时 {span}") if late else self.tr("待签收 · 余 {span}")
            words.setText(told.format(span=span(left)))
            retone(words, "red" if late else "amber")

    def _add(self, incident: Incident, assignment: Assignment) -> None:
        gone = assignment.state in _GONE
        role = label(
            self.tr("主办") if assignment.lead else self.tr("协办"),
            "strong" if assignment.lead and not gone else "meta",
        )
        name = Elided(
            self._seat.unit(assignment.unit), 13, "text_3" if gone else "text", bold=assignment.lead and not gone
        )
        name.setToolTip(assignment.unit)
        state = label(said(ASSIGNMENT[assignment.state]), "second", tone=_TONE.get(assignment.state, "good"))
        clock = next((c for c in incident.open_clocks if c.of_receipt and c.id.endswith(assignment.unit)), None)
        if clock is not None and assignment.state is AssignmentState.AWAITING:
            self._waiting.append((state, clock))
        line = row(gap=10)
        line.addWidget(role)
        line.addWidget(name, 1)
        line.addWidget(state)
        if incident.state in _JUDGED and not gone:
            line.addWidget(self._menu(assignment))
        self._lines.addLayout(line)
        facts = self._facts(assignment)
        if facts:
            below = label(facts, "meta", wrap=True)
            below.setAlignment(Qt.AlignmentFlag.AlignLeft)
            self._lines.addWidget(below)

    def _facts(self, assignment: Assignment) -> str:
        facts = []
        if assignment.changed is not None:
            facts.append(self._seat.short(assignment.changed))
        if assignment.urged:
            facts.append(self.tr("已催办 {n} 次").format(n=assignment.urged))
        if assignment.note:
            facts.append(assignment.note)
        return " · ".join(facts)

    def _menu(self, assignment: Assignment) -> QPushButton:
        made = button(
            "",
            lambda: menu.exec(made.mapToGlobal(QPoint(0, made.height()))),
            "quiet",
            "caret-down",
            hint=self.tr("登记 {unit}").format(unit=assignment.unit),
        )
        made.setFixedWidth(28)
        menu = QMenu(made)
        choices = [(self.tr("登记签收"), "acknowledge"), (self.tr("登记退单…"), "return"), (self.tr("催办"), "urge")]
        choices.append((self.tr("登记回复…"), "reply"))
        for words, wish in choices:
            action = menu.addAction(words)
            action.setEnabled(
                not (wish in ("acknowledge", "urge", "return") and assignment.state is AssignmentState.REPLIED)
            )
            if wish == "acknowledge":
                action.setEnabled(assignment.state is AssignmentState.AWAITING)
            action.triggered.connect(self._wisher(wish, assignment.unit))
        self._add_papers(menu, assignment)
        return made

    def _add_papers(self, menu: QMenu, assignment: Assignment) -> None:
        """The papers that can be printed for that unit: the dispatch notice, and what was handed since."""
        menu.addSeparator()
        handed = {paper.kind for paper in self._papers if paper.unit == assignment.unit}
        papers = [(self.tr("导出交办单…"), "notice", True)]
        papers.append((self.tr("导出催办通知…"), "notice_urged", bool(assignment.urged) or PaperKind.URGED in handed))
        papers.append((self.tr("导出督办通知…"), "notice_supervised", PaperKind.SUPERVISED in handed))
        for words, wish, there in papers:
            if there:
                menu.addAction(words).triggered.connect(self._wisher(wish, assignment.unit))

    def _wisher(self, wish: str, unit: str) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(wish, unit)

    def _urge(self, units: list[str]) -> None:
        for unit in units:
            self.wanted.emit("urge", unit)
