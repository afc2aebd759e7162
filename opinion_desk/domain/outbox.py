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
    channel: str  # "notice" (on this desk), the id of a channel, or what kind of channel is wanted
    to: str  # a post, never a person's profile
    subject: str
    text: str
    created: datetime
    incident_id: int | None = None
    maybe_again: bool = False
    tries: int = 0
    calendar: str | None = None  # a calendar file (.ics) to go with it, where the channel can carry one
    drill: bool = False  # 演练: never really sent, only shown at this desk


@dataclass(frozen=True, slots=True)
class Delivery:
    """How one attempt ended; `why` is a Chinese sentence when it failed, or what a delivery lacked.

    `again` is false when trying on is useless; `wait_s` is how long the other side asks to be left alone; `unsure` when
    it may have arrived all the same, so that the next attempt is marked 可能重复.
    """

    sent: bool
    why: str | None = None
    again: bool = True
    wait_s: int | None = None
    unsure: bool = False
