"""提级: every clock's ladder that climbs: who was told when, who answered, who is told next; answering and putting off."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from opinion_desk.domain.climbs import Climb, Told

from ..parts.buttons import button
from ..parts.cards import column, empty_layout, row
from ..parts.labels import Elided, chip, label, retone
from ..seat import Seat

_SHOWN = 4  # rows; a matter with more ladders says how many
_TIMES = 3  # at which one and the same post was told


class CallsCard(QFrame):
    """A tinted band above the clocks, red while somebody must answer; hidden where no ladder climbs. `wanted`: answer_call, snooze."""

    wanted = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.setObjectName("note")
        self.words = label("", "strong", wrap=True)
        self.answer = button(self.tr("应答呼叫"), lambda: self.wanted.emit("answer_call"), "primary")
        self.later = button(self.tr("暂缓…"), lambda: self.wanted.emit("snooze"))
        self.rows = QVBoxLayout()
        self.rows.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.words, 1)
        head.addWidget(self.later)
        head.addWidget(self.answer)
        whole = column(head, self.rows, gap=6)
        whole.setContentsMargins(16, 8, 8, 10)
        self.setLayout(whole)
        self.hide()

    def show_climbs(self, climbs: tuple[Climb, ...]) -> None:
        """The ladders of a matter as they stand, those that wait for an answer first."""
        calling = [climb for climb in climbs if climb.calling]
        self.setProperty("tone", "red" if calling else "amber")
        self.style().unpolish(self)
        self.style().polish(self)
        retone(self.words, "red" if calling else "amber")
        self.words.setText(self._head(climbs, calling))
        self.answer.setVisible(bool(calling))
        empty_layout(self.rows)
        for climb in climbs[:_SHOWN]:
            self.rows.addLayout(self._row(climb))
        if len(climbs) > _SHOWN:
            self.rows.addWidget(label(self.tr("另有 {n} 项，见“经过”。").format(n=len(climbs) - _SHOWN), "meta"))
        self.setVisible(bool(climbs))

    def _head(self, climbs: tuple[Climb, ...], calling: list[Climb]) -> str:
        if not climbs:
            return ""
        if not calling:
            return self.tr("已应答，时限照走；到时仍未办再呼叫。")
        top = calling[0]
        if not top.told:
            return self.tr("“{clock}”已过节点，尚未告知。").format(clock=top.clock.name)
        words = self.tr("“{clock}”无人应答，已提级至第 {n} 层（{post}）；应答后停止呼叫，时限照走。")
        return words.format(clock=top.clock.name, n=top.escalation.reached, post=top.told[-1].to)

    def _row(self, climb: Climb) -> QHBoxLayout:
        """One ladder in a line: its clock, its way so far, and what comes next; the whole in the tool tip."""
        way = Elided(self._way(climb.told), 13, "text_2")
        way.setToolTip("\n".join(self._whole(one) for one in climb.told))
        coming = self._next(climb)
        nxt = label(coming, "meta")
        nxt.setToolTip(coming)
        line = row(chip(climb.clock.name, "red" if climb.calling else "amber", strong=True), gap=10)
        line.addWidget(way, 1)
        line.addWidget(nxt)
        line.addSpacing(8)
        return line

    def _way(self, told: tuple[Told, ...]) -> str:
        """Whom the ladder has reached, each with when; who was told again stands once."""
        if not told:
            return self.tr("尚未告知任何人")
        steps: list[tuple[str, list[str]]] = []
        for one in told:
            if not steps or steps[-1][0] != one.to:
                steps.append((one.to, []))
            steps[-1][1].append(self._seat.short(one.at))
        words = []
        for post, times in steps:
            shown = times if len(times) <= _TIMES else [times[0], "…", times[-1]]
            words.append(f"{post} {'、'.join(shown)}")
        return " → ".join(words)

    def _whole(self, one: Told) -> str:
        words = self.tr("{time} 第 {n} 层 {post}").format(n=one.rung, post=one.to, time=self._seat.short(one.at))
        return words + (self.tr("（{posts}无人在岗）").format(posts="、".join(one.absent)) if one.absent else "")

    def _next(self, climb: Climb) -> str:
        quiet = climb.escalation.quiet_until
        if quiet is not None:
            done = self.tr("暂缓") if climb.snoozed else self.tr("应答")
            words = self.tr("{by} 已{done}，{time} 再呼叫")
            return words.format(by=climb.by or "", done=done, time=self._seat.short(quiet))
        if not climb.calling:
            return self.tr("{by} 已应答").format(by=climb.by or "")
        if climb.next_at is None:
            return self.tr("已到最高一层")
        return self.tr("{time} 告知{post}").format(time=self._seat.short(climb.next_at), post=climb.next_to)
