"""A sheet for one deed on a matter: its fields are checked, the deed is written off the screen, refusals stay beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from opinion_desk.domain.incident import Incident

from ..parts.moment import MomentField
from ..parts.sheet import Sheet, field
from ..seat import Seat

Missing = tuple[str, QWidget] | None
Row = list[tuple[str, QWidget]]
_TYPED: Final = (QComboBox, QLineEdit, QPlainTextEdit)


class DeedSheet(Sheet):
    """`written` carries the matter after the deed. A subclass tells what is `missing` and gives the `deed` to be done."""

    written = Signal(object)

    def __init__(
        self, over: QWidget, seat: Seat, title: str, words: str, *, width: int = 540, accept: str = "登记"
    ) -> None:
        super().__init__(over, title, words, width=width, accept=accept)
        self._seat = seat

    @property
    def first(self) -> QWidget:
        """The field that the keyboard begins in."""
        fields = self.panel.findChildren(QWidget)
        return next((w for w in fields if isinstance(w, _TYPED)), self.accept_button)

    def missing(self) -> Missing:
        """The sentence that says what is missing, and the field it is missing in; None when all is there."""
        return None

    def deed(self) -> Callable[[], Incident]:
        """What is done, to be called in a thread; every subclass has its own."""
        raise TypeError(f"{type(self).__name__} does no deed")

    def accept(self) -> None:
        missing = self.missing()
        if missing is not None:
            self.refuse(*missing)
            return
        self.busy()
        self._seat.work.run(self, self.deed(), self._written, self.failed)

    def rows(self, *rows: Row) -> None:
        """Fields, two a line."""
        self.body.addLayout(grid_of(*rows))

    def _written(self, incident: Incident) -> None:
        self.close_sheet()
        self.written.emit(incident)


def grid_of(*rows: Row) -> QGridLayout:
    """Fields under their captions, two a line; one alone takes the whole line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(10)
    for at, line in enumerate(rows):
        for side, (caption, inside) in enumerate(line):
            grid.addLayout(field(caption, inside), at, side, 1, 2 if len(line) == 1 else 1)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def told(incident: Incident) -> str:
    """The matter a sheet is about, in its second line."""
    return f"{incident.number} {incident.title}"


def words_field(height: int = 72, hint: str = "") -> QPlainTextEdit:
    """A field for a few lines of words."""
    made = QPlainTextEdit()
    made.setFixedHeight(height)
    made.setTabChangesFocus(True)
    made.setPlaceholderText(hint)
    return made


def moment_missing(moment: MomentField) -> Missing:
    """What is wrong with a moment that was typed."""
    _, problem = moment.read()
    return (problem, moment) if problem else None
