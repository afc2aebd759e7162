"""Labels and chips: text in one of the roles of the style sheet."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from opinion_desk.domain.levels import Level

from ..fonts import font
from ..theme import colour


def label(text: str = "", role: str = "", *, tone: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label of plain text in a role (title heading large strong body second meta error) and tone (red amber good accent)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if selectable:
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def plain_tip(text: str) -> str:
    """A tool tip that shows this text and nothing it may hold: a tip that looks like HTML would load the pictures it names."""
    return f"<span>{escape(text)}</span>".replace("\n", "<br>") if "<" in text else text


def retone(made: QLabel, tone: str) -> None:
    """Give a label another tone; the style sheet is asked again."""
    if made.property("tone") != tone:
        made.setProperty("tone", tone)
        made.style().unpolish(made)
        made.style().polish(made)


def chip(text: str, tone: str = "plain", *, strong: bool = False) -> QLabel:
    """A small filled word: plain, accent, red, amber or good."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("chip", tone)
    made.setProperty("strong", "true" if strong else "false")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def level_tone(level: Level) -> str:
    """The tone of a level's chip; the numeral beside it says the level without colour."""
    return {Level.EXTREME: "red", Level.MAJOR: "amber", Level.LARGER: "amber", Level.ORDINARY: "accent"}[level]


def rule() -> QFrame:
    """A hairline across."""
    line = QFrame()
    line.setObjectName("rule")
    return line


class Elided(QWidget):
    """One line of text that gives way with an ellipsis and tells the whole in its tool tip."""

    def __init__(self, text: str = "", size: int = 13, token: str = "text", *, bold: bool = False) -> None:
        super().__init__()
        self._text, self._token = text, token
        self.setFont(font(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The whole text."""
        return self._text

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._text) + 2, metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(colour(self._token))
        cut = QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
        painter.end()
