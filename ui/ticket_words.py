"""What is said of a ticket of the hotline wherever it is shown: its limit is the hotline's, and no clock of this desk."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.ticket import KeptTicket, Ticket


def _tr(text: str) -> str:
    return QCoreApplication.translate("tickets", text)


def limit_words(ticket: Ticket, now: datetime, zone: ZoneInfo) -> str:
    """热线平台办理时限 11月28日 17:00，由热线平台计时，本台不另计时; that it has passed is said, not counted. Empty without a limit."""
    if ticket.due is None:
        return ""
    due, today = ticket.due.astimezone(zone), now.astimezone(zone)
    year = "" if due.year == today.year else f"{due.year}年"
    passed = _tr("（已过）") if ticket.overdue(now) else ""
    return _tr("热线平台办理时限 {time}{passed}，由热线平台计时，本台不另计时").format(
        time=f"{year}{due.month}月{due.day}日 {due:%H:%M}", passed=passed
    )


def ticket_line(kept: KeptTicket, now: datetime, zone: ZoneInfo) -> str:
    """工单 YC20261120001 · 办理中 · 热线平台办理时限 …, for one line beside a matter."""
    ticket = kept.ticket
    parts = (_tr("工单 {number}").format(number=ticket.number), ticket.state, limit_words(ticket, now, zone))
    return " · ".join(filter(None, parts))
