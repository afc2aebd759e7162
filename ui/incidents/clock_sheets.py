"""Clocks set by hand: 设定时限, 登记政策文件, and their completion with evidence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtWidgets import QLineEdit, QWidget

from opinion_desk.domain.commands.own_clocks import Term, presets
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.policy import ClockPolicy
from opinion_desk.domain.response_clock import ResponseClock

from ..deed import deed
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.files import ask_file
from ..parts.labels import label
from ..parts.moment import MomentField
from ..parts.sheet import field
from ..seat import Seat
from .deed_sheet import DeedSheet, Missing, moment_missing, told


class OwnClockSheet(DeedSheet):
    """A clock of one's own: by a moment, within working days, or as one of the presets that the settings hold."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        super().__init__(over, seat, "设定时限", told(incident), width=580, accept="设定")
        self._incident = incident
        self.name, self.owed_by, self.ground, self.days = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(self.tr("例如 报送水质检测结果"))
        self.owed_by.setText(incident.lead_unit or "")
        self.ground.setPlaceholderText(self.tr("例如 会商意见"))
        self.days.setPlaceholderText(self.tr("例如 3"))
        self.due = MomentField(seat, optional=True, ahead=True)
        offered = presets(seat.desk.incidents.policies, incident.level)
        self.preset = Choice(((None, self.tr("不用预设，自行填写")), *((one, one.name) for one in offered)))
        self.told = label("", "meta", wrap=True)
        self.told.hide()
        if offered:
            self.body.addLayout(field(self.tr("预设（在“设置 · 时限规则”里添加）"), self.preset))
            self.preset.currentIndexChanged.connect(self._preset_chosen)
        self.rows(
            [(self.tr("时限的名称"), self.name), (self.tr("由谁承担"), self.owed_by)],
            [(self.tr("最迟时刻"), self.due), (self.tr("或若干个工作日内"), self.days)],
            [(self.tr("依据（可不填）"), self.ground)],
        )
        self.body.addWidget(self.told)

    def missing(self) -> Missing:
        if not self.name.text().strip():
            return self.tr("请写明时限的名称。"), self.name
        if not self.owed_by.text().strip():
            return self.tr("请写明由谁承担。"), self.owed_by
        if self.preset.chosen is not None:
            return None
        days = self.days.text().strip()
        if bool(days) == bool(self.due.text().strip()):
            return self.tr("请在最迟时刻和工作日数里写明一项。"), self.due
        if days and not (days.isascii() and days.isdecimal() and len(days) < 5):
            return self.tr("工作日数请写成整数，例如 3。"), self.days
        return moment_missing(self.due)

    def deed(self) -> Callable[[], Incident]:
        service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
        chosen, name, owed_by = self.preset.chosen, self.name.text(), self.owed_by.text()
        if chosen is not None:
            return lambda: service.set_preset(id, chosen.id, name, owed_by, deed=deed(by, None, self.seen))
        days = self.days.text().strip()
        term = Term(working_days=int(days)) if days else Term(by=self.due.read()[0])
        ground = self.ground.text()
        return lambda: service.set_clock(id, name, owed_by, term, ground, deed=deed(by, None, self.seen))

    def _preset_chosen(self) -> None:
        """Its name, debtor and ground stand in the fields; its term is the settings', told as moments of now."""
        chosen: ClockPolicy | None = self.preset.chosen
        for box in (self.due, self.days, self.ground):
            box.setEnabled(chosen is None)
            box.clear()
        self.told.setVisible(chosen is not None)
        if chosen is None:
            return
        self.name.setText(chosen.name)
        self.owed_by.setText(chosen.owed_by or self._incident.lead_unit or "")
        self.ground.setText(chosen.ground)
        self.ground.setCursorPosition(0)
        policies, now = self._seat.desk.incidents.policies, self._seat.now()
        clock = policies.start(chosen, now, chosen.owed_by, others=self._incident.clocks)
        marks = () if clock is None else clock.marks
        told = "、".join(f"{mark.name} {self._seat.short(mark.due)}" for mark in marks)
        self.told.setText(
            self.tr("自设定时起算；此刻设定即：{marks}").format(marks=told)
            if told
            else self.tr("这一预设以另一个进行中的时限为准，本件现在没有。")
        )


class InterpretSheet(DeedSheet):
    """政策解读: a paper was published, and its interpretation is owed."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident) -> None:
        words = "政策文件公开后 3 个工作日内发布解读材料。"
        super().__init__(over, seat, "登记政策文件", words, width=520)
        self._incident = incident
        self.what, self.at = QLineEdit(), MomentField(seat)
        self.body.addLayout(field(self.tr("政策文件"), self.what))
        self.body.addLayout(field(self.tr("何时公开"), self.at))

    def missing(self) -> Missing:
        return moment_missing(self.at) if self.what.text().strip() else (self.tr("请写明是哪份政策文件。"), self.what)

    def deed(self) -> Callable[[], Incident]:
        service, id, by = self._seat.desk.incidents, self._incident.id, self._seat.by
        what, at = self.what.text(), self.at.read()[0]
        return lambda: service.interpret(id, what, at, deed=deed(by, None, self.seen))


class MeetSheet(DeedSheet):
    """登记完成 of such a clock: what, and an address or a file."""

    def __init__(self, over: QWidget, seat: Seat, incident: Incident, clock: ResponseClock) -> None:
        super().__init__(over, seat, "登记完成", clock.name, width=540)
        self._incident, self._clock = incident, clock
        self.what, self.address, self.at = QLineEdit(), QLineEdit(), MomentField(seat)
        self.address.setPlaceholderText("https://")
        self._file: Path | None = None
        self._file_button = button(self.tr("选择文件…"), self._choose, "", "paperclip")
        self.body.addLayout(field(self.tr("完成了什么"), self.what))
        self.body.addLayout(field(self.tr("何时完成"), self.at))
        self.body.addLayout(field(self.tr("凭据：网址"), self.address))
        self.body.addWidget(label(self.tr("或凭据：一份文件，存入数据目录并记下摘要"), "meta", wrap=True))
        self.body.addLayout(row(self._file_button, None))

    def choose_file(self, path: Path) -> None:
        """The file that is kept as evidence, under its digest."""
        self._file = path
        self._file_button.setText(f" {path.name}")

    def missing(self) -> Missing:
        address = self.address.text().strip()
        if not self.what.text().strip():
            return self.tr("请写明完成了什么。"), self.what
        if not address and self._file is None:
            return self.tr("完成要有凭据：请填网址，或选择一个文件。"), self.address
        if address and urlsplit(address).scheme not in ("http", "https"):
            return self.tr("看不懂这个网址；请写完整的 http:// 或 https:// 网址。"), self.address
        return moment_missing(self.at)

    def deed(self) -> Callable[[], Incident]:
        service, id, by, clock = self._seat.desk.incidents, self._incident.id, self._seat.by, self._clock.id
        what, address, file, at = self.what.text(), self.address.text().strip(), self._file, self.at.read()[0]
        return lambda: service.meet(id, clock, what, address=address or None, file=file, deed=deed(by, at, self.seen))

    def _choose(self) -> None:
        chosen = ask_file(self, self.tr("选择作为凭据的文件"))
        if chosen is not None:
            self.choose_file(chosen)
