"""Other words for a line of a briefing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ..parts.sheet import Sheet, field


class LineSheet(Sheet):
    """`edited` carries headline and text."""

    edited = Signal(str, str)

    def __init__(self, over: QWidget, headline: str, text: str, *, section: bool) -> None:
        super().__init__(over, "修改栏目" if section else "修改条目", width=640, accept="改好了")
        self.headline, self.text = QLineEdit(headline), QPlainTextEdit(text)
        self.text.setFixedHeight(180)
        self.text.setTabChangesFocus(True)
        self.body.addLayout(field(self.tr("标题"), self.headline))
        self.body.addLayout(field(self.tr("正文（每行一段）") if section else self.tr("摘要"), self.text))

    def accept(self) -> None:
        headline = self.headline.text().strip()
        if not headline:
            self.refuse(self.tr("标题不能空着；不想要这一条，可以划去。"), self.headline)
            return
        text = self.text.toPlainText().strip()
        self.close_sheet()
        self.edited.emit(headline, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.text.hasFocus() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        super().keyPressEvent(event)
