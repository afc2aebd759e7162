"""复盘: how the public took the release, the plan that was used, what was found, what will be done better."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from opinion_desk.domain.after_review import Aftermath
from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.cards import holder
from ..parts.labels import label
from ..parts.sheet import Sheet, field
from ..seat import Seat
from .unit_sheets import words_field


class ReviewSheet(Sheet):
    """The figures are counted by the desk and stand above what a person writes."""

    registered = Signal()

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, aftermath: tuple[Aftermath, ...]) -> None:
        super().__init__(over, "复盘", f"{incident.number} {incident.title}", width=600, accept="登记复盘")
        self._seat, self.incident = seat, incident
        self.seen = incident.acts
        before = incident.review
        self.plan = QLineEdit(before.plan if before else "")
        self.plan.setPlaceholderText(self.tr("例如 突发事件新闻发布应急预案；没有启用的写“未启用”"))
        self.findings, self.lessons = words_field(), words_field(64)
        if before is not None:
            self.findings.setPlainText(before.findings)
            self.lessons.setPlainText(before.lessons)
        self.body.addWidget(self._figures(aftermath))
        self.body.addLayout(field(self.tr("启用的预案"), self.plan))
        self.body.addLayout(field(self.tr("发现了什么"), self.findings))
        self.body.addLayout(field(self.tr("以后怎样改进（可不填）"), self.lessons))

    def accept(self) -> None:
        plan, findings = self.plan.text().strip(), self.findings.toPlainText().strip()
        lessons = self.lessons.toPlainText().strip()
        if not plan:
            self.refuse(self.tr("请写明启用的预案；没有启用的写“未启用”。"), self.plan)
        elif not findings:
            self.refuse(self.tr("请写明复盘发现了什么。"), self.findings)
        else:
            self.busy()
            service, id, given = self._seat.desk.incidents, self.incident.id, deed(self._seat.by, None, self.seen)
            self._seat.work.run(
                self, lambda: service.review(id, plan, findings, lessons, deed=given), self._written, self.failed
            )

    def _figures(self, aftermath: tuple[Aftermath, ...]) -> QWidget:
        if not aftermath:
            return label(self.tr("没有登记过发布或回应，没有发布后的数字。"), "meta", wrap=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(4)
        heads = (
            self.tr("发布后"),
            self.tr("信息"),
            self.tr("负面"),
            self.tr("中性"),
            self.tr("正面"),
            self.tr("未答诉求"),
        )
        for place, head in enumerate(heads):
            grid.addWidget(label(head, "meta"), 0, place)
        for line, row in enumerate(aftermath, 1):
            hours = self.tr("{n} 小时").format(n=row.hours)
            told = hours if row.complete else self.tr("{hours}（未满）").format(hours=hours)
            grid.addWidget(label(told, "second"), line, 0)
            for place, count in enumerate((row.items, row.negative, row.neutral, row.positive, row.unanswered), 1):
                grid.addWidget(label(str(count), "strong"), line, place)
        grid.setColumnStretch(len(heads), 1)
        return holder(grid)

    def _written(self, _incident: object) -> None:
        self.close_sheet()
        self.registered.emit()
