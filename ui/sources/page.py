"""来源: the table of health, and everything that can be done with a source."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QTableView

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.starters import starters

from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import column, holder
from ..parts.files import ask_file, ask_target
from ..parts.labels import label
from ..parts.lines import set_up
from ..parts.sheet import Ask
from ..parts.task import Task
from ..seat import Seat
from .add_sheet import AddSheet
from .collecting import Collecting
from .counting import counted
from .edit_sheet import EditSheet
from .import_sheet import ImportSheet, report_words
from .nothing import nothing_yet
from .outage_bar import OutageBar
from .starter_sheet import StarterSheet
from .table_delegate import HEIGHT, SourceDelegate
from .table_model import FORM_COLUMN, ITEMS, LAST, LAST_DAY, NAME, NEXT, STATE, USUAL, WHY, SourceModel
from .watch_sheet import WatchSheet, is_watched

if TYPE_CHECKING:
    from opinion_desk.services.items import ImportReport
    from opinion_desk.services.source_row import SourceRow

_WIDTHS: Final = {
    NAME: 168, FORM_COLUMN: 104, STATE: 86, LAST: 100, NEXT: 100, USUAL: 82, LAST_DAY: 90, ITEMS: 78, WHY: 220
}  # fmt: skip
_SETTLE_MS: Final = 2_000  # while sources are collected the table is read again this often; a deed reads it at once


class SourcesPage(Page):
    """Table above, deeds in the toolbar; they work on the marked row, by mouse and by key."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.model = SourceModel(seat, self)
        self.table = QTableView()
        self._told = label("", "meta")
        self.collecting = Collecting(seat, self.bar, self)
        self.outage = OutageBar(seat)
        self._stack = QStackedWidget()
        self._of_row: list[Any] = []
        self._fresh_id = 0  # a source that was just added, to be marked when it stands in the table
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._lay_out()
        self._bind_keys()
        self.collecting.ended.connect(self._done)
        self.collecting.failed.connect(lambda error: self.bar.fail(error, self.collect))

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
        """The marked source."""
        index = self.table.currentIndex()
        return self.model.rows[index.row()] if index.isValid() else None

    def add(self) -> None:
        """Ask for an address."""
        sheet = AddSheet(self, self.seat)
        sheet.added.connect(self._added)
        sheet.open_sheet(sheet.address)

    def choose_starters(self) -> None:
        """Offer the starter list."""
        known = frozenset(row.source.address for row in self.model.rows)
        listed = starters(self.seat.desk.settings.jurisdiction)
        sheet = StarterSheet(self, self.seat, listed, known)
        sheet.added.connect(self._counted)
        sheet.open_sheet()

    def collect(self) -> None:
        """Collect the marked source now."""
        row = self.current()
        self.collecting.start((row.source.id,) if row is not None else (), row.source.name if row is not None else "")

    def collect_due(self) -> None:
        """Collect all that are due."""
        self.collecting.start((), "")

    def pause(self) -> None:
        """Pause the marked source, or resume it."""
        row = self.current()
        if row is not None:
            source, on = row.source, not row.source.paused
            words = self.tr("已暂停“{name}”。") if on else self.tr("已恢复“{name}”。")
            self._write(lambda: self.seat.desk.sources.update(source.id, paused=on), words.format(name=source.name))

    def watch(self) -> None:
        """Ask for how long the marked source is to be looked at every minute, or end that."""
        row = self.current()
        if row is None or not self._of_row[2].isEnabled():
            return
        source = row.source
        if is_watched(row, self.seat.now()):
            words = self.tr("已结束对“{name}”的盯守。").format(name=source.name)
            self._write(lambda: self.seat.desk.sources.unwatch((source.id,)), words)
            return
        sheet = WatchSheet(self, self.seat, source)
        sheet.watching.connect(self._done)
        sheet.open_sheet(sheet.hours)

    def edit(self) -> None:
        """Change name or interval of the marked source."""
        row = self.current()
        if row is not None:
            sheet = EditSheet(self, self.seat, row.source)
            sheet.changed.connect(self.refresh)
            sheet.open_sheet(sheet.name)

    def remove(self) -> None:
        """Ask once, naming the source."""
        row = self.current()
        if row is None:
            return
        source = row.source
        words = self.tr("不再采集“{name}”；已有的 {n} 条信息保留。").format(name=source.name, n=f"{row.items:,}")
        Ask(
            self,
            self.tr("移除来源“{name}”？").format(name=source.name),
            words,
            self.tr("移除"),
            lambda: self._remove(source),
        ).open_sheet()

    # --- putting together

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("toolbar")
        line = QHBoxLayout(head)
        line.setContentsMargins(18, 9, 16, 9)
        line.setSpacing(8)
        line.addWidget(label(self.tr("来源"), "large"))
        line.addSpacing(6)
        line.addWidget(self._told)
        line.addStretch(1)
        of_row = (
            button(self.tr("立即采集"), self.collect, "", "arrow-clockwise", hint=self.tr("F5")),
            button(self.tr("暂停"), self.pause, "", "pause", hint=self.tr("空格")),
            button(self.tr("盯守"), self.watch, "", "clock", hint="W"),
            button(self.tr("修改…"), self.edit, "", "pencil-simple", hint="F2"),
            button(self.tr("移除…"), self.remove, "danger", "trash", hint="Delete"),
        )
        self._of_row = list(of_row)
        for made in of_row:
            line.addWidget(made)
        line.addSpacing(10)
        self._more_button = button(self.tr("导入导出"), self._show_more, "", "download-simple")
        line.addWidget(self._more_button)
        line.addWidget(button(self.tr("添加来源"), self.add, "primary", "plus", hint="Ctrl+N"))
        self._set_up_table()
        empty = nothing_yet(self, self.add, self.choose_starters, self.import_list, self.ask_file)
        self._stack.addWidget(holder(column(None)))
        self._stack.addWidget(empty)
        self._stack.addWidget(self.table)
        self.setLayout(column(head, self.outage, self.bar, self._stack, gap=0))

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(SourceDelegate(table))
        set_up(table, HEIGHT, _WIDTHS, WHY)
        table.doubleClicked.connect(lambda _index: self.edit())
        table.selectionModel().currentRowChanged.connect(lambda *_: self._show_able())
        table.setAccessibleName(self.tr("来源列表"))

    def _bind_keys(self) -> None:
        for keys, act in (
            ("Ctrl+N", self.add),
            ("F5", self.collect),
            ("F2", self.edit),
            ("Delete", self.remove),
            ("Space", self.pause),
            ("W", self.watch),
        ):
            made = QShortcut(QKeySequence(keys), self.table if keys in ("Space", "W") else self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- what came home

    def _show(self, rows: tuple[SourceRow, ...]) -> None:
        marked = self.current()
        self.model.show_rows(rows)
        self._told.setText(counted(rows, self.seat.now()))
        appeared = self._stack.currentIndex() == 0
        self._stack.setCurrentIndex(2 if rows else 1)
        if appeared and rows and self.isVisible():
            self.table.setFocus()
        # focus alone gives a current cell and marks nothing
        if rows and not self.table.selectionModel().hasSelection():
            place = self.model.row_of(marked.source.id) if marked is not None else 0
            self.table.selectRow(max(place, 0))
        fresh = self.model.row_of(self._fresh_id)
        if fresh >= 0:
            self._fresh_id = 0
            self.table.selectRow(fresh)
            self.table.scrollTo(self.model.index(fresh, NAME))
        self._show_able()

    def _added(self, source: Source) -> None:
        self._fresh_id = source.id
        self._done(self.tr("已添加“{name}”，稍后自动采集。").format(name=source.name))

    def _show_able(self) -> None:
        row = self.current()
        for made in self._of_row:
            made.setEnabled(row is not None)
        by_hand = row is not None and row.source.form in (Form.IMPORT, Form.MANUAL)
        self._of_row[0].setEnabled(row is not None and not by_hand)  # nothing is fetched for what is brought by hand
        self._of_row[2].setEnabled(row is not None and not by_hand and not row.source.paused)
        on = row is not None and is_watched(row, self.seat.now())
        self._of_row[2].setText(self.tr("结束盯守") if on else self.tr("盯守"))
        self._of_row[1].setText(self.tr("恢复") if row is not None and row.source.paused else self.tr("暂停"))

    def _done(self, words: str) -> None:
        self.bar.tell(words)
        self.refresh()

    def _write(self, act: Callable[[], object], words: str) -> None:
        self.seat.work.run(self, act, lambda _answer: self._done(words), lambda error: self.bar.fail(error))

    def _remove(self, source: Source) -> None:
        self._write(
            lambda: self.seat.desk.sources.remove(source.id), self.tr("已移除“{name}”。").format(name=source.name)
        )

    def import_list(self) -> None:
        chosen = ask_file(self, self.tr("导入 OPML"), "OPML (*.opml *.xml)")
        if chosen is not None:
            self.import_opml(chosen)

    def import_opml(self, path: Path) -> None:
        """Add the feeds of a file."""
        sources, work = self.seat.desk.sources, self.seat.work
        work.run(
            self, lambda: sources.import_opml(path), lambda n: self._counted(*n), lambda error: self.bar.fail(error)
        )

    def _counted(self, added: int, known: int) -> None:
        self._done(self.tr("已添加 {added} 个来源，{known} 个原来就有。").format(added=added, known=known))

    def ask_file(self) -> None:
        kinds = self.tr("表格与数据 (*.csv *.xlsx *.jsonl *.json)")
        chosen = ask_file(self, self.tr("导入信息文件"), kinds)
        if chosen is not None:
            self.import_file(chosen)

    def import_file(self, path: Path) -> ImportSheet:
        """Take the rows of an export in as items; a sheet tells how far it is and what came of it."""
        task, items = Task(), self.seat.desk.items
        sheet = ImportSheet(self, path, task)
        sheet.open_sheet()

        def done(report: ImportReport) -> None:
            if shiboken6.isValid(sheet) and sheet.isVisible():
                sheet.show_report(report)
                self.refresh()
            else:
                self._done(f"{path.name}：{report_words(report)}")

        def failed(error: DeskError) -> None:
            if shiboken6.isValid(sheet) and sheet.isVisible():
                sheet.show_failure(error)
            else:
                self.bar.fail(error)

        self.seat.work.run(self, lambda: items.import_file(path, task.went_on), done, failed)
        return sheet

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(self.tr("从推荐来源中选…")).triggered.connect(self.choose_starters)
        menu.addSeparator()
        menu.addAction(self.tr("导入信息文件（csv、xlsx、jsonl）…")).triggered.connect(self.ask_file)
        menu.addAction(self.tr("导入订阅清单（OPML）…")).triggered.connect(self.import_list)
        menu.addSeparator()
        menu.addAction(self.tr("导出订阅清单（OPML）…")).triggered.connect(self._export)
        menu.addSeparator()
        menu.addAction(self.tr("立即采集全部到期来源")).triggered.connect(self.collect_due)
        menu.exec(self._more_button.mapToGlobal(QPoint(0, self._more_button.height() + 4)))

    def _export(self) -> None:
        chosen = ask_target(self, self.tr("导出 OPML"), self.tr("来源.opml"), "OPML (*.opml)")
        if chosen is not None:
            sources = self.seat.desk.sources
            self._write(lambda: sources.export_opml(chosen), self.tr("已导出到 {path}").format(path=chosen))
