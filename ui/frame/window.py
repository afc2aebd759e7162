"""The window: rail, strip and pages; it fulfils the wishes of the pages and remembers how it was left."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError

from ..parts.bars import Bar
from ..seat import Seat
from .alarm import Alarm
from .child import CollectorChild
from .counts import Overview, read_overview
from .first_start import FirstStart
from .jump_bar import JumpBar
from .leaving import Leaving
from .notices import Notices
from .page import Page
from .pages import make_page
from .places import FIRST, PLACES
from .pulse import Pulse
from .rail import Rail
from .seal import seal_icon
from .sitting import Sitting
from .standing_in import StandingIn
from .strip import ClockStrip
from .tray import Tray

_OF_FRAME = (
    Touched.ITEMS,
    Touched.VERDICTS,
    Touched.INCIDENTS,
    Touched.CLOCKS,
    Touched.SOURCES,
    Touched.DUTY,
    Touched.OUTBOX,
)
_AT_ONCE = (Touched.INCIDENTS, Touched.CLOCKS, Touched.DUTY, Touched.OUTBOX)
_SETTLE_MS = 400  # a burst of writes is read once,
_MANY_MS = 1_500  # and this often while nothing but items comes in


class Window(Leaving):
    """`collect` starts the collecting process with the window; screenshots and tests leave it out.

    Closing a window that collects puts it away, into the tray or minimised; `quit` ends it, and `left` says that it did.
    """

    painted = Signal()  # once, when it was drawn for the first time
    left = Signal()

    def __init__(self, seat: Seat, *, collect: bool = True) -> None:
        super().__init__()
        self.seat = seat
        self._was_painted = False
        self._leaving = False
        self._open_clocks = 0
        self.pages: dict[str, Page] = {}
        self.rail, self.strip, self.bar = Rail(), ClockStrip(seat.unit), Bar()
        self.notices, self.alarm = Notices(seat, self), Alarm(seat, self)
        self.jumps = JumpBar(seat)
        self.sitting = Sitting(seat, self.strip.who, self)
        self.stack = QStackedWidget()
        self.pulse = Pulse(seat, self)
        self.child = CollectorChild(seat.desk.collector_command(), self) if collect else None
        self.standing_in = StandingIn(seat, self)
        self.setWindowIcon(seal_icon())
        self.tray = Tray(self.windowIcon(), self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.refresh)
        self.setMinimumSize(1024, 640)
        self._set_title()
        self._lay_out()
        self._connect()
        self._remember()

    def open_page(self, id: str) -> Page:
        """Bring a page to the front, made when it is first wanted."""
        page = self.pages.get(id)
        if page is None:
            page = self.pages[id] = make_page(id, self.seat)
            page.incident_requested.connect(self.open_incident)
            page.item_requested.connect(self.open_item)
            page.page_requested.connect(self.open_page)
            page.quit_requested.connect(self.ask_to_quit)
            page.end_requested.connect(self.quit)
            page.settings_changed.connect(self._settings_changed)
            self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        self.rail.choose(id)
        page.shown()
        return page

    def open_incident(self, id: int, then: str = "") -> None:
        """Show one incident, and begin what was asked for there."""
        from ..incidents.page import IncidentsPage

        page = self.open_page("incidents")
        assert isinstance(page, IncidentsPage)
        page.open_incident(id, then)

    def open_item(self, id: int) -> None:
        """Show one item."""
        from ..inbox.page import InboxPage

        page = self.open_page("inbox")
        assert isinstance(page, InboxPage)
        page.show_item(id)

    def begin(self) -> None:
        """After the window is shown: the numbers, the pulse, the collecting process, and first questions where needed."""
        self.refresh()
        self.pulse.start()
        if self.child is not None:
            self.standing_in.start()
        asked = self.seat.memory.value("first/asked", False, type=bool)
        if self.seat.desk.settings.jurisdiction is None and not asked:
            first = FirstStart(self, self.seat)
            first.finished.connect(self.open_page)
            first.closed.connect(self._settings_changed)
            first.closed.connect(self._start_collecting)  # not before: what is read follows the answers
            first.open_sheet(first.place)
        else:
            self._start_collecting()

    def refresh(self) -> None:
        """Read the numbers of the frame again."""
        self.seat.work.run(self, lambda: read_overview(self.seat), self._show, self._failed, key="overview")
        self.sitting.refresh()

    def come_forward(self) -> None:
        """A second window was asked for: this is the one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_place()
        if self._stays():
            event.ignore()
            self._put_away()
            return
        self.tray.go()
        for page in self.pages.values():
            page.ended()
        self.alarm.stop()
        self.pulse.stop()
        self.standing_in.stop()
        self._settle.stop()
        if self.child is not None:
            self.child.stop()
        self.seat.work.finish()
        super().closeEvent(event)
        self.left.emit()

    def _keep_place(self) -> None:
        self.seat.memory.setValue("window/geometry", self.saveGeometry())
        self.seat.memory.setValue("window/page", self._front())
        self.seat.memory.sync()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def _front(self) -> str:
        return next((id for id, page in self.pages.items() if page is self.stack.currentWidget()), FIRST)

    def _set_title(self) -> None:
        place = self.seat.desk.settings.jurisdiction
        name = self.tr("舆情工作台")
        # the name last: Qt adds it to a title that does not end with it
        self.setWindowTitle(f"{place} · {name}" if place else name)

    def _lay_out(self) -> None:
        frame = QWidget()
        frame.setObjectName("frame")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.strip)
        right.addWidget(self.jumps)
        right.addWidget(self.notices.bar)
        right.addWidget(self.sitting.bar)
        right.addWidget(self.bar)
        right.addWidget(self.stack, 1)
        across = QHBoxLayout(frame)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        self.setCentralWidget(frame)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.open_page)
        self.strip.incident_requested.connect(self.open_incident)
        self.strip.more_requested.connect(lambda: self.open_page("clocks"))
        self.strip.duty_requested.connect(lambda: self.open_page("duty"))
        self.pulse.changed.connect(self._changed)
        self.pulse.ticked.connect(self._ticked)
        self.pulse.failed.connect(self._failed)
        self.standing_in.failed.connect(self._failed)
        self.jumps.settled.connect(self.refresh)
        self.seat.work.unheard.connect(self._failed)
        self.notices.incident_requested.connect(self.open_incident)
        self.notices.failed.connect(self._failed)
        self.sitting.picked.connect(self.refresh)
        self.sitting.list_requested.connect(lambda: self.open_page("settings").open_part("staff"))
        self.sitting.failed.connect(self._failed)
        self.notices.came.connect(self._call)
        self.notices.came.connect(self.alarm.call)
        self.tray.opened.connect(self.come_forward)
        self.tray.left.connect(self.ask_to_quit)
        leave = QShortcut(QKeySequence("Ctrl+Q"), self)
        leave.activated.connect(self.ask_to_quit)
        if self.child is not None:
            self.child.fell.connect(self.bar.tell)
        for number, place in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda id=place.id: None if self._is_asking() else self.open_page(id))

    def _remember(self) -> None:
        geometry = self.seat.memory.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1440, 900)
        page = str(self.seat.memory.value("window/page", FIRST))
        self.open_page(page if page in {place.id for place in PLACES} else FIRST)

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_OF_FRAME):
            wait = _SETTLE_MS if changes.touches(*_AT_ONCE) else _MANY_MS
            if not self._settle.isActive() or self._settle.remainingTime() > wait:
                self._settle.start(wait)
        for page in self.pages.values():
            page.changed(changes)

    def _ticked(self, now: datetime) -> None:
        self.strip.tick(now)
        self.alarm.tick(now)
        front = self.stack.currentWidget()
        if isinstance(front, Page):
            front.tick(now)

    def _show(self, overview: Overview) -> None:
        self.rail.buttons["inbox"].show_count(overview.waiting)
        self.rail.buttons["incidents"].show_count(overview.open.matters)
        self.rail.buttons["sources"].show_count(overview.failing)
        self.strip.show_duty(overview.duty_disc, overview.duty_words)
        self.strip.show_offers(overview.offers)
        self.strip.show_running(overview.running, self.seat.now(), overview.open.clocks)
        self.rail.buttons["clocks"].show_count(overview.open.late)
        self.alarm.show_running(overview.heard)
        self.notices.show_unread(overview.notices)
        self.jumps.show_jumps(overview.jumps)
        self._open_clocks = overview.open.clocks
        if self.child is not None:
            words = self.tr("{title}：{n} 项时限在走").format(title=self.windowTitle(), n=self._open_clocks)
            self.tray.show_up(words)

    def _call(self, subject: str) -> None:
        """A message of the ladder came while the window is away."""
        if self.isHidden() or self.isMinimized():
            self.tray.say(self.tr("时限提醒"), subject)
            QApplication.alert(self)

    def _failed(self, error: BaseException) -> None:
        self.bar.fail(error, self.refresh if isinstance(error, DeskError) else None)

    def _start_collecting(self) -> None:
        if self.child is not None:
            self.child.start()

    def _settings_changed(self) -> None:
        self._set_title()
        self.refresh()
