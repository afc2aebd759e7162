"""An item read as an official response, offered as evidence: one key accepts, one declines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from opinion_desk.domain.release import EvidenceKind

from ..parts.buttons import KeyButton
from ..parts.cards import column
from ..parts.labels import Elided, label
from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.evidence_offers import Offer


class OffersBar(QFrame):
    """Shows the first offer and how many wait behind it; `wanted` carries offer_accept or offer_decline, and the item's id."""

    wanted = Signal(str, str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("note")
        self.setProperty("tone", "good")
        self._seat = seat
        self.offers: tuple[Offer, ...] = ()
        self.title = Elided("", 13, "text", bold=True)
        self._facts = label("", "meta")
        yes, no = KeyButton(self.tr("采用"), "Y", "primary"), KeyButton(self.tr("不采用"), "N")
        yes.clicked.connect(self.accept)
        no.clicked.connect(self.decline)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 8, 8)
        line.setSpacing(8)
        line.addLayout(column(self.title, self._facts, gap=0), 1)
        line.addWidget(yes)
        line.addWidget(no)
        self.hide()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Other offers; hidden when there is none."""
        self.offers = offers
        self.setVisible(bool(offers))
        if not offers:
            return
        first = offers[0]
        self.title.setText(first.title)
        what = self.tr("权威发布") if first.kind is EvidenceKind.RELEASE else self.tr("公开回应")
        words = self.tr("官方信息，可登记为{what} · {source} {time}").format(
            what=what, source=first.source, time=self._seat.short(first.at)
        )
        more = self.tr(" · 另有 {n} 条").format(n=len(offers) - 1) if len(offers) > 1 else ""
        self._facts.setText(words + more)

    def accept(self) -> None:
        """采用 the offer that is shown."""
        if self.offers:
            self.wanted.emit("offer_accept", str(self.offers[0].item_id))

    def decline(self) -> None:
        """不采用 the offer that is shown."""
        if self.offers:
            self.wanted.emit("offer_decline", str(self.offers[0].item_id))
