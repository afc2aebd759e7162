"""The strip across the top: the nearest clocks, always there, and who is on duty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from opinion_desk.domain.incident import Incident
from opinion_desk.domain.levels import Level
from opinion_desk.domain.response_clock import ResponseClock

from ..fonts import font
from ..parts.buttons import button
from ..parts.labels import label, plain_tip
from ..theme import colour, tokens
from ..times import URGENT, countdown

if TYPE_CHECKING:
    from opinion_desk.services.evidence_offers import Offer

Running = Sequence[tuple[Incident, ResponseClock]]
_HEIGHT = 52


@dataclass(frozen=True, slots=True)
class Pressing:
    """How a clock stands: its figures, whether they are red, and the word that says so."""

    figures: str
    red: bool
    word: str


def pressing(deadline: datetime, now: datetime) -> Pressing:
    """A clock under an hour is 临期, one past its deadline 超时; both are red."""
    left = deadline - now
    figures = countdown(deadline, now)
    if figures.startswith("−"):
        return Pressing(figures, True, "超时")
    return Pressing(figures, left < URGENT, "临期" if left < URGENT else "")


class ClockPill(QAbstractButton):
    """One clock: mark of its level, what is owed, for which matter, and what is left."""

    def __init__(self, unit: Callable[[str], str]) -> None:
        super().__init__()
        self._unit = unit
        self.incident: Incident | None = None
        self.clock: ResponseClock | None = None
        self.state = Pressing("", False, "")
        self.whose = ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(330)

    def show_clock(self, incident: Incident, clock: ResponseClock, now: datetime) -> None:
        """Another clock, or the same a second later."""
        if self.incident != incident or self.clock != clock:
            self.incident, self.clock = incident, clock
            self.whose = self._unit(clock.owed_by) if clock.of_unit else incident.title
            words = f"{incident.number} {incident.title}\n{clock.name} · {clock.owed_by} · {clock.ground}"
            self.setToolTip(plain_tip(words))
        self.state = pressing(clock.deadline, now)
        self.setAccessibleName(f"{clock.name} {incident.title} {self.state.figures} {self.state.word}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(250, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(210, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.incident is None or self.clock is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        self._paint_mark(painter, QRectF(13, self.height() / 2 - 5, 10, 10))
        red = self.state.red
        right = self.width() - 12.0
        centre = Qt.AlignmentFlag.AlignVCenter
        if self.state.word:
            painter.setFont(font(12, bold=True))
            painter.setPen(colour("red_text"))
            wide = painter.fontMetrics().horizontalAdvance(self.state.word)
            painter.drawText(QRectF(right - wide, 0, wide + 2, self.height()), centre, self.state.word)
            right -= wide + 7
        painter.setFont(font(16, bold=True, tabular=True))
        painter.setPen(colour("red_text" if red else "text"))
        wide = painter.fontMetrics().horizontalAdvance(self.state.figures)
        painter.drawText(QRectF(right - wide, 0, wide + 2, self.height()), centre, self.state.figures)
        self._paint_words(painter, 31.0, right - wide - 10)
        painter.end()

    def _paint_words(self, painter: QPainter, left: float, right: float) -> None:
        assert self.incident is not None and self.clock is not None
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(13))
        painter.setPen(colour("text"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(self.clock.name, Qt.TextElideMode.ElideRight, int(right - left))
        wide = metrics.horizontalAdvance(name)
        painter.drawText(QRectF(left, 0, wide + 2, self.height()), centre, name)
        rest = right - left - wide - 6
        if rest >= 30:
            painter.setFont(font(12))
            painter.setPen(colour("text_2" if self.state.red else "text_3"))
            whose = self.whose
            title = painter.fontMetrics().elidedText(whose, Qt.TextElideMode.ElideRight, int(rest))
            painter.drawText(QRectF(left + wide + 6, 0, rest, self.height()), centre, title)

    def _paint_ground(self, painter: QPainter) -> None:
        edge = colour("accent") if self.hasFocus() or self.underMouse() else colour("line")
        if self.state.red:
            edge = colour("red_text")
            edge.setAlpha(110 if not self.underMouse() else 255)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(colour("soft_red" if self.state.red else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _paint_mark(self, painter: QPainter, spot: QRectF) -> None:
        """A dot in the level's colour; a triangle when it is late or nearly so, so that shape says it too."""
        level = self.incident.level if self.incident is not None else None
        painter.setPen(Qt.PenStyle.NoPen)
        if self.state.red:
            painter.setBrush(colour("red_text"))
            points = [spot.bottomLeft(), spot.bottomRight(), spot.topLeft() + (spot.topRight() - spot.topLeft()) / 2]
            painter.drawPolygon(QPolygonF(points))
            return
        painter.setBrush(colour("text_3") if level is None else tokens().level(Level(level)))
        painter.drawEllipse(spot)


class ClockStrip(QFrame):
    """Three or four nearest clocks, how many more there are, and the duty."""

    incident_requested = Signal(int)
    more_requested = Signal()
    duty_requested = Signal()

    def __init__(self, unit: Callable[[str], str] = str) -> None:
        """`unit` turns a unit's name into what people here say."""
        super().__init__()
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self._running: Running = ()
        self._count = 0
        self.pills = [ClockPill(unit) for _ in range(4)]
        self.quiet = label(self.tr("当前没有运行中的时限"), "meta")
        self.more = button("", self.more_requested.emit)
        self._offered: Sequence[Offer] = ()
        self.offers = button("", self._to_offer, "", "newspaper")
        self.offers.hide()
        self._duty = _Pressed(self.duty_requested.emit)
        self._duty.setToolTip(self.tr("值班（Ctrl+5）"))
        inside = QHBoxLayout(self._duty)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self.duty_word = _Disc()
        self.duty = label("", "second")
        inside.addWidget(self.duty_word)
        inside.addWidget(self.duty)
        self.who = button("", lambda: None, "quiet")  # whoever listens to it; hidden where the desk lists no colleagues
        self.who.hide()
        inside.addWidget(self.who)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 18, 8)
        line.setSpacing(10)
        line.addWidget(self.quiet)
        for pill in self.pills:
            pill.clicked.connect(lambda _checked=False, made=pill: self._clicked(made))
            line.addWidget(pill, 10)
        line.addWidget(self.more)
        line.addWidget(self.offers)
        line.addStretch(1)
        line.addWidget(self._duty)

    def show_running(self, running: Running, now: datetime, count: int | None = None) -> None:
        """The first of the open clocks, most pressing first; `count` of them there are, where they are not all here."""
        self._running = running
        self._count = len(running) if count is None else count
        self.tick(now)

    def tick(self, now: datetime) -> None:
        """Count on."""
        room = self._room()
        for place, pill in enumerate(self.pills):
            there = place < min(len(self._running), room)
            pill.setVisible(there)
            if there:
                pill.show_clock(*self._running[place], now)
        rest = self._count - room
        self.more.setVisible(rest > 0)
        self.more.setText(self.tr("另有 {n} 项").format(n=rest))
        self.quiet.setVisible(not self._running)

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """How many official items may be a matter's evidence; a press leads to the first."""
        self._offered = offers
        self.offers.setVisible(bool(offers))
        self.offers.setText(self.tr(" 凭据 {n}").format(n=len(offers)))
        self.offers.setToolTip(plain_tip("\n".join(f"{one.number} {one.title}" for one in offers[:5])))
        self.offers.setAccessibleName(self.tr("可采用的发布凭据 {n} 条").format(n=len(offers)))

    def show_duty(self, disc: str, words: str) -> None:
        """Who is on: one character in the disc, and the words beside it."""
        self.duty_word.show_word(disc)
        self.duty.setText(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self._room()
        for place, pill in enumerate(self.pills):
            pill.setVisible(place < min(len(self._running), room))
        self.more.setVisible(self._count > room)
        self.more.setText(self.tr("另有 {n} 项").format(n=self._count - room))

    def _room(self) -> int:
        free = self.width() - 34 - self._duty.sizeHint().width() - 110 - (110 if self._offered else 0)
        return max(2, min(4, free // 270))

    def _to_offer(self) -> None:
        if self._offered:
            self.incident_requested.emit(self._offered[0].incident_id)

    def _clicked(self, pill: ClockPill) -> None:
        if pill.incident is not None:
            self.incident_requested.emit(pill.incident.id)


class _Pressed(QWidget):
    """What lies in it leads somewhere by a press."""

    def __init__(self, act: Callable[[], object]) -> None:
        super().__init__()
        self._act = act
        self.setObjectName("clear")
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()


class _Disc(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._word = ""
        self.setFixedSize(QSize(28, 28))

    def show_word(self, word: str) -> None:
        self._word = word
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("soft_accent"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setPen(colour("accent_text"))
        painter.setFont(font(13, bold=True))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self._word)
        painter.end()
