"""The verdict beside the text: part by part, each with how sure it is, what follows from it, and its words."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ..inbox.passage import hit_words
from ..parts.cards import column, empty_layout
from ..parts.labels import label
from ..words import FAIR, sureness
from .verdict_parts import Part

_CAPTION: Final = 76  # px
_WORDS: Final = 8


class PartRow(QFrame):
    """One part of the verdict; `chosen` when the keyboard or the pointer comes to it, `stepped` by the arrow keys."""

    chosen = Signal(object)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        self.setObjectName("part")
        self.setProperty("on", "false")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{part.caption}：{part.answer}")
        caption = label(part.caption, "meta")
        caption.setFixedWidth(_CAPTION)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(part.answer, "large" if part.id == "lead" else "strong", wrap=True), 1)
        if part.score is not None:
            tone = "accent" if part.score >= FAIR else "amber"
            head.addWidget(label(sureness(part.score), "meta", tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        self._lines = column(head, gap=3)
        for words in part.lines:
            self._lines.addWidget(label(words, "second", wrap=True))
        if part.reasons:
            self._lines.addWidget(label(hit_words(part.reasons, _WORDS), "meta", wrap=True))
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 8, 12, 8)
        across.setSpacing(10)
        across.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(self._lines, 1)

    def add_line(self, words: str, role: str) -> None:
        """A further line below the answer."""
        self._lines.insertWidget(1, label(words, role, wrap=True))

    def show_on(self, on: bool) -> None:
        """Whether its words are the ones marked in the text."""
        self.setProperty("on", "true" if on else "false")
        self.style().unpolish(self)
        self.style().polish(self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self.part)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.chosen.emit(self.part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(step)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class VerdictCard(QWidget):
    """`chosen` carries the Part whose words are wanted in the text, None for those of all."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.rows: list[PartRow] = []
        self._on = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_parts(self, parts: tuple[Part, ...]) -> None:
        """Another verdict; the keyboard stays with the part it was on."""
        focused = next((row.part.id for row in self.rows if row.hasFocus()), "")
        empty_layout(self._column)
        self.rows, self._on = [], ""
        for part in parts:
            row = PartRow(part)
            row.chosen.connect(self._choose)
            row.stepped.connect(self._step)
            row.left.connect(lambda: self._choose(None))
            self.rows.append(row)
            self._column.addWidget(row)
        again = next((row for row in self.rows if row.part.id == focused), None)
        if again is not None:
            again.setFocus()

    def show_ground(self, lines: tuple[str, ...]) -> None:
        """The rule that chose the lead, its sentence and where it stands; below the lead's name."""
        for place, words in reversed(list(enumerate(lines))):
            self.rows[0].add_line(words, "meta" if place else "second")

    def _choose(self, part: Part | None) -> None:
        self._on = part.id if part is not None else ""
        for row in self.rows:
            row.show_on(row.part.id == self._on)
        self.chosen.emit(part)

    def _step(self, by: int) -> None:
        here = next((n for n, row in enumerate(self.rows) if row.hasFocus()), 0)
        self.rows[min(max(here + by, 0), len(self.rows) - 1)].setFocus(Qt.FocusReason.TabFocusReason)
