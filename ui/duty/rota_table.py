"""One table of the rota's editor: rows of fields, added and taken away; Tab walks through them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ..parts.buttons import button
from ..parts.cards import empty_layout, row
from ..parts.labels import label
from .rota_rows import Row, Section

_BIN = 32


class RotaTable(QWidget):
    """`edited` tells that something in it is another than before."""

    edited = Signal()

    def __init__(self, section: Section, rows: Sequence[Row]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._section = section
        self._rows: list[list[QLineEdit]] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 4, 0)
        whole.setSpacing(6)
        whole.addLayout(self._heads())
        whole.addLayout(self._lines)
        add = button(self.tr("添加一行"), self.add, "", "plus")
        whole.addLayout(row(add, label(section.hint, "meta"), None))
        whole.addStretch(1)
        for one in rows:
            self._append(one)

    @property
    def rows(self) -> list[Row]:
        """What stands in it."""
        return [tuple(field.text().strip() for field in fields) for fields in self._rows]

    def add(self) -> None:
        """A further row, beginning as a new one does."""
        self._append(self._section.fresh)
        self._rows[-1][0].setFocus()
        self.edited.emit()

    def remove(self, fields: list[QLineEdit]) -> None:
        """Take a row away."""
        place = self._rows.index(fields)
        del self._rows[place]
        taken = self._lines.takeAt(place)
        inner = None if taken is None else taken.layout()
        if inner is not None:
            empty_layout(inner)
        self.edited.emit()

    def field(self, place: int, column: int) -> QLineEdit:
        """One field."""
        return self._rows[place][column]

    def _heads(self) -> QHBoxLayout:
        made = row(gap=6)
        for words, width in self._section.columns:
            made.addWidget(_wide(label(words, "meta"), width), 0 if width else 1)
        made.addSpacing(_BIN + 6)
        return made

    def _append(self, one: Row) -> None:
        fields: list[QLineEdit] = []
        made = row(gap=6)
        for (name, width), words in zip(self._section.columns, one, strict=True):
            field = QLineEdit(words)
            field.setAccessibleName(name)
            field.textEdited.connect(lambda _text: self.edited.emit())
            fields.append(field)
            made.addWidget(_wide(field, width), 0 if width else 1)
        away = button("", lambda: self.remove(fields), "quiet", "trash", hint=self.tr("去掉这一行"))
        away.setFixedWidth(_BIN)
        away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.addWidget(away)
        self._rows.append(fields)
        self._lines.addLayout(made)


def _wide(made: QWidget, width: int) -> QWidget:
    if width:
        made.setFixedWidth(width)
    return made
