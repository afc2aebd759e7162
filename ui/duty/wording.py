"""A handover in one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.duty.handover import DUTY_WORDS, Handover

from ..seat import Seat


def handover_words(seat: Seat, one: Handover) -> str:
    """When, from whom, to whom, and how it ended."""
    whom = one.ended_by or one.to or QCoreApplication.translate("duty", "来接班的人")
    when = seat.short(one.ended or one.offered)
    reason = f"：{one.reason}" if one.reason else ""
    return f"{when} {one.leaving} → {whom} {DUTY_WORDS[one.state]}{reason}"
