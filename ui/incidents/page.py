"""舆情件: the list, one matter in full, and every deed on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from PySide6.QtCore import QItemSelection, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QWidget

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.incident import Incident, IncidentState

from ..deed import deed
from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import column
from ..parts.empty import Empty
from ..parts.labels import label
from ..seat import Seat
from .assign_sheet import AssignSheet
from .confirm_sheet import ConfirmSheet
from .detail import IncidentDetail
from .hand_opening import HandOpeningSheet
from .handling_deeds import HandlingDeeds
from .judging_sheets import judging_sheet
from .knowing_deeds import KnowingDeeds
from .list_delegate import IncidentDelegate
from .list_model import IncidentListModel
from .merge_sheet import MergeSheet
from .paper_export import NOTICES, PaperExport
from .release_wishes import ReleaseWishes
from .snooze_sheet import SnoozeSheet
from .view import IncidentView, read_view
from .words_sheet import WordsSheet

_SETTLE_MS: Final = 250


class IncidentsPage(Page):
    """The list at the left; what is chosen there in full beside it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.model = IncidentListModel(self)
        self.list = QListView()
        self.detail = IncidentDetail(seat)
        self._at_once = KnowingDeeds(self, seat, self.bar)
        self.releases = ReleaseWishes(self, seat, self.detail, self._at_once)
        self._count = label("", "meta")
        self.papers = PaperExport(self, seat, self.bar)
        self._shown_id = 0
        self._then = ""
        self._stack = QStackedWidget()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        self._lay_out()
        self.list.selectionModel().selectionChanged.connect(self._selected)
        self.detail.wanted.connect(self._wish)
        self._at_once.written.connect(self.refresh)
        self._handling = HandlingDeeds(self, seat, self.bar, self._at_once)
        self._handling.written.connect(self.refresh)
        self.detail.header.matter_wanted.connect(self._go_to)
        self.releases.done.connect(self._told)
        self.detail.related.item_wanted.connect(self.item_requested)

    def open_incident(self, id: int, then: str = "") -> None:
        """Show that matter; `then` begins what was wished for: assign, or confirm."""
        self._shown_id, self._then = id, then
        self._mark(id)
        self._read()

    def open_by_hand(self) -> None:
        """Ask what a call or a paper from above brings, and open a matter from it."""
        sheet = HandOpeningSheet(self, self.seat)
        sheet.written.connect(lambda opened: self._go_to(opened.id))
        sheet.open_sheet(sheet.first)

    def shown(self) -> None:
        self.refresh()
        self.list.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(Touched.INCIDENTS, Touched.CLOCKS) and not self._settle.isActive():
            self._settle.start()
        if changes.touches(Touched.ITEMS, Touched.VERDICTS):
            self.releases.items_came()

    def tick(self, now: datetime) -> None:
        self.list.viewport().update()
        self.detail.tick(now)

    def refresh(self) -> None:
        """Read the list and the shown matter again."""
        self.seat.work.run(self, self.seat.desk.incidents.list, self._show_list, self._list_failed, key="list")
        if self._shown_id:
            self._read()

    def _lay_out(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(IncidentDelegate(self.seat, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(self.tr("舆情件列表"))
        head = QFrame()
        head.setObjectName("toolbar")
        line = QHBoxLayout(head)
        line.setContentsMargins(16, 12, 14, 12)
        line.addWidget(label(self.tr("舆情件"), "large"))
        line.addStretch(1)
        line.addWidget(self._count)
        line.addWidget(
            button(
                self.tr("立件…"),
                self.open_by_hand,
                "",
                "plus",
                hint=self.tr("登记来电、上级交办、领导批示、媒体采访函"),
            )
        )
        line.addWidget(button("", self.papers.ask_ledger, "quiet", "export", hint=self.tr("导出台账…")))
        left = QFrame()
        left.setObjectName("column")
        left.setProperty("side", "left")
        left.setFixedWidth(280)
        left.setLayout(column(head, self.list, gap=0))
        empty = Empty(
            "warning-octagon",
            self.tr("还没有舆情件"),
            self.tr("在“信息”页选中一条信息，按 E 立件；核定后时限开始计时，再交办责任单位。"),
            button(self.tr("去信息"), lambda: self.page_requested.emit("inbox"), "primary"),
            button(self.tr("登记来电或来文…"), self.open_by_hand),
        )
        right = QWidget()
        right.setObjectName("clear")
        right.setLayout(column(self.bar, self.detail, gap=0))
        both = QWidget()
        both.setObjectName("clear")
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addWidget(right, 1)
        blank = QWidget()
        blank.setObjectName("clear")
        for widget in (blank, empty, both):
            self._stack.addWidget(widget)
        self.setLayout(column(self._stack, gap=0))

    # --- reading

    def _show_list(self, incidents: tuple[Incident, ...]) -> None:
        self.model.show_incidents(incidents)
        open_ones = sum(incident.state.open for incident in incidents)
        self._count.setText(self.tr("在办 {n} · 共 {m}").format(n=open_ones, m=len(incidents)))
        self._stack.setCurrentIndex(2 if incidents else 1)
        if incidents:
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
                self._read()

    def _read(self) -> None:
        id, seat = self._shown_id, self.seat
        self.seat.work.run(self, lambda: read_view(seat, id), self._show_view, self._read_failed, key="view")

    def _show_view(self, view: IncidentView) -> None:
        here: QWidget | None = self.window().focusWidget()
        inside = here is not None and self.isAncestorOf(here)
        self.detail.show_view(view)
        now: QWidget | None = self.window().focusWidget()
        if inside and (now is None or not self.isAncestorOf(now)):
            self.list.setFocus()  # the button that was pressed is there no more
        self._stack.setCurrentIndex(2)
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
        self.bar.fail(error, self._read)

    # --- deeds

    def _wish(self, what: str, whom: str) -> None:
        view = self.detail.view
        if view is None:
            return
        incident, service, by = view.incident, self.seat.desk.incidents, self.seat.by
        id = incident.id
        if self.releases.take(what, whom, view):
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
            self._ask_words(what, whom, incident)

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
        self._shown_id = id
        self.refresh()

    def _ask_words(self, what: str, whom: str, incident: Incident) -> None:
        service, id, by, tr = self.seat.desk.incidents, incident.id, self.seat.by, self.tr
        told = f"{incident.number} {incident.title}"
        asks: dict[str, tuple[str, str, str, str, str, Callable[[str], object]]] = {
            "strike": (tr("免做这一步"), self._step_words(whom), tr("免做的理由"), tr("免做"), tr("免做须写明理由。"),
                       lambda text: service.check(id, whom, text, deed=deed(by, None, sheet.seen))),
            "dismiss": (tr("排除"), tr("{what}：排除后时限撤销，记录保留。").format(what=told), tr("理由"), tr("排除"), tr("排除须写明理由。"),
                        lambda text: service.dismiss(id, text, deed=deed(by, None, sheet.seen))),
            "conclude": (tr("办结"), told, tr("办理结果（可不填）"), tr("办结"), "",
                         lambda text: service.conclude(id, text, deed=deed(by, None, sheet.seen))),
            "withdraw": (tr("撤销时限"), tr("{what}：撤销的时限不再计时，记录保留。").format(what=told), tr("撤销的理由"), tr("撤销"), tr("撤销时限须写明理由。"),
                         lambda text: service.withdraw_clock(id, whom, text, deed=deed(by, None, sheet.seen))),
            "close": (tr("归档"), tr("{what}：归档后不再改动，可重新立件。").format(what=told), tr("说明（可不填）"), tr("归档"), "",
                      lambda text: service.close(id, text, deed=deed(by, None, sheet.seen))),
        }  # fmt: skip
        sheet = WordsSheet(self, self.seat, *asks[what], self.refresh)
        sheet.seen = incident.acts
        sheet.open_sheet(sheet.words)

    def _step_words(self, step: str) -> str:
        view = self.detail.view
        return next((s.words for s in view.incident.checklist if s.id == step), step) if view else step

    def _told(self, words: str) -> None:
        if words:
            self.bar.tell(words)
        self.refresh()
