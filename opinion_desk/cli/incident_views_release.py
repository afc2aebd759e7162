"""What `incident show` tells of drafts, evidence, distribution and the checklist."""

from __future__ import annotations

from typing import Any

from ..domain.checklist import Step
from ..domain.commands.drafting import lacking
from ..domain.incident import Incident
from ..domain.release import DRAFT_WORDS, FORM_WORDS, OUTLET_WORDS, Draft, DraftState, Evidence
from .saying import Session


def release_json(session: Session, incident: Incident) -> dict[str, Any]:
    """The further keys of the matter: drafts, distribution, the usual outlets that are missing, offers of evidence."""
    return {
        "drafts": [_draft_json(session, draft) for draft in incident.drafts],
        "distribution": [
            {
                "outlet": one.outlet.value,
                "name": one.name,
                "address": one.address,
                "draft": one.draft,
                "at": session.iso(one.at),
            }
            for one in incident.distributions
        ],
        "outlets_missing": [outlet.value for outlet in session.desk.incidents.missing_outlets(incident)],
        "offers": [offer.item_id for offer in session.desk.incidents.offers(incident.id)],
    }


def evidence_json(session: Session, evidence: Evidence) -> dict[str, Any]:
    """One piece of evidence."""
    return {
        "kind": evidence.kind.value,
        "what": evidence.what,
        "at": session.iso(evidence.at),
        "by": evidence.by,
        "address": evidence.address,
        "digest": evidence.digest,
        "form": None if evidence.form is None else evidence.form.value,
        "item": evidence.item,
        "issued_by": evidence.issued_by or None,
        "draft": evidence.draft,
        "leader": evidence.leader or None,
    }


def step_json(step: Step) -> dict[str, Any]:
    """One step of the checklist."""
    return {
        "id": step.id,
        "words": step.words,
        "ground": step.ground,
        "state": step.state.value,
        "reason": step.reason,
        "needs_paper": step.needs_paper,
        "number": step.paper_number or None,
        "date": step.paper_date or None,
    }


def step_words(step: Step) -> str:
    """A step with what it was done with, or why it was struck."""
    facts = "，".join(filter(None, (step.paper_number, step.paper_date, step.reason)))
    return f"{step.words}（{step.id}）" + (f"：{facts}" if facts else "")


def release_lines(session: Session, incident: Incident) -> list[str]:
    """The same for the eye."""
    lines = [_draft_line(draft) for draft in incident.drafts]
    for one in incident.evidence:
        form = f"（{FORM_WORDS[one.form]}）" if one.form else ""
        place = one.address or f"存证 {(one.digest or '')[:8]}…"
        lines.append(f"  发布 {session.local(one.at)}  {one.what}{form}  {place}")
    lines += [
        f"  分发 {session.local(one.at)}  {OUTLET_WORDS[one.outlet]} {one.name}  {one.address or ''}".rstrip()
        for one in incident.distributions
    ]
    return lines


def _draft_json(session: Session, draft: Draft) -> dict[str, Any]:
    return {
        "number": draft.number,
        "version": draft.version,
        "what": draft.what,
        "unit": draft.unit,
        "state": draft.state.value,
        "submitted": session.iso(draft.submitted),
        "digest": draft.digest,
        "rounds": [
            {"round": r.round.value, "gates": [g.value for g in r.gates], "by": r.by, "at": session.iso(r.at)}
            for r in draft.rounds
        ],
        "secrecy": draft.secrecy or None,
        "disclosure": None if draft.disclosure is None else draft.disclosure.value,
        "disclosure_reason": draft.disclosure_reason,
        "signed_by": draft.signed_by or None,
        "signed_at": session.iso(draft.signed_at),
        "heard_by": draft.heard_by or None,
        "missing": list(lacking(draft)) if draft.state is DraftState.REVIEWING else [],
    }


def _draft_line(draft: Draft) -> str:
    missing = f"，缺 {'、'.join(lacking(draft))}" if draft.state is DraftState.REVIEWING and lacking(draft) else ""
    return f"  稿件 {draft.number} 《{draft.what}》第{draft.version}稿：{DRAFT_WORDS[draft.state]}{missing}"
