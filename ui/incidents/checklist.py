"""处置要求: what the kind of content and the level demand, ticked or struck with a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from opinion_desk.domain.checklist import Step, StepState
from opinion_desk.domain.incident import Incident, IncidentState

from ..icons import icon
from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, row
from ..parts.labels import label
from ..parts.mark import Mark
from ..seat import Seat

_GLYPH = {
    StepState.OPEN: ("circle", "text_3"),
    StepState.DONE: ("check-circle", "good"),
    StepState.STRUCK: ("minus-circle", "text_3"),
}
WITH_WORDS = ("publish_adoption",)  # 公开吸收采纳情况, or why advice was not taken
_JUDGED = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)


class Checklist(Card):
    """`done`, `paper_wanted` (a step that needs number and date, or words) and `strike_wanted` carry a step's id."""

    done = Signal(str)
    paper_wanted = Signal(str)
    strike_wanted = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("处置要求"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)

    def show_incident(self, incident: Incident) -> None:
        """Another incident, or the same after a deed."""
        empty_layout(self._lines)
        steps = incident.checklist
        settled = sum(step.state is not StepState.OPEN for step in steps)
        self.note.setText(f"{settled} / {len(steps)}" if steps else "")
        if not steps:
            self._lines.addWidget(label(self.tr("核定级别与内容性质后，这里列出必须做到的事。"), "second", wrap=True))
        for step in steps:
            self._add(step, incident.state in _JUDGED)

    def _add(self, step: Step, able: bool) -> None:
        if step.state is not StepState.OPEN or not able:
            self._lines.addLayout(self._settled(step))
            return
        mark = QPushButton()
        mark.setProperty("kind", "quiet")
        mark.setIcon(icon("circle", "text_3"))
        mark.setIconSize(QSize(18, 18))
        mark.setFixedWidth(30)
        mark.setAccessibleName(self.tr("完成：{words}").format(words=step.words))
        mark.setToolTip(self.tr("登记文号和日期") if step.needs_paper else self.tr("标为完成"))
        mark.clicked.connect(self._marker(step))
        words = label(step.words, "second", wrap=True)
        words.setToolTip(step.ground)
        line = row(gap=4)
        line.addWidget(mark)
        line.addWidget(words, 1)
        strike = button(
            self.tr("免做"), lambda: self.strike_wanted.emit(step.id), "link", hint=self.tr("免做须写明理由")
        )
        line.addWidget(strike)
        self._lines.addLayout(line)

    def _settled(self, step: Step) -> QHBoxLayout:
        told = step.words
        if step.state is StepState.STRUCK:
            told = self.tr("{words}（免做：{reason}）").format(words=step.words, reason=step.reason)
        elif step.paper_number or step.reason:
            facts = "，".join(filter(None, (step.paper_number, step.paper_date, step.reason)))
            told = f"{step.words}：{facts}"
        words = label(told, "meta" if step.state is not StepState.OPEN else "second", wrap=True)
        words.setToolTip(step.ground)
        line = row(gap=9)
        line.setContentsMargins(7, 5, 0, 5)
        line.addWidget(Mark(*_GLYPH[step.state]))
        line.addWidget(words, 1)
        return line

    def _marker(self, step: Step) -> Callable[..., None]:
        wish = self.paper_wanted if step.needs_paper or step.id in WITH_WORDS else self.done
        return lambda *_: wish.emit(step.id)
