"""What is owed, line by line: its kind, of which matter, what, by whom, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opinion_desk.domain.duty.handover import OWED_WORDS, Owed, OwedKind

from ..parts.cards import empty_layout, row
from ..parts.labels import Elided, chip, label
from ..parts.way import Way
from ..seat import Seat
from ..times import URGENT

_MOST = 100


class OwedList(QWidget):
    """`links`: a line leads to its matter."""

    incident_requested = Signal(int)

    def __init__(self, seat: Seat, *, links: bool) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat, self._links = seat, links
        self.lines: tuple[Owed, ...] = ()
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_owed(self, lines: Sequence[Owed], nothing: str) -> None:
        """Other lines; `nothing` is said where there are none."""
        self.lines = tuple(lines)
        empty_layout(self._rows)
        for one in self.lines[:_MOST]:
            self._rows.addWidget(self._line(one))
        if len(self.lines) > _MOST:
            self._rows.addWidget(label(self.tr("另有 {n} 项").format(n=len(self.lines) - _MOST), "meta"))
        if not self.lines:
            self._rows.addWidget(label(nothing, "meta", wrap=True))

    def _line(self, one: Owed) -> QWidget:
        now = self._seat.now()
        late = one.due is not None and one.due - now < URGENT
        kind = chip(OWED_WORDS[one.kind], "red" if late else "amber" if one.kind is not OwedKind.CLOCK else "plain")
        what = self._what(one)
        line = row(kind, what, gap=8)
        made = QWidget()
        made.setObjectName("clear")
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(1)
        lines.addLayout(line)
        told = (self._until(one.due, now), self._seat.unit(one.by), one.number)
        words = " · ".join(part for part in told if part)
        if words:
            lines.addWidget(Elided(words, 12, "red_text" if late else "text_3"))
        return made

    def _what(self, one: Owed) -> QWidget:
        incident = one.incident
        if not self._links or incident is None:
            return Elided(one.words)
        way = Way(one.words)
        way.clicked.connect(lambda _checked=False, id=incident: self.incident_requested.emit(id))
        way.setCursor(Qt.CursorShape.PointingHandCursor)
        return way

    def _until(self, due: datetime | None, now: datetime) -> str:
        if due is None:
            return ""
        told = self._seat.told(due)
        return self.tr("最迟 {due}，已超时").format(due=told) if due < now else self.tr("最迟 {due}").format(due=told)
