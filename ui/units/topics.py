"""领域: the packaged topics and the desk's own, with its words for them and how many samples teach them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from opinion_desk.domain.learned import TopicRow

from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import column, row
from ..parts.labels import label
from ..parts.lines import Line, LinesModel, LinesView
from ..parts.sheet import Ask
from ..seat import Seat
from .topic_sheet import TopicWordsSheet
from .topic_words import typed_of

_WIDTHS: Final = (200, 110, 110, 110, 420)
_SAMPLES, _STATE, _WORDS = 3, 2, 4


class TopicsView(QWidget):
    """Ctrl+N makes one, F2 gives it words, the space bar switches it off and on, Delete removes one of the desk's own."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.seat = seat
        self.bar = Bar()
        heads = (self.tr("领域"), self.tr("出处"), self.tr("状态"), self.tr("样本"), self.tr("本台加的词"))
        self.table = LinesView(LinesModel(heads, (_SAMPLES,), self), _WIDTHS, _WORDS, self.tr("领域列表"))
        self._lay_out()
        self._bind_keys()

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.table

    def shown(self) -> None:
        """Read the topics again."""
        topics = self.seat.desk.topics
        self.seat.work.run(self, topics.all, self._show, lambda error: self.bar.fail(error, self.shown), key="topics")

    @property
    def current(self) -> TopicRow | None:
        """The marked topic."""
        marked: str | None = self.table.marked
        return next((topic for topic in self._topics if topic.name == marked), None)

    def add(self) -> None:
        """Ask for a topic of the desk's own."""
        self._ask(None)

    def edit(self) -> None:
        """Change the desk's words for the marked topic."""
        if self.current is not None:
            self._ask(self.current)

    def turn(self) -> None:
        """Switch the marked topic off, or on again."""
        if self.current is not None:
            self._hide(self.current.name, on=not self.current.hidden)

    def remove(self) -> None:
        """Ask once, naming the topic; only one of the desk's own can go."""
        topic = self.current
        if topic is None or not topic.own:
            return
        topics, by = self.seat.desk.topics, self.seat.by
        words = self.tr("它的 {n} 个词随之删去；已归入它的信息不变。").format(n=len(topic.words))
        done = self.tr("已移除领域“{name}”。").format(name=topic.name)
        title = self.tr("移除领域“{name}”？").format(name=topic.name)
        act = self.tr("移除")
        Ask(self, title, words, act, lambda: self._write(lambda: topics.remove(topic.name, by=by), done)).open_sheet()

    # --- putting together

    def _lay_out(self) -> None:
        self._topics: tuple[TopicRow, ...] = ()
        self._edit = button(self.tr("加词…"), self.edit, "", "pencil-simple", hint="F2")
        self._turn = button(self.tr("停用"), self.turn, "", "eye-slash", hint=self.tr("空格"))
        self._remove = button(self.tr("移除…"), self.remove, "danger", "trash", hint="Delete")
        add = button(self.tr("新建领域"), self.add, "primary", "plus", hint="Ctrl+N")
        words = self.tr("领域可加词、可停用；自建的领域靠词和样本来认，在“信息”里修正几条就会了。")
        tools = QFrame()
        tools.setObjectName("toolbar")
        line = row(gap=8)
        line.addWidget(label(words, "meta", wrap=True), 1)
        for made in (self._edit, self._turn, self._remove, add):
            line.addWidget(made)
        line.setContentsMargins(18, 8, 16, 8)
        tools.setLayout(line)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_able())
        self.table.opened.connect(self.edit)
        lines = column(tools, self.bar, gap=0)
        lines.addWidget(self.table, 1)
        self.setLayout(lines)

    def _bind_keys(self) -> None:
        for keys, act in (("Ctrl+N", self.add), ("F2", self.edit), ("Space", self.turn), ("Delete", self.remove)):
            made = QShortcut(QKeySequence(keys), self.table if keys in ("Space", "Delete") else self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- what came home

    def _show(self, topics: tuple[TopicRow, ...]) -> None:
        """The desk's own first: they are few, and what a person comes here for."""
        self._topics = tuple(sorted(topics, key=lambda topic: not topic.own))
        self.table.show_lines([self._line(topic) for topic in self._topics])
        self._show_able()

    def _line(self, topic: TopicRow) -> Line:
        state = self.tr("已停用") if topic.hidden else self.tr("在用")
        whose = self.tr("本台") if topic.own else self.tr("自带")
        cells = (topic.name, whose, state, f"{topic.samples:,}", typed_of(topic.words) or "—")
        tones = {_STATE: "text_3" if topic.hidden else "good", **({1: "accent_text"} if topic.own else {})}
        if topic.hidden:
            tones[0] = "text_3"
        return Line(topic.name, cells, tones)

    def _show_able(self) -> None:
        topic = self.current
        self._edit.setEnabled(topic is not None)
        self._turn.setEnabled(topic is not None)
        self._turn.setText(self.tr(" 启用") if topic is not None and topic.hidden else self.tr(" 停用"))
        self._remove.setEnabled(topic is not None and topic.own)

    def _ask(self, topic: TopicRow | None) -> None:
        sheet = TopicWordsSheet(self, self.seat, topic)
        sheet.written.connect(self._done)
        sheet.open_sheet(sheet.first)

    def _hide(self, name: str, *, on: bool) -> None:
        topics, by = self.seat.desk.topics, self.seat.by
        words = self.tr("已停用“{name}”，不再归入。") if on else self.tr("已启用“{name}”。")
        self._write(lambda: topics.hide(name, on, by=by), words.format(name=name), lambda: self._hide(name, on=not on))

    def _write(self, act: Callable[[], object], words: str, undo: Callable[[], object] | None = None) -> None:
        self.seat.work.run(self, act, lambda _answer: self._done(words, undo), lambda error: self.bar.fail(error))

    def _done(self, words: str, undo: Callable[[], object] | None = None) -> None:
        self.bar.tell(words, self.tr("撤销") if undo else "", undo)
        self.shown()
