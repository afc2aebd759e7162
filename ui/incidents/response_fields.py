"""Whether to respond, as fields: the way, the cause of a public response or the reason of another, and who approved."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from opinion_desk.domain.commands.responding import Answering
from opinion_desk.domain.incident import Incident, ResponseCause, ResponseWay

from ..parts.cards import column
from ..parts.choices import Choice
from ..parts.sheet import field
from ..words import CAUSE, RESPONSE, said
from .deed_sheet import Missing


class ResponseFields(QObject):
    """Three fields for a sheet to place: `way`, `why` (under its own caption: a cause or a reason, as the way needs), `approver`."""

    changed = Signal()

    def __init__(self, incident: Incident, parent: QObject) -> None:
        super().__init__(parent)
        self.way = Choice((way, said(word)) for way, word in RESPONSE.items())
        self.cause = Choice([(None, self.tr("请选择事由")), *((cause, said(word)) for cause, word in CAUSE.items())])
        self.reason, self.approver = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(self.tr("例如 个人诉求，已由责任单位答复本人"))
        self.approver.setPlaceholderText(self.tr("岗位，例如 宣传部分管领导"))
        self.why = QStackedWidget()
        self.why.setObjectName("clear")
        for caption, inside in ((self.tr("回应事由"), self.cause), (self.tr("不公开回应的理由"), self.reason)):
            page = QWidget()
            page.setObjectName("clear")
            lines = column(gap=0)
            lines.addLayout(field(caption, inside))
            page.setLayout(lines)
            self.why.addWidget(page)
        self.way.choose(incident.response or ResponseWay.PUBLIC)
        self.cause.choose(incident.response_cause)
        self.way.currentIndexChanged.connect(self._way_changed)
        self._way_changed()

    @property
    def public(self) -> bool:
        """Whether a public response is chosen."""
        return self.way.chosen is ResponseWay.PUBLIC

    def answering(self) -> Answering:
        """What stands in the fields."""
        way: ResponseWay = self.way.chosen
        cause: ResponseCause | None = self.cause.chosen if self.public else None
        reason = "" if self.public else self.reason.text().strip()
        return Answering(way, cause, reason, "" if self.public else self.approver.text().strip())

    def missing(self) -> Missing:
        """What the way that was chosen still needs."""
        given = self.answering()
        if given.way is not ResponseWay.PUBLIC and not given.reason:
            return self.tr("不公开回应，请写明理由。"), self.reason
        if given.way is ResponseWay.WITHHELD and not given.approver:
            return self.tr("不公开回应须经审批，请写明同意的岗位。"), self.approver
        return None

    def _way_changed(self) -> None:
        self.why.setCurrentIndex(0 if self.public else 1)
        self.approver.setEnabled(not self.public)
        self.changed.emit()
