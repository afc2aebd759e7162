"""The board on a display of its own: dark, without a frame, legible at five metres, its pages turning by themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QScreen,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..fonts import font
from ..parts.cards import row
from ..seat import Seat
from ..style import style_sheet
from ..tokens import DARK, Tokens
from .awake import Awake
from .board import Board
from .heading import Heading
from .legible import STEPS, Grid, digits_needed, grid_for, mm_a_dot
from .on_wall import on_wall
from .tile import Tile
from .turning import pages_of
from .view import TileView

PAGE_S: Final = 10
_REST_S: Final = 30  # after a key the pages stand still so long
_MARGIN: Final = 20
_AT_ONCE: Final = 48  # beyond the late ones no more tiles than these go round


def _dark() -> Tokens:
    return DARK


class Wall(QWidget):
    """A window of its own that ticks by the desk's clock, at the turn of each of its seconds."""

    closed = Signal()
    incident_requested = Signal(int)
    day_passed = Signal()  # the words of the tiles are of another day now

    def __init__(self, seat: Seat) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._day = seat.now().astimezone(seat.desk.zone).date()
        self._seat, self._board = seat, Board((), 0, (), 0, (), "")
        self._page, self._since, self._wait = 0, 0, PAGE_S
        self.pages: tuple[tuple[Tile, ...], ...] = ((),)
        self.awake = Awake()
        self.dot_mm: float | None = None  # the height of a dot; None: as the display tells it
        self.setObjectName("page")
        self.setWindowTitle(self.tr("时限看板"))
        self.setStyleSheet(style_sheet(DARK))
        self.heading = Heading(_dark, seat.desk.zone, 84)
        self.view = TileView(_dark, seat.now, self._arrange)
        self.foot = _Foot()
        self._lines = lines = QVBoxLayout(self)
        lines.setContentsMargins(_MARGIN, 4, _MARGIN, 0)
        lines.setSpacing(0)
        head = row(self.heading)
        head.setContentsMargins(7, 0, 7, 0)
        lines.addLayout(head)
        lines.addWidget(self.view, 1)
        lines.addWidget(self.foot)
        self.view.opened.connect(self.incident_requested)
        self.view.show_ring(False)  # nobody sits before it until a key is pressed
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._second)
        for keys, act in (
            ("Esc", self.close),
            ("F11", self.close),
            ("PgDown", lambda: self._turn(1)),
            ("PgUp", lambda: self._turn(-1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def show_on(self, screen: QScreen) -> None:
        """Fill that display."""
        self.setGeometry(screen.geometry())
        self.showFullScreen()

    def show_board(self, board: Board) -> None:
        """What was read now."""
        self._board = board
        self.heading.show_board(board, self._seat.now())
        self._lay_pages()

    def tick(self, now: datetime) -> None:
        """A second has passed."""
        before = self.heading.counts
        self.heading.tick(now)
        self.view.tick(now)
        day = now.astimezone(self._seat.desk.zone).date()
        if day != self._day:
            self._day = day
            self.day_passed.emit()
        self._since += 1
        if self.heading.counts != before:  # what presses now may not have stood here
            self._lay_pages()
        elif len(self.pages) > 1 and self._since >= self._wait:
            self._page, self._since, self._wait = (self._page + 1) % len(self.pages), 0, PAGE_S
            self.view.show_ring(False)
            self._show_page()

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def words(self) -> str:
        """What is said where no tile stands; empty where there are some."""
        if self.pages[0]:
            return ""
        if self._board.tiles:
            return self.tr("本台没有要盯的时限；交办单位的各步到期前一小时出现在这里。")
        return self.tr("当前没有运行中的时限。核定或交办之后，时限会出现在这里。")

    # --- what Qt asks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.awake.hold()
        self.view.setFocus()
        self._next_beat()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._beat.stop()
        self.awake.let_go()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: object) -> None:
        self.heading.setFixedHeight(min(max(round(self.height() * 0.078), 52), 130))
        self._lines.activate()
        self._lay_pages()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(DARK.ground))
        if self.words:
            painter.setFont(font(max(20, self.height() // 24)))
            painter.setPen(QColor(DARK.text_2))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(self.rect()).adjusted(80, 0, -80, 0), flags, self.words)
        painter.end()

    # --- pages

    def _needed(self) -> float:
        return digits_needed(self.dot_mm or mm_a_dot(self.screen()))

    def _arrange(self, count: int, room: QSize) -> Grid:
        count = max(map(len, self.pages)) if len(self.pages) > 1 else count
        return grid_for(max(count, 1), QSizeF(room), self._needed())

    def _lay_pages(self) -> None:
        now = self._seat.now()
        tiles = on_wall(self._board.tiles, now)
        late = sum(1 for tile in tiles if tile.met_at is None and tile.deadline < now)
        tiles = tiles[: max(_AT_ONCE, late)]
        seats = grid_for(min(max(len(tiles), 1), STEPS[-1]), QSizeF(self.view.size()), self._needed()).seats
        self.pages = pages_of(tiles, seats, now)
        self._page = min(self._page, len(self.pages) - 1)
        self._show_page()

    def _show_page(self) -> None:
        self.view.show_tiles(self.pages[self._page])
        self.foot.show_pages(len(self.pages), self._page)
        self.update()

    def _turn(self, by: int) -> None:
        self._page, self._since, self._wait = (self._page + by) % len(self.pages), 0, _REST_S
        self._show_page()

    # --- time

    def _second(self) -> None:
        self.tick(self._seat.now())
        self._next_beat()

    def _next_beat(self) -> None:
        """At the desk's next full second, so that the figures neither skip nor halt however late a beat comes."""
        if self.isVisible():
            self._beat.start(1000 - self._seat.now().microsecond // 1000 + 2)


class _Foot(QWidget):
    """A dot a page, the shown one drawn out, so that shape says it too."""

    def __init__(self) -> None:
        super().__init__()
        self._count, self._page = 1, 0
        self.setFixedHeight(20)

    def show_pages(self, count: int, page: int) -> None:
        self._count, self._page = count, page
        self.setAccessibleName(self.tr("第 {n} 页，共 {count} 页").format(n=page + 1, count=count))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._count < 2:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step = min(22.0, self.width() / (self._count + 1))
        left = self.width() / 2 - step * self._count / 2
        for page in range(self._count):
            here = page == self._page
            painter.setBrush(QColor(DARK.text if here else DARK.text_3))
            spot = QRectF(left + page * step, 5, step * 0.75 if here else min(8.0, step * 0.4), 8)
            painter.drawRoundedRect(spot, 4, 4)
        painter.end()
