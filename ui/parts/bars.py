"""The bar beside what went wrong or was done: a sentence, and retry or undo."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from opinion_desk.domain.errors import DeskError, Unavailable

from ..words import sentence_of
from .buttons import button
from .labels import label, retone


class Bar(QFrame):
    """Hidden until there is something to say; never modal. An error stays until it is closed or tried again."""

    closed = Signal()  # a person closed it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("band")
        self._words = label("", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._act: Callable[[], object] | None = None
        self._button: QPushButton = button("", self._pressed, "link")
        self._close = button("", self._closed, "quiet", "x", hint=self.tr("关闭"))
        self._close.setFixedWidth(30)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 8, 4)
        line.addWidget(self._words, 1)
        line.addWidget(self._button)
        line.addWidget(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty while hidden."""
        return "" if self.isHidden() else self._words.text()

    def fail(self, error: BaseException, retry: Callable[[], object] | None = None) -> None:
        """A known failure in its sentence, with 重试 where trying again can help; a bug in one plain sentence."""
        if isinstance(error, DeskError):
            words = sentence_of(error)
            again = retry if isinstance(error, Unavailable) or retry is not None else None
        else:
            words, again = self.tr("程序内部出错，这一步没有完成；详情已写入数据目录的 logs。"), retry
        self._say(words, "red", self.tr("重试") if again else "", again)

    def tell(self, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something that was done; goes away by itself after eight seconds."""
        self._say(words, "accent", action, act)
        self._timer.start(8000)

    def going_on(self, words: str, action: str = "", act: Callable[[], object] | None = None) -> None:
        """Something that is under way; stays until other words take its place."""
        if words != self.words:
            self._say(words, "accent", action, act)

    def notice(self, words: str, action: str, act: Callable[[], object]) -> None:
        """A message to whoever sits here; stays until it is read or closed."""
        self._say(words, "amber", action, act)

    def retry(self) -> None:
        """What the button does."""
        self._pressed()

    def _say(self, words: str, tone: str, action: str, act: Callable[[], object] | None) -> None:
        self._timer.stop()
        self._words.setText(words)
        self._act = act
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        retone(self._words, "red" if tone == "red" else "")
        self.show()

    def _closed(self) -> None:
        self.hide()
        self.closed.emit()

    def _pressed(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()
