"""The window: rail, strip and pages; it fulfils the wishes of the pages and remembers how it was left."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError

from ..parts.bars import Bar
from ..seat import Seat
from .child import CollectorChild
from .counts import Overview, read_overview
from .first_start import FirstStart
from .page import Page
from .pages import make_page
from .places import FIRST, PLACES
from .pulse import Pulse
from .rail import Rail
from .strip import ClockStrip

if TYPE_CHECKING:
    from opinion_desk.services.desk import Notice

_OF_FRAME = (
    Touched.ITEMS,
    Touched.VERDICTS,
    Touched.INCIDENTS,
    Touched.CLOCKS,
    Touched.SOURCES,
    Touched.DUTY,
    Touched.OUTBOX,
)
_SETTLE_MS = 400  # a burst of writes is read once


class Window(QMainWindow):
    """`collect` starts the collecting process with the window; screenshots and tests leave it out."""

    painted = Signal()  # once, when it was drawn for the first time

    def __init__(self, seat: Seat, *, collect: bool = True) -> None:
        super().__init__()
        self.seat = seat
        self._was_painted = False
        self._told: set[int] = set()  # notices that were shown in this window
        self.pages: dict[str, Page] = {}
        self.rail, self.strip, self.bar = Rail(), ClockStrip(), Bar()
        self.stack = QStackedWidget()
        self.pulse = Pulse(seat, self)
        self.child = CollectorChild(seat.desk.collector_command(), self) if collect else None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
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
            page.page_requested.connect(self.open_page)
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

    def begin(self) -> None:
        """After the window is shown: the numbers, the pulse, the collecting process, and first questions where needed."""
        self.refresh()
        self.pulse.start()
        asked = self.seat.memory.value("first/asked", False, type=bool)
        if self.seat.desk.settings.jurisdiction is None and not asked:
            first = FirstStart(self, self.seat)
            first.finished.connect(self._first_done)
            first.closed.connect(self._start_collecting)  # not before: what is read follows the answers
            first.open_sheet(first.place)
        else:
            self._start_collecting()

    def refresh(self) -> None:
        """Read the numbers of the frame again."""
        self.seat.work.run(self, lambda: read_overview(self.seat), self._show, self._failed, key="overview")

    def come_forward(self) -> None:
        """A second window was asked for: this is the one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.seat.memory.setValue("window/geometry", self.saveGeometry())
        self.seat.memory.setValue("window/page", self._front())
        self.seat.memory.sync()
        self.pulse.stop()
        self._settle.stop()
        if self.child is not None:
            self.child.stop()
        self.seat.work.finish()
        super().closeEvent(event)

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
        self.setWindowTitle(f"{name} · {place}" if place else name)

    def _lay_out(self) -> None:
        frame = QWidget()
        frame.setObjectName("frame")
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.strip)
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
        self.strip.more_requested.connect(lambda: self.open_page("incidents"))
        self.pulse.changed.connect(self._changed)
        self.pulse.ticked.connect(self._ticked)
        self.pulse.failed.connect(self._failed)
        self.seat.work.unheard.connect(self._failed)
        if self.child is not None:
            self.child.fell.connect(self.bar.tell)
        for number, place in enumerate(PLACES, 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            keys.activated.connect(lambda id=place.id: self.open_page(id))

    def _remember(self) -> None:
        geometry = self.seat.memory.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self.resize(1440, 900)
        page = str(self.seat.memory.value("window/page", FIRST))
        self.open_page(page if page in {place.id for place in PLACES} else FIRST)

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*_OF_FRAME) and not self._settle.isActive():
            self._settle.start()
        if changes.touches(Touched.SETTINGS):
            self._set_title()
        for page in self.pages.values():
            page.changed(changes)

    def _ticked(self, now: datetime) -> None:
        self.strip.tick(now)
        front = self.stack.currentWidget()
        if isinstance(front, Page):
            front.tick(now)

    def _show(self, overview: Overview) -> None:
        self.rail.buttons["inbox"].show_count(overview.waiting)
        self.rail.buttons["incidents"].show_count(overview.open_incidents)
        self.rail.buttons["sources"].show_count(overview.failing)
        self.strip.show_duty(overview.duty_disc, overview.duty_words)
        self.strip.show_running(overview.running, self.seat.now())
        fresh = [notice for notice in overview.notices if notice.id not in self._told]
        if fresh:
            self._told |= {notice.id for notice in fresh}
            self._tell_notice(fresh[0])

    def _tell_notice(self, notice: Notice) -> None:
        """A message of the ladder; 查看 marks it as read and leads to its matter."""

        def read() -> None:
            notices, id = self.seat.desk.notices, notice.id
            self.seat.work.run(self, lambda: notices.read(id), lambda _done: None, self._failed)
            if notice.incident_id is not None:
                self.open_incident(notice.incident_id)

        self.bar.notice(f"{self.seat.short(notice.at)}  {notice.subject}", self.tr("查看"), read)

    def _failed(self, error: BaseException) -> None:
        self.bar.fail(error, self.refresh if isinstance(error, DeskError) else None)

    def _start_collecting(self) -> None:
        if self.child is not None:
            self.child.start()

    def _first_done(self, page: str) -> None:
        self._set_title()
        self.refresh()
        if page:
            self.open_page(page)
