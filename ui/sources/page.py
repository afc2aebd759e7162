"""来源: the table of health, and everything that can be done with the marked sources."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.source import Source
from opinion_desk.services.source_row import BY_HAND, is_collected
from opinion_desk.services.starters import starters

from ..frame.page import Page
from ..parts.cards import column, holder
from ..parts.keys_sheet import KeysSheet
from ..parts.settling import settling
from ..parts.sheet import Ask
from ..seat import Seat
from . import toolbar
from .add_sheet import AddSheet
from .collecting import Collecting
from .edit_sheet import EditSheet
from .folder_sheet import FolderSheet
from .folders import folders_of
from .import_sheet import ImportSheet
from .keys import keys_of
from .missed.ask_sheet import compare_bought
from .nothing import nothing_yet
from .outage_bar import OutageBar
from .starter_sheet import StarterSheet
from .table import SourceTable
from .taking_in import TakingIn
from .toolbar import Toolbar, all_paused
from .watch_sheet import WatchSheet
from .watched import all_watched

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

_SETTLE_MS: Final = 2_000  # while sources are collected the table is read again this often; a deed reads it at once
_BLANK, _NOTHING, _TABLE = 0, 1, 2


class SourcesPage(Page):
    """Table above, deeds in the toolbar; they work on the marked rows, by mouse and by key."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.table = SourceTable(seat)
        self.model = self.table.lines
        self.toolbar = Toolbar()
        self.collecting = Collecting(seat, self.bar, self)
        self.taking_in = TakingIn(self, seat)
        self.outage = OutageBar(seat)
        self.stack = QStackedWidget()
        self._fresh_id = 0  # a source that was just added, to be marked when it stands in the table
        self._settle = settling(self, _SETTLE_MS, self.refresh)
        self._lay_out()
        self._connect()
        self._bind_keys()

    def shown(self) -> None:
        self.refresh()
        self.table.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(Touched.SOURCES, Touched.ITEMS) and self.isVisible() and not self._settle.isActive():
            self._settle.start()

    def refresh(self) -> None:
        """Read the table again."""
        work, sources = self.seat.work, self.seat.desk.sources
        self.outage.refresh()
        work.run(self, sources.list, self._show, lambda error: self.bar.fail(error, self.refresh), key="list")

    def current(self) -> SourceRow | None:
        """The source that alone is marked."""
        return self.table.current()

    def add(self) -> None:
        """Ask for an address."""
        sheet = AddSheet(self, self.seat)
        sheet.added.connect(self._added)
        sheet.open_sheet(sheet.address)

    def choose_starters(self) -> None:
        """Offer the starter list."""
        known = frozenset(row.source.address for row in self.model.rows)
        sheet = StarterSheet(self, self.seat, starters(self.seat.desk.settings.jurisdiction), known)
        sheet.added.connect(lambda added, there: self._done(self.taking_in.added_words(added, there)))
        sheet.open_sheet()

    def collect(self) -> None:
        """Collect the marked sources now."""
        rows = [row for row in self.table.marked_rows if row.source.form not in BY_HAND]
        if rows:
            self.collecting.start(tuple(row.source.id for row in rows), _named(rows))

    def collect_due(self) -> None:
        """Collect all that are due."""
        self.collecting.start((), "")

    def pause(self) -> None:
        """Pause the marked sources, or resume them where all are paused."""
        rows = self.table.marked_rows
        if rows:
            ids, on = tuple(row.source.id for row in rows), not all_paused(rows)
            words = self.tr("已暂停“{name}”。") if on else self.tr("已恢复“{name}”。")
            self._write(lambda: self.seat.desk.sources.pause(ids, on), words.format(name=_named(rows)))

    def watch(self) -> None:
        """Ask for how long the marked sources are to be looked at every minute, or end that."""
        rows = [row for row in self.table.marked_rows if is_collected(row.source)]
        if all_watched(rows, self.seat.now()):
            ids, words = tuple(row.source.id for row in rows), self.tr("已结束对“{name}”的盯守。")
            self._write(lambda: self.seat.desk.sources.unwatch(ids), words.format(name=_named(rows)))
        elif rows:
            sheet = WatchSheet(self, self.seat, [row.source for row in rows])
            sheet.watching.connect(self._done)
            sheet.open_sheet(sheet.hours)

    def move_marked(self) -> None:
        """Ask into which folder the marked sources go."""
        rows = self.table.marked_rows
        if rows:
            ids, here = [row.source.id for row in rows], {row.source.folder for row in rows}
            folder = here.pop() if len(here) == 1 else ""
            sheet = FolderSheet(self, self.seat, ids, folder, folders_of(self.model.rows))
            sheet.moved.connect(self._done)
            sheet.open_sheet(sheet.folder)

    def edit(self) -> None:
        """Change what a person sets of the marked source."""
        row = self.current()
        if row is not None:
            sheet = EditSheet(self, self.seat, row.source)
            sheet.changed.connect(self.refresh)
            sheet.mapping_wanted.connect(self.taking_in.importing.map)
            sheet.open_sheet(sheet.name)

    def remove(self) -> None:
        """Ask once, naming the sources."""
        rows = self.table.marked_rows
        if not rows:
            return
        name, items = _named(rows), sum(row.items for row in rows)
        words = self.tr("不再采集“{name}”；已有的 {n} 条信息保留。").format(name=name, n=f"{items:,}")
        ids = tuple(row.source.id for row in rows)
        title = self.tr("移除来源“{name}”？").format(name=name)
        Ask(self, title, words, self.tr("移除"), lambda: self._remove(ids, name)).open_sheet()

    def import_opml(self, path: Path) -> None:
        """Add the feeds of a file."""
        self.taking_in.import_opml(path)

    def import_file(self, path: Path) -> ImportSheet:
        """Take the rows of an export in as items."""
        return self.taking_in.import_file(path)

    # --- putting together

    def _lay_out(self) -> None:
        ways = self.taking_in
        empty = nothing_yet(self, self.add, self.choose_starters, ways.ask_list, ways.ask_file)
        for widget in (holder(column(None)), empty, self.table):  # in the order of _BLANK, _NOTHING, _TABLE
            self.stack.addWidget(widget)
        self.setLayout(column(self.toolbar, self.outage, self.bar, self.stack, gap=0))

    def _connect(self) -> None:
        deeds: dict[str, Callable[[], object]] = {
            toolbar.COLLECT: self.collect,
            toolbar.PAUSE: self.pause,
            toolbar.WATCH: self.watch,
            toolbar.EDIT: self.edit,
            toolbar.MOVE: self.move_marked,
            toolbar.REMOVE: self.remove,
            toolbar.ADD: self.add,
            toolbar.STARTERS: self.choose_starters,
            toolbar.DUE: self.collect_due,
            toolbar.FILE: self.taking_in.ask_file,
            toolbar.MAPPINGS: self.taking_in.importing.show_kept,
            toolbar.BOUGHT: lambda: compare_bought(self),
            toolbar.OPML: self.taking_in.ask_list,
            toolbar.EXPORT: self.taking_in.ask_export,
        }
        self.toolbar.wanted.connect(lambda what: deeds[what]())
        self.toolbar.filtered.connect(self.table.filter)
        self.toolbar.left.connect(self.table.setFocus)
        self.table.opened.connect(self.edit)
        self.table.marked_changed.connect(self._show_able)
        self.collecting.ended.connect(self._done)
        self.collecting.failed.connect(lambda error: self.bar.fail(error, self.collect))
        self.taking_in.done.connect(self._done)
        self.taking_in.read.connect(self.refresh)
        self.taking_in.failed.connect(self.bar.fail)

    def _bind_keys(self) -> None:
        bar = self.toolbar
        of_table = {"Space": self.pause, "W": self.watch, "M": self.move_marked, "/": bar.to_filter, "Esc": bar.leave}
        of_page = {"Ctrl+N": self.add, "F5": self.collect, "F2": self.edit, "Delete": self.remove, "?": self._show_keys}
        for owner, keys in ((self.table, of_table), (self, of_page)):
            for key, act in keys.items():
                made = QShortcut(QKeySequence(key), owner)
                made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                made.activated.connect(act)

    def _show_keys(self) -> None:
        KeysSheet(self, keys_of(self)).open_sheet()

    # --- what came home

    def _show(self, rows: tuple[SourceRow, ...]) -> None:
        self.table.show_rows(rows)
        self.toolbar.show_counts(rows, self.seat.now())
        appeared = self.stack.currentIndex() == _BLANK
        self.stack.setCurrentIndex(_TABLE if rows else _NOTHING)
        if appeared and rows and self.isVisible():
            self.table.setFocus()
        if self._fresh_id and self.model.row_of(self._fresh_id) >= 0:
            self.table.mark(self._fresh_id)
            self._fresh_id = 0
        self._show_able()

    def _added(self, source: Source) -> None:
        self._fresh_id = source.id
        self._done(self.tr("已添加“{name}”，稍后自动采集。").format(name=source.name))

    def _show_able(self) -> None:
        self.toolbar.show_marked(self.table.marked_rows, alone=self.current() is not None, now=self.seat.now())

    def _done(self, words: str) -> None:
        self.bar.tell(words)
        self.refresh()

    def _write(self, act: Callable[[], object], words: str) -> None:
        self.seat.work.run(self, act, lambda _answer: self._done(words), lambda error: self.bar.fail(error))

    def _remove(self, ids: tuple[int, ...], name: str) -> None:
        def act() -> None:
            for id in ids:
                self.seat.desk.sources.remove(id)

        self._write(act, self.tr("已移除“{name}”。").format(name=name))


def _named(rows: list[SourceRow] | tuple[SourceRow, ...]) -> str:
    """One by its name, several by their number."""
    return rows[0].source.name if len(rows) == 1 else f"{rows[0].source.name}等 {len(rows):,} 个来源"
