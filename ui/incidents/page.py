"""舆情件: the list or the board, one matter in full, and every deed on it."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from PySide6.QtCore import QItemSelection, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.incident import Incident, IncidentState
from opinion_desk.domain.listing import Listing

from ..deed import deed
from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import column, holder
from ..parts.empty import Empty
from ..parts.settling import settling
from ..parts.stepping import Stepping
from ..seat import Seat
from .assign_sheet import AssignSheet
from .board.card import Card, cards_of
from .board.view import BoardView
from .confirm_sheet import ConfirmSheet
from .detail import IncidentDetail
from .hand_opening import HandOpeningSheet
from .handling_deeds import HandlingDeeds
from .judging_sheets import judging_sheet
from .knowing_deeds import KnowingDeeds
from .list_column import ListColumn
from .merge_sheet import MergeSheet
from .paper_export import NOTICES, PaperExport
from .release_wishes import ReleaseWishes
from .snooze_sheet import SnoozeSheet
from .view import IncidentView, read_view
from .watching import Watching
from .worded_deeds import words_sheet

_SETTLE_MS: Final = 250
_OPEN_MOST: Final = 500  # open matters that are listed at first, where there are so many
_MORE: Final = 500  # ended ones at first, and how many more of either each time
_EMPTY, _DETAIL, _BOARD = 1, 2, 3


class IncidentsPage(Page):
    """The list at the left and what is chosen there in full beside it, or the board of all matters."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.left = ListColumn(seat)
        self.model, self.list = self.left.model, self.left.list
        self.board = BoardView(seat)
        self.on_board = seat.memory.value("incidents/board", "") == "yes"
        self._most = (_OPEN_MOST, _MORE)
        self.detail = IncidentDetail(seat)
        self._at_once = KnowingDeeds(self, seat, self.bar)
        self.releases = ReleaseWishes(self, seat, self.detail, self._at_once)
        self.papers = PaperExport(self, seat, self.bar)
        self.watching = Watching(self, seat)
        self._shown_id = 0
        self._then = ""
        self._stack, self._stepping = QStackedWidget(), Stepping(self)
        self._settle = settling(self, _SETTLE_MS, self.refresh)
        self._lay_out()
        self._connect_ways()
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.detail.wanted.connect(self._wish)
        self._at_once.written.connect(self.refresh)
        self._handling = HandlingDeeds(self, seat, self.bar, self._at_once)
        self._handling.written.connect(self.refresh)
        self.detail.header.matter_wanted.connect(self._go_to)
        self.releases.done.connect(self._told)
        self.watching.done.connect(self._told)
        self.detail.related.item_wanted.connect(self.item_requested)

    def open_incident(self, id: int, then: str = "") -> None:
        """Show that matter; `then` begins what was wished for: assign, or confirm."""
        self._shown_id, self._then, self.on_board = id, then, False
        self._mark(id)
        self._read()

    def open_by_hand(self) -> None:
        """Ask what a call or a paper from above brings, and open a matter from it."""
        sheet = HandOpeningSheet(self, self.seat)
        sheet.written.connect(lambda opened: self._go_to(opened.id))
        sheet.open_sheet(sheet.first)

    def shown(self) -> None:
        self.refresh()
        self._bring_keys()

    def changed(self, changes: Changes) -> None:
        if not self.isVisible():
            return  # it is read when it comes to the front
        if changes.touches(Touched.INCIDENTS, Touched.CLOCKS) and not self._settle.isActive():
            self._settle.start()
        if changes.touches(Touched.ITEMS, Touched.VERDICTS):
            self.releases.items_came()

    def tick(self, now: datetime) -> None:
        if self.on_board:
            self.board.tick()
            return
        self.list.viewport().update()
        self.detail.tick(now)

    def refresh(self) -> None:
        """Read the list and the shown matter again, or the board."""
        seat, most = self.seat, self._most

        def listed() -> tuple[Listing, tuple[Card, ...]]:
            listing = seat.desk.incidents.listing(*most)
            return listing, cards_of(seat, listing.incidents)

        seat.work.run(self, listed, self._show_list, self._list_failed, key="list")
        if self._shown_id and not self.on_board:
            self._read()

    def show_board(self, board: bool) -> None:
        """Go to the board, or back to the list; that is remembered."""
        self.on_board = board
        self.seat.memory.setValue("incidents/board", "yes" if board else "")
        self.refresh()
        self._bring_keys()

    def _lay_out(self) -> None:
        empty = Empty(
            "warning-octagon",
            self.tr("还没有舆情件"),
            self.tr("在“信息”页选中一条信息，按 E 立件；核定后时限开始计时，再交办责任单位。"),
            button(self.tr("去信息"), lambda: self.page_requested.emit("inbox"), "primary"),
            button(self.tr("登记来电或来文…"), self.open_by_hand),
        )
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.left)
        across.addWidget(self.detail, 1)
        blank = QWidget()
        blank.setObjectName("clear")
        for widget in (blank, empty, holder(across), self.board):  # in the order of _EMPTY, _DETAIL, _BOARD
            self._stack.addWidget(widget)
        self.setLayout(column(self.bar, self._stack, gap=0))

    def _connect_ways(self) -> None:
        """What the heads of list and board wish alike, and keys B and W."""
        for head in (self.left, self.board):
            head.ways.chosen.connect(self.show_board)
            head.hand_wanted.connect(self.open_by_hand)
            head.ledger_wanted.connect(self.papers.ask_ledger)
            head.more_wanted.connect(self._list_more)
        self.board.opened.connect(self.open_incident)
        for key, act in (("B", lambda: self.show_board(not self.on_board)), ("W", self._watch)):
            keys = QShortcut(QKeySequence(key), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(act)

    def _bring_keys(self) -> None:
        if self.on_board:
            self.board.bring_keys(self._shown_id)
        else:
            self.list.setFocus()

    def _list_more(self) -> None:
        self._most = (self._most[0] + _MORE, self._most[1] + _MORE)
        self.refresh()

    # --- reading

    def _show_list(self, listed: tuple[Listing, tuple[Card, ...]]) -> None:
        listing, cards = listed
        first = self.board.count.text() == ""
        self.left.show_listing(listing)
        self.board.show_board(listing, cards)
        if not listing.count:
            self._stack.setCurrentIndex(_EMPTY)
        elif self.on_board:
            self._stack.setCurrentIndex(_BOARD)
            if first:
                self.board.bring_keys(self._shown_id)
        else:
            self._stack.setCurrentIndex(_DETAIL)
            self._mark(self._shown_id or self.model.incidents[0].id)

    def _mark(self, id: int) -> None:
        index = self.model.index_of(id)
        if index.isValid() and index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _selected(self, _on: QItemSelection, _off: QItemSelection) -> None:
        index = self.list.currentIndex()
        if index.isValid():
            id = self.model.incidents[index.row()].id
            if id != self._shown_id:
                self._shown_id, self._then = id, ""
                self._read(self._stepping.wait_ms())

    def _read(self, after_ms: int = 0) -> None:
        id, seat = self._shown_id, self.seat
        seat.work.run(
            self, lambda: read_view(seat, id), self._show_view, self._read_failed, key="view", after_ms=after_ms
        )

    def _show_view(self, view: IncidentView) -> None:
        if self.on_board:
            return
        here: QWidget | None = self.window().focusWidget()
        inside = here is not None and self.isAncestorOf(here)
        self.detail.show_view(view)
        now: QWidget | None = self.window().focusWidget()
        if inside and (now is None or not self.isAncestorOf(now)):
            self.list.setFocus()  # the button that was pressed is there no more
        self._stack.setCurrentIndex(_DETAIL)
        then, self._then = self._then, ""
        if then:
            unjudged = view.incident.state is IncidentState.CANDIDATE
            if unjudged and then == "assign":
                self.bar.tell(self.tr("先核定，再交办。"))
            if unjudged or then == "assign":
                self._wish("confirm" if unjudged else then, "")

    def _list_failed(self, error: DeskError) -> None:
        self.bar.fail(error, self.refresh)

    def _read_failed(self, error: DeskError) -> None:
        self.bar.fail(error, lambda: self._read())

    # --- deeds

    def _wish(self, what: str, whom: str) -> None:
        view = self.detail.view
        if view is None:
            return
        incident, service, by = view.incident, self.seat.desk.incidents, self.seat.by
        id = incident.id
        if self.releases.take(what, whom, view) or self.watching.begin(what, view):
            return
        if what in ("confirm", "regrade"):
            confirm = ConfirmSheet(self, self.seat, incident, view.latest_if_major, again=what == "regrade")
            confirm.confirmed.connect(self.refresh)
            confirm.open_sheet(confirm.level)
        elif what == "assign":
            self.seat.work.run(
                self,
                self.seat.desk.units.list,
                lambda units: self._assign(view, tuple(u.name for u in units)),
                self._read_failed,
            )
        elif what in NOTICES:
            self.papers.ask_notice(incident, whom, NOTICES[what])
        elif what == "merge":
            self.seat.work.run(
                self,
                lambda: service.list(open_only=True),
                lambda found: self._merge(incident, found),
                self._read_failed,
            )
        elif what == "reopen":
            self._reopen(incident)
        elif what == "check":
            self._at_once.act(incident, lambda seen: service.check(id, whom, deed=deed(by, None, seen)))
        elif (sheet := judging_sheet(self, self.seat, incident, what, whom)) is not None:
            sheet.written.connect(self.refresh)
            sheet.open_sheet(sheet.first)
        elif what == "answer_call":
            self._at_once.act(incident, lambda seen: service.answer_call(id, deed=deed(by, None, seen)))
        elif what == "snooze":
            snooze = SnoozeSheet(self, self.seat, incident, service.latest_snooze(incident))
            snooze.put_off.connect(self.refresh)
            snooze.open_sheet(snooze.until)
        elif not self._handling.begin(what, whom, view):
            words = words_sheet(self, self.seat, view, what, whom, self.refresh)
            words.open_sheet(words.words)

    def _watch(self) -> None:
        """W, as 盯守来源 in the menu."""
        view = self.detail.view
        if not self.on_board and view is not None and view.incident.state.open:
            self._wish("watch", "")

    def _assign(self, view: IncidentView, registry: tuple[str, ...]) -> None:
        sheet = AssignSheet(self, self.seat, view.incident, view.suggested, registry)
        sheet.assigned.connect(self.refresh)
        sheet.open_sheet(sheet.search)

    def _merge(self, incident: Incident, found: tuple[Incident, ...]) -> None:
        others = tuple(other for other in found if other.id != incident.id)
        if not others:
            self.bar.tell(self.tr("没有另外在办的舆情件可以并入。"))
            return
        sheet = MergeSheet(self, self.seat, incident, others)
        sheet.merged.connect(self._go_to)
        sheet.open_sheet(sheet.search)

    def _reopen(self, incident: Incident) -> None:
        service, id, by = self.seat.desk.incidents, incident.id, self.seat.by

        def done(opened: Incident) -> None:
            words = self.tr("已重新立件为 {number}；{before} 保持原样。")
            self._go_to(opened.id)
            self.bar.tell(words.format(number=opened.number, before=incident.number))

        self._at_once.act(incident, lambda seen: service.reopen(id, deed=deed(by, None, seen)), done=done)

    def _go_to(self, id: int) -> None:
        self._shown_id, self.on_board = id, False
        self.refresh()

    def _told(self, words: str) -> None:
        if words:
            self.bar.tell(words)
        self.refresh()
