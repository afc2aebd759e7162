"""设置: its sections at the left, the one chosen beside them."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QListWidget, QStackedWidget

from opinion_desk.domain.changes import Changes

from ..frame.page import Page
from ..parts.cards import column, row
from ..parts.labels import label
from ..seat import Seat
from .section import Section
from .sections import SECTIONS


class SettingsPage(Page):
    """Up and down go through the sections, Tab goes into the one that is open; it is open again next time."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.list = QListWidget()
        self.list.setObjectName("sections")
        self.list.setAccessibleName(self.tr("设置的各部分"))
        self.list.addItems([self.tr(entry.title) for entry in SECTIONS])
        self._stack = QStackedWidget()
        self._made: dict[str, Section] = {}
        side = QFrame()
        side.setObjectName("column")
        side.setProperty("side", "left")
        side.setFixedWidth(184)
        head = row(label(self.tr("设置"), "title"), gap=0)
        head.setContentsMargins(10, 0, 0, 0)
        inside = column(head, gap=10)
        inside.addWidget(self.list, 1)
        inside.setContentsMargins(8, 20, 8, 12)
        side.setLayout(inside)
        across = row(side, gap=0)
        across.addWidget(self._stack, 1)
        lines = column(self.bar, gap=0)
        lines.addLayout(across, 1)
        self.setLayout(lines)
        kept = str(seat.memory.value("settings/section", SECTIONS[0].id))
        self.list.setCurrentRow(next((n for n, entry in enumerate(SECTIONS) if entry.id == kept), 0))
        self.list.currentRowChanged.connect(lambda _row: self._open())

    @property
    def front(self) -> Section:
        """The section that is open."""
        return self.section(SECTIONS[max(self.list.currentRow(), 0)].id)

    def section(self, id: str) -> Section:
        """A section by its id, made now if it never was."""
        if id not in self._made:
            entry = next(entry for entry in SECTIONS if entry.id == id)
            made = entry.make(self.seat)
            made.settings_changed.connect(self.settings_changed)
            made.quit_requested.connect(self.quit_requested)
            made.end_requested.connect(self.end_requested)
            made.setAccessibleName(self.tr(entry.title))
            self._made[id] = made
            self._stack.addWidget(made)
        return self._made[id]

    def open_section(self, id: str) -> Section:
        """Bring a section to the front."""
        self.list.setCurrentRow(next(n for n, entry in enumerate(SECTIONS) if entry.id == id))
        self._open()
        return self.front

    def open_part(self, id: str) -> None:
        self.open_section(id)

    def shown(self) -> None:
        self._open()
        self.list.setFocus()

    def changed(self, changes: Changes) -> None:
        if self.isVisible():
            self.front.changed(changes)

    def _open(self) -> None:
        front = self.front
        self._stack.setCurrentWidget(front)
        self.seat.memory.setValue("settings/section", SECTIONS[max(self.list.currentRow(), 0)].id)
        front.shown()
