"""Signatures owed (补签): something was done on a spoken word, and the post that gave it signs for it afterwards."""

from __future__ import annotations

from typing import Final

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident, IncidentState
from ..policy import Policies, StartsOn
from ..response_clock import SIGNATURE
from .clocks import meet_clocks
from .when import OPEN, When, expect

_SIGNABLE: Final = (*OPEN, IncidentState.CONCLUDED)


def owe_signature(incident: Incident, what: str, post: str, heard_by: str, policies: Policies, time: When) -> list[Act]:
    """`post` owes its signature under `what`; `heard_by` is the post that heard the spoken word, empty where nobody did.

    Its clock `signature:<index>` starts at the deed. Of two in one command the second is owed by the incident after the first.
    """
    index = len(incident.signatures) + 1
    acts = [time.act(ActKind.SIGNATURE_OWED, incident, index=index, what=what, post=post, heard_by=heard_by.strip())]
    for policy in policies.for_start(StartsOn.SIGNATURE, incident.level)[:1]:
        name = f"{policy.name}：{what}"
        clock = policies.start(policy, time.at, post, id=f"{SIGNATURE}{index}", name=name)
        if clock is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(clock)))
    return acts


def sign(incident: Incident, index: int, paper: str, time: When) -> tuple[Act, ...]:
    """补签 on a paper. Refused for one that is not owed, without a paper, or before the word was given."""
    expect(incident, "补签", *_SIGNABLE)
    owed = next((one for one in incident.signatures if one.index == index), None)
    if owed is None:
        waiting = "、".join(f"{one.index} {one.what}" for one in incident.signatures if one.open)
        raise Refused("signature_unknown", index=index, open=waiting or "无")
    if not owed.open:
        raise Refused("signature_given_already", index=index, what=owed.what)
    if not paper.strip():
        raise Refused("signature_needs_paper")
    if time.at < owed.since:
        raise Refused("signature_before_owed")
    given = time.act(
        ActKind.SIGNATURE_GIVEN, incident, index=index, what=owed.what, post=owed.post, paper=paper.strip()
    )
    return (given, *meet_clocks(incident, [f"{SIGNATURE}{index}"], time))
