"""Rows of two lines each to be typed (a post and its telephone, a step and its ground), with a refusal under the row it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ..parts.buttons import button
from ..parts.cards import column, holder, row
from ..parts.labels import label


@dataclass(frozen=True, slots=True)
class _Row:
    first: QLineEdit
    second: QLineEdit
    error: QLabel
    whole: QWidget


class PairRows(QWidget):
    """`edited` tells that something was typed, added or removed; rows without first line and with nothing but what they began with do not count."""

    edited = Signal()

    def __init__(
        self, captions: tuple[str, str], examples: tuple[str, str], more: str, shares: tuple[int, int]
    ) -> None:
        """`captions` and `examples` are of the two lines, `more` stands on the button that adds a row."""
        super().__init__()
        self.setObjectName("clear")
        self._captions, self._examples, self._shares = captions, examples, shares
        self.fresh = ""  # what the second line of an added row begins with
        self._rows: list[_Row] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.more = button(more, self.add, "", "plus")
        inside = column(gap=8)
        inside.addLayout(self._lines)
        inside.addLayout(row(self.more, None))
        self.setLayout(inside)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What is typed, without empty rows."""
        typed = [(made.first.text().strip(), made.second.text().strip()) for made in self._rows]
        return [(first, second) for first, second in typed if first or second != self.fresh]

    @property
    def told(self) -> str:
        """The refusals that stand under rows."""
        return "".join(made.error.text() for made in self._rows if not made.error.isHidden())

    @property
    def fields(self) -> list[tuple[QLineEdit, QLineEdit]]:
        """The two lines of each row."""
        return [(made.first, made.second) for made in self._rows]

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Other rows; nothing happens where they say the same."""
        if list(pairs) == self.pairs:
            return
        for made in list(self._rows):
            self._drop(made)
        for first, second in pairs:
            self._make(first, second)

    def add(self) -> None:
        """A fresh row with the keyboard in it."""
        self._make("", self.fresh).first.setFocus()
        self.edited.emit()

    def refuse(self, words: str, first: str) -> None:
        """Say why the last row whose first line reads so cannot be used, and lead the keyboard there."""
        for made in reversed(self._rows):
            if made.first.text().strip() == first and (first or made.second.text().strip()):
                made.error.setText(words)
                made.error.show()
                made.first.setFocus()
                return

    def _make(self, first: str, second: str) -> _Row:
        lines = (QLineEdit(first), QLineEdit(second))
        across = row(gap=8)
        for made, caption, example, share in zip(lines, self._captions, self._examples, self._shares, strict=True):
            made.setAccessibleName(caption)
            made.setPlaceholderText(example)
            made.textEdited.connect(self._typed)
            across.addWidget(made, share)
        error = label("", "error", wrap=True)
        error.hide()
        away = button("", lambda: self._take(kept), "quiet", "x", hint=self.tr("移除"))
        away.setFixedWidth(32)
        across.addWidget(away)
        kept = _Row(*lines, error, holder(column(across, error, gap=2)))
        away.setAccessibleName(self.tr("移除第 {n} 行").format(n=len(self._rows) + 1))
        self._rows.append(kept)
        self._lines.addWidget(kept.whole)
        return kept

    def _take(self, made: _Row) -> None:
        self._drop(made)
        self.edited.emit()

    def _drop(self, made: _Row) -> None:
        self._rows.remove(made)
        self._lines.removeWidget(made.whole)
        made.whole.hide()
        made.whole.deleteLater()

    def _typed(self, _text: str) -> None:
        for made in self._rows:
            made.error.hide()
        self.edited.emit()
