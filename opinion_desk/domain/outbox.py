"""The outbox: messages owed to people, written in the transaction that caused them, sent at least once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MessageState(StrEnum):
    """pending → sending → sent | retry | dead; a crash while sending is resent, marked 可能重复."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    RETRY = "retry"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `key` makes it unique (incident, clock, mark, rung); it carries number, level and deadline only."""

    key: str
    channel: str  # "notice" (on this desk) or "webhook"
    to: str  # a post or an address, never a person's profile
    subject: str
    text: str
    created: datetime
    incident_id: int | None = None
    maybe_again: bool = False
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one attempt ended; `why` is a Chinese sentence when it failed; `again` false when trying on is useless."""

    sent: bool
    why: str | None = None
    again: bool = True
    wait_s: int | None = None
