"""Deeds that need no more than a few words: a step struck, a matter dismissed, concluded or filed, a clock withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ..deed import deed
from ..seat import Seat
from .view import IncidentView
from .words_sheet import WordsSheet


def words_sheet(
    over: QWidget, seat: Seat, view: IncidentView, what: str, whom: str, done: Callable[[], None]
) -> WordsSheet:
    """The sheet for strike, dismiss, conclude, withdraw or close; KeyError for anything else."""
    incident, service, by, tr = view.incident, seat.desk.incidents, seat.by, over.tr
    id, told = incident.id, f"{incident.number} {incident.title}"
    step = next((one.words for one in incident.checklist if one.id == whom), whom)
    asks: dict[str, tuple[str, str, str, str, str, Callable[[str], object]]] = {
        "strike": (tr("免做这一步"), step, tr("免做的理由"), tr("免做"), tr("免做须写明理由。"),
                   lambda text: service.check(id, whom, text, deed=deed(by, None, sheet.seen))),
        "dismiss": (tr("排除"), tr("{what}：排除后时限撤销，记录保留。").format(what=told), tr("理由"), tr("排除"), tr("排除须写明理由。"),
                    lambda text: service.dismiss(id, text, deed=deed(by, None, sheet.seen))),
        "conclude": (tr("办结"), told, tr("办理结果（可不填）"), tr("办结"), "",
                     lambda text: service.conclude(id, text, deed=deed(by, None, sheet.seen))),
        "withdraw": (tr("撤销时限"), tr("{what}：撤销的时限不再计时，记录保留。").format(what=told), tr("撤销的理由"), tr("撤销"), tr("撤销时限须写明理由。"),
                     lambda text: service.withdraw_clock(id, whom, text, deed=deed(by, None, sheet.seen))),
        "close": (tr("归档"), tr("{what}：归档后不再改动，可重新立件。").format(what=told), tr("说明（可不填）"), tr("归档"), "",
                  lambda text: service.close(id, text, deed=deed(by, None, sheet.seen))),
    }  # fmt: skip
    sheet = WordsSheet(over, seat, *asks[what], done)
    sheet.seen = incident.acts
    return sheet
