"""Papers from above and reports upward: 登记来文, 回复来文, 登记报告."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.mandates import Received
from opinion_desk.domain.commands.reporting import Reporting
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.mandate import Mandate
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.reporting import ReportStage

from ..deed import deed
from ..parts.choices import Choice
from ..parts.moment import MomentField
from ..parts.sheet import field
from ..parts.tick import Tick
from ..seat import Seat
from ..words import ORIGIN, REPORT, REPORT_TO, said
from .deed_sheet import DeedSheet, Missing, Row, moment_missing, told, words_field

FROM_ABOVE = tuple(origin for origin in Origin if origin.from_above)


class PaperFields(QObject):
    """The fields of a paper that came in; a sheet places them."""

    def __init__(self, seat: Seat, parent: QObject) -> None:
        super().__init__(parent)
        self.issuer, self.number = QLineEdit(), QLineEdit()
        self.issuer.setPlaceholderText(self.tr("例如 市政府办公室"))
        self.number.setPlaceholderText(self.tr("例如 政办督〔2026〕3号"))
        self.reply_by = MomentField(seat, optional=True, ahead=True)
        self.reply = Tick(self.tr("需要回复"))
        self.reply.setChecked(True)
        self.reply.toggled.connect(self.reply_by.setEnabled)
        self.text = words_field(64)

    def rows(self) -> tuple[Row, ...]:
        """Their places: two a line."""
        return (
            [(self.tr("来文机关、批示岗位或媒体"), self.issuer), (self.tr("文号"), self.number)],
            [(self.tr("回复时限（来文未定就留空）"), self.reply_by), (self.tr("回复"), self.reply)],
            [(self.tr("内容"), self.text)],
        )

    def missing(self) -> Missing:
        """What a paper needs."""
        if not self.issuer.text().strip():
            return self.tr("请写明来文机关、批示岗位或媒体。"), self.issuer
        return moment_missing(self.reply_by) if self.reply.isChecked() else None

    def received(self, origin: Origin) -> Received:
        """The paper."""
        due = self.reply_by.read()[0] if self.reply.isChecked() else None
        issuer, number, text = self.issuer.text(), self.number.text(), self.text.toPlainText()
        return Received(origin, issuer, number, text, due, self.reply.isChecked())


class ReceiveSheet(DeedSheet):
    """登记来文 on a matter that is open."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        super().__init__(over, seat, "登记来文", told(incident), width=620)
        self._incident = incident
        self.origin = Choice((origin, said(ORIGIN[origin])) for origin in FROM_ABOVE)
        self.at, self.fields = MomentField(seat), PaperFields(seat, self)
        self.rows([(self.tr("来文种类"), self.origin), (self.tr("何时收到"), self.at)], *self.fields.rows())

    def missing(self) -> Missing:
        return moment_missing(self.at) or self.fields.missing()

    def deed(self) -> Callable[[], Incident]:
        service, id, by, at = self._seat.desk.incidents, self._incident.id, self._seat.by, self.at.read()[0]
        paper = self.fields.received(self.origin.chosen)
        return lambda: service.receive(id, paper, deed=deed(by, at, self.seen))


class AnswerSheet(DeedSheet):
    """回复来文: what was answered, under which number."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, paper: Mandate) -> None:
        super().__init__(
            over, seat, "回复来文", " ".join(filter(None, (paper.issuer, paper.number))), accept="登记回复"
        )
        self._incident, self._paper = incident, paper
        self.text, self.number, self.at = words_field(), QLineEdit(), MomentField(seat)
        self.number.setPlaceholderText(self.tr("例如 云宣〔2026〕9号"))
        self.body.addLayout(field(self.tr("回复了什么"), self.text))
        self.rows([(self.tr("回复的文号（可不填）"), self.number), (self.tr("何时回复"), self.at)])

    def missing(self) -> Missing:
        if not self.text.toPlainText().strip():
            return self.tr("请写明回复了什么。"), self.text
        return moment_missing(self.at)

    def deed(self) -> Callable[[], Incident]:
        service, id, by, index = self._seat.desk.incidents, self._incident.id, self._seat.by, self._paper.index
        text, number, at = self.text.toPlainText(), self.number.text(), self.at.read()[0]
        return lambda: service.answer_mandate(id, index, text, number, deed=deed(by, at, self.seen))


class ReportSheet(DeedSheet):
    """登记报告: to whom, over what, received by which post."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        super().__init__(over, seat, "登记报告", told(incident), width=600)
        self._incident = incident
        self.stage = Choice((stage, said(word)) for stage, word in REPORT.items())
        self.to = Choice((to, said(word)) for to, word in REPORT_TO.items())
        self.post, self.channel, self.at = QLineEdit(), QLineEdit(), MomentField(seat)
        self.post.setPlaceholderText(self.tr("例如 市委值班室值班员"))
        self.channel.setPlaceholderText(self.tr("电话、传真、公文系统……"))
        self.text = words_field(64)
        self.rows(
            [(self.tr("报告种类"), self.stage), (self.tr("报给"), self.to)],
            [(self.tr("哪个岗位接的"), self.post), (self.tr("怎样报的"), self.channel)],
            [(self.tr("何时报的"), self.at)],
            [(self.tr("报告要点（可不填）"), self.text)],
        )
        self.stage.choose(_next_stage(incident))

    def missing(self) -> Missing:
        if not self.post.text().strip():
            return self.tr("请写明哪个岗位接的报告。"), self.post
        if self.stage.chosen is not ReportStage.PHONE and not self.channel.text().strip():
            return self.tr("请写明怎样报的，例如公文系统、传真。"), self.channel
        return moment_missing(self.at)

    def deed(self) -> Callable[[], Incident]:
        service, id, by, at = self._seat.desk.incidents, self._incident.id, self._seat.by, self.at.read()[0]
        made = Reporting(
            self.stage.chosen, self.to.chosen, self.post.text(), self.channel.text(), self.text.toPlainText()
        )
        return lambda: service.report(id, made, deed=deed(by, at, self.seen))


def _next_stage(incident: Incident) -> ReportStage:
    """The report that comes next in the chain."""
    made = {one.stage for one in incident.reports}
    if ReportStage.FIRST in made:
        return ReportStage.FOLLOW_UP
    return ReportStage.FIRST if ReportStage.PHONE in made else ReportStage.PHONE
