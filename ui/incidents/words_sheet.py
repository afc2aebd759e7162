"""A sheet that asks for a few words: a reason, a reply, a closing note."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ..parts.sheet import Sheet, field
from ..seat import Seat


class WordsSheet(Sheet):
    """`act` gets the words in a thread; `needed` is the sentence that refuses an empty field, empty where it may be."""

    def __init__(
        self, over: QWidget, seat: Seat, title: str, told: str, caption: str, accept: str, needed: str,
        act: Callable[[str], object], done: Callable[[], None],
    ) -> None:  # fmt: skip
        super().__init__(over, title, told, width=520, accept=accept)
        self._seat, self._needed, self._act, self._done = seat, needed, act, done
        self.words = QPlainTextEdit()
        self.words.setFixedHeight(96)
        self.words.setTabChangesFocus(True)
        self.body.addLayout(field(caption, self.words))

    def accept(self) -> None:
        words = self.words.toPlainText().strip()
        if not words and self._needed:
            self.refuse(self._needed, self.words)
            return
        self.busy()
        self._seat.work.run(self, lambda: self._act(words), self._written, self.failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.words.hasFocus():
            return
        super().keyPressEvent(event)

    def _written(self, _answer: object) -> None:
        self.close_sheet()
        self._done()
