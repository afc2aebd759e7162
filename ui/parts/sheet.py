"""A sheet: a panel over the dimmed window, for what needs a person's few words. Never a native dialog."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from opinion_desk.domain.errors import DeskError

from ..theme import tokens
from ..words import sentence_of
from .buttons import button
from .labels import label

MOVED: Final = "moved_meanwhile"


class Sheet(QWidget):
    """Covers the window it belongs to. Esc closes it, Ctrl+Enter (Enter in a line) accepts; Tab stays inside.

    A subclass fills `body` and overrides `accept`; it refuses by `refuse(sentence, field)`.
    """

    closed = Signal()

    def __init__(self, over: QWidget, title: str, words: str = "", *, width: int = 520, accept: str = "") -> None:
        super().__init__(over.window())
        self.seen: int | None = None  # how many acts of the matter stand before the person's eyes
        self._over = over.window()
        self._before: QWidget | None = over.window().focusWidget()
        self._was_at: QWidget | None = None  # where the keyboard was when the desk began to write
        self.panel = QFrame(self)
        self.panel.setObjectName("panel")
        self.panel.setFixedWidth(width)
        outer = QVBoxLayout(self.panel)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(title, "title", wrap=True), 1)
        away = button("", self.close_sheet, "quiet", "x", hint=self.tr("关闭（Esc）"))
        away.setFixedWidth(32)
        head.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        if words:
            outer.addWidget(label(words, "second", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        outer.addLayout(self.body)
        self.error: QLabel = label("", "error", wrap=True)
        self.error.hide()
        outer.addWidget(self.error)
        self.foot = QHBoxLayout()
        self.foot.addStretch(1)
        self.cancel_button = button(self.tr("取消"), self.close_sheet)
        self.foot.addWidget(self.cancel_button)
        self.accept_button = button(accept or self.tr("确定"), self.accept, "primary")
        self.foot.addWidget(self.accept_button)
        outer.addLayout(self.foot)
        self._over.installEventFilter(self)

    def open_sheet(self, focus: QWidget | None = None) -> None:
        """Show it, with the keyboard in `focus`."""
        self.setGeometry(self._over.rect())
        self._centre()
        self.show()
        self.raise_()
        (focus or self.accept_button).setFocus(Qt.FocusReason.PopupFocusReason)

    def accept(self) -> None:
        """What the first button does; a subclass checks its fields and acts."""
        self.close_sheet()

    def close_sheet(self) -> None:
        """Take it away, unless it is busy, and give the keyboard back."""
        self._over.removeEventFilter(self)
        self.hide()
        self.closed.emit()
        self._give_back()
        self.deleteLater()

    def _give_back(self) -> None:
        """To where the keyboard was; where that is gone or hidden, to the page in front, so that its keys work."""
        before = self._before
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()
            return
        for page in self._over.findChildren(QWidget, "page"):
            if page.isVisible():
                page.setFocus()

    def refuse(self, words: str, field: QWidget | None = None) -> None:
        """Say in one sentence what is missing, and lead the keyboard there."""
        self.error.setText(words)
        self.error.show()
        self.accept_button.setEnabled(True)
        self._centre()
        if field is None and self._was_at is not None and shiboken6.isValid(self._was_at) and self._was_at.isVisible():
            field = (
                self._was_at
            )  # Qt leads it elsewhere while a button is off, as far as the cross that closes the sheet
        if field is not None:
            field.setFocus()

    def failed(self, error: DeskError) -> None:
        """A refusal or failure of the desk: its sentence, and the sheet stays with what was typed.

        Where others acted meanwhile it says what they did, and the same button, in other words, goes on knowing it.
        """
        if error.id == MOVED:
            self.seen = acts_now(error)
            self.accept_button.setText(self.tr("看过了，仍要办"))
        self.refuse(sentence_of(error))

    def busy(self) -> None:
        """While the desk writes: no second press."""
        self._was_at = self.window().focusWidget()
        self.error.hide()
        self.accept_button.setEnabled(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._over.rect())
            self._centre()
        return False

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._centre()
        return handled

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.accept_button.isEnabled():
            breaks_line = isinstance(self.window().focusWidget(), QPlainTextEdit)  # there only Ctrl+Enter goes on
            if not breaks_line or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.accept()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # what lies below stays untouched

    def focusNextPrevChild(self, forward: bool) -> bool:
        here = self.window().focusWidget()
        chain: list[QWidget] = []
        step = self.nextInFocusChain()
        while step is not None and step is not self:
            able = step.focusPolicy() & Qt.FocusPolicy.TabFocus
            if able and step.isVisible() and step.isEnabled() and self.isAncestorOf(step):
                chain.append(step)
            step = step.nextInFocusChain()
        if not chain:
            return False
        place = chain.index(here) if here in chain else -1
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        chain[(place + (1 if forward else -1)) % len(chain)].setFocus(reason)
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens().scrim))
        painter.setPen(Qt.PenStyle.NoPen)
        around = QRectF(self.panel.geometry())
        for spread in range(14, 0, -2):
            painter.setBrush(QColor(0, 0, 0, 7))
            painter.drawRoundedRect(around.adjusted(-spread, -spread, spread, spread).translated(QPointF(0, 4)), 16, 16)
        painter.end()

    def _centre(self) -> None:
        room, laid_out = self.rect(), self.panel.layout()
        wanted = self.panel.sizeHint().height()
        if (
            laid_out is not None and laid_out.hasHeightForWidth()
        ):  # only where words wrap; otherwise it answers nonsense
            wanted = laid_out.totalHeightForWidth(self.panel.width())
        height = min(wanted, room.height() - 32)
        self.panel.resize(self.panel.width(), height)
        self.panel.move((room.width() - self.panel.width()) // 2, max(16, (room.height() - height) * 2 // 5))
        self.update()  # the shadow is drawn around the panel, wherever it stood before


def acts_now(error: DeskError) -> int:
    """How many acts the matter has, as a refusal because of newer ones tells."""
    return int(str(error.args_of_sentence["count"]))


class Ask(Sheet):
    """Asks once before something that cannot be undone, naming the thing."""

    def __init__(self, over: QWidget, title: str, words: str, accept: str, act: Callable[[], object]) -> None:
        super().__init__(over, title, words, width=460, accept=accept)
        self._act = act
        self.accept_button.setProperty("kind", "danger")

    def accept(self) -> None:
        self.close_sheet()
        self._act()


def field(caption: str, inside: QWidget, hint: str = "") -> QVBoxLayout:
    """A field under its caption, with a quiet hint below where one is needed."""
    lines = QVBoxLayout()
    lines.setSpacing(4)
    named = label(caption, "meta")
    named.setBuddy(inside)
    inside.setAccessibleName(caption)
    lines.addWidget(named)
    lines.addWidget(inside)
    if hint:
        lines.addWidget(label(hint, "meta", wrap=True))
    return lines
