"""What came from above or outside and owes an answer: 上级交办, 领导批示, 媒体采访函."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .origin import Origin


@dataclass(frozen=True, slots=True)
class Mandate:
    """An instruction, a leader's note or a medium's inquiry: its number, issuer (a body or post), own deadline, and whether a reply is owed.

    `index` counts from 1 within the incident; its clock is `mandate:<index>`.
    """

    index: int
    origin: Origin
    issuer: str
    received: datetime
    number: str = ""
    text: str = ""
    deadline: datetime | None = None
    reply_due: bool = True
    answered: datetime | None = None
    answer: str = ""
    answer_number: str = ""

    @property
    def open(self) -> bool:
        """Whether its reply is still owed."""
        return self.reply_due and self.answered is None
