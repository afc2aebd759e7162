"""The reading pane: one item, why it was judged so, who should answer, its reprints and its course."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from opinion_desk.domain.inbox import Copy, ItemState, ReadItem
from opinion_desk.domain.levels import Level
from opinion_desk.domain.verdict import Attitude, Voice

from ..icons import icon
from ..parts.buttons import KeyButton, button
from ..parts.cards import Card, column, empty_layout, out_of_sight, row, scrolled
from ..parts.empty import Empty
from ..parts.flow import Flow
from ..parts.labels import chip, label, level_tone
from ..parts.way import Way
from ..seat import Seat
from ..words import ATTITUDE, ATTITUDE_TONE, FIELD, KIND, SCOPE, VOICE, said, share
from .changes import ChangesCard
from .course import CourseLine
from .entering.by_hand import ByHand
from .passage import Passage, headline, tell_reason, telling
from .ticket_card import TicketCard
from .unit_card import UnitCard, legend

_COPIES = 6


class ReadingPane(QFrame):
    """Shows a ReadItem; what a person wants done is told by `wanted`: open assign correct file, and star."""

    wanted = Signal(str)
    item_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("column")
        self.setProperty("side", "right")
        self._seat = seat
        self.item: ReadItem | None = None
        self._chips = Flow()
        self._title = label("", "title", wrap=True, selectable=True)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        self._title.setOpenExternalLinks(False)
        self._title.linkHovered.connect(lambda link: tell_reason(link, self._title))
        self._meta = label("", "meta", wrap=True, selectable=True)
        self._link = button(self.tr("打开原文"), self._open_link, "link", "arrow-square-out")
        self._star = button("", lambda: self.wanted.emit("star"), "link", "star", hint=self.tr("加星或去星（S）"))
        self._star.setFixedWidth(26)
        self._passage = Passage()
        self._legend = label("", "meta", wrap=True)
        self.by_hand = ByHand(seat)
        self.changes = ChangesCard(seat)
        self._unit = UnitCard(seat)
        self.ticket = TicketCard(seat)
        self._course_card = Card()
        self._course_words = label("", "meta")
        self._course = CourseLine(seat.desk.zone)
        self._copies = QVBoxLayout()
        self._copies_card = Card()
        self._related = QVBoxLayout()
        self._related_card = Card()
        self._state = QStackedWidget()
        self._nothing = Empty("newspaper", self.tr("没有选中信息"), self.tr("在左边的列表里选一条，用 J、K 上下移动。"))
        self._lay_out()

    @property
    def title(self) -> QLabel:
        """The headline shown."""
        return self._title

    def show_nothing(self) -> None:
        """No item is selected."""
        self.item = None
        self._state.setCurrentIndex(0)

    def show_item(self, read: ReadItem) -> None:
        """Another item, read from its beginning; or the same one after a deed."""
        other = self.item is None or self.item.item.id != read.item.id
        if not other and self.item == read and self._state.currentIndex() == 1:
            self.by_hand.show_item(read.item)
            return
        self.item = read
        with out_of_sight(self._inside, really=other):
            self._show(read)
        if other:
            self._area.verticalScrollBar().setValue(0)
        self._state.setCurrentIndex(1)

    def _show(self, read: ReadItem) -> None:
        verdict, item = read.verdict, read.item
        reasons = telling(verdict)
        self._title.setText(headline(item, reasons))
        self._meta.setText(self._facts(read))
        self._link.setVisible(bool(item.link))
        self._star.setIcon(icon("star-fill", "amber_text") if read.starred else icon("star"))
        self._file_button.setText(self.tr("取消阅存") if read.state is ItemState.FILED else self.tr("阅存"))
        self._show_chips(read)
        self._passage.show_item(item, reasons)
        self._passage.setVisible(bool(item.body.strip()))
        fields = legend(reasons)
        self._legend.setText(self.tr("标黄的词影响了：{fields}。悬停可看是哪一项、多大作用。").format(fields=fields))
        self._legend.setVisible(bool(fields))
        self.by_hand.show_item(item)
        self.changes.show_changes(item, read.versions)
        self.ticket.show_ticket(read.ticket)
        self._unit.show_verdict(verdict)
        self._course_card.setVisible(len(read.course) > 1)
        self._course_words.setText(self._told_course(read))
        self._course.show_course(read.course)
        copies = self.tr("转载") if read.ticket is None else self.tr("内容相同的工单")
        self._fill(self._copies_card, self._copies, copies, read.reprints)
        self._fill(self._related_card, self._related, self.tr("同一话题的其他信息"), read.related)
        self._open_button.setText(self.tr("查看舆情件") if read.incident_id is not None else self.tr("立件"))

    def _lay_out(self) -> None:
        self._course_card.body.addWidget(self._course_words)
        self._course_card.body.addWidget(self._course)
        for card, lines in ((self._copies_card, self._copies), (self._related_card, self._related)):
            lines.setSpacing(2)
            card.body.addLayout(lines)
        self._inside = QWidget()
        self._inside.setLayout(
            column(
                self._chips,
                self._title,
                self._meta_row(),
                self._passage,
                self._legend,
                self.by_hand,
                self.ticket,
                self.changes,
                self._unit,
                self._course_card,
                self._copies_card,
                self._related_card,
                None,
                gap=12,
                margin=20,
            )
        )
        self._open_button = KeyButton(self.tr("立件"), "E", "primary")
        self._file_button = KeyButton(self.tr("阅存"), "X")
        buttons = (
            (self._open_button, "open"),
            (KeyButton(self.tr("交办"), "A"), "assign"),
            (KeyButton(self.tr("修正"), "T"), "correct"),
            (self._file_button, "file"),
        )
        foot_line = QFrame()
        foot_line.setObjectName("foot")
        foot = QHBoxLayout(foot_line)
        foot.setContentsMargins(20, 10, 20, 12)
        foot.setSpacing(8)
        for made, what in buttons:
            made.clicked.connect(lambda _checked=False, wish=what: self.wanted.emit(wish))
            foot.addWidget(made)
        foot.addStretch(1)
        full = QWidget()
        full.setObjectName("clear")
        self._area = scrolled(self._inside)
        lines = column(self._area, foot_line, gap=0)
        full.setLayout(lines)
        self._state.addWidget(self._nothing)
        self._state.addWidget(full)
        self.setLayout(column(self._state, gap=0))

    def _meta_row(self) -> QHBoxLayout:
        line = row(gap=4)
        line.addWidget(self._meta, 1)
        line.addWidget(self._link, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._star, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _facts(self, read: ReadItem) -> str:
        item = read.item
        facts = [item.source_name, self._seat.told(item.when)]
        first = min((copy.when for copy in read.reprints), default=item.when)
        if first < item.when:
            facts.append(self.tr("首发 {time}").format(time=self._seat.short(first)))
        if read.gone is not None:
            facts.append(self.tr("原文 {time} 起打不开").format(time=self._seat.short(read.gone)))
        if item.digest:
            facts.append(self.tr("已存证 {digest}").format(digest=f"{item.digest[:4]}…{item.digest[-4:]}"))
        return " · ".join(facts)

    def _told_course(self, read: ReadItem) -> str:
        words = self.tr("话题走势 · 共 {n} 条").format(n=sum(count for _, count in read.course))
        if read.reprints and read.ticket is None:
            sources = len({copy.source_name for copy in read.reprints} | {read.item.source_name})
            words += self.tr(" · 本篇转载 {n} · {m} 个来源").format(n=len(read.reprints), m=sources)
        return words

    def _show_chips(self, read: ReadItem) -> None:
        empty_layout(self._chips)
        verdict = read.verdict
        official = verdict.voice is Voice.OFFICIAL
        attitude = said(ATTITUDE[_attitude(read)])
        if "attitude" not in read.corrected:  # a person is sure
            attitude += f" {share(verdict.attitude.score)}"
        self._chips.addWidget(chip(attitude, ATTITUDE_TONE[_attitude(read)]))
        if verdict.severity is not None:
            level = Level(verdict.severity.level)
            words = self.tr("初判 {numeral} 级").format(numeral=level.numeral)
            self._chips.addWidget(chip(words, level_tone(level), strong=True))
        voice_tone = "good" if official else "amber" if verdict.voice is Voice.RUMOUR else "plain"
        self._chips.addWidget(chip(said(VOICE[verdict.voice]), voice_tone))
        if read.gone is not None:
            self._chips.addWidget(chip(self.tr("原文已不在"), "amber"))
        for topic in verdict.listed_topics:
            self._chips.addWidget(chip(topic.name, "accent"))
        for scope in verdict.scope[:2]:
            self._chips.addWidget(chip(said(SCOPE.get(scope, scope)), "plain"))
        if verdict.kind is not None:
            self._chips.addWidget(chip(said(KIND.get(verdict.kind.name, verdict.kind.name)), "plain"))
        for corrected in read.corrected:
            words = self.tr("已修正{field}").format(field=said(FIELD.get(corrected, corrected)))
            self._chips.addWidget(chip(words, "good"))

    def _fill(self, card: Card, lines: QVBoxLayout, caption: str, copies: Sequence[Copy]) -> None:
        empty_layout(lines)
        card.setVisible(bool(copies))
        lines.addLayout(row(label(caption, "meta"), None, label(f"{len(copies):,}", "meta")))
        for copy in copies[:_COPIES]:
            title = Way(copy.title)
            title.clicked.connect(lambda _checked=False, id=copy.item_id: self.item_wanted.emit(id))
            facts = label(f"{copy.source_name}  {self._seat.short(copy.when)}", "meta")
            lines.addLayout(row(title, facts, gap=12))
        if len(copies) > _COPIES:
            lines.addWidget(label(self.tr("另有 {n} 条").format(n=len(copies) - _COPIES), "meta"))

    def _open_link(self) -> None:
        if self.item is not None and self.item.item.link:
            QDesktopServices.openUrl(QUrl(self.item.item.link))


def _attitude(read: ReadItem) -> Attitude:
    return Attitude(read.verdict.attitude.name)
