"""The due times of a matter as a calendar file (.ics), which rings on any telephone: RFC 5545."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from .channels import Detail
from .incident import Incident
from .instants import to_ms
from .response_clock import Mark, MarkKind, ResponseClock

RING_BEFORE: Final = timedelta(minutes=30)
_WIDEST: Final = 75  # octets of a line without its end (RFC 5545, 3.1)
_SHOWN: Final = (MarkKind.TARGET, MarkKind.DEADLINE)


def calendar_of(incident: Incident, now: datetime, *, detail: Detail = Detail.NUMBER) -> str:
    """An iCalendar of every target and deadline of the matter, lines ended by CRLF; the title only where `detail` allows.

    A later calendar replaces the events of an earlier one: their UIDs stay, SEQUENCE (the number of acts) goes up, and
    what is met or no longer owed is cancelled. Each open event rings 30 minutes before.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Opinion Desk//Deadlines//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(incident.number)}",
    ]
    for clock in _newest(incident):
        for mark in clock.marks:
            if mark.kind in _SHOWN:
                lines += _event(incident, clock, mark, now, detail)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _newest(incident: Incident) -> list[ResponseClock]:
    """The clocks, where one was superseded only the one that took its place: both bear the same UIDs."""
    return list({clock.id: clock for clock in incident.clocks}.values())


def _event(incident: Incident, clock: ResponseClock, mark: Mark, now: datetime, detail: Detail) -> Iterator[str]:
    level = f" {incident.level.words}级" if incident.level else ""
    told = f" {incident.title}" if detail is Detail.TITLE and incident.title else ""
    summary = _escaped(f"{incident.number}{level} {clock.name} {mark.name}{told}")
    yield "BEGIN:VEVENT"
    yield f"UID:{_uid(incident, clock, mark)}"
    yield f"SEQUENCE:{incident.acts}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(mark.due)}"
    yield f"SUMMARY:{summary}"
    yield "TRANSP:TRANSPARENT"
    if not clock.state.open:
        yield "STATUS:CANCELLED"
    else:
        yield "STATUS:CONFIRMED"
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{summary}"
        yield f"TRIGGER:-PT{RING_BEFORE // timedelta(minutes=1)}M"
        yield "END:VALARM"
    yield "END:VEVENT"


def _uid(incident: Incident, clock: ResponseClock, mark: Mark) -> str:
    """The same for ever for a mark of a clock of a matter; when it was opened keeps the desks of two counties apart."""
    named = f"{to_ms(incident.opened)}|{clock.id}|{mark.id}"
    return _escaped(f"{incident.number}-{hashlib.sha256(named.encode()).hexdigest()[:16]}@opinion-desk")


def _utc(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11); other control characters become blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(c if c.isprintable() or c == "\u3000" else " " for c in text)


def _folded(line: str) -> Iterator[str]:
    """The line in pieces of at most 75 octets, no character cut; all but the first begin with a blank."""
    piece, used = "", 0
    for character in line:
        size = len(character.encode("utf-8", "replace"))
        if used + size > _WIDEST:
            yield piece
            piece, used = " ", 1
        piece += character
        used += size
    yield piece
