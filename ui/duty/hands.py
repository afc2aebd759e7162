"""What the buttons of the card open: coming on, leaving, handing over, taking over, declining."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.duty.handover import Handover, Owed
from opinion_desk.domain.duty.watch import Watch

from ..deed import deed
from ..seat import Seat
from .hand_sheets import HandoverSheetView, NamedSheet, OfferSheet


class Hands(QObject):
    """Opens the sheets over a page; `done` is called when one of them was carried out."""

    def __init__(self, over: QWidget, seat: Seat, done: Callable[[], object]) -> None:
        super().__init__(over)
        self._over, self._seat, self._done = over, seat, done

    def do(self, what: str, watch: Watch, owed: tuple[Owed, ...], known: Sequence[str]) -> None:
        """到岗 on, 离岗 off, 交班 offer, 接班 accept, 拒接 decline."""
        if what == "offer":
            sheet = OfferSheet(self._over, self._seat, watch, owed, known, self._done)
            sheet.open_sheet(sheet.done)
        elif what == "accept" and watch.offer is not None:
            self._accept(watch, watch.offer, known)
        elif what == "decline" and watch.offer is not None:
            self._decline(watch, watch.offer, known)
        elif what == "on":
            self._come(watch, known)
        elif what == "off":
            self._go(watch, known)

    def _come(self, watch: Watch, known: Sequence[str]) -> None:
        duty, post = self._seat.desk.duty, watch.post
        name = watch.who if not watch.signed or watch.left else _following(watch)
        told = self.tr("还没有人到过岗时，到岗即由其负责；否则接班后才由其负责。")
        self._ask(self.tr("到岗"), told, lambda who, _reason: duty.on("", post, deed=deed(who)), name, known)

    def _go(self, watch: Watch, known: Sequence[str]) -> None:
        duty, post = self._seat.desk.duty, watch.post
        name = watch.present[-1] if watch.present else watch.who
        told = self.tr("没有人接班以前，离岗的人仍然负责；还没有交班的，会自动提出交班。")
        self._ask(self.tr("离岗"), told, lambda who, _reason: duty.off(post, deed=deed(who)), name, known)

    def _accept(self, watch: Watch, offer: Handover, known: Sequence[str]) -> None:
        duty = self._seat.desk.duty
        sheet = HandoverSheetView(
            self._over, self._seat, offer, known, name=offer.to or _following(watch),
            act=lambda who: duty.accept(offer.id, deed=deed(who)), done=self._done,
        )  # fmt: skip
        sheet.open_sheet(sheet.name)

    def _decline(self, watch: Watch, offer: Handover, known: Sequence[str]) -> None:
        duty = self._seat.desk.duty
        told = self.tr("拒接后仍由{who}负责，可以重新交班。").format(who=watch.who)
        self._ask(
            self.tr("拒接"), told, lambda who, reason: duty.decline(offer.id, reason, deed=deed(who)),
            offer.to or _following(watch), known, self.tr("拒接的理由"),
        )  # fmt: skip

    def _ask(
        self,
        title: str,
        told: str,
        act: Callable[[str, str], object],
        name: str,
        known: Sequence[str],
        reason: str = "",
    ) -> None:
        sheet = NamedSheet(
            self._over, self._seat, title, told, title, act, self._done, name=name, known=known, reason=reason
        )
        sheet.open_sheet(sheet.reason if reason and name else sheet.name)


def _following(watch: Watch) -> str:
    """Who is likely to take over: whoever is there already, else the one of the next shift."""
    if watch.present:
        return watch.present[-1]
    return watch.next.who if watch.next is not None and watch.next.who != watch.who else ""
