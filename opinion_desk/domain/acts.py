"""Acts (经过): the entries of an incident's history, append-only; and the hash chain over them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from .instants import to_ms

GENESIS: Final = "0" * 64
OF_THE_DESK: Final = 0  # the incident id of acts that concern the whole desk (a jump of its clock)


class ActKind(StrEnum):
    """Everything that can stand in a history."""

    OPENED = "opened"
    ITEM_LINKED = "item_linked"
    TIMES_CORRECTED = "times_corrected"
    START_CHANGED = "start_changed"
    CONFIRMED = "confirmed"
    REGRADED = "regraded"
    RESPONSE_JUDGED = "response_judged"
    TAKEN_OVER = "taken_over"
    MANDATE_RECEIVED = "mandate_received"
    MANDATE_ANSWERED = "mandate_answered"
    CLOCK_STARTED = "clock_started"
    CLOCK_MET = "clock_met"
    CLOCK_SUPERSEDED = "clock_superseded"
    CLOCK_CANCELLED = "clock_cancelled"
    CLOCK_RECOMPUTED = "clock_recomputed"
    MARK_FIRED = "mark_fired"
    MARK_VOIDED = "mark_voided"
    BREACH_CONFIRMED = "breach_confirmed"
    ESCALATED = "escalated"
    CALL_ANSWERED = "call_answered"
    CALL_SNOOZED = "call_snoozed"
    CALL_RESUMED = "call_resumed"
    ASSIGNED = "assigned"
    ACKNOWLEDGED = "acknowledged"
    RETURNED = "returned"
    URGED = "urged"
    REPLIED = "replied"
    PAPER_HANDED = "paper_handed"
    CONSULTED = "consulted"
    REPORTED = "reported"
    DRAFT_SUBMITTED = "draft_submitted"
    DRAFT_REVIEWED = "draft_reviewed"
    DRAFT_RETURNED = "draft_returned"
    DRAFT_DROPPED = "draft_dropped"
    SECRECY_CHECKED = "secrecy_checked"
    DISCLOSURE_SET = "disclosure_set"
    DRAFT_SIGNED = "draft_signed"
    RELEASED = "released"
    CONFERENCE_HELD = "conference_held"
    RESPONDED = "responded"
    DISTRIBUTED = "distributed"
    OFFER_DECLINED = "offer_declined"
    STEP_DONE = "step_done"
    STEP_STRUCK = "step_struck"
    SIGNATURE_OWED = "signature_owed"
    SIGNATURE_GIVEN = "signature_given"
    NOTED = "noted"
    REVIEWED = "reviewed"
    CONCLUDED = "concluded"
    CLOSED = "closed"
    DISMISSED = "dismissed"
    REOPENED = "reopened"
    MERGED = "merged"
    BORN = "born"
    CLOCK_JUMPED = "clock_jumped"
    JUMP_SETTLED = "jump_settled"


@dataclass(frozen=True, slots=True)
class Act:
    """One entry: `at` the true time, `entered` the time of entry, `by` the post or name that acted, `data` plain JSON.

    Instants inside `data` are UTC milliseconds. `seq`, `prev` and `hash` are given by the store when it is appended.
    """

    kind: ActKind
    at: datetime
    entered: datetime
    by: str
    data: Mapping[str, Any] = field(default_factory=dict)
    incident_id: int = 0
    seq: int = 0
    prev: str = GENESIS
    hash: str = ""


def canonical_bytes(act: Act) -> bytes:
    """The act as the chain hashes it: sorted keys, no spaces, UTF-8; independent of how the store keeps it."""
    row = {
        "seq": act.seq,
        "incident": act.incident_id,
        "kind": act.kind.value,
        "at": to_ms(act.at),
        "entered": to_ms(act.entered),
        "by": act.by,
        "data": act.data,
    }
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def link_hash(prev: str, act: Act) -> str:
    """SHA-256 over the previous hash and the act's canonical bytes, hex."""
    return hashlib.sha256(bytes.fromhex(prev) + canonical_bytes(act)).hexdigest()


class ChainCheck:
    """A chain read in the order of `seq`, an act at a time; `prev` and `expected` are what the next act must name and be."""

    __slots__ = ("_findings", "expected", "prev")

    def __init__(self) -> None:
        self.prev, self.expected = GENESIS, 1
        self._findings: list[str] = []

    def at(self, prev: str, expected: int) -> None:
        """Go on from there: every act before it was found in order."""
        self.prev, self.expected = prev, expected

    def add(self, act: Act) -> None:
        """Look at the next act."""
        self._place(act.seq)
        if act.prev != self.prev or not _is_linked(act):
            self._mismatch(act.seq)
        self.prev, self.expected = act.hash, self.expected + 1

    def add_unreadable(self, seq: int, link: str) -> None:
        """The next row holds no act that this desk can have written."""
        self._place(seq)
        self._mismatch(seq)
        self.prev, self.expected = link, self.expected + 1

    def end(self, *, count: int | None = None, head: str | None = None) -> list[str]:
        """What is wrong; with the `count` and `head` that were written down a cut tail too."""
        findings = list(self._findings)
        if count is not None and self.expected - 1 != count:
            findings.append(f"应有 {count} 条记录,只有 {self.expected - 1} 条")
        if head is not None and self.prev != head:
            findings.append("最后一条记录的校验值与账首不符")
        return findings

    def _place(self, seq: int) -> None:
        if seq != self.expected:
            self._findings.append(f"第 {self.expected} 条记录缺失或次序被改动(读到第 {seq} 条)")
            self.expected = seq

    def _mismatch(self, seq: int) -> None:
        self._findings.append(f"第 {seq} 条记录与其校验值不符")


def _is_linked(act: Act) -> bool:
    try:
        return link_hash(act.prev, act) == act.hash
    except (ValueError, TypeError):  # the previous hash is not hex, or the data holds what JSON cannot
        return False


def broken_links(acts: Iterable[Act], *, count: int | None = None, head: str | None = None) -> list[str]:
    """What is wrong with a chain read in the order of `seq`: changes, losses, reorderings; with `count` and `head` a cut tail too."""
    check = ChainCheck()
    for act in acts:
        check.add(act)
    return check.end(count=count, head=head)
