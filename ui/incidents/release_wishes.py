"""What is wished for in 稿件与发布, in the offers of evidence and for steps that need a paper: sheets opened, deeds done, files shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from opinion_desk.domain.checklist import Step
from opinion_desk.domain.commands.checking import Settled
from opinion_desk.domain.commands.drafting import draft_of
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.release import EvidenceKind

from ..deed import deed
from ..seat import Seat
from .checklist import WITH_WORDS
from .distribute_sheet import DistributeSheet
from .draft_sheet import DraftSheet
from .draft_steps import DiscloseSheet, ProofSheet, SecrecySheet, SignSheet, StepSheet
from .evidence_sheet import EvidenceSheet
from .knowing_deeds import KnowingDeeds
from .paper_sheet import PaperSheet
from .view import IncidentView
from .words_sheet import WordsSheet

if TYPE_CHECKING:
    from opinion_desk.services.evidence_offers import Offer

    from ..frame.page import Page
    from .detail import IncidentDetail

_Written = DistributeSheet | DraftSheet | PaperSheet | StepSheet
_AGAIN_MS: Final = 1500
_EVIDENCE: Final = {
    "publish": EvidenceKind.RELEASE,
    "hold_conference": EvidenceKind.CONFERENCE,
    "respond": EvidenceKind.RESPONSE,
}
_STEPS: Final = {
    "draft_proof": ProofSheet,
    "draft_secrecy": SecrecySheet,
    "draft_disclose": DiscloseSheet,
    "draft_sign": SignSheet,
}


class ReleaseWishes(QObject):
    """`done` tells that something was registered, with the words for the bar, often none."""

    done = Signal(str)

    def __init__(self, page: Page, seat: Seat, detail: IncidentDetail, at_once: KnowingDeeds) -> None:
        super().__init__(page)
        self._page, self._seat, self._detail, self._at_once = page, seat, detail, at_once
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._look_again)
        for keys, act in (("Y", detail.offers.accept), ("N", detail.offers.decline)):
            made = QShortcut(QKeySequence(keys), page)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    def take(self, what: str, whom: str, view: IncidentView) -> bool:
        """Fulfil the wish; False when it is none of these. `whom` is a draft's number, an item's id, a step, an address or a digest."""
        incident = view.incident
        if what in _EVIDENCE:
            self._publish(incident, _EVIDENCE[what])
        elif what in ("offer_accept", "offer_decline"):
            self._answer_offer(what, int(whom), incident)
        elif what == "distribute":
            sheet = DistributeSheet(self._page, self._seat, incident, view.outlets_missing)
            self._open(sheet, sheet.name)
        elif what == "check_paper":
            self._settle(incident, next(step for step in incident.checklist if step.id == whom))
        elif what == "open_address":
            QDesktopServices.openUrl(QUrl(whom))
        elif what == "open_kept":
            self._open_kept(whom)
        elif what.startswith("draft_"):
            self._draft(what, whom, incident)
        else:
            return False
        return True

    def items_came(self) -> None:
        """Items were collected or read: what they offer the shown matter is looked up again soon, and once for many."""
        if not self._again.isActive():
            self._again.start()

    def _look_again(self) -> None:
        view = self._detail.view
        if view is None:
            return
        id, service = view.incident.id, self._seat.desk.incidents

        def came(offers: tuple[Offer, ...]) -> None:
            if self._detail.view is not None and self._detail.view.incident.id == id:
                self._detail.offers.show_offers(offers)

        self._seat.work.run(self, lambda: service.offers(id), came, key="offers")

    # --- drafts

    def _draft(self, what: str, whom: str, incident: Incident) -> None:
        if what == "draft_new":
            fresh = DraftSheet(self._page, self._seat, incident)
            self._open(fresh, fresh.what)
            return
        draft = draft_of(incident, int(whom))
        if what in _STEPS:
            step = _STEPS[what](self._page, self._seat, incident, draft)
            self._open(step, step.by if not step.by.text() else step.accept_button)
        elif what == "draft_again":
            again = DraftSheet(self._page, self._seat, incident, draft)
            self._open(again, again.text)
        elif what == "draft_publish":
            major = incident.level is not None and incident.level.starts_release_clocks
            self._publish(incident, EvidenceKind.RELEASE if major else EvidenceKind.RESPONSE, draft.number)
        else:
            self._ask(what, draft.number, draft.what, incident)

    def _ask(self, what: str, number: int, title: str, incident: Incident) -> None:
        service, id, by, tr = self._seat.desk.incidents, incident.id, self._seat.by, self.tr
        back, drop = service.send_draft_back, service.drop_draft
        asks: dict[str, tuple[str, str, str, Callable[[str], object]]] = {
            "draft_back": (tr("要改什么"), tr("退改"), tr("退改须写明要改什么。"),
                           lambda text: back(id, number, text, deed=deed(by, None, sheet.seen))),
            "draft_drop": (tr("撤稿的理由"), tr("撤稿"), tr("撤稿须写明理由。"),
                           lambda text: drop(id, number, text, deed=deed(by, None, sheet.seen))),
        }  # fmt: skip
        caption, accept, needed, act = asks[what]
        sheet = WordsSheet(self._page, self._seat, accept, title, caption, accept, needed, act, self._quietly)
        sheet.seen = incident.acts
        sheet.open_sheet(sheet.words)

    # --- evidence, offers, steps

    def _publish(self, incident: Incident, kind: EvidenceKind, draft: int | None = None) -> None:
        sheet = EvidenceSheet(self._page, self._seat, incident, kind, draft)
        sheet.registered.connect(self._quietly)
        sheet.open_sheet(sheet.what)

    def _answer_offer(self, what: str, item: int, incident: Incident) -> None:
        service, id, by = self._seat.desk.incidents, incident.id, self._seat.by
        if what == "offer_accept":
            words, answer = self.tr("已采用为发布凭据，按它的发布时间登记。"), service.accept_offer
        else:
            words, answer = self.tr("已不采用，不再提示。"), service.decline_offer
        self._at_once.act(incident, lambda seen: answer(id, item, deed=deed(by, None, seen)), words)

    def _settle(self, incident: Incident, step: Step) -> None:
        if step.id not in WITH_WORDS:
            paper = PaperSheet(self._page, self._seat, incident, step)
            self._open(paper, paper.number)
            return
        service, id, by = self._seat.desk.incidents, incident.id, self._seat.by
        caption = self.tr("公开在哪里；不采纳的写明理由（可不填）")
        sheet = WordsSheet(
            self._page, self._seat, self.tr("完成这一步"), step.words, caption, self.tr("完成"), "",
            lambda text: service.check(id, step.id, settled=Settled(text=text), deed=deed(by, None, sheet.seen)),
            self._quietly,
        )  # fmt: skip
        sheet.seen = incident.acts
        sheet.open_sheet(sheet.words)

    def _open_kept(self, digest: str) -> None:
        def found(path: Path | None) -> None:
            if path is None:
                self._page.bar.tell(self.tr("存证文件不在本机的数据目录里。"))
            else:
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self._seat.work.run(self, partial(self._seat.desk.incidents.evidence_file, digest), found)

    # --- how

    def _open(self, sheet: _Written, focus: QWidget) -> None:
        sheet.written.connect(self._quietly)
        sheet.open_sheet(focus)

    def _quietly(self) -> None:
        self.done.emit("")
