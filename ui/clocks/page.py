"""时限: every clock of the desk by what is due, and the way to a second display."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QScreen, QShortcut
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout

from opinion_desk.domain.changes import Changes, Touched

from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import row
from ..parts.choices import Choice
from ..parts.empty import Empty
from ..parts.labels import label
from ..seat import Seat
from ..theme import tokens
from . import screens
from .board import ALL, Board, Wanted, board_of, read
from .heading import Heading
from .legible import Grid
from .tile import Group
from .view import TileView
from .wall import Wall

_OF_BOARD: Final = (Touched.INCIDENTS, Touched.CLOCKS, Touched.DUTY, Touched.SETTINGS)
_SETTLE_MS: Final = 300
_CELL: Final = QSize(310, 202)  # the least width and the height of a tile


def _columns(_count: int, room: QSize) -> Grid:
    return Grid(max(1, room.width() // _CELL.width()), 1, share=0.74)


class ClocksPage(Page):
    """The board in the window's theme; the same goes dark and large on a second display."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.board: Board | None = None
        self.wall: Wall | None = None
        self._wall_on = ""  # the name of its display
        self._day = seat.now().astimezone(seat.desk.zone).date()  # of the last reading, on its way or here
        self.groups: dict[Group | None, QPushButton] = {}
        self.heading = Heading(tokens, seat.desk.zone, 48)
        self.view = TileView(tokens, seat.now, _columns, _CELL.height())
        self.units = Choice([("", self.tr("全部单位"))])
        self.late = QPushButton(self.tr("只看超时"))
        self.show_wall = button(self.tr("投屏"), self._wall_pressed, "primary", "monitor", hint="F11")
        self.show_wall.setToolTip(self.tr("全屏显示在另一块屏幕上（F11），Esc 退出"))
        self._more = label("", "meta")
        self._nothing = Empty(
            "clock", "", "", button(self.tr("去舆情件"), lambda: self.page_requested.emit("incidents"))
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._lay_out()
        self._connect()

    @property
    def wanted(self) -> Wanted:
        """What the filters ask for."""
        group = next((group for group, made in self.groups.items() if made.isChecked()), None)
        return Wanted(group, str(self.units.chosen or ""), self.late.isChecked())

    def shown(self) -> None:
        self.refresh()
        self.view.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(*_OF_BOARD) and (self.isVisible() or self.wall is not None) and not self._settle.isActive():
            self._settle.start()

    def tick(self, now: datetime) -> None:
        before = self.heading.counts.late
        self.heading.tick(now)
        self.view.tick(now)
        if now.astimezone(self.seat.desk.zone).date() != self._day or self.heading.counts.late != before:
            self.refresh()

    def refresh(self) -> None:
        """Read the board again, for the page and for the display it stands on."""
        seat, wanted = self.seat, self.wanted
        self._day = seat.now().astimezone(seat.desk.zone).date()

        def boards() -> tuple[Board, Board]:
            reading = read(seat)
            board = board_of(seat, reading, wanted)
            return board, board if wanted == ALL else board_of(seat, reading)

        seat.work.run(self, boards, self._show, lambda error: self.bar.fail(error, self.refresh), key="board")

    def open_wall(self, screen: str = "") -> Wall:
        """Show the board on the display of that name, else on the one remembered, else on one that is not the window's."""
        own = self.window().screen()
        target = screens.screen_for_board(QGuiApplication.screens(), own, screen or screens.remembered(self.seat))
        if self.wall is None:
            self.wall = Wall(self.seat)
            self.wall.closed.connect(self._wall_closed)
            self.wall.incident_requested.connect(self._open_from_wall)
            self.wall.day_passed.connect(self.refresh)
        if target is not None:
            self._wall_on = target.name()
            if target is not own:
                screens.remember(self.seat, target)
            self.wall.show_on(target)
        self.refresh()
        return self.wall

    def ended(self) -> None:
        if self.wall is not None:
            self.wall.close()

    # --- what is on it

    def _lay_out(self) -> None:
        filters = row(gap=8)
        kept = str(self.seat.memory.value("clocks/group", ""))
        for group, words in (
            (None, self.tr("全部")),
            (Group.LEGAL, self.tr("法定")),
            (Group.ASSIGNED, self.tr("交办")),
        ):
            made = QPushButton(words)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setChecked(kept == (group.value if group is not None else ""))
            made.clicked.connect(self._filtered)
            self.groups[group] = made
            filters.addWidget(made)
        if self.wanted.group is None:
            self.groups[None].setChecked(True)
        self.late.setCheckable(True)
        self.units.setAccessibleName(self.tr("责任单位"))
        self.units.setMinimumWidth(200)
        for widget in (self.units, self.late):
            filters.addWidget(widget)
        filters.addWidget(self._more, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        filters.addWidget(self.show_wall)
        filters.setContentsMargins(7, 0, 7, 6)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(17, 10, 17, 10)
        lines.setSpacing(6)
        head = row(self.heading, gap=0)
        head.setContentsMargins(7, 0, 7, 0)
        lines.addWidget(self.bar)
        lines.addLayout(head)
        lines.addLayout(filters)
        lines.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.view.opened.connect(lambda id: self.incident_requested.emit(id, ""))
        self.late.clicked.connect(self._filtered)
        self.units.activated.connect(lambda _place: self._filtered())
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.screenRemoved.connect(self._screen_gone)
        keys = QShortcut(QKeySequence("F11"), self)
        keys.activated.connect(self._wall_pressed)

    def _filtered(self) -> None:
        group = self.wanted.group
        self.seat.memory.setValue("clocks/group", group.value if group is not None else "")
        self.refresh()

    def _show(self, boards: tuple[Board, Board]) -> None:
        self.board, whole = boards
        now = self.seat.now()
        self.heading.show_board(self.board, now)
        self._show_units(self.board)
        self.view.show_tiles(self.board.tiles)
        if not self.view.currentIndex().isValid():
            self.view.choose(0)
        self.view.tick(now)
        left = self.board.left_out
        self._more.setText(self.tr("先列最紧的，另有 {n} 项").format(n=left) if left else "")
        if not self.board.tiles:
            self._say_nothing(self.board)
        self._stack.setCurrentWidget(self.view if self.board.tiles else self._nothing)
        if self.wall is not None:
            self.wall.show_board(whole)

    def _say_nothing(self, board: Board) -> None:
        if board.deadlines:
            title = self.tr("没有符合筛选的时限")
            words = self.tr("换一个筛选，或点“全部”、“全部单位”，再松开“只看超时”。")
        else:
            title = self.tr("当前没有运行中的时限")
            words = self.tr("舆情件核定为重大以上、判为需回应，或交办给单位之后，时限就在这里倒计时，最紧的排在最前。")
        self._nothing.say(title, words)

    def _show_units(self, board: Board) -> None:
        chosen = self.units.chosen
        pairs = [("", self.tr("全部单位")), *board.units]
        if chosen and chosen not in dict(board.units):
            pairs.append((chosen, self.seat.unit(chosen)))  # it owes nothing any more, and stays chosen
        self.units.offer(pairs)
        self.units.choose(chosen or "")

    # --- the wall

    def _wall_pressed(self) -> None:
        own = self.window().screen()
        others = [screen for screen in QGuiApplication.screens() if screen is not own]
        if self.wall is not None:
            self.wall.close()
        elif len(others) > 1:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for screen in others:
                name = screen.name()
                menu.addAction(screens.told(screen)).triggered.connect(lambda _=False, name=name: self.open_wall(name))
            menu.popup(self.show_wall.mapToGlobal(self.show_wall.rect().bottomLeft()))
        else:
            self.open_wall()

    def _wall_closed(self) -> None:
        if self.wall is not None:
            self.wall.deleteLater()
            self.wall = None

    def _screen_gone(self, screen: QScreen) -> None:
        """Qt moves what stood there onto another display, where the board would lie over somebody's work."""
        if self.wall is not None and screen.name() == self._wall_on:
            self.wall.close()
            self.bar.tell(self.tr("投屏的屏幕已断开，看板已收回；接好后再投。"), self.tr("再投"), self.open_wall)

    def _open_from_wall(self, incident: int) -> None:
        if self.wall is not None and self.wall.screen() is self.window().screen():
            self.wall.close()  # it lies over the window
        self.incident_requested.emit(incident, "")
        self.window().activateWindow()
