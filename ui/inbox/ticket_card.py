"""12345工单: number, state with its course, unit, place, category, the hotline's own limit, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel

from opinion_desk.domain.ticket import KeptTicket, Ticket

from ..icons import icon
from ..parts.cards import Card, empty_layout, holder, row
from ..parts.labels import chip, label
from ..seat import Seat
from ..ticket_words import limit_words

_SIGN = QSize(16, 16)
_STATES = 6


class TicketCard(Card):
    """Hidden while the item is no ticket of the hotline."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._head = row(gap=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.limit = label("", "second", wrap=True)
        self.sign = QLabel()
        self.sign.setPixmap(icon("warning", "red_text").pixmap(_SIGN))
        self.late = label(self.tr("已过热线平台时限"), "strong", tone="red")
        self._late = holder(row(self.sign, self.late, None, gap=6))
        self.body.addLayout(self._head)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._late)
        self.body.addWidget(self.limit)
        self.hide()

    def show_ticket(self, kept: KeptTicket | None) -> None:
        """Another item's ticket, or none."""
        self.setVisible(kept is not None)
        if kept is None:
            return
        ticket, now = kept.ticket, self._seat.now()
        empty_layout(self._head)
        self._fill_head(self._head, ticket)
        empty_layout(self._grid)
        self._fill_grid(kept)
        self.sign.setPixmap(icon("warning", "red_text").pixmap(_SIGN))
        self._late.setVisible(ticket.overdue(now))
        told = limit_words(ticket, now, self._seat.desk.zone)
        self.limit.setText(told or self.tr("导出里没有写办理时限；由热线平台计时，本台不另计时。"))

    def _fill_head(self, line: QHBoxLayout, ticket: Ticket) -> None:
        line.addWidget(label(self.tr("12345工单"), "meta"))
        line.addWidget(label(ticket.number, "strong", selectable=True))
        line.addStretch(1)
        if ticket.state:
            line.addWidget(chip(ticket.state, "good" if ticket.closed else "accent", strong=True))

    def _fill_grid(self, kept: KeptTicket) -> None:
        ticket = kept.ticket
        course = " → ".join(f"{one.state} {self._seat.short(one.at)}" for one in kept.course[-_STATES:])
        if len(kept.course) > _STATES:
            course = f"… → {course}"
        lines = (
            (self.tr("经过"), course),
            (self.tr("承办单位"), self._seat.unit(ticket.unit)),
            (self.tr("地点"), ticket.place),
            (self.tr("类别"), ticket.category),
            (self.tr("办理结果"), ticket.result),
        )
        for at, (caption, words) in enumerate((caption, words) for caption, words in lines if words):
            self._grid.addWidget(label(caption, "meta"), at, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(words, "second", wrap=True, selectable=True), at, 1)
