"""The wishes about watching sources for a matter: beginning or changing it with a sheet, ending it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.source import Source

from ..seat import Seat
from .view import IncidentView
from .watch_sheet import MatterWatchSheet

if TYPE_CHECKING:
    from ..frame.page import Page


class Watching(QObject):
    """`done` after each deed, with what it came to in a sentence."""

    done = Signal(str)

    def __init__(self, page: Page, seat: Seat) -> None:
        super().__init__(page)
        self._page, self._seat = page, seat

    def begin(self, what: str, view: IncidentView) -> bool:
        """Begin what was wished for; False when it is no wish of this family."""
        if what == "watch":
            self._ask(view)
        elif what == "unwatch":
            self._end(view)
        else:
            return False
        return True

    def _ask(self, view: IncidentView) -> None:
        sources, id = self._seat.desk.sources, view.incident.id

        def read() -> tuple[tuple[Source, ...], frozenset[int]]:
            chosen = sources.of_incident(id) if view.watch is None else frozenset(view.watch.ids)
            return sources.that_can_be_watched(), chosen

        self._seat.work.run(self, read, lambda found: self._open(view, *found), self._page.bar.fail)

    def _open(self, view: IncidentView, found: tuple[Source, ...], chosen: frozenset[int]) -> None:
        if not found:
            self._page.bar.tell(self.tr("没有可以盯守的来源：来源都已暂停，或只由人工录入。"))
            return
        sheet = MatterWatchSheet(self._page, self._seat, view.incident, found, chosen)
        sheet.watching.connect(self.done)
        sheet.open_sheet(sheet.list)

    def _end(self, view: IncidentView) -> None:
        if view.watch is not None:
            ids, words = view.watch.ids, self.tr("已停止盯守，来源恢复平常的检查间隔。")
            unwatch = self._seat.desk.sources.unwatch
            self._seat.work.run(self, lambda: unwatch(ids), lambda _n: self.done.emit(words), self._page.bar.fail)
