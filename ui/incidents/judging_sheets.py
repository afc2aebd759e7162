"""Which sheet a wish about judging opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from opinion_desk.domain.incident import Incident

from ..seat import Seat
from .clock_sheets import InterpretSheet, MeetSheet, OwnClockSheet
from .deed_sheet import DeedSheet
from .judge_sheets import JudgeSheet, SignSheet, TakeOverSheet
from .paper_sheets import AnswerSheet, ReceiveSheet, ReportSheet
from .times_sheets import StartSheet, TimesSheet

_PLAIN: Final[Mapping[str, Callable[[QWidget, Seat, Incident], DeedSheet]]] = {
    "judge": JudgeSheet,
    "take_over": TakeOverSheet,
    "receive": ReceiveSheet,
    "report": ReportSheet,
    "times": TimesSheet,
    "start": StartSheet,
    "own_clock": OwnClockSheet,
    "interpret": InterpretSheet,
}


def judging_sheet(over: QWidget, seat: Seat, incident: Incident, what: str, whom: str) -> DeedSheet | None:
    """The sheet for that wish, about the paper, signature or clock `whom` where it concerns one; None when the wish is another's.

    It knows how many acts of the matter its person has seen.
    """
    sheet = _sheet(over, seat, incident, what, whom)
    if sheet is not None:
        sheet.seen = incident.acts
    return sheet


def _sheet(over: QWidget, seat: Seat, incident: Incident, what: str, whom: str) -> DeedSheet | None:
    if what in _PLAIN:
        return _PLAIN[what](over, seat, incident)
    if what == "answer":
        paper = next((one for one in incident.mandates if str(one.index) == whom), None)
        return None if paper is None else AnswerSheet(over, seat, incident, paper)
    if what == "sign":
        owed = next((one for one in incident.signatures if str(one.index) == whom), None)
        return None if owed is None else SignSheet(over, seat, incident, owed)
    clock = incident.clock(whom) if what == "meet" else None
    return None if clock is None else MeetSheet(over, seat, incident, clock)
