"""A clock of an incident: what is left, how far it is used, where the target stands, and on which ground."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QSizePolicy

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.response_clock import ClockState, ResponseClock

from ..fonts import font
from ..frame.strip import pressing
from ..parts.cards import Card, row
from ..parts.labels import Elided, label, retone
from ..parts.meters import ClockBar
from ..seat import Seat
from ..times import countdown, span
from ..words import START, said


class ClockCard(Card):
    """One clock that is running, met, or no longer applies."""

    def __init__(self, seat: Seat, incident: Incident, clock: ResponseClock) -> None:
        super().__init__(margin=16)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum
        )  # the column scrolls; figures stay whole
        self._seat, self._incident, self.clock = seat, incident, clock
        self.body.setSpacing(4)
        ground = Elided(clock.ground.partition("：")[0], 12, "text_3")
        ground.setToolTip(clock.ground)
        name = label(clock.name, "large")
        head = row(name, gap=12)
        head.addWidget(ground, 1)
        self.figures: QLabel = label("")
        self.figures.setFont(font(32, bold=True, tabular=True))
        self.figures.setStyleSheet("font-size: 32px; font-weight: 700;")
        self.word: QLabel = label("", "strong")
        self._bar = ClockBar()
        self._marks = row(gap=8)
        self.body.addLayout(head)
        self.body.addLayout(row(self.figures, self.word, None, gap=10))
        self.body.addWidget(self._bar)
        self.body.addLayout(self._marks)
        self._owed = label("", "meta")
        self.body.addWidget(self._owed)
        self._write_marks()
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

    def _write_marks(self) -> None:
        clock, short = self.clock, self._seat.short
        started = clock.start == self._incident.times.of(self._incident.start_from)
        from_what = said(START[self._incident.start_from]) if started else self.tr("核定")
        self._marks.addWidget(
            label(self.tr("起 {time} {what}").format(time=short(clock.start), what=from_what), "meta")
        )
        self._marks.addStretch(1)
        if clock.target is not None:
            self._marks.addWidget(label(self.tr("力争 {time}").format(time=short(clock.target)), "meta"))
            self._marks.addStretch(1)
        self._marks.addWidget(label(self.tr("最迟 {time}").format(time=short(clock.deadline)), "meta"))
        words = self.tr("责任：{unit}").format(unit=self._seat.unit(clock.owed_by))
        if clock.met_at is not None and clock.met_at <= clock.deadline:
            early = span(clock.deadline - clock.met_at)
            words += self.tr(" · 提前 {span}").format(span=early)
        self._owed.setText(words)
