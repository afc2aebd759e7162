"""A clock of an incident: what is left, how far it is used, where the target stands, and on which ground."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from opinion_desk.domain.incident import Incident, StartFrom
from opinion_desk.domain.response_clock import INTERPRETATION, OWN, ClockState, ResponseClock

from ..fonts import font
from ..frame.strip import pressing
from ..parts.buttons import button
from ..parts.cards import Card, row
from ..parts.labels import Elided, label, retone
from ..parts.meters import ClockBar
from ..seat import Seat
from ..times import countdown, span
from ..words import START, said


class ClockCard(Card):
    """One clock that is running, met, or no longer applies. One set by hand can be met or withdrawn: `wanted` says so."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat, incident: Incident, clock: ResponseClock) -> None:
        super().__init__(margin=16)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # the column scrolls; figures stay whole
        self._seat, self._incident, self.clock = seat, incident, clock
        self.body.setSpacing(4)
        ground = Elided(clock.ground.partition("：")[0], 12, "text_3")
        ground.setToolTip(clock.ground)
        name = Elided(clock.name, 15, bold=True)
        size = 32 if clock.state.open else 15  # what is over takes less room than what is owed
        self.figures: QLabel = label("")
        self.figures.setFont(font(size, bold=True, tabular=True))
        self.figures.setStyleSheet(f"font-size: {size}px; font-weight: 700;")
        self.word: QLabel = label("", "strong")
        self._bar = ClockBar()
        self._owed = Elided("", 12, "text_3")
        if clock.state.open:
            name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.body.addLayout(row(name, ground, gap=12))
            self.body.addLayout(row(self.figures, self.word, None, gap=10))
            self.body.addWidget(self._bar)
            self.body.addLayout(self._marks())
        else:
            head = row(name, gap=10)
            head.setStretch(0, 1)
            head.addWidget(self.figures)
            head.addWidget(self.word)
            self.body.addLayout(head)
            self._bar.setParent(self)
            self._bar.hide()
        foot = row(gap=10)
        foot.addWidget(self._owed, 1)
        if clock.state.open and clock.id.startswith((OWN, INTERPRETATION)):
            foot.addWidget(button(self.tr("登记完成…"), lambda: self.wanted.emit("meet", clock.id), "link"))
            if clock.id.startswith(OWN):
                foot.addWidget(button(self.tr("撤销…"), lambda: self.wanted.emit("withdraw", clock.id), "link"))
        self.body.addLayout(foot)
        self._owed.setText(self._told())
        self.setToolTip(clock.ground)
        self.tick(seat.now())

    def tick(self, now: datetime) -> None:
        """Count on, while somebody still owes something."""
        clock, share = self.clock, self._share(now)
        if clock.state.open:
            stand = pressing(clock.deadline, now)
            tone = "red" if stand.red else "accent"
            word = self.tr("超时，待确认") if clock.doubted else stand.word
            self._say(stand.figures, word, tone)
            past_target = clock.target is not None and now > clock.target
            late = now > clock.deadline
            fill = "red_text" if late else "amber_text" if stand.red or past_target else "accent"
            self._bar.show_share(share, self._tick_place(), fill)
            return
        word, tone = {
            ClockState.MET: (self.tr("已完成"), "good"),
            ClockState.MET_LATE: (self.tr("超时完成"), "red"),
            ClockState.SUPERSEDED: (self.tr("已由新的判断取代"), ""),
            ClockState.CANCELLED: (self.tr("已撤销"), ""),
        }[clock.state]
        met = clock.met_at or now
        figures = self.tr("用时 {span}").format(span=countdown(met, clock.start)) if clock.met_at else "—"
        self._say(figures, word, tone)
        share = (met - clock.start) / (clock.deadline - clock.start)
        self._bar.show_share(share, self._tick_place(), "good" if tone == "good" else "red_text" if tone else "track")

    def _say(self, figures: str, word: str, tone: str) -> None:
        self.figures.setText(figures)
        self.word.setText(word)
        retone(self.figures, tone)
        retone(self.word, tone)
        self.setAccessibleName(f"{self.clock.name} {figures} {word}")

    def _share(self, now: datetime) -> float:
        return (now - self.clock.start) / (self.clock.deadline - self.clock.start)

    def _tick_place(self) -> float:
        return -1.0 if self.clock.target is None else self._share(self.clock.target)

    def _started_by(self) -> str:
        """What the clock runs from, in one word."""
        clock, times = self.clock, self._incident.times
        if clock.id.startswith(OWN):
            return self.tr("设定")
        if clock.id.startswith(INTERPRETATION):
            return self.tr("公开")
        if clock.start == times.of(self._incident.start_from):
            return said(START[self._incident.start_from])
        if clock.start == times.confirmed:
            return said(START[StartFrom.CONFIRMED])
        return self.tr("判断") if clock.start == self._incident.response_judged else ""

    def _marks(self) -> QHBoxLayout:
        clock, short, line = self.clock, self._seat.short, row(gap=8)
        from_what = self._started_by()
        line.addWidget(
            label(self.tr("起 {time} {what}").format(time=short(clock.start), what=from_what).strip(), "meta")
        )
        line.addStretch(1)
        if clock.target is not None:
            line.addWidget(label(self.tr("力争 {time}").format(time=short(clock.target)), "meta"))
            line.addStretch(1)
        line.addWidget(label(self.tr("最迟 {time}").format(time=short(clock.deadline)), "meta"))
        return line

    def _told(self) -> str:
        """Who owed it; for one that is over also until when, and how early it was met."""
        clock = self.clock
        parts = [self.tr("责任：{unit}").format(unit=self._seat.unit(clock.owed_by))]
        if not clock.state.open:
            parts.insert(0, self.tr("最迟 {time}").format(time=self._seat.short(clock.deadline)))
        if clock.met_at is not None and clock.met_at <= clock.deadline:
            parts.append(self.tr("提前 {span}").format(span=span(clock.deadline - clock.met_at)))
        return " · ".join(parts)
