"""来文与报告: what came from above and until when it must be answered, and what was reported upward."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.mandate import Mandate
from opinion_desk.domain.reporting import REPORT_CLOCKS, Report, report_name
from opinion_desk.domain.response_clock import MANDATE, ResponseClock

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import Elided, label, retone, rule
from ..seat import Seat
from ..times import URGENT, span
from ..words import ORIGIN, REPORT_TO, said


def tell_left(words: QLabel, clock: ResponseClock, now: datetime) -> None:
    """How long is left on a clock, in the tone it deserves."""
    left = clock.deadline - now
    late = left.total_seconds() < 0
    words.setText((words.tr("超时 {span}") if late else words.tr("余 {span}")).format(span=span(left)))
    retone(words, "red" if late else "amber" if left <= URGENT else "")


class CorrespondenceCard(Card):
    """`wanted` carries what and for which: receive, report for none; answer for the index of a paper."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("来文与报告"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self._foot = row(gap=8)
        self.body.addLayout(self._lines)
        self.body.addLayout(self._foot)
        self._waiting: list[tuple[QLabel, ResponseClock]] = []

    def show_incident(self, incident: Incident) -> None:
        """Another incident, or the same after a deed; hidden where it has nothing to say and nothing can be done."""
        empty_layout(self._lines)
        empty_layout(self._foot)
        self._waiting = []
        able = incident.state.open
        owed = [clock for clock in incident.open_clocks if clock.policy in REPORT_CLOCKS]
        self.setVisible(able or bool(incident.mandates or incident.reports))
        for paper in incident.mandates:
            self._between()
            self._add_paper(incident, paper, able)
        for clock in owed:
            self._between()
            self._add_owed(clock)
        for report in incident.reports:
            self._between()
            self._add_report(report)
        waiting = sum(paper.open for paper in incident.mandates)
        self.note.setText(self.tr("待回复 {n}").format(n=waiting) if waiting else "")
        if able:
            kind = "primary" if owed else ""
            self._foot.addWidget(button(self.tr("登记报告…"), lambda: self.wanted.emit("report", ""), kind))
            self._foot.addWidget(button(self.tr("登记来文…"), lambda: self.wanted.emit("receive", "")))
            self._foot.addStretch(1)
        self.tick(self._seat.now())

    def tick(self, now: datetime) -> None:
        """Count on."""
        for words, clock in self._waiting:
            tell_left(words, clock, now)

    def _between(self) -> None:
        if self._lines.count():
            self._lines.addWidget(rule())

    def _add_paper(self, incident: Incident, paper: Mandate, able: bool) -> None:
        name = Elided(f"{said(ORIGIN[paper.origin])} · {paper.issuer}", 13, bold=paper.open)
        clock = incident.clock(f"{MANDATE}{paper.index}")
        state = label("", "second")
        if paper.answered is not None:
            state.setText(self.tr("已回复"))
            retone(state, "good")
        elif not paper.reply_due:
            state.setText(self.tr("不需回复"))
        elif clock is not None and clock.state.open:
            self._waiting.append((state, clock))
        line = row(gap=10)
        line.addWidget(name, 1)
        line.addWidget(state)
        self._lines.addLayout(line)
        facts = label(self._facts(paper, clock), "meta", wrap=True)
        below = row(gap=8)
        below.addWidget(facts, 1)
        if paper.open and able:
            hint = self.tr("回复 {issuer}").format(issuer=paper.issuer)
            index = str(paper.index)
            below.addWidget(button(self.tr("回复…"), lambda: self.wanted.emit("answer", index), "link", hint=hint))
        self._lines.addLayout(below)
        words = paper.answer if paper.answered is not None else paper.text
        if words:
            self._lines.addWidget(Elided(words, 12, "text_2"))

    def _facts(self, paper: Mandate, clock: ResponseClock | None) -> str:
        facts = [paper.number] if paper.number else []
        if paper.answered is not None:
            facts.append(self.tr("{time} 回复 {number}").format(
                time=self._seat.short(paper.answered), number=paper.answer_number).strip())  # fmt: skip
        else:
            owed = clock is not None and clock.state.open
            told = self.tr("限 {time}") if owed else self.tr("{time} 收到")
            moment = clock.deadline if clock is not None and owed else paper.received
            facts.append(told.format(time=self._seat.short(moment)))
        return " · ".join(facts)

    def _add_owed(self, clock: ResponseClock) -> None:
        left = label("", "second")
        name = Elided(clock.name, 13, bold=True)
        name.setToolTip(clock.ground)
        line = row(gap=10)
        line.addWidget(name, 1)
        line.addWidget(left)
        self._waiting.append((left, clock))
        self._lines.addLayout(line)
        due = self.tr("最迟 {time} · {who}").format(time=self._seat.short(clock.deadline), who=clock.owed_by)
        self._lines.addWidget(label(due, "meta"))

    def _add_report(self, report: Report) -> None:
        line = row(gap=10)
        to = said(REPORT_TO[report.to])
        line.addWidget(Elided(f"{report_name(report.stage, report.number)} · {to}", 13), 1)
        line.addWidget(label(self._seat.short(report.at), "second"))
        self._lines.addLayout(line)
        words = " · ".join(filter(None, (report.post, report.channel)))
        below = label(words, "meta", wrap=True)
        below.setToolTip(report.text)
        self._lines.addWidget(below)
