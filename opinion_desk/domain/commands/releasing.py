"""Answering the public with evidence: release, conference, response. A clock is met with evidence alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ..act_data import clock_data
from ..acts import Act, ActKind
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident
from ..policy import Meets, Policies, StartsOn
from ..release import FORM_WORDS, DraftState, EvidenceForm, EvidenceKind
from ..response_clock import DRAFT, ResponseClock
from .checking import check
from .clocks import clocks_met_by, meet_clocks
from .drafting import releasable
from .when import JUDGED, When, expect

__all__ = ["CONTINUE", "FORMS", "Particulars", "answer_public", "check", "public_clocks"]

CONTINUE: Final = "continue"  # the step of the checklist, and what settles the obligation to release again
_ACT_OF: Final = {
    EvidenceKind.RELEASE: ActKind.RELEASED,
    EvidenceKind.CONFERENCE: ActKind.CONFERENCE_HELD,
    EvidenceKind.RESPONSE: ActKind.RESPONDED,
}
# An authoritative release answers the public as well, so it meets a response clock too (国办发〔2016〕61号).
_MEETS: Final = {
    EvidenceKind.RELEASE: {Meets.RELEASE, Meets.RESPONSE},
    EvidenceKind.CONFERENCE: {Meets.CONFERENCE},
    EvidenceKind.RESPONSE: {Meets.RESPONSE},
}
_STEPS: Final = {EvidenceKind.RELEASE: ("release",), EvidenceKind.CONFERENCE: ("conference",)}
# Which forms carry which kind: an answer to a comment or to one person is no authoritative release.
FORMS: Final = {
    EvidenceKind.RELEASE: (
        EvidenceForm.BULLETIN,
        EvidenceForm.QUESTIONS,
        EvidenceForm.BRIEFING,
        EvidenceForm.GROUP_INTERVIEW,
        EvidenceForm.INTERVIEW,
    ),
    EvidenceKind.CONFERENCE: (EvidenceForm.CONFERENCE, EvidenceForm.BRIEFING),
    EvidenceKind.RESPONSE: tuple(form for form in EvidenceForm if form is not EvidenceForm.CONFERENCE),
}


@dataclass(frozen=True, slots=True)
class Particulars:
    """What more is known of a release: its form, the signed draft it carries out, the collected item it was taken from,

    the body that issued it where it is not this desk's lead unit, and the post of the principal who spoke (主要负责人).
    """

    form: EvidenceForm | None = None
    draft: int | None = None
    item: int | None = None
    issued_by: str = ""
    leader: str = ""


def answer_public(
    incident: Incident,
    kind: EvidenceKind,
    what: str,
    address: str | None,
    digest: str | None,
    policies: Policies,
    time: When,
    particulars: Particulars = Particulars(),
) -> tuple[Act, ...]:
    """权威发布, 新闻发布会 or 回应, with evidence: an address, a page or file kept under its SHA-256, or both.

    Meets the clocks it answers and ticks the steps it does; at levels I and II the next release is owed from now on.
    """
    expect(incident, "登记发布", *JUDGED)
    _check_evidence(incident, kind, what, address, digest, particulars)
    _check_issuer(incident, particulars, time)
    if particulars.draft is not None:
        releasable(incident, particulars.draft, time, DraftState.SIGNED)
    answered = public_clocks(incident, policies, *_MEETS[kind])
    if any(time.at < clock.start for clock in answered):
        raise Refused("release_before_start")
    published = time.act(
        _ACT_OF[kind],
        incident,
        what=what.strip(),
        address=address,
        digest=digest,
        form=None if particulars.form is None else particulars.form.value,
        draft=particulars.draft,
        item=particulars.item,
        issued_by=particulars.issued_by.strip(),
        leader=particulars.leader.strip(),
    )
    met = meet_clocks(incident, [clock.id for clock in (*answered, *_drafts_done(incident, kind, time))], time)
    done = (*_STEPS.get(kind, ()), *(("principal",) if particulars.leader.strip() else ()))
    return (published, *met, *_ticked(incident, done, what.strip(), time), *_continued(incident, kind, policies, time))


def _drafts_done(incident: Incident, kind: EvidenceKind, time: When) -> list[ResponseClock]:
    """What went out was drafted: the open clocks of drafts are met by it, a conference apart."""
    if kind is EvidenceKind.CONFERENCE:
        return []
    return [c for c in incident.open_clocks if c.id.startswith(DRAFT) and c.start <= time.at]


def public_clocks(incident: Incident, policies: Policies, *meets: Meets) -> tuple[ResponseClock, ...]:
    """The open clocks that evidence of that kind meets, without the one that only asks for the next release."""
    again = {policy.id for policy in policies.clocks if policy.starts_on is StartsOn.RELEASE}
    return tuple(clock for clock in clocks_met_by(incident, policies, *meets) if clock.policy not in again)


def _check_evidence(
    incident: Incident,
    kind: EvidenceKind,
    what: str,
    address: str | None,
    digest: str | None,
    particulars: Particulars,
) -> None:
    if not what.strip():
        raise Refused("evidence_needs_words")
    if not address and not digest:
        raise Refused("evidence_needs_place")
    if address and not address.startswith(("http://", "https://")):
        raise Refused("evidence_address_unreadable", address=address[:80])
    form = particulars.form
    if form is not None and form not in FORMS[kind]:
        forms = "、".join(FORM_WORDS[one] for one in FORMS[kind])
        raise Refused("evidence_form_unfit", form=FORM_WORDS[form], forms=forms)
    if particulars.item is not None and any(one.item == particulars.item for one in incident.evidence):
        raise Refused("evidence_item_used", item=particulars.item)


def _check_issuer(incident: Incident, particulars: Particulars, time: When) -> None:
    """Another body's release counts when it is one of the units here, or leads since it took over; one read among the items was judged by a person."""
    issuer = particulars.issued_by.strip()
    if not issuer or particulars.item is not None or issuer in {a.unit for a in incident.assignments if a.live}:
        return
    over = incident.taken_over
    if over is None or issuer != over.authority:
        raise Refused("issuer_unknown", issuer=issuer)
    if time.at < over.at:
        raise Refused("release_before_takeover", issuer=issuer)


def _ticked(incident: Incident, steps: Iterable[str], what: str, time: When) -> list[Act]:
    """Those of these steps that are open are done, the evidence named."""
    found = [s for s in incident.checklist if s.id in steps and s.state is StepState.OPEN]
    return [time.act(ActKind.STEP_DONE, incident, step=s.id, words=s.words, text=what, by_evidence=True) for s in found]


def _continued(incident: Incident, kind: EvidenceKind, policies: Policies, time: When) -> Sequence[Act]:
    """持续发布: a release or conference meets the clock that asked for it and starts the next, until the step is settled.

    One registered late for a time before the running clock began changes nothing in it.
    """
    called_for = policies.for_start(StartsOn.RELEASE, incident.level)
    if kind is EvidenceKind.RESPONSE or any(
        step.id == CONTINUE and step.state is not StepState.OPEN for step in incident.checklist
    ):
        return ()
    acts: list[Act] = []
    for policy in called_for:
        running = [clock for clock in incident.open_clocks if clock.policy == policy.id]
        if any(time.at <= clock.start for clock in running) or (not running and kind is EvidenceKind.CONFERENCE):
            continue
        acts += meet_clocks(incident, [clock.id for clock in running], time)
        over = incident.taken_over
        owed_by = (over.authority if over else incident.lead_unit) or policy.owed_by
        started = policies.start(policy, time.at, owed_by)
        if started is not None:
            acts.append(time.act(ActKind.CLOCK_STARTED, incident, **clock_data(started)))
    return acts
