"""The text on the bench: typed or pasted, and in it the words marked that led to the verdict."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QColor, QFont, QHelpEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip

from opinion_desk.domain.verdict import Reason

from ..inbox.passage import weighed
from ..theme import THEME, colour, tokens
from ..words import FIELD, said

_TITLE: Final = 80  # a longer first line is no title to be set in bold
LONGEST: Final = 100_000  # code points; more in one paragraph would take the field seconds to lay out
_MARKS: Final = 400  # a text of that length has no more words worth looking at


class _Title(QSyntaxHighlighter):
    """The first line is the title, and looks like one."""

    def highlightBlock(self, text: str) -> None:
        if self.currentBlock().blockNumber() == 0 and len(text) <= _TITLE:
            bold = QTextCharFormat()
            bold.setFontWeight(QFont.Weight.Bold)
            self.setFormat(0, len(text), bold)


class BenchText(QPlainTextEdit):
    """`shortened` tells that what was pasted was longer than the bench takes."""

    shortened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bench")
        self.setTabChangesFocus(True)
        self._title = _Title(self.document())
        self._cursors: list[tuple[QTextCursor, Reason]] = []
        self._strong = False
        THEME.changed.connect(self._paint_marks)

    @property
    def words(self) -> str:
        """The whole text; spans count in its code points."""
        return self.toPlainText()

    def mark(self, reasons: tuple[Reason, ...], *, strong: bool = False) -> None:
        """Mark these words and no others; `strong` for those of one part of the verdict that was chosen."""
        places = _utf16(self.words)
        self._strong, self._cursors = strong, []
        for reason in reasons[:_MARKS]:
            if 0 <= reason.start < reason.end < len(places):
                cursor = QTextCursor(self.document())
                cursor.setPosition(places[reason.start])
                cursor.setPosition(places[reason.end], QTextCursor.MoveMode.KeepAnchor)
                self._cursors.append((cursor, reason))
        self._paint_marks()

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked now, in the order they were given."""
        return tuple(cursor.selectedText() for cursor, _ in self._cursors)

    def insertFromMimeData(self, source: QMimeData) -> None:
        room = LONGEST - self.document().characterCount() + 1 + len(self.textCursor().selectedText())
        words, alone = source.text(), not self.words
        self.insertPlainText(words[: max(room, 0)])
        if alone:
            self.verticalScrollBar().setValue(0)  # what was pasted is read from its title
        else:
            self.ensureCursorVisible()
        if len(words) > room:
            self.shortened.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            at = self.cursorForPosition(self.viewport().mapFrom(self, event.pos())).position()
            words = self._why(at)
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _why(self, at: int) -> str:
        """What the words at that place spoke for, and how strongly."""
        here = [reason for cursor, reason in self._cursors if cursor.selectionStart() <= at <= cursor.selectionEnd()]
        told = (weighed(said(FIELD.get(reason.field, reason.field)), reason.weight) for reason in here)
        return "　".join(dict.fromkeys(told))

    def _paint_marks(self) -> None:
        marks = []
        for cursor, _ in self._cursors:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format.setBackground(QColor(tokens().mark))
            mark.format.setForeground(colour("text"))
            if self._strong:
                mark.format.setFontUnderline(True)
            marks.append(mark)
        self.setExtraSelections(marks)


def _utf16(text: str) -> list[int]:
    """Where each code point begins, and the text ends, in the units Qt counts in."""
    wide = [n for n, character in enumerate(text) if ord(character) > 0xFFFF]
    if not wide:
        return list(range(len(text) + 1))
    return [n + bisect_right(wide, n - 1) for n in range(len(text) + 1)]
