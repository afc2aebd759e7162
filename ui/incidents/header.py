"""The head of one incident: level, kinds, title, its times and which one starts the clocks, its state, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from opinion_desk.domain.commands.ending import needs_review
from opinion_desk.domain.incident import Incident, IncidentState, StartFrom

from ..parts.buttons import button
from ..parts.cards import Card, empty_layout, holder, row
from ..parts.flow import Flow
from ..parts.labels import chip, label, level_tone
from ..seat import Seat
from ..words import EMERGENCY, KIND, ORIGIN, RESPONSE, START, STATE, said
from .steps import Stations

_JUDGED = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)


class Header(Card):
    """`wanted` tells what a person wishes: confirm regrade judge assign conclude review close dismiss merge reopen export times start …

    `matter_wanted` carries the id of a matter that this one arose from or that arose from it.
    """

    wanted = Signal(str)
    matter_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._chips = Flow()
        self._title = label("", "title", wrap=True, selectable=True)
        self._times = label("", "second", wrap=True)
        self._start = label("", "meta", wrap=True)
        self._links = Flow(gap=8)
        self._stations = Stations()
        self._buttons = row(gap=8)
        top = row(gap=12)
        top.addLayout(self._chips, 1)
        top.addLayout(self._buttons)
        self.body.addLayout(top)
        self.body.addWidget(self._title)
        self._correct = button(
            self.tr("更正…"), self._wisher("times"), "link", hint=self.tr("更正事发、首发、发现时间")
        )
        self._restart = button(self.tr("更改…"), self._wisher("start"), "link", hint=self.tr("更改时限起点"))
        for words, link in ((self._times, self._correct), (self._start, self._restart)):
            line = row(gap=10)
            line.addWidget(words, 1)
            line.addWidget(link)
            self.body.addLayout(line)
        self._linked = holder(self._links)
        self._linked.hide()
        self.body.addWidget(self._linked)
        self.body.addSpacing(4)
        self.body.addWidget(self._stations)

    def show_incident(self, incident: Incident) -> None:
        """Another incident, or the same after a deed."""
        self._title.setText(incident.title)
        self._times.setText(self._told_times(incident))
        self._start.setText(self._told_start(incident))
        self._correct.setVisible(incident.state.open)
        self._restart.setVisible(incident.state in _JUDGED)
        self._stations.show_state(incident.state)
        self._show_chips(incident)
        self._show_buttons(incident)

    def show_links(self, parent: Incident | None, born: tuple[Incident, ...]) -> None:
        """The matter that this one arose from, and those that arose from it (次生舆情), each a click away."""
        empty_layout(self._links)
        matters = [(self.tr("次生于"), parent)] if parent is not None else []
        matters += [(self.tr("次生舆情"), child) for child in born]
        for words, matter in matters:
            told = f"{words} {matter.number} {matter.title}"
            self._links.addWidget(button(told, self._linker(matter.id), "link", hint=matter.title))
        self._linked.setVisible(bool(matters))

    def _linker(self, id: int) -> Callable[[], None]:
        return lambda: self.matter_wanted.emit(id)

    def _show_chips(self, incident: Incident) -> None:
        empty_layout(self._chips)
        if incident.fixed is not None:
            level = incident.fixed.level
            self._chips.addWidget(chip(f"{level.numeral} {level.words}", level_tone(level), strong=True))
            self._chips.addWidget(chip(said(EMERGENCY[incident.fixed.emergency]), "accent"))
        elif incident.hint is not None:
            words = self.tr("初判 {numeral} {words}，未核定").format(
                numeral=incident.hint.numeral, words=incident.hint.words
            )
            self._chips.addWidget(chip(words, level_tone(incident.hint)))
        if incident.kind:
            self._chips.addWidget(chip(said(KIND.get(incident.kind, incident.kind)), "accent"))
        if incident.grade is not None:
            self._chips.addWidget(chip(self.tr("舆情等级 {grade}").format(grade=incident.grade.words), "plain"))
        if incident.drill:
            self._chips.addWidget(chip(self.tr("演练"), "red", strong=True))
        if incident.taken_over is not None:
            words = self.tr("上级接管：{who}").format(who=incident.taken_over.authority)
            self._chips.addWidget(chip(words, "amber"))
        if incident.response is not None:
            self._chips.addWidget(chip(said(RESPONSE[incident.response]), "plain"))
        if incident.awaiting_naming:
            self._chips.addWidget(chip(self.tr("待政府办指定主办（R5）"), "red", strong=True))
        if not incident.state.open:
            self._chips.addWidget(chip(said(STATE[incident.state]), "good", strong=True))
        self._chips.addWidget(label(f"{incident.number} · {said(ORIGIN[incident.origin])}", "meta"))

    def _told_times(self, incident: Incident) -> str:
        parts = []
        for which in StartFrom:
            moment = incident.times.of(which)
            when = self.tr("未记") if moment is None else self._seat.short(moment)
            parts.append(f"{said(START[which])} {when}")
        return "   ·   ".join(parts)

    def _told_start(self, incident: Incident) -> str:
        if incident.state is IncidentState.CANDIDATE:
            return self.tr("核定时选定时限从哪个时间起算；没有文件规定起点，默认首发，更改须写明理由。")
        which = said(START[incident.start_from])
        reason = incident.start_reason or self.tr("本台默认：首发，不详则发现")
        return self.tr("时限起点：{which}（{reason}）").format(which=which, reason=reason)

    def _show_buttons(self, incident: Incident) -> None:
        empty_layout(self._buttons)
        first, more = self._choices(incident)
        for place, (words, wish) in enumerate(first):
            self._buttons.addWidget(button(words, self._wisher(wish), "primary" if place == 0 else ""))
        if more:
            self._buttons.addWidget(self._more(more))

    def _choices(self, incident: Incident) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        state = incident.state
        regrade = (self.tr("调整级别…"), "regrade")
        export = (self.tr("导出这一件…"), "export")
        paper = (self.tr("提示或转办…"), "mild_paper")
        watch = (self.tr("盯守来源…"), "watch")
        away = [watch, paper, (self.tr("并入…"), "merge"), (self.tr("排除…"), "dismiss"), export]
        again, review = (self.tr("重新立件"), "reopen"), (self.tr("复盘…"), "review")
        clocks = [(self.tr("设定时限…"), "own_clock"), (self.tr("登记政策文件…"), "interpret")]
        more = [regrade, (self.tr("判断是否回应…"), "judge"), (self.tr("上级接管…"), "take_over"), *clocks, *away]
        if state is IncidentState.CANDIDATE:
            return [(self.tr("核定…"), "confirm")], [*clocks, *away]
        if state is IncidentState.CONFIRMED:
            return [(self.tr("交办…"), "assign")], more
        if state in _JUDGED:
            return [(self.tr("办结…"), "conclude")], more
        if state is IncidentState.CONCLUDED:
            close = (self.tr("归档…"), "close")
            first = [review] if needs_review(incident) and incident.review is None else [close, review]
            return first, [again, export]
        if state in (IncidentState.CLOSED, IncidentState.DISMISSED):
            return [again], [export]
        return [], [export]

    def _more(self, choices: list[tuple[str, str]]) -> QPushButton:
        made = button(
            self.tr("更多"), lambda: menu.exec(made.mapToGlobal(QPoint(0, made.height() + 4))), "", "caret-down"
        )
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.setText(f"{self.tr('更多')} ")
        menu = QMenu(made)
        for words, wish in choices:
            menu.addAction(words).triggered.connect(self._wisher(wish))
        return made

    def _wisher(self, wish: str) -> Callable[..., None]:
        return lambda *_: self.wanted.emit(wish)
