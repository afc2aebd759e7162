"""信息: what came in, sorted by what waits; every key of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QItemSelection, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.inbox import InboxQuery, InboxRow, Order, Pile

from ..frame.page import Page
from ..icons import icon
from ..parts.buttons import button
from ..parts.cards import column
from ..parts.keys_sheet import KeysSheet
from ..parts.labels import label
from ..parts.settling import settling
from ..seat import Seat
from .correcting import Correcting
from .deeds import InboxDeeds
from .demands_sheet import DemandsButton
from .entering.on_page import Entering
from .facets import FacetView
from .following import Following
from .keys import keys_of
from .list_model import InboxModel
from .list_view import InboxList
from .nothing import Nothing
from .opening import OpeningSheet
from .reading import ReadingPane

_TOUCHED: Final = (Touched.ITEMS, Touched.VERDICTS, Touched.STORIES, Touched.INCIDENTS)
_SETTLE_MS: Final = 700  # while thousands of items come in the list is read again this often,
_COUNT_MS: Final = 2800  # and the counts beside it this often; both once more when it is over


class InboxPage(Page):
    """Facets, list and reading pane; J K E A T X N M S / U ? work wherever the keyboard is on the page."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.model = InboxModel(seat, self)
        self.list = InboxList(self.model)
        self.facets, self.pane = FacetView(), ReadingPane(seat)
        self.deeds = InboxDeeds(seat, self)
        self._correcting = Correcting(self, seat)
        self.entering = Entering(self, seat, self.model, self.pane, self.show_item)
        self.search = QLineEdit()
        self._order = button(self.tr("按时间"), self._turn_order, hint=self.tr("在按时间与按热度之间切换"))
        self._count = label("", "meta")
        self._nothing, self._list_or_nothing = Nothing(), QStackedWidget()
        self._following = Following(self, seat, self.pane)
        self._aside = False  # whether the pane shows an item that no row stands for
        self._loaded_once = False
        self._missed = False  # what changed while another page was in front
        self._settle = settling(self, _SETTLE_MS, self._refresh)
        self._recount = settling(self, _COUNT_MS, self._recounted)
        self._lay_out()
        self._connect()
        self._bind_keys()
        self.show_query()

    # --- what is shown

    def query(self) -> InboxQuery:
        """The view as facets, search and order make it."""
        on = self.facets.on
        return InboxQuery(
            pile=Pile(on.get("pile", Pile.ALL)),
            topics=(on["topic"],) if "topic" in on else (),
            scopes=(on["scope"],) if "scope" in on else (),
            sources=(int(on["source"]),) if "source" in on else (),
            search=self.search.text().strip(),
            order=self.model.query.order if self._loaded_once else Order.TIME,
        )

    def show_query(self) -> None:
        """Read the list and the counts for what is chosen now."""
        self._aside = False
        self.model.show_query(self.query())
        self._count_again()

    def shown(self) -> None:
        self.list.setFocus()
        if self._missed:
            self._missed = False
            self._refresh()
            self._count_again()

    def changed(self, changes: Changes) -> None:
        if not changes.touches(*_TOUCHED):
            return
        self._missed = not self.isVisible()  # then it is read when it comes to the front
        if self._missed:
            return
        if not self._settle.isActive():
            self._settle.start()
        if not self._recount.isActive():
            self._count_again()
            self._recount.start()

    def show_item(self, item_id: int) -> None:
        """Read that item; it is marked in the list where it stands there."""
        index = self.model.index_of(item_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self.list.setFocus()
        else:
            self.list.setCurrentIndex(QModelIndex())  # so that no deed meets another item than the one read
            self._aside = True
            self._following.read(item_id)

    def current(self) -> InboxRow | None:
        """The selected row."""
        return self.model.row_at(self.list.currentIndex())

    # --- putting together

    def _lay_out(self) -> None:
        left = QFrame()
        left.setObjectName("column")
        left.setProperty("side", "left")
        left.setLayout(column(self.facets, gap=0))
        left.setMinimumWidth(150)
        self.search.setPlaceholderText(self.tr('搜索：领域:生态环境 涉及地:东湖 "水厂"    按 / 进入'))
        self.search.setAccessibleName(self.tr("搜索信息"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass", "text_3"), QLineEdit.ActionPosition.LeadingPosition)
        self._order.setIcon(icon("caret-down"))
        self._order.setIconSize(QSize(12, 12))
        self._order.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        tools = QFrame()
        tools.setObjectName("toolbar")
        line = QHBoxLayout(tools)
        line.setContentsMargins(14, 8, 14, 8)
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        line.addWidget(DemandsButton(self.seat, self.show_item))
        line.addWidget(self._order)
        line.addWidget(self.entering.button)
        self._list_or_nothing.addWidget(self.list)
        self._list_or_nothing.addWidget(self._nothing)
        middle = QWidget()
        middle.setObjectName("clear")
        middle.setLayout(column(tools, self.bar, self._list_or_nothing, gap=0))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        for part, stretch in ((left, 0), (middle, 1), (self.pane, 0)):
            split.addWidget(part)
            split.setStretchFactor(split.count() - 1, stretch)
        self.pane.setMinimumWidth(360)
        split.setSizes([184, 700, 424])
        self._split = split
        self.setLayout(column(split, gap=0))

    def _connect(self) -> None:
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.model.loaded.connect(self._after_load)
        self.model.failed.connect(lambda error: self.bar.fail(error, self.show_query))
        self.facets.chosen.connect(self.show_query)
        self.search.returnPressed.connect(self._searched)
        self.search.textChanged.connect(lambda text: self.show_query() if not text else None)
        self._nothing.cleared.connect(self._clear)
        self._nothing.sources_wanted.connect(lambda: self.page_requested.emit("sources"))
        self.pane.wanted.connect(self._wish)
        self.pane.item_wanted.connect(self.show_item)
        self._correcting.corrected.connect(self.deeds.correct)
        self._correcting.failed.connect(self.bar.fail)
        self.deeds.done.connect(self._told)
        self.deeds.failed.connect(lambda error, retry: self.bar.fail(error, retry))
        self._following.failed.connect(lambda error: self.bar.fail(error, self._following.again))

    def _bind_keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "J": lambda: self._step(1),
            "K": lambda: self._step(-1),
            "E": lambda: self._wish("open"),
            "A": lambda: self._wish("assign"),
            "T": lambda: self._wish("correct"),
            "X": lambda: self._wish("file"),
            "S": lambda: self._wish("star"),
            "U": self.deeds.undo,
            "/": self._to_search,
            "?": lambda: KeysSheet(self, keys_of(self)).open_sheet(),
        }
        for key, act in keys.items():
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)
        leave = QShortcut(QKeySequence("Esc"), self.search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.list.setFocus)

    # --- wishes

    def _wish(self, what: str) -> None:
        row = self.current()
        if row is None:
            self.bar.tell(self.tr("请先在列表里选一条信息。"))
            return
        if what == "file":
            self.deeds.file(row)
            self._step(1)
        elif what == "star":
            self.deeds.star(row)
        elif what == "correct":
            self._following.then(lambda read: self._correcting.ask(read.item.id, read.verdict))
        elif row.incident_id is not None:
            self.incident_requested.emit(row.incident_id, what if what == "assign" else "")
        else:
            self._open(row, "assign" if what == "assign" else "confirm")

    def _open(self, row: InboxRow, then: str) -> None:
        read = self.pane.item if self.pane.item is not None and self.pane.item.item.id == row.item_id else None
        sheet = OpeningSheet(self, self.seat, row, read)
        sheet.opened.connect(lambda id: self.incident_requested.emit(id, then))
        sheet.open_sheet(sheet.title)

    def _told(self, words: str, undoable: bool) -> None:
        self.bar.tell(words, self.tr("撤销 U") if undoable else "", self.deeds.undo if undoable else None)
        self._following.again()

    # --- moving and reading

    def _step(self, by: int) -> None:
        rows = self.model.rowCount()
        if rows:
            here = self.list.currentIndex().row()
            index = self.model.index(min(max(here + by, 0), rows - 1))
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def _selected(self, _on: QItemSelection, _off: QItemSelection) -> None:
        row = self.current()
        if row is None:
            self._following.nothing()
        elif row.item_id != self._following.item_id:
            self._aside = False
            self._following.step_to(row.item_id)

    def _after_load(self) -> None:
        self._loaded_once = True
        rows = self.model.rowCount()
        here: QWidget | None = self.window().focusWidget()
        lost = here is self or here is None or self._nothing.has_keyboard(here)
        self._list_or_nothing.setCurrentIndex(0 if rows else 1)
        if rows and lost and self.isVisible():
            self.list.setFocus()
        if not rows:
            self._nothing.tell(self.model.query)
            self._following.nothing()
        elif not self.list.currentIndex().isValid() and not self._aside:
            self.list.setCurrentIndex(self.model.index(0))
        hot = self.model.query.order is Order.HEAT
        self._order.setText(self.tr("按热度") if hot else self.tr("按时间"))

    def _refresh(self) -> None:
        self._missed = not self.isVisible()  # it went out of front while this waited
        if self._missed:
            return
        self.model.refresh()
        if self.list.hasFocus():
            self._following.again()

    def _recounted(self) -> None:
        if self.isVisible():
            self._count_again()
        else:
            self._missed = True

    def _count_again(self) -> None:
        self._read_facets()
        self._read_count()

    def _read_facets(self) -> None:
        query, facets = self.query(), self.seat.desk.items.facets
        show = self.facets.facets.show_facets
        self.seat.work.run(self, lambda: facets(query), show, lambda error: self.bar.fail(error), key="facets")

    def _read_count(self) -> None:
        """How many were found, where something is searched for: the piles at the left do not follow the search."""
        query, count = self.query(), self.seat.desk.items.count
        if not query.search:
            self._count.setText("")
            return
        self.seat.work.run(self, lambda: count(query), self._show_count, lambda _error: self._show_count(None), key="n")

    def _show_count(self, found: int | None) -> None:
        """A search that cannot be answered is told by the list, beside which this stays empty."""
        self._count.setText("" if found is None else self.tr("{n:,} 条").format(n=found))

    def _to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()

    def _clear(self) -> None:
        self.facets.on = {kind: value for kind, value in self.facets.on.items() if kind == "pile"}
        self.facets.viewport().update()
        if self.search.text():
            self.search.clear()  # which shows the view anew
        else:
            self.show_query()
        self.list.setFocus()

    def _searched(self) -> None:
        self.show_query()
        self.list.setFocus()

    def _turn_order(self) -> None:
        order = Order.TIME if self.model.query.order is Order.HEAT else Order.HEAT
        query = self.query()
        self.model.show_query(InboxQuery(query.pile, query.topics, query.scopes, query.sources, query.search, order))
