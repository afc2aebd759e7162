"""A topic (领域): its name where it is new, and the desk's own words for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.learned import TopicRow

from ..parts.sheet import Sheet, field
from ..seat import Seat
from ..words import sentence_of
from .topic_words import NotWords, typed_of, words_of


class TopicWordsSheet(Sheet):
    """For a new topic, or the words of one that is there; `written` tells in a sentence what was kept."""

    written = Signal(str)

    def __init__(self, over: QWidget, seat: Seat, topic: TopicRow | None) -> None:
        title = f"“{topic.name}”的词" if topic else "新建领域"
        words = "" if topic is None or topic.own else "程序自带的词照常起作用，这里的词加在上面。"
        super().__init__(over, title, words, width=520, accept="保存" if topic else "新建")
        self._seat, self._topic = seat, topic
        self.name = QLineEdit()
        self.words = QPlainTextEdit(typed_of(topic.words) if topic else "")
        self.words.setPlaceholderText(self.tr("例如 飞线充电=3、电动车、充电桩=1"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(112)
        if topic is None:
            self.name.setPlaceholderText(self.tr("例如 电动车充电"))
            self.body.addLayout(field(self.tr("名称"), self.name))
        hint = self.tr("用顿号或换行隔开；等号后是分量：3 几乎可以断定，2 较强（不写即是），1 只是线索。")
        self.body.addLayout(field(self.tr("出现这些词，就可能属于这个领域"), self.words, hint))

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes."""
        return self.name if self._topic is None else self.words

    def accept(self) -> None:
        name = self._topic.name if self._topic else self.name.text().strip()
        if not name:
            self.refuse(self.tr("领域要有名称；请填写。"), self.name)
            return
        try:
            words = words_of(self.words.toPlainText())
        except NotWords as part:
            told = self.tr("“{part}”看不懂；请写成“词”或“词=分量”，例如 飞线充电=3。").format(part=part)
            self.refuse(told, self.words)
            return
        self.busy()
        topics, by = self._seat.desk.topics, self._seat.by
        if self._topic is None:
            told = self.tr("已新建领域“{name}”；再给它几条样本，认得更准。").format(name=name)
            self._seat.work.run(
                self, lambda: topics.add(name, words=words, by=by), lambda _: self._close(told), self._refused
            )
        else:
            told = self.tr("已更新“{name}”的词，之后的研判随即采用。").format(name=name)
            self._seat.work.run(
                self, lambda: topics.edit(name, words=words, by=by), lambda _: self._close(told), self._refused
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        in_words = self.words.hasFocus() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if in_words and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # a new line of words, not the end of them
            return
        super().keyPressEvent(event)

    def _close(self, words: str) -> None:
        self.close_sheet()
        self.written.emit(words)

    def _refused(self, error: DeskError) -> None:
        self.refuse(sentence_of(error), self.first)
