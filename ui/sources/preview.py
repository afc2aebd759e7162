"""What a look at an address brought, in a few lines: its form and name, the first entries, what was wrong."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from opinion_desk.domain.collected import ParsedEntry
from opinion_desk.domain.source import Form

from ..parts.cards import empty_layout, row
from ..parts.labels import Elided, chip, label
from ..seat import Seat
from ..words import FORM, said

ROWS = 5
FEWER = 4  # beside rules, so that a sheet fits a small screen


class Preview(QVBoxLayout):
    """Empty until something was read."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self.setSpacing(4)

    def empty(self) -> None:
        """Nothing was read, or not this."""
        empty_layout(self)

    def show_read(
        self, form: str, title: str, entries: Sequence[ParsedEntry], problems: Sequence[str] = (), shown: int = ROWS
    ) -> None:
        """Instead of what stood there."""
        empty_layout(self)
        head = row(chip(form, "accent"), label(title, "strong"), None)
        files = form == said(FORM[Form.FOLDER])
        counted = self.tr("{n} 个文件") if files else self.tr("{n} 条")
        head.addWidget(label(counted.format(n=len(entries)), "meta"))
        self.addLayout(head)
        for entry in entries[:shown]:
            when = self._seat.short(entry.published) if entry.published else self.tr("未注明时间")
            line = row(gap=10)
            line.addWidget(Elided(entry.title or entry.summary or "—", 13, "text_2"), 1)
            line.addWidget(label(when, "meta"))
            self.addLayout(line)
        text = next((entry.content for entry in entries if entry.content), None)
        if text is not None and "<" not in text:
            self.addWidget(label(self.tr("正文：{text}…").format(text=" ".join(text.split())[:90]), "meta", wrap=True))
        for problem in problems[:3]:
            self.addWidget(label(problem, "meta", tone="" if files else "amber", wrap=True))
