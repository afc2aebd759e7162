"""值班: the calendar of shifts, who is on now, handing over, what is owed, the log."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.duty.handover import Handover
from opinion_desk.domain.duty.pattern import Pattern
from opinion_desk.domain.duty.rota import Shift
from opinion_desk.domain.errors import DeskError

from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import Card, column, empty_layout, holder, row, scrolled
from ..parts.empty import Empty
from ..parts.labels import label
from ..parts.way import Way
from ..seat import Seat
from .calendar import ShiftCalendar
from .cells import Entry
from .hand_sheets import HandoverSheetView
from .hands import Hands
from .log_view import LogView
from .owed_list import OwedList
from .papers import DutyPaperExport
from .rota_sheet import RotaSheet
from .swap_sheet import SwapSheet
from .view import Days, DutyView, month_of, read_duty, week_of
from .watch_card import WatchCard
from .wording import handover_words

_SIDE = 336
_LOG = 232  # the least the log is shown with
_CONCERNS = (Touched.DUTY, Touched.INCIDENTS, Touched.CLOCKS, Touched.OUTBOX, Touched.SETTINGS)


class DutyPage(Page):
    """PageUp and PageDown turn the calendar, Home returns to today; Ctrl+N writes into the log, Ctrl+E exports it."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.days = week_of(self._today())
        self.view: DutyView | None = None
        self.calendar = ShiftCalendar(seat.desk.zone)
        self.watch_card, self.log = WatchCard(seat), LogView(seat)
        self.owed = OwedList(seat, links=True)
        self._hands = Hands(self, seat, self.refresh)
        self.papers = DutyPaperExport(self, seat, self.bar)
        self._past = column(gap=4)
        self._span = label("", "large")
        self._week, self._month = self._mode(self.tr("周"), True), self._mode(self.tr("月"), False)
        self._swap = button(self.tr("调班…"), self.swap)
        self._owed_card = Card(self.tr("未完事项"), 14)
        self._lay_out()
        self._bind()

    def shown(self) -> None:
        self.calendar.setFocus()
        self.refresh()

    def changed(self, changes: Changes) -> None:
        if changes.touches(*_CONCERNS) and self.isVisible():
            self.refresh()

    def tick(self, now: datetime) -> None:
        self.watch_card.tick(now)
        if self.view is not None and now.replace(second=0, microsecond=0) > self.view.calendar.now:
            self.refresh()  # shifts begin and end at whole minutes

    def refresh(self) -> None:
        """Read everything again."""
        days = self.days
        self.seat.work.run(
            self,
            lambda: read_duty(self.seat, days),
            self._show,
            lambda error: self.bar.fail(error, self.refresh),
            key="duty",
        )

    def turn(self, by: int) -> None:
        """So many weeks or months on; 0 returns to today."""
        if not by:
            day = self._today()
        elif self.days.month is None:
            day = self.days.first + timedelta(days=7 * by)
        else:
            day = (self.days.month + timedelta(days=31 if by > 0 else -1)).replace(day=1)
        self._go(week_of(day) if self.days.month is None else month_of(day))

    def edit_rota(self) -> None:
        """Edit the version entered last."""
        duty = self.seat.desk.duty
        self.seat.work.run(self, duty.newest, self._open_rota, self._failed)

    def swap(self) -> None:
        """调班 of the marked shift."""
        marked = self.calendar.marked
        if self.view is None or marked is None or not isinstance(marked.of, Shift):
            self.bar.tell(self.tr("先在排班表里选一个还没有结束的班次，再调班；空缺的班在“编辑排班”里排。"))
            return
        now = self.seat.now()
        others = [one for one in self.view.calendar.shifts if one.end > now and one is not marked.of]
        sheet = SwapSheet(self, self.seat, marked.of, others, self._known())
        sheet.written.connect(self._told)
        sheet.open_sheet(sheet.to)

    def do(self, what: str) -> None:
        """到岗, 离岗, 交班, 接班, 拒接."""
        watch = self.watch_card.watch
        if watch is not None and self.view is not None:
            self._hands.do(what, watch, self.view.owed, self._known())

    # --- putting together

    def _mode(self, words: str, on: bool) -> QPushButton:
        made = QPushButton(words)
        made.setCheckable(True)
        made.setChecked(on)
        return made

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for made in (self._week, self._month):
            group.addButton(made)
        back = button("", lambda: self.turn(-1), "", "caret-left", hint="PageUp")
        ahead = button("", lambda: self.turn(1), "", "caret-right", hint="PageDown")
        for made in (back, ahead):
            made.setFixedWidth(34)
        today = button(self.tr("今天"), lambda: self.turn(0), hint="Home")
        edit = button(self.tr("编辑排班…"), self.edit_rota, "", "pencil-simple")
        tools = QFrame()
        tools.setObjectName("toolbar")
        line = row(back, today, ahead, self._span, None, self._week, self._month, self._swap, edit)
        line.setContentsMargins(18, 8, 16, 8)
        tools.setLayout(line)
        plan = Card("", 14)
        plan.body.addWidget(self.calendar)
        empty = Empty(
            "user-circle",
            self.tr("还没有排班"),
            self.tr(
                "排好班次和轮值，这里就显示谁在值、谁接班；没有排到的时间会标成空缺。不排班也可以到岗、交接和记日志。"
            ),
            button(self.tr("编辑排班…"), self.edit_rota, "primary"),
        )
        empty.setMaximumHeight(320)
        self._plan = plan
        self._empty = empty
        empty.hide()
        left = column(plan, empty, gap=14)
        left.addWidget(self.log, 1)
        self._owed_card.body.addWidget(self.owed)
        past = Card(self.tr("交接记录"), 14)
        past.body.addLayout(self._past)
        side = holder(column(self.watch_card, self._owed_card, past, None, gap=14))
        right = scrolled(side)
        right.setFixedWidth(_SIDE)
        self.log.setMinimumHeight(_LOG)
        body = row(scrolled(holder(left)), right, gap=14)
        body.setContentsMargins(18, 14, 14, 14)
        whole = column(tools, self.bar, gap=0)
        whole.addLayout(body, 1)
        self.setLayout(whole)

    def _bind(self) -> None:
        self._week.clicked.connect(lambda: self._go(week_of(self._middle())))
        self._month.clicked.connect(lambda: self._go(month_of(self._middle())))
        self.watch_card.wanted.connect(self.do)
        self.owed.incident_requested.connect(lambda id: self.incident_requested.emit(id, ""))
        self.log.written.connect(self.refresh)
        self.log.failed.connect(self._failed)
        self.log.export_requested.connect(self.papers.ask_log)
        self.calendar.chosen.connect(self._chosen)
        self.calendar.opened.connect(self._opened)
        self.calendar.day_opened.connect(self._open_day)
        for keys, act in (
            ("PgUp", lambda: self.turn(-1)), ("PgDown", lambda: self.turn(1)), ("Home", lambda: self.turn(0)),
        ):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self.calendar)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)
        for keys, act in (("Ctrl+N", self.log.add), ("Ctrl+E", self.papers.ask_log)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- what came home

    def _show(self, view: DutyView) -> None:
        if view.calendar.days != self.days:
            return
        self.view = view
        self._plan.setVisible(view.planned)
        self._empty.setVisible(not view.planned)
        self._span.setText(self._told_span())
        self.calendar.show_view(view.calendar)
        self.watch_card.show_watches(view.watches)
        first = view.watches[0].who if view.watches else ""
        self.log.show_entries(view.entries, self.seat.desk.settings.person or first)
        self.owed.show_owed(view.owed, self.tr("没有未完的时限、批示、补签、退单和未读提醒。"))
        self._owed_card.note.setText(str(len(view.owed)) if view.owed else "")
        self._show_past(view.handovers)
        self._chosen(self.calendar.marked)

    def _show_past(self, handovers: tuple[Handover, ...]) -> None:
        empty_layout(self._past)
        for one in handovers:
            way = Way(handover_words(self.seat, one))
            way.clicked.connect(lambda _checked=False, one=one: self._open_handover(one))
            self._past.addWidget(way)
        if not handovers:
            self._past.addWidget(label(self.tr("还没有交接。"), "meta"))

    def _open_handover(self, one: Handover) -> None:
        HandoverSheetView(self, self.seat, one, (), export=lambda: self.papers.ask_handover(one)).open_sheet()

    def _chosen(self, entry: Entry | None) -> None:
        able = entry is not None and isinstance(entry.of, Shift) and entry.of.end > self.seat.now()
        self._swap.setEnabled(able)

    def _opened(self, entry: Entry) -> None:
        if entry.hole:
            self.edit_rota()
        elif entry.of.end > self.seat.now():
            self.swap()

    def _open_day(self, day: date) -> None:
        self._week.setChecked(True)
        self._go(week_of(day))

    def _go(self, days: Days) -> None:
        self.days = days
        self.refresh()

    # --- sheets

    def _open_rota(self, pattern: Pattern | None) -> None:
        sheet = RotaSheet(self, self.seat, pattern)
        sheet.written.connect(self._told)
        sheet.open_sheet(sheet.since)

    def _known(self) -> tuple[str, ...]:
        if self.view is None:
            return ()
        names = [shift.who for shift in self.view.calendar.shifts if shift.who]
        return tuple(dict.fromkeys((*names, *(post.name for post in self.seat.desk.settings.posts))))

    def _told(self, words: str) -> None:
        self.bar.tell(words)
        self.refresh()

    def _failed(self, error: DeskError) -> None:
        self.bar.fail(error)

    def _told_span(self) -> str:
        first, last = self.days.first, self.days.last
        if self.days.month is not None:
            return self.tr("{year} 年 {month} 月").format(year=self.days.month.year, month=self.days.month.month)
        return self.tr("{m1} 月 {d1} 日 至 {m2} 月 {d2} 日").format(
            m1=first.month, d1=first.day, m2=last.month, d2=last.day
        )

    def _middle(self) -> date:
        """The day around which another span of days is shown: today where it is in sight."""
        today = self._today()
        if self.days.first <= today <= self.days.last:
            return today
        return self.days.month or self.days.first + timedelta(days=3)

    def _today(self) -> date:
        return self.seat.now().astimezone(self.seat.desk.zone).date()
