"""What a unit answers, registered: its receipt, its return, its reply, and another due time for one of its steps."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.assignment import RECEIPT_WORDS, STAGE_WORDS, ReplyStage
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.response_clock import COMPLETION, DRAFT

from ..deed import deed
from ..parts.choices import Choice
from ..parts.labels import label
from ..parts.moment import MomentField, read_moment
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import RULE, said

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def words_field(height: int = 84) -> QPlainTextEdit:
    """A box for a few lines; Tab leaves it."""
    made = QPlainTextEdit()
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    return made


class UnitSheet(Sheet):
    """Shared by the sheets of one unit; `registered` once it is written."""

    registered = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, unit: str, title: str, accept: str) -> None:
        super().__init__(over, title, f"{seat.unit(unit)} · {incident.number} {incident.title}", accept=accept)
        self._seat, self.incident, self.unit = seat, incident, unit
        self.seen = incident.acts

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.window().focusWidget()
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in _ENTER and plain and isinstance(here, QPlainTextEdit):
            return
        super().keyPressEvent(event)

    def _written(self, _incident: object) -> None:
        self.close_sheet()
        self.registered.emit()


class ReceiptSheet(UnitSheet):
    """登记签收: how, by which post, when."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, unit: str) -> None:
        super().__init__(over, seat, incident, unit, "登记签收", "登记")
        self.way = Choice((way, said(words)) for way, words in RECEIPT_WORDS.items())
        self.post = QLineEdit()
        self.post.setPlaceholderText(self.tr("例如 值班室"))
        self.at = MomentField(seat)
        self.body.addLayout(field(self.tr("签收方式"), self.way))
        self.body.addLayout(field(self.tr("签收岗位"), self.post, self.tr("写岗位，不写个人。")))
        self.body.addLayout(field(self.tr("何时签收"), self.at))

    def accept(self) -> None:
        at, problem = self.at.read()
        if problem:
            self.refuse(problem, self.at)
            return
        self.busy()
        service, id, unit = self._seat.desk.incidents, self.incident.id, self.unit
        way, post, given = self.way.chosen, self.post.text().strip(), deed(self._seat.by, at, self.seen)
        self._seat.work.run(
            self,
            lambda: service.acknowledge(id, unit, deed=given, way=way, post=post),
            self._written,
            self.failed,
        )


class ReturnSheet(UnitSheet):
    """登记退单: the rule that is cited, or why; until when it is possible stands beside it."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, unit: str) -> None:
        super().__init__(over, seat, incident, unit, "登记退单", "登记退单")
        until = seat.desk.incidents.return_until(incident, unit)
        found = incident.assignment(unit)
        told = self.tr("一家单位只能退一次，最迟 {time}。").format(time=seat.short(until)) if until else ""
        if found is not None and found.lead:
            told += self.tr("主办退单后由政府办公室指定主办（R5），时限照走。")
        self.body.addWidget(label(told, "second", wrap=True))
        rules = ((id, f"{id}　{said(words)}") for id, words in RULE.items())
        self.rule = Choice(((None, self.tr("不引规则，写明理由")), *rules))
        self.words = words_field()
        self.body.addLayout(field(self.tr("依据的规则"), self.rule))
        self.body.addLayout(field(self.tr("职责规定或理由"), self.words))

    def accept(self) -> None:
        text, rule = self.words.toPlainText().strip(), self.rule.chosen or ""
        if not text and not rule:
            self.refuse(self.tr("退单须写明依据或理由。"), self.words)
            return
        self.busy()
        service, id, unit = self._seat.desk.incidents, self.incident.id, self.unit
        given = deed(self._seat.by, None, self.seen)
        self._seat.work.run(
            self, lambda: service.give_back(id, unit, text, deed=given, rule=rule), self._written, self.failed
        )


class ReplySheet(UnitSheet):
    """登记回复 of a stage: the one that is owed next stands chosen."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, unit: str) -> None:
        super().__init__(over, seat, incident, unit, "登记回复", "登记")
        self.stage = Choice((stage, said(words)) for stage, words in STAGE_WORDS.items())
        self.stage.choose(_next_stage(incident, unit))
        self.words = words_field(110)
        self.body.addLayout(field(self.tr("报来的是"), self.stage, self.tr("办结情况也算报过核实情况。")))
        self.body.addLayout(field(self.tr("核实情况和措施"), self.words))

    def accept(self) -> None:
        text, stage = self.words.toPlainText().strip(), self.stage.chosen
        if not text:
            self.refuse(self.tr("回复须写明核实情况和措施。"), self.words)
            return
        self.busy()
        service, id, unit = self._seat.desk.incidents, self.incident.id, self.unit
        given = deed(self._seat.by, None, self.seen)
        self._seat.work.run(
            self, lambda: service.reply(id, unit, text, deed=given, stage=stage), self._written, self.failed
        )


def _next_stage(incident: Incident, unit: str) -> ReplyStage:
    found = incident.assignment(unit)
    if found is None or not found.stages:
        return ReplyStage.VERIFICATION
    owed = {clock.id for clock in incident.steps_of(unit)}
    if DRAFT + unit in owed:
        return ReplyStage.DRAFT
    return ReplyStage.COMPLETION if COMPLETION + unit in owed else ReplyStage.VERIFICATION


class StepSheet(UnitSheet):
    """改期: another due time for one step of the unit, with the reason; statutory clocks are not among them."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, unit: str) -> None:
        super().__init__(over, seat, incident, unit, "改期", "改期")
        steps = incident.steps_of(unit)
        told = self.tr("{name}　现最迟 {time}")
        self.step = Choice((c.id, told.format(name=c.name, time=seat.short(c.deadline))) for c in steps)
        self.due = QLineEdit()
        self.due.setPlaceholderText(self.tr("14:05 或 11-20 14:05"))
        self.reason = QLineEdit()
        self.body.addLayout(field(self.tr("哪一步"), self.step, self.tr("规定时限不能改期。")))
        self.body.addLayout(field(self.tr("新的时限"), self.due))
        self.body.addLayout(field(self.tr("理由"), self.reason))

    def accept(self) -> None:
        due, reason = self._read_due(), self.reason.text().strip()
        if due is None:
            self.refuse(self.tr("请写明新的时限，例如 14:05 或 11-20 14:05。"), self.due)
        elif not reason:
            self.refuse(self.tr("改期须写明理由。"), self.reason)
        else:
            self.busy()
            service, id, clock = self._seat.desk.incidents, self.incident.id, self.step.chosen
            given, moment = deed(self._seat.by, None, self.seen), due
            self._seat.work.run(
                self,
                lambda: service.change_step(id, clock, moment, reason, deed=given),
                self._written,
                self.failed,
            )

    def _read_due(self) -> datetime | None:
        """What was typed, meant ahead: a time of day that has passed is tomorrow's."""
        text, now = self.due.text().strip(), self._seat.now().astimezone(self._seat.desk.zone)
        found = read_moment(text, now)
        if found is not None and "-" not in text:
            found = found.replace(year=now.year, month=now.month, day=now.day)
            found += timedelta(days=1) if found <= now else timedelta(0)
        return found
