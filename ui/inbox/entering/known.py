"""Beside a link: that the desk has it already, with a way to it and a way to note its counts alone."""

from __future__ import annotations

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame

from opinion_desk.domain.item import Item

from ...parts.buttons import button
from ...parts.cards import column, row
from ...parts.labels import label
from ...seat import Seat


class KnownNote(QFrame):
    """Hidden while the link is not known."""

    open_wanted = Signal(int)
    counts_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setProperty("tone", "amber")
        self._seat = seat
        self._item: Item | None = None
        self.words = label("", wrap=True)
        self.open_button = button(self.tr("打开这条"), lambda: self._tell(self.open_wanted), "link")
        self.counts_button = button(self.tr("只补录数据"), lambda: self._tell(self.counts_wanted), "link")
        lines = column(self.words, row(self.open_button, self.counts_button, None, gap=12), gap=2)
        lines.setContentsMargins(12, 6, 12, 6)
        self.setLayout(lines)
        self.hide()

    @property
    def title(self) -> str:
        """What the known item is called."""
        return self._item.title if self._item is not None else ""

    def look_for(self, link: str) -> None:
        """Ask whether the desk has this link."""
        self._show(None)
        known, read = self._seat.desk.entering.known, self._seat.desk.items.read

        def look() -> Item | None:
            item_id = known(link) if link else None
            return read(item_id).item if item_id is not None else None

        # what fails here is told when the draft is entered
        self._seat.work.run(self, look, self._show, lambda _error: self._show(None), key="known")

    def _show(self, item: Item | None) -> None:
        self._item = item
        self.setVisible(item is not None)
        if item is not None:
            when = self._seat.told(item.when)
            words = self.tr("这条已有：{title}（{source}，{time}）")
            self.words.setText(words.format(title=item.title, source=item.source_name, time=when))

    def _tell(self, wish: SignalInstance) -> None:
        if self._item is not None:
            wish.emit(self._item.id)
