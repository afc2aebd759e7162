"""What comes from above or outside and owes a reply: 上级交办, 领导批示, 媒体采访函."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..act_data import clock_data, instant_data
from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from ..masking import mask
from ..origin import Origin
from ..policy import Policies, StartsOn
from ..response_clock import MANDATE
from .clocks import meet_clocks
from .when import OPEN, When, expect


@dataclass(frozen=True, slots=True)
class Received:
    """A paper as it came in: who issued it, its number, its own deadline (None: the desk's own term), whether a reply is owed."""

    origin: Origin
    issuer: str
    number: str = ""
    text: str = ""
    deadline: datetime | None = None
    reply_due: bool = True


def receive_mandate(incident: Incident, paper: Received, policies: Policies, time: When) -> tuple[Act, ...]:
    """收文: an instruction, a note or an inquiry is attached to an open matter; a reply owed starts its clock `mandate:<index>`.

    Numbers that lead to a person are masked. Refused without an issuer, for another origin, or with a deadline that is not ahead.
    """
    expect(incident, "登记来文", *OPEN)
    if not paper.origin.from_above:
        raise Refused("mandate_origin")
    if not paper.issuer.strip():
        raise Refused("mandate_needs_issuer")
    if paper.deadline is not None and not paper.reply_due:
        raise Refused("mandate_deadline_without_reply")
    if paper.deadline is not None and paper.deadline <= time.at:
        raise Refused("mandate_deadline_past")
    index = len(incident.mandates) + 1
    received = time.act(
        ActKind.MANDATE_RECEIVED,
        incident,
        index=index,
        origin=paper.origin.value,
        issuer=paper.issuer.strip(),
        number=paper.number.strip(),
        text=mask(paper.text.strip()),
        deadline=instant_data(paper.deadline),
        reply_due=paper.reply_due,
    )
    return (received, *(_clock(incident, paper, index, policies, time) if paper.reply_due else ()))


def _clock(incident: Incident, paper: Received, index: int, policies: Policies, time: When) -> list[Act]:
    acts = []
    for policy in policies.for_start(StartsOn.MANDATE, incident.level)[:1]:
        name = f"{policy.name}：{paper.number.strip() or paper.issuer.strip()}"
        id = f"{MANDATE}{index}"
        clock = policies.start(policy, time.at, policy.owed_by, id=id, name=name, until=paper.deadline)
        if clock is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return acts


def answer_mandate(incident: Incident, index: int, text: str, number: str, time: When) -> tuple[Act, ...]:
    """回复来文: meets its clock. Refused for one that is not there or was answered, without words, or before it came in."""
    expect(incident, "回复来文", *OPEN)
    paper = next((one for one in incident.mandates if one.index == index), None)
    if paper is None:
        there = "、".join(f"{one.index} {one.number or one.issuer}" for one in incident.mandates)
        raise Refused("mandate_unknown", index=index, there=there or "无")
    if paper.answered is not None:
        raise Refused("mandate_answered", index=index)
    if not text.strip():
        raise Refused("mandate_needs_text")
    if time.at < paper.received:
        raise Refused("mandate_answer_before")
    answered = time.act(
        ActKind.MANDATE_ANSWERED,
        incident,
        index=index,
        issuer=paper.issuer,
        text=mask(text.strip()),
        number=number.strip(),
    )
    return (answered, *meet_clocks(incident, [f"{MANDATE}{index}"], time))


def carry_mandates(incident: Incident, into: Incident, policies: Policies, time: When) -> tuple[Act, ...]:
    """What `into` still owes to those above when `incident` is merged into it: the open papers, with the deadlines they had."""
    acts: list[Act] = []
    for index, paper in enumerate((one for one in incident.mandates if one.open), len(into.mandates) + 1):
        clock = incident.clock(f"{MANDATE}{paper.index}")
        acts.append(
            time.act(
                ActKind.MANDATE_RECEIVED,
                into,
                index=index,
                origin=paper.origin.value,
                issuer=paper.issuer,
                number=paper.number,
                text=paper.text,
                deadline=instant_data(paper.deadline),
                reply_due=True,
                carried_from=incident.number,
            )
        )
        policy = None if clock is None else policies.policy(clock.policy)
        if clock is not None and policy is not None:
            id, until = f"{MANDATE}{index}", clock.deadline
            again = policies.start(policy, clock.start, clock.owed_by, id=id, name=clock.name, until=until)
            acts += [] if again is None else [time.act(ActKind.CLOCK_STARTED, into, **clock_data(again))]
    return tuple(acts)
