"""The wishes about units and the ending of a matter, each begun with its sheet or done at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from opinion_desk.domain.assignment import PAPER_WORDS, AssignmentState, PaperKind
from opinion_desk.domain.incident import Incident

from ..deed import deed
from ..parts.bars import Bar
from ..parts.files import ask_folder
from ..seat import Seat
from ..words import said
from .knowing_deeds import KnowingDeeds
from .review_sheet import ReviewSheet
from .unit_papers import ConsultSheet, MildPaperSheet
from .unit_sheets import ReceiptSheet, ReplySheet, ReturnSheet, StepSheet
from .view import IncidentView
from .words_sheet import WordsSheet

if TYPE_CHECKING:
    from ..frame.page import Page

_LADDER: Final = {kind.value: kind for kind in (PaperKind.SUPERVISED, PaperKind.TALKED, PaperKind.CIRCULATED)}
_UNIT_SHEETS: Final = {"acknowledge": ReceiptSheet, "return": ReturnSheet, "reply": ReplySheet, "step_due": StepSheet}


class HandlingDeeds(QObject):
    """`written` after each deed, so that the page reads again."""

    written = Signal()

    def __init__(self, page: Page, seat: Seat, bar: Bar, at_once: KnowingDeeds) -> None:
        super().__init__(page)
        self._page, self._seat, self._bar, self._at_once = page, seat, bar, at_once

    def begin(self, what: str, whom: str, view: IncidentView) -> bool:
        """Begin what was wished for; False when it is no wish of this family."""
        incident = view.incident
        if what in _UNIT_SHEETS:
            self._ask_unit(what, incident, whom)
        elif what in _LADDER:
            self._ask_paper(_LADDER[what], incident, whom)
        elif what == "urge":
            self._urge(incident, (whom,))
        elif what == "urge_waiting":
            waiting = [a.unit for a in incident.assignments if a.state is AssignmentState.AWAITING]
            self._urge(incident, tuple(waiting))
        elif what in ("consult", "mild_paper"):
            self._ask_units(what, view)
        elif what == "review":
            self._review(incident)
        elif what == "export":
            self._export(incident)
        else:
            return False
        return True

    def _ask_unit(self, what: str, incident: Incident, unit: str) -> None:
        sheet = _UNIT_SHEETS[what](self._page, self._seat, incident, unit)
        sheet.registered.connect(self.written)
        first = {"acknowledge": "way", "return": "rule", "reply": "words", "step_due": "due"}[what]
        sheet.open_sheet(getattr(sheet, first))

    def _ask_paper(self, kind: PaperKind, incident: Incident, unit: str) -> None:
        service, id, by = self._seat.desk.incidents, incident.id, self._seat.by
        paper, short = said(PAPER_WORDS[kind]), self._seat.unit(unit)
        sheet = WordsSheet(
            self._page, self._seat, paper, f"{short} · {incident.number} {incident.title}",
            self.tr("{paper}的事由和要求").format(paper=paper), paper,
            self.tr("请写明{paper}的事由和要求。").format(paper=paper),
            lambda text: service.hand(id, unit, kind, text, deed=deed(by, None, sheet.seen)), self.written.emit,
        )  # fmt: skip
        sheet.seen = incident.acts
        sheet.open_sheet(sheet.words)

    def _urge(self, incident: Incident, units: tuple[str, ...]) -> None:
        service, id, by = self._seat.desk.incidents, incident.id, self._seat.by

        def urge(seen: int) -> Incident:
            after = incident
            for unit in units:
                after = service.urge(id, unit, deed=deed(by, None, seen))
                seen = after.acts
            return after

        names = "、".join(self._seat.unit(unit) for unit in units)
        self._at_once.act(incident, urge, self.tr("已催办：{unit}").format(unit=names))

    def _ask_units(self, what: str, view: IncidentView) -> None:
        incident, service = view.incident, self._seat.desk.incidents

        def show(known: frozenset[str]) -> None:
            made = ConsultSheet if what == "consult" else MildPaperSheet
            first = [a.unit for a in incident.assignments if a.live]
            names = tuple(dict.fromkeys((*first, *(c.unit for c in view.suggested if c.unit), *sorted(known))))
            sheet = made(self._page, self._seat, incident, names)
            sheet.registered.connect(self.written)
            sheet.open_sheet(sheet.search)

        self._seat.work.run(self._page, lambda: service.known_units(incident.id), show, self._bar.fail)

    def _review(self, incident: Incident) -> None:
        service = self._seat.desk.incidents

        def show(aftermath: object) -> None:
            sheet = ReviewSheet(self._page, self._seat, incident, aftermath)  # type: ignore[arg-type]
            sheet.registered.connect(self.written)
            sheet.open_sheet(sheet.plan)

        self._seat.work.run(self._page, lambda: service.aftermath(incident.id), show, self._bar.fail)

    def _export(self, incident: Incident) -> None:
        chosen = ask_folder(self._page, self.tr("导出到哪个文件夹之下"))
        if chosen is None:
            return
        exports, out = self._seat.desk.exports, chosen / incident.number
        words = self.tr("已导出到 {path}").format(path=out)
        self._seat.work.run(
            self._page, lambda: exports.export(incident.id, out), lambda _: self._bar.tell(words), self._bar.fail
        )
