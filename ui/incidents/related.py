"""相关信息: the items of a matter and their reprints; a ticket of the hotline with the limit that the hotline counts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from opinion_desk.domain.inbox import Copy
from opinion_desk.domain.ticket import KeptTicket

from ..parts.cards import Card, empty_layout, row
from ..parts.labels import label, rule
from ..parts.way import Way
from ..seat import Seat
from ..ticket_words import ticket_line

_SHOWN = 8


class RelatedCard(Card):
    """Tickets of the hotline first, then latest first; a line leads to its item."""

    item_wanted = Signal(int)

    def __init__(self, seat: Seat) -> None:
        super().__init__(self.tr("相关信息"))
        self._seat = seat
        self._lines = QVBoxLayout()
        self._lines.setSpacing(5)
        self.body.addLayout(self._lines)

    def show_related(self, related: tuple[Copy, ...], tickets: tuple[KeptTicket, ...] = ()) -> None:
        """Other items, and which of them are tickets."""
        told = {kept.item_id: kept for kept in tickets}
        empty_layout(self._lines)
        self.note.setText(str(len(related)) if related else "")
        if not related:
            self._lines.addWidget(label(self.tr("没有关联的信息；可在“信息”页立件时带入。"), "second", wrap=True))
        tickets_first = sorted(related, key=lambda copy: copy.item_id not in told)
        for place, copy in enumerate(tickets_first[:_SHOWN]):
            if place:
                self._lines.addWidget(rule())
            title = Way(copy.title)
            title.clicked.connect(lambda _checked=False, id=copy.item_id: self.item_wanted.emit(id))
            facts = label(f"{copy.source_name} {self._seat.short(copy.when)}", "meta")
            line = row(gap=10)
            line.addWidget(title, 1)
            line.addWidget(facts)
            self._lines.addLayout(line)
            if copy.item_id in told:
                self._lines.addWidget(self._ticket(told[copy.item_id]))
        if len(related) > _SHOWN:
            self._lines.addWidget(label(self.tr("另有 {n} 条").format(n=len(related) - _SHOWN), "meta"))

    def _ticket(self, kept: KeptTicket) -> QLabel:
        now = self._seat.now()
        late = kept.ticket.overdue(now)
        return label(
            ticket_line(kept, now, self._seat.desk.zone), "meta", tone="red" if late else "", wrap=True, selectable=True
        )
