"""What was exported before, with its issue numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..parts.cards import empty_layout, scrolled
from ..parts.labels import label, rule
from ..seat import Seat
from ..words import BRIEFING, said

if TYPE_CHECKING:
    from opinion_desk.services.briefings import ArchivedBriefing


class Archive(QWidget):
    """Newest first."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(16, 12, 16, 12)
        self._lines.setSpacing(6)
        inside = QWidget()
        inside.setLayout(self._lines)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def show_archive(self, archived: tuple[ArchivedBriefing, ...]) -> None:
        """Other entries."""
        empty_layout(self._lines)
        if not archived:
            words = self.tr("还没有存档。导出一期简报后，这里会留下期号、日期和时间。")
            self._lines.addWidget(label(words, "second", wrap=True))
        for place, entry in enumerate(archived):
            if place:
                self._lines.addWidget(rule())
            title = self.tr("{title} 第 {n} 期（总第 {m} 期）")
            self._lines.addWidget(
                label(title.format(title=entry.title, n=entry.issue, m=entry.total_issue), "strong", wrap=True)
            )
            told = self.tr("{kind} · {day} · {made} 导出")
            words = told.format(
                kind=said(BRIEFING[entry.kind]), day=f"{entry.day:%Y-%m-%d}", made=self._seat.short(entry.made)
            )
            self._lines.addWidget(label(words, "meta"))
        self._lines.addStretch(1)
