"""How late the window's event loop is while the collecting process judges and stores thousands of items at full speed.

`python -m bench.window [--quick]` opens the window offscreen on a desk in use, lets it start its own `collect --serve` on feeds served
over loopback, and goes from page to page, pressing keys in their lists, until everything is stored. Beside it runs a bare window of Qt
under the same load. Latencies are told as an event feels them that comes at any moment (bench.lateness).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from opinion_desk.compose import compose
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.desk import Desk
from ui.clocks.page import ClocksPage
from ui.fonts import wear_fonts
from ui.frame.page import Page
from ui.frame.window import Window
from ui.inbox.page import InboxPage
from ui.incidents.page import IncidentsPage
from ui.seat import Seat
from ui.sources.page import SourcesPage
from ui.theme import THEME, Mode

from .feeds import ITEMS_PER_FEED, bench_documents
from .lateness import Probe, as_felt, share
from .line import print_line
from .pipeline import JURISDICTION, served
from .shots import settle
from .used_desk import fill

ROOT: Final = Path(__file__).resolve().parent.parent
PAGES: Final = ("inbox", "incidents", "clocks", "sources")
_KEY_MS: Final = 30  # as a key that is held down repeats
_PAGE_MS: Final = 2_000  # on a page, before the next is opened
_FIRST_WITHIN_S: Final = 60.0
_DOWN: Final = 12  # steps down, and so many up again
_LONGEST_S: Final = {True: 7.0, False: 120.0}  # of the measured time


class Person(QObject):
    """Goes from page to page and holds a key down in each list; `late` is how late the loop was meanwhile, page by page."""

    ended = Signal()

    def __init__(
        self, window: Window, probe: Probe, sources: frozenset[int] = frozenset(), page_ms: int = _PAGE_MS
    ) -> None:
        super().__init__(window)
        self._window, self._probe = window, probe
        self._sources = sources  # new ones, whose items are counted
        self.stored = 0
        self.late: dict[str, list[float]] = {id: [] for id in PAGES}
        self.own: list[float] = []
        self._pages, self._steps = 0, 0
        self._timers = [
            self._every(every, act)
            for every, act in ((_KEY_MS, self._press), (page_ms, self._turn), (1_000, self._ask))
        ]

    def work(self, longest_s: float) -> None:
        """So long, or until everything is stored."""
        loop = QEventLoop()
        self.ended.connect(loop.quit)
        self._window.open_page(PAGES[0])
        self._probe.take(), self._probe.take_own()
        for timer in self._timers:
            timer.start()
        QTimer.singleShot(int(longest_s * 1000), loop.quit)
        loop.exec()
        for timer in self._timers:
            timer.stop()
        self._keep()

    def wait_for_first(self, longest_s: float) -> int:
        """Until the first of the new items is stored; how many there are then."""
        loop = QEventLoop()
        look = self._every(200, lambda: loop.quit() if self.stored else self._ask())
        look.start()
        QTimer.singleShot(int(longest_s * 1000), loop.quit)
        loop.exec()
        look.stop()
        return self.stored

    def _every(self, ms: int, act: Callable[[], object]) -> QTimer:
        made = QTimer(self)
        made.setInterval(ms)
        made.timeout.connect(act)
        return made

    @property
    def _page(self) -> str:
        return PAGES[self._pages % len(PAGES)]

    def _keep(self) -> None:
        self.late[self._page].extend(self._probe.take())
        self.own.extend(self._probe.take_own())

    def _turn(self) -> None:
        self._keep()
        self._pages += 1
        self._window.open_page(self._page)

    def _press(self) -> None:
        down = self._steps % (2 * _DOWN) < _DOWN
        self._steps += 1
        QTest.keyClick(_listed(self._window.pages[self._page]), Qt.Key.Key_Down if down else Qt.Key.Key_Up)

    def _ask(self) -> None:
        if self._sources:
            self._window.seat.work.run(self, self._count, self._told, key="count")

    def _count(self) -> int:
        rows = self._window.seat.desk.store.sources.all()
        return sum(row.health.items_total for row in rows if row.source.id in self._sources)

    def _told(self, items: int) -> None:
        self.stored = items
        if items >= len(self._sources) * ITEMS_PER_FEED:
            self.ended.emit()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a rough figure in under 20 s")
    quick = parser.parse_args().quick
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    wear_fonts(application)
    THEME.wear(Mode.LIGHT)
    documents = bench_documents(60 if quick else 800)
    with served(documents) as base_url, tempfile.TemporaryDirectory(prefix="desk-window-") as folder:
        desk = compose(Path(folder) / "home")
        desk.home.make()
        desk.save(JURISDICTION)
        fill(desk, 2_000 if quick else 40_000)
        try:
            figures, reference = _measure(desk, [base_url + path for path in documents], _LONGEST_S[quick])
        finally:
            desk.close()
    print_line("window", figures, reference)


def _measure(desk: Desk, addresses: list[str], longest_s: float) -> tuple[dict[str, float], dict[str, float]]:
    window = Window(Seat(desk))
    window.resize(1440, 900)
    window.show()
    for id in PAGES:  # made and read once: how long that takes is what bench.screens tells
        window.open_page(id)
        settle(window)
    probe = Probe(window)
    probe.start()
    idle = Person(window, probe, page_ms=_PAGE_MS // 2)
    idle.work(len(PAGES) * _PAGE_MS / 2000)
    person = Person(window, probe, _with_feeds(desk, addresses))
    window.begin()
    before = person.wait_for_first(_FIRST_WITHIN_S)
    began = time.perf_counter()
    with _bare_loop() as bare:
        person.work(longest_s)
    took = time.perf_counter() - began
    window.quit()
    figures = _told("", _all(person))
    for id, waits in person.late.items():
        figures |= {name: value for name, value in _told(f"{id}_", waits).items() if not name.endswith("p50")}
    figures["own_cpu_ms_p99"] = share(as_felt(person.own), 0.99)
    stored = person.stored - before
    figures |= {"items_stored": stored, "items_stored_per_s": stored / took, "measured_s": took}
    return figures, _told("bare_qt_", bare) | _told("nothing_collected_", _all(idle))


def _all(person: Person) -> list[float]:
    return [wait for waits in person.late.values() for wait in waits]


def _with_feeds(desk: Desk, addresses: list[str]) -> frozenset[int]:
    """New sources, due at once."""
    desk.sources.add_known([Source(0, address, address, Form.FEED, internal=True) for address in addresses])
    known = frozenset(addresses)
    return frozenset(row.source.id for row in desk.store.sources.all() if row.source.address in known)


def _listed(page: Page) -> QWidget:
    """What takes the keys on that page."""
    if isinstance(page, (InboxPage, IncidentsPage)):
        return page.list
    if isinstance(page, ClocksPage):
        return page.view
    assert isinstance(page, SourcesPage)
    return page.table


@contextmanager
def _bare_loop() -> Iterator[list[float]]:
    """A bare window of Qt in a process of its own while the context lasts; the list holds what it saw afterwards."""
    seen: list[float] = []
    command = [sys.executable, "-m", "bench.lateness"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield seen
        told, _ = process.communicate("", timeout=30)
    seen.extend(json.loads(told))


def _told(name: str, late: list[float]) -> dict[str, float]:
    felt = as_felt(late)
    return {
        f"{name}late_ms_p50": share(felt, 0.5),
        f"{name}late_ms_p99": share(felt, 0.99),
        f"{name}late_ms_max": felt[-1] if felt else 0.0,
    }


if __name__ == "__main__":
    main()
