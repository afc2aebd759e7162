"""One incident in full: head, clocks, course of events; units, demands and items beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.reporting import REPORT_CLOCKS
from opinion_desk.domain.response_clock import MANDATE, SIGNATURE, ClockState, ResponseClock

from ..frame.strip import pressing
from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, holder, out_of_sight, row, scrolled
from ..parts.labels import label, retone
from ..seat import Seat
from .calls_card import CallsCard
from .checklist import Checklist
from .clock_card import ClockCard
from .correspondence import CorrespondenceCard
from .header import Header
from .offers_bar import OffersBar
from .related import RelatedCard
from .release_card import ReleaseCard
from .signatures_card import SignaturesCard
from .timeline import Timeline
from .units_card import UnitsCard
from .view import IncidentView
from .watch_bar import WatchBar

_COURSE_LEAST = 220
_JUDGED = (IncidentState.CONFIRMED, IncidentState.ASSIGNED, IncidentState.RESPONDING)


class _Note(QFrame):
    """A tinted line above the clocks with one button."""

    def __init__(self, tone: str, words: str, act: str) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setProperty("tone", tone)
        self.words = label("", "strong", wrap=True)
        self.button = button(act, lambda: None, "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.addWidget(self.words, 1)
        line.addWidget(self.button)
        self.words.setText(words)
        self.hide()


class IncidentDetail(QWidget):
    """Shows an IncidentView; wishes go up with what and, where it concerns one, for which unit or step."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self.view: IncidentView | None = None
        self.header, self.units, self.checklist = Header(seat), UnitsCard(seat), Checklist(seat)
        self.correspondence, self.signatures = CorrespondenceCard(seat), SignaturesCard(seat)
        self.release, self.offers = ReleaseCard(seat), OffersBar(seat)
        self.related, self.timeline = RelatedCard(seat), Timeline(seat)
        self.candidate = _Note("amber", "", self.tr("核定…"))
        self.calls, self.watch = CallsCard(seat), WatchBar(seat)
        self.clocks: list[ClockCard] = []
        self._clock_grid = QGridLayout()
        self._clock_grid.setSpacing(12)
        self._course = Card(self.tr("经过"), margin=16)
        self._foot = row(gap=8)
        self._lay_out()
        self._connect()

    def show_view(self, view: IncidentView) -> None:
        """Another incident, or the same after a deed."""
        other = self.view is None or self.view.incident.id != view.incident.id
        if self.view is not None and not other and self.view == view:
            return
        self.view = view
        with out_of_sight(self, really=other):
            self._fill(view)
        if other:
            self.timeline.scrollToTop()

    def _fill(self, view: IncidentView) -> None:
        incident = view.incident
        self.header.show_incident(incident)
        self.header.show_links(view.parent, view.born)
        self.units.show_incident(incident, view.contacts)
        self.checklist.show_incident(incident)
        self.correspondence.show_incident(incident)
        self.signatures.show_incident(incident)
        self.release.show_incident(incident, view.outlets_missing)
        self.offers.show_offers(view.offers)
        self.related.show_related(view.related, view.tickets)
        self.timeline.acts.show_rows(view.rows)
        record = self.tr("记录未改动") if view.intact else self.tr("记录被改动，请运行 desk verify")
        self._course.note.setText(self.tr("{n} 条 · {record}").format(n=len(view.rows), record=record))
        self._course.note.setToolTip(
            self.tr("一天之内从第一条起全部核对过，此后新增的每一条都接得上；当场从头核对用 desk verify。")
        )
        retone(self._course.note, "" if view.intact else "red")
        self.calls.show_climbs(view.climbs)
        self.watch.show_watch(view.watch)
        self._show_clocks(incident)
        self._show_foot(incident)
        self.tick(self._seat.now())

    def tick(self, now: datetime) -> None:
        """Count on."""
        for card in self.clocks:
            card.tick(now)
        self.units.tick(now)
        self.correspondence.tick(now)
        self.signatures.tick(now)
        self.watch.tick(now)
        if self.view is not None:
            self._tell_candidate(self.view, now)

    def _lay_out(self) -> None:
        self._course.body.addWidget(self.timeline, 1)
        self._course.setMinimumHeight(_COURSE_LEAST)
        for whole in (self.header, self.calls, self.watch):
            whole.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        bands = (self.candidate, self.calls, self.watch, self.offers)
        parts = (self.header, *bands, self._clock_grid, self.release, self._course)
        left = scrolled(holder(column(*parts, gap=12)))
        side = QWidget()
        above = column(self.correspondence, self.signatures, gap=12)
        side.setLayout(column(self.units, self.checklist, above, self.related, None, gap=12))
        right = QWidget()
        right.setObjectName("clear")
        right.setLayout(column(scrolled(side), self._foot, gap=12))
        right.setFixedWidth(340)
        self._right = right
        across = row(scrolled(left), right, gap=14)
        across.setContentsMargins(16, 14, 16, 14)
        across.setStretch(0, 1)
        self.setLayout(across)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._right.setFixedWidth(300 if self.width() < 960 else 340)

    def _connect(self) -> None:
        self.header.wanted.connect(lambda what: self.wanted.emit(what, ""))
        for card in (self.units, self.correspondence, self.signatures, self.release, self.offers):
            card.wanted.connect(self.wanted)
        self.checklist.done.connect(lambda step: self.wanted.emit("check", step))
        self.checklist.paper_wanted.connect(lambda step: self.wanted.emit("check_paper", step))
        self.checklist.strike_wanted.connect(lambda step: self.wanted.emit("strike", step))
        self.candidate.button.clicked.connect(lambda: self.wanted.emit("confirm", ""))
        for band in (self.calls, self.watch):
            band.wanted.connect(lambda what: self.wanted.emit(what, ""))

    def _show_clocks(self, incident: Incident) -> None:
        empty_layout(self._clock_grid)
        shown = [clock for clock in _newest(incident.clocks) if _counted_here(clock) and _still_tells(clock)]
        owed = [ClockCard(self._seat, incident, clock) for clock in shown if clock.state.open]
        over = [ClockCard(self._seat, incident, clock) for clock in shown if not clock.state.open]
        self.clocks = [*owed, *over]
        first = -(-len(owed) // 2)  # what is over begins a line of its own
        for cards, above in ((owed, 0), (over, first)):
            for place, card in enumerate(cards):
                card.wanted.connect(self.wanted)
                wide = place % 2 == 0 and place == len(cards) - 1  # the last of an odd number has the line to itself
                self._clock_grid.addWidget(card, above + place // 2, place % 2, 1, 2 if wide else 1)
        self._clock_grid.setColumnStretch(0, 1)
        self._clock_grid.setColumnStretch(1, 1)

    def _tell_candidate(self, view: IncidentView, now: datetime) -> None:
        latest = view.latest_if_major
        there = view.incident.state is IncidentState.CANDIDATE and latest is not None
        self.candidate.setVisible(there)
        if there and latest is not None:
            stand = pressing(latest, now)
            words = self.tr("待核定。若定为重大，最迟 {time} 发布权威信息，余 {left} {word}")
            if latest < now:
                words = self.tr("待核定。若定为重大，最迟 {time} 应已发布权威信息，已超 {left}")
            left = stand.figures.removeprefix("−")
            told = words.format(time=self._seat.short(latest), left=left, word=stand.word).strip()
            if self.candidate.words.text() != told:
                self.candidate.words.setText(told)

    def _wisher(self, wish: str) -> Callable[[], None]:
        return lambda: self.wanted.emit(wish, "")

    def _show_foot(self, incident: Incident) -> None:
        empty_layout(self._foot)
        if incident.state not in _JUDGED:
            return
        owed = {clock.policy for clock in incident.open_clocks}
        major = incident.level is not None and incident.level.starts_release_clocks
        wishes = [(self.tr("登记回应"), "respond", "response" in owed)] if not major else []
        if major:
            wishes.append((self.tr("登记发布会"), "hold_conference", False))
        wishes.append((self.tr("登记权威发布"), "publish", major))
        self._foot.addStretch(1)
        for words, wish, first in sorted(wishes, key=lambda w: w[2]):
            made = button(words, self._wisher(wish), "primary" if first else "")
            self._foot.addWidget(made)


def _newest(clocks: tuple[ResponseClock, ...]) -> list[ResponseClock]:
    """Each clock once, as it stands now; where one was superseded and started again, the last."""
    return list({clock.id: clock for clock in clocks}.values())


def _still_tells(clock: ResponseClock) -> bool:
    """What was superseded or cancelled is shown only where it was missed before; the course tells the rest."""
    ended = (ClockState.SUPERSEDED, ClockState.CANCELLED)
    return clock.state not in ended or clock.breached_at is not None


def _counted_here(clock: ResponseClock) -> bool:
    """Steps of units, papers, signatures and reports upward have their countdown in a card of their own."""
    return not (clock.of_unit or clock.id.startswith((MANDATE, SIGNATURE)) or clock.policy in REPORT_CLOCKS)
