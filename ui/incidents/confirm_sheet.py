"""核定 and 调整级别: level by the competent authority, grade, start of the clocks, and whether to respond."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.judging import Judgement, default_start
from opinion_desk.domain.incident import Incident, StartFrom
from opinion_desk.domain.levels import Grade, Level

from ..deed import deed
from ..parts.choices import Choice
from ..parts.labels import chip, label
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..times import countdown
from ..words import EMERGENCY, KIND, START, said
from .deed_sheet import grid_of
from .response_fields import ResponseFields


class ConfirmSheet(Sheet):
    """`confirmed` tells that it was written. With `again` the level is changed and the start stays."""

    confirmed = Signal()

    def __init__(
        self, over: QWidget, seat: Seat, incident: Incident, latest: datetime | None, *, again: bool = False
    ) -> None:
        title = "调整级别" if again else "核定"
        words = "级别由有权机关核定，这里只作记录；特别重大、重大启动 3/5/24 小时时限。"
        super().__init__(over, title, words, width=640, accept=title)
        self._seat, self._incident, self._again = seat, incident, again
        self.seen = incident.acts
        levels = [(level, f"{level.numeral}  {level.words}") for level in Level]
        self.level = Choice([(None, self.tr("未核定为突发事件")), *levels])
        self.emergency = Choice([(None, self.tr("请选择")), *((e, said(w)) for e, w in EMERGENCY.items())])
        self.authority = QLineEdit(incident.fixed.authority if incident.fixed else "")
        self.authority.setPlaceholderText(self.tr("例如 市应急管理局"))
        self.grade = Choice([(None, self.tr("不定")), *((grade, grade.words) for grade in Grade)])
        self.kind = Choice([(None, self.tr("不定")), *((id, said(word)) for id, word in KIND.items())])
        self.start = Choice(self._starts())
        self.reason = QLineEdit()
        self.paper, self.heard_by, self.approver = QLineEdit(), QLineEdit(), QLineEdit()
        self.paper.setPlaceholderText(self.tr("文号或文件名；没有即待补签"))
        self.heard_by.setPlaceholderText(self.tr("岗位，例如 值班室主任"))
        self.fields = ResponseFields(incident, self)
        self._lay_out(latest)
        self._begin()
        self.level.currentIndexChanged.connect(self._level_changed)
        self.start.currentIndexChanged.connect(self._level_changed)
        self.fields.changed.connect(self._level_changed)
        self._level_changed()

    def judgement(self) -> Judgement:
        """What stands in the fields."""
        level: Level | None = self.level.chosen
        default = self.start.chosen is default_start(self._incident)
        answering = None if self._again else self.fields.answering()
        approver = self.approver.text() if answering is None else answering.approver
        return Judgement(
            emergency=self.emergency.chosen if level is not None else None,
            level=level,
            authority=self.authority.text().strip() if level is not None else "",
            grade=self.grade.chosen,
            kind=self.kind.chosen,
            start=None if default or self._again else self.start.chosen,
            start_reason=self.reason.text().strip(),
            response=None if answering is None else answering.way,
            response_reason="" if answering is None else answering.reason,
            response_cause=None if answering is None else answering.cause,
            paper=self.paper.text().strip() if level is not None else "",
            heard_by=self.heard_by.text().strip() if level is not None else "",
            approver=approver.strip(),
        )

    def accept(self) -> None:
        judgement = self.judgement()
        missing = self._missing(judgement)
        if missing is not None:
            self.refuse(*missing)
            return
        self.busy()
        service, id, given = self._seat.desk.incidents, self._incident.id, deed(self._seat.by, None, self.seen)
        call = service.regrade if self._again else service.confirm
        self._seat.work.run(self, lambda: call(id, judgement, deed=given), self._written, self.failed)

    def _missing(self, judgement: Judgement) -> tuple[str, QWidget] | None:
        if judgement.level is not None and judgement.emergency is None:
            return self.tr("级别由有权机关核定，请同时选定突发事件类别。"), self.emergency
        if judgement.level is not None and not judgement.authority:
            return self.tr("请写明由哪个机关核定，例如“市应急管理局”。"), self.authority
        if judgement.start is not None and not judgement.start_reason:
            return self.tr("时限起点与默认不同，请写明理由。"), self.reason
        return self._missing_to_lower(judgement) if self._again else self.fields.missing()

    def _missing_to_lower(self, judgement: Judgement) -> tuple[str, QWidget] | None:
        now, level = self._incident.level, judgement.level
        if now is None or level is None or level <= now:
            return None
        needed = (
            (judgement.start_reason, self.tr("降低级别，请写明理由。"), self.reason),
            (judgement.paper, self.tr("降低级别，请写明核定机关的文件。"), self.paper),
            (judgement.approver, self.tr("降低级别，请写明同意的岗位。"), self.approver),
        )
        return next(((words, field) for given, words, field in needed if not given), None)

    def _written(self, _incident: Incident) -> None:
        self.close_sheet()
        self.confirmed.emit()

    def _starts(self) -> list[tuple[StartFrom, str]]:
        pairs = []
        for which in StartFrom:
            moment = self._seat.now() if which is StartFrom.CONFIRMED else self._incident.times.of(which)
            if moment is not None:
                pairs.append((which, f"{said(START[which])}  {self._seat.short(moment)}"))
        return pairs

    def _lay_out(self, latest: datetime | None) -> None:
        if latest is not None and not self._again:
            self.body.addWidget(chip(self._told_latest(latest), "amber", strong=True))
        rows: list[list[tuple[str, QWidget]]] = [
            [(self.tr("突发事件级别"), self.level), (self.tr("突发事件类别"), self.emergency)],
            [(self.tr("核定机关"), self.authority), (self.tr("舆情等级"), self.grade)],
            [(self.tr("核定文件"), self.paper), (self.tr("电话通知的，由谁听取"), self.heard_by)],
        ]
        if self._again:
            rows.append(
                [(self.tr("理由（降低级别必填）"), self.reason), (self.tr("同意的岗位（降低级别必填）"), self.approver)]
            )
        else:
            rows += [
                [(self.tr("时限起点"), self.start), (self.tr("更改起点的理由"), self.reason)],
                [(self.tr("是否回应"), self.fields.way), (self.tr("内容性质（决定处置要求）"), self.kind)],
            ]
        grid = grid_of(*rows)
        if not self._again:
            grid.addWidget(self.fields.why, len(rows), 0)
            grid.addLayout(field(self.tr("同意的岗位（不公开回应）"), self.fields.approver), len(rows), 1)
        self.body.addLayout(grid)
        self._tells = label("", "meta", wrap=True)
        self.body.addWidget(self._tells)

    def _told_latest(self, latest: datetime) -> str:
        now = self._seat.now()
        if latest < now:
            words = self.tr("若定为重大，最迟 {time} 应已发布权威信息（已超 {span}）")
            return words.format(time=self._seat.short(latest), span=countdown(now, latest))
        words = self.tr("若定为重大，最迟 {time} 发布权威信息（余 {span}）")
        return words.format(time=self._seat.short(latest), span=countdown(latest, now))

    def _begin(self) -> None:
        incident = self._incident
        self.level.choose(incident.level)
        if incident.fixed is not None:
            self.emergency.choose(incident.fixed.emergency)
        self.grade.choose(incident.grade)
        self.kind.choose(incident.kind)
        self.start.choose(default_start(incident))

    def _level_changed(self) -> None:
        level: Level | None = self.level.chosen
        self.emergency.setEnabled(level is not None)
        for box in (self.authority, self.paper, self.heard_by):
            box.setEnabled(level is not None)
        self.reason.setEnabled(self._again or self.start.chosen is not default_start(self._incident))
        if level is not None and level.starts_release_clocks:
            words = self.tr("将启动：首次权威发布（力争 3 小时、最迟 5 小时）、24 小时新闻发布会，自“{start}”起算。")
            self._tells.setText(words.format(start=self.start.currentText().split()[0]))
        elif self.fields.public and not self._again:
            self._tells.setText(self.tr("将启动：48 小时回应时限，自核定时起算。"))
        else:
            self._tells.setText(self.tr("不启动发布时限。"))
