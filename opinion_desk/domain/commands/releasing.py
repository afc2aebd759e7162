"""Answering the public with evidence: release, conference, response; and the checklist."""

from __future__ import annotations

from ..acts import Act, ActKind
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident
from ..policy import Meets, Policies
from ..release import EvidenceKind
from .clocks import meet_clocks
from .reporting import settle_reports
from .when import JUDGED, When, expect

_ACT_OF = {
    EvidenceKind.RELEASE: ActKind.RELEASED,
    EvidenceKind.CONFERENCE: ActKind.CONFERENCE_HELD,
    EvidenceKind.RESPONSE: ActKind.RESPONDED,
}
# An authoritative release answers the public as well, so it meets a response clock too (国办发〔2016〕61号).
_MEETS = {
    EvidenceKind.RELEASE: {Meets.RELEASE, Meets.RESPONSE},
    EvidenceKind.CONFERENCE: {Meets.CONFERENCE},
    EvidenceKind.RESPONSE: {Meets.RESPONSE},
}


def answer_public(
    incident: Incident,
    kind: EvidenceKind,
    what: str,
    address: str | None,
    digest: str | None,
    policies: Policies,
    time: When,
) -> tuple[Act, ...]:
    """权威发布, 新闻发布会 or 回应, with evidence: an address, or a file kept under its SHA-256. Meets the clocks it answers."""
    expect(incident, "登记发布", *JUDGED)
    if not what.strip():
        raise Refused("evidence_needs_words")
    if not address and not digest:
        raise Refused("evidence_needs_place")
    if address and not address.startswith(("http://", "https://")):
        raise Refused("evidence_address_unreadable", address=address[:80])
    answering = {p.id for p in policies.clocks if p.met_by & _MEETS[kind]}
    open_ones = [c for c in incident.clocks if c.state.open and c.policy in answering]
    if any(time.at < clock.start for clock in open_ones):
        raise Refused("release_before_start")
    published = time.act(_ACT_OF[kind], incident, what=what.strip(), address=address, digest=digest)
    return (published, *meet_clocks(incident, [c.id for c in open_ones], time))


def check(incident: Incident, step: str, strike: str | None, time: When) -> tuple[Act, ...]:
    """A step of the checklist is done, or struck with a reason."""
    expect(incident, "核对处置要求", *JUDGED)
    found = next((s for s in incident.checklist if step in (s.id, s.words)), None)
    if found is None:
        raise Refused("step_unknown", step=step, steps="、".join(s.id for s in incident.checklist) or "无")
    if found.state is not StepState.OPEN:
        raise Refused("step_settled", step=found.words)
    if strike is None:
        done = time.act(ActKind.STEP_DONE, incident, step=found.id, words=found.words)
        return (done, *settle_reports(incident, found.id, None, time))
    if not strike.strip():
        raise Refused("strike_needs_reason")
    struck = time.act(ActKind.STEP_STRUCK, incident, step=found.id, words=found.words, reason=strike.strip())
    return (struck, *settle_reports(incident, found.id, strike, time))
