"""编辑排班: shifts, turns, holidays and absences as tables; what stays open or is named twice is told while editing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QPushButton, QStackedWidget, QWidget

from opinion_desk.domain.duty.pattern import Pattern, standard
from opinion_desk.domain.duty.rota import Gap
from opinion_desk.domain.errors import DeskError, Refused

from ..deed import deed
from ..parts.cards import row, scrolled
from ..parts.labels import label, retone
from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of
from .rota_rows import read_rows, rows_of, sections
from .rota_table import RotaTable

if TYPE_CHECKING:
    from opinion_desk.services.duty_reading import Checked

_SETTLE_MS: Final = 250
_TOLD: Final = 4


class RotaSheet(Sheet):
    """A version of the rota from a day on; the versions before it are kept."""

    written = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, pattern: Pattern | None) -> None:
        words = "新的排班从起用日期起算，以前的保留。空缺可以存，由管理员代管；同一岗位同时排了两个人不能存。"
        super().__init__(over, "编辑排班", words, width=880, accept="存为新的排班")
        self._seat = seat
        today = seat.now().astimezone(seat.desk.zone).date()
        shown = pattern or standard(today, (seat.desk.settings.person,))
        self.since = QLineEdit(max(shown.since, today).isoformat())
        self.administrator = QLineEdit(seat.desk.settings.administrator)
        self.administrator.setPlaceholderText(seat.desk.duty.administrator)
        self.tables = {one.id: RotaTable(one, rows_of(shown)[one.id]) for one in sections()}
        self._stack = QStackedWidget()
        self._stack.setFixedHeight(264)
        self._tabs = QButtonGroup(self)
        self.found = label("", "second", wrap=True)
        self.found.setMinimumHeight(58)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.check)
        self._lay_out()
        self.check()

    @property
    def pattern(self) -> Pattern:
        """The pattern that stands in the fields; Refused where it cannot be read."""
        return read_rows(self.since.text(), {id: table.rows for id, table in self.tables.items()})

    def open_tab(self, id: str) -> None:
        """Bring one of the tables to the front."""
        place = list(self.tables).index(id)
        self._tabs.buttons()[place].setChecked(True)
        self._stack.setCurrentIndex(place)

    def check(self) -> None:
        """Tell what stays open or is named twice."""
        duty = self._seat.desk.duty
        try:
            pattern = self.pattern
        except Refused as why:
            self._tell(sentence_of(why), "amber")
            return
        self._seat.work.run(
            self,
            lambda: duty.check(pattern),
            self._show,
            lambda why: self._tell(sentence_of(why), "amber"),
            key="check",
        )

    def accept(self) -> None:
        try:
            pattern = self.pattern
        except Refused as why:
            self.refuse(sentence_of(why))
            return
        desk, by, covers = self._seat.desk, self._seat.by, self.administrator.text().strip()

        def keep() -> tuple[Gap, ...]:
            gaps = desk.duty.save(pattern, deed=deed(by))
            if covers != desk.settings.administrator:
                desk.save(replace(desk.settings, administrator=covers))
            return gaps

        self.busy()
        self._seat.work.run(self, keep, lambda gaps: self._kept(pattern, gaps), self._refused)

    def _lay_out(self) -> None:
        tabs = row(gap=6)
        for place, one in enumerate(sections()):
            table = self.tables[one.id]
            table.edited.connect(self._settle.start)
            self._stack.addWidget(scrolled(table))
            made = QPushButton(one.name)
            made.setCheckable(True)
            made.setChecked(place == 1)
            made.clicked.connect(lambda _checked=False, place=place: self._stack.setCurrentIndex(place))
            self._tabs.addButton(made)
            tabs.addWidget(made)
        tabs.addStretch(1)
        self._stack.setCurrentIndex(1)
        self.since.textEdited.connect(lambda _text: self._settle.start())
        since, covers = field(self.tr("起用日期"), self.since), field(self.tr("空缺时由谁代管"), self.administrator)
        self.body.addLayout(row(since, covers, None, gap=12))
        self.since.setFixedWidth(140)
        self.administrator.setFixedWidth(200)
        self.body.addLayout(tabs)
        self.body.addWidget(self._stack)
        self.body.addWidget(self.found)

    def _show(self, checked: Checked) -> None:
        if checked.overlaps:
            twice = checked.overlaps[0]
            words = self.tr("{post} {start} 至 {end} 同时排了“{one}”和“{other}”，请只留一个。")
            one, other = twice.who
            self._tell(
                words.format(
                    post=twice.post, start=self._at(twice.start), end=self._at(twice.end), one=one, other=other
                ),
                "red",
            )
        elif checked.holes:
            told = "；".join(
                f"{gap.post} {self._at(gap.start)} 至 {self._at(gap.end)}" for gap in checked.holes[:_TOLD]
            )
            more = self.tr(" 等 {n} 处").format(n=len(checked.holes)) if len(checked.holes) > _TOLD else ""
            who = self.administrator.text().strip() or self._seat.desk.duty.administrator
            words = self.tr("空缺：{told}{more}。由“{who}”代管。")
            self._tell(words.format(told=told, more=more, who=who), "red")
        else:
            self._tell(self.tr("今后六十天没有空缺，也没有重叠。"), "good")

    def _tell(self, words: str, tone: str) -> None:
        self.found.setText(words)
        retone(self.found, tone)

    def _at(self, instant: datetime) -> str:
        return f"{instant.astimezone(self._seat.desk.zone):%m-%d %H:%M}"

    def _kept(self, pattern: Pattern, gaps: tuple[Gap, ...]) -> None:
        self.close_sheet()
        words = self.tr("已排班，{day} 起。").format(day=pattern.since)
        more = self.tr("今后六十天空缺 {n} 处，由管理员代管。").format(n=len(gaps)) if gaps else ""
        self.written.emit(words + more)

    def _refused(self, error: DeskError) -> None:
        self.refuse(sentence_of(error))
