"""Judging whether to respond, a superior that takes over, and signatures given afterwards, each in a sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.signature import OwedSignature

from ..deed import deed
from ..parts.moment import MomentField
from ..parts.sheet import field
from ..seat import Seat
from .deed_sheet import DeedSheet, Missing, moment_missing
from .response_fields import ResponseFields


class JudgeSheet(DeedSheet):
    """判断是否回应, or judge it anew."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        words = "需公开回应的，自判断时起 48 小时；改为其他方式，正在走的回应时限即由新的判断取代。"
        super().__init__(over, seat, "判断是否回应", words, width=600, accept="判断")
        self._incident = incident
        self.fields = ResponseFields(incident, self)
        self.rows([(self.tr("是否回应"), self.fields.way), (self.tr("同意的岗位（不公开回应）"), self.fields.approver)])
        self.body.addWidget(self.fields.why)

    def missing(self) -> Missing:
        return self.fields.missing()

    def deed(self) -> Callable[[], Incident]:
        service, id, by, answering = (
            self._seat.desk.incidents, self._incident.id, self._seat.by, self.fields.answering(),
        )  # fmt: skip
        return lambda: service.judge(id, answering, deed=deed(by, None, self.seen))


class TakeOverSheet(DeedSheet):
    """上级接管: who leads now, on which paper, or who heard it by telephone."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        words = "法定时限改由上级承担，上级的发布即可完成时限；本级配合、转发，上级已做的步骤可写明免做。"
        super().__init__(over, seat, "上级接管", words, width=600, accept="登记")
        self._incident = incident
        self.authority, self.paper, self.heard_by = QLineEdit(), QLineEdit(), QLineEdit()
        self.authority.setPlaceholderText(self.tr("例如 省应急指挥部"))
        self.paper.setPlaceholderText(self.tr("文号或文件名"))
        self.heard_by.setPlaceholderText(self.tr("岗位，例如 值班室主任"))
        self.at = MomentField(seat)
        self.rows(
            [(self.tr("接管的上级指挥机构"), self.authority), (self.tr("何时接管"), self.at)],
            [(self.tr("依据的文件"), self.paper), (self.tr("电话通知的，由谁听取"), self.heard_by)],
        )

    def missing(self) -> Missing:
        if not self.authority.text().strip():
            return self.tr("请写明由哪个上级机关接管。"), self.authority
        return moment_missing(self.at)

    def deed(self) -> Callable[[], Incident]:
        service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
        authority, paper, heard = self.authority.text(), self.paper.text(), self.heard_by.text()
        at = self.at.read()[0]
        return lambda: service.take_over(id, authority, paper, heard, deed=deed(by, at, self.seen))


class SignSheet(DeedSheet):
    """补签 of one signature that is owed."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, owed: OwedSignature) -> None:
        heard = f"，{owed.heard_by}听取" if owed.heard_by else ""
        super().__init__(over, seat, "补签", f"{owed.what}：{owed.post}{heard}", width=480, accept="登记补签")
        self._incident, self._owed = incident, owed
        self.paper, self.at = QLineEdit(), MomentField(seat)
        self.paper.setPlaceholderText(self.tr("文号或文件名，例如 核定通知〔2026〕3号"))
        self.body.addLayout(field(self.tr("签在哪份文件上"), self.paper))
        self.body.addLayout(field(self.tr("何时补签"), self.at))

    def missing(self) -> Missing:
        if not self.paper.text().strip():
            return self.tr("补签要有凭据，请写明签在哪份文件上。"), self.paper
        return moment_missing(self.at)

    def deed(self) -> Callable[[], Incident]:
        service, id, by, index = self._seat.desk.incidents, self._incident.id, self._seat.by, self._owed.index
        paper, at = self.paper.text(), self.at.read()[0]
        return lambda: service.sign(id, index, paper, deed=deed(by, at, self.seen))
