"""One unit that has the matter: its part and state, what it still owes with the time that is left, and what can be registered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QWidget

from opinion_desk.domain.assignment import (
    PAPER_WORDS,
    RECEIPT_WORDS,
    STAGE_WORDS,
    Assignment,
    AssignmentState,
    PaperKind,
)
from opinion_desk.domain.commands.papers import next_papers
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.response_clock import ResponseClock
from opinion_desk.domain.unit import Unit

from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.flow import Flow
from ..parts.labels import Elided, label, retone
from ..seat import Seat
from ..times import URGENT, span
from ..words import ASSIGNMENT, said

GONE = (AssignmentState.RETURNED, AssignmentState.REPLACED)
JUDGED = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)
_TONE = {AssignmentState.AWAITING: "amber", AssignmentState.RETURNED: "red", AssignmentState.REPLACED: ""}


class UnitLine(QWidget):
    """`wanted` carries what and for which unit: acknowledge, return, urge, reply, step_due, or a paper of the ladder."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat, incident: Incident, assignment: Assignment, contact: Unit | None = None) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat, self.assignment = seat, assignment
        self._steps: list[tuple[QLabel, ResponseClock]] = []
        gone = assignment.state in GONE
        lines = column(self._head(incident, gone), gap=3)
        if not gone and incident.assignment(assignment.unit) == assignment:
            owed = self._owed(incident)
            if owed is not None:
                lines.addWidget(owed)
        reach = self._reach(contact) if contact is not None and not gone else ""
        for facts in (self._facts(incident), reach):
            if not facts:
                continue
            below = label(facts, "meta", wrap=True)
            below.setAlignment(Qt.AlignmentFlag.AlignLeft)
            lines.addWidget(below)
        self.setLayout(lines)
        self.tick(seat.now())

    def tick(self, now: datetime) -> None:
        """How long is left for every step."""
        for words, clock in self._steps:
            left = clock.deadline - now
            late = left.total_seconds() < 0
            told = self.tr("{step} 超时 {span}") if late else self.tr("{step} 余 {span}")
            told = told.format(step=self._step_name(clock), span=span(left))
            if words.text() != told:
                words.setText(told)
            retone(words, "red" if late else "amber" if left <= URGENT else "")

    def _step_name(self, clock: ResponseClock) -> str:
        return self.tr("待签收") if clock.of_receipt else clock.name

    def _head(self, incident: Incident, gone: bool) -> QWidget:
        unit = self.assignment
        strong = unit.lead and not gone
        name = Elided(self._seat.unit(unit.unit), 13, "text_3" if gone else "text", bold=strong)
        name.setToolTip(unit.unit)
        line = row(label(self.tr("主办") if unit.lead else self.tr("协办"), "strong" if strong else "meta"), gap=10)
        line.addWidget(name, 1)
        line.addWidget(label(said(ASSIGNMENT[unit.state]), "second", tone=_TONE.get(unit.state, "good")))
        line.addWidget(self._menu(self._choices(incident, gone), self._papers(incident)))
        return holder(line)

    def _owed(self, incident: Incident) -> QWidget | None:
        steps = incident.steps_of(self.assignment.unit)
        if not steps:
            return None
        line = Flow(gap=2)
        for clock in steps:
            words = label("", "meta")
            words.setContentsMargins(0, 0, 12, 0)
            words.setToolTip(
                self.tr("{name}：最迟 {time}（{ground}）").format(
                    name=clock.name, time=self._seat.short(clock.deadline), ground=clock.ground
                )
            )
            self._steps.append((words, clock))
            line.addWidget(words)
        return holder(line)

    def _facts(self, incident: Incident) -> str:
        unit = self.assignment
        facts = [unit.notice]
        if unit.named_by:
            facts.append(self.tr("{office}指定（R5）").format(office=unit.named_by))
        if unit.received is not None and (unit.receipt or unit.received_by):
            way = said(RECEIPT_WORDS[unit.receipt]) if unit.receipt else ""
            how = " ".join(part for part in (way, unit.received_by) if part)
            facts.append(self.tr("签收 {time} {how}").format(time=self._seat.short(unit.received), how=how))
        elif unit.changed is not None:
            facts.append(self._seat.short(unit.changed))
        if unit.stages:
            facts.append(self.tr("已报{stages}").format(stages="、".join(said(STAGE_WORDS[s]) for s in unit.stages)))
        if unit.rule:
            facts.append(self.tr("依据 {rule}").format(rule=unit.rule))
        if unit.urged:
            facts.append(self.tr("已催办 {n} 次").format(n=unit.urged))
        graver = [
            p.kind
            for p in incident.papers
            if p.unit == unit.unit and p.kind not in (PaperKind.ASSIGNED, PaperKind.URGED)
        ]
        facts += [self.tr("已{paper}").format(paper=said(PAPER_WORDS[kind])) for kind in dict.fromkeys(graver)]
        facts.append(unit.note)
        return " · ".join(fact for fact in facts if fact)

    def _reach(self, contact: Unit) -> str:
        """By which telephones and posts the unit is reached, as the registry has them."""
        parts = []
        if contact.duty_phone:
            parts.append(self.tr("值班 {phone}").format(phone=contact.duty_phone))
        if contact.liaison_post or contact.liaison_phone:
            liaison = " ".join(filter(None, (contact.liaison_post, contact.liaison_phone)))
            parts.append(self.tr("联络员 {liaison}").format(liaison=liaison))
        if contact.spokesperson_post:
            parts.append(self.tr("发言人 {post}").format(post=contact.spokesperson_post))
        return " · ".join(parts)

    def _choices(self, incident: Incident, gone: bool) -> list[tuple[str, str]]:
        """What can be registered for this unit now; only what the rules allow is offered."""
        unit, state = self.assignment, self.assignment.state
        if incident.assignment(unit.unit) != unit:
            return []
        graver = [(said(PAPER_WORDS[kind]) + "…", kind.value) for kind in next_papers(incident, unit.unit)]
        if incident.state not in JUDGED or gone:
            return graver
        choices: list[tuple[str, str]] = []
        if state is AssignmentState.AWAITING:
            choices.append((self.tr("登记签收…"), "acknowledge"))
        choices.append((self.tr("登记回复…"), "reply"))
        if state in (AssignmentState.AWAITING, AssignmentState.ACKNOWLEDGED):
            choices.append((self.tr("登记退单…"), "return"))
        if incident.steps_of(unit.unit):
            choices.append((self.tr("改期…"), "step_due"))
        if incident.steps_of(unit.unit) or state is not AssignmentState.REPLIED:
            choices.append((self.tr("催办"), "urge"))
        return choices + graver

    def _papers(self, incident: Incident) -> list[tuple[str, str]]:
        """The papers that can be printed for this unit: the dispatch notice, and what was handed since."""
        unit = self.assignment
        handed = {paper.kind for paper in incident.papers if paper.unit == unit.unit}
        papers = [(self.tr("导出交办单…"), "notice", True)]
        papers.append((self.tr("导出催办通知…"), "notice_urged", bool(unit.urged) or PaperKind.URGED in handed))
        papers.append((self.tr("导出督办通知…"), "notice_supervised", PaperKind.SUPERVISED in handed))
        return [(words, wish) for words, wish, there in papers if there]

    def _menu(self, choices: list[tuple[str, str]], papers: list[tuple[str, str]]) -> QPushButton:
        made = button(
            "",
            lambda: menu.exec(made.mapToGlobal(QPoint(0, made.height()))),
            "quiet",
            "caret-down",
            hint=self.tr("登记 {unit}").format(unit=self.assignment.unit),
        )
        made.setFixedWidth(28)
        menu = QMenu(made)
        for words, wish in choices:
            menu.addAction(words).triggered.connect(self._wisher(wish))
        menu.addSeparator()
        for words, wish in papers:
            menu.addAction(words).triggered.connect(self._wisher(wish))
        return made

    def _wisher(self, wish: str) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(wish, self.assignment.unit)
