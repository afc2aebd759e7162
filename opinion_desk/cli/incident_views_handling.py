"""What `incident show` tells of units, papers, consultations, the review and matters born of it."""

from __future__ import annotations

from typing import Any

from ..domain.assignment import PAPER_WORDS, Assignment
from ..domain.incident import Incident
from .saying import Session


def assignment_json(session: Session, assignment: Assignment) -> dict[str, Any]:
    """How a unit stands, beyond its state."""
    return {
        "notice": assignment.notice,
        "named_by": assignment.named_by,
        "received": session.iso(assignment.received),
        "receipt": None if assignment.receipt is None else assignment.receipt.value,
        "received_by": assignment.received_by,
        "stages": [stage.value for stage in assignment.stages],
        "rule": assignment.rule,
    }


def handling_json(session: Session, incident: Incident) -> dict[str, Any]:
    """Who has the matter, and what went to units or came out of it."""
    review = incident.review
    return {
        "responsible": incident.responsible,
        "awaiting_naming": incident.awaiting_naming,
        "papers": [
            {
                "kind": p.kind.value,
                "number": p.number,
                "unit": p.unit,
                "at": session.iso(p.at),
                "by": p.by,
                "text": p.text,
            }
            for p in incident.papers
        ],
        "consultations": [
            {"units": list(c.units), "conclusion": c.conclusion, "at": session.iso(c.at), "by": c.by}
            for c in incident.consultations
        ],
        "review": None
        if review is None
        else {
            "at": session.iso(review.at),
            "by": review.by,
            "plan": review.plan,
            "findings": review.findings,
            "lessons": review.lessons,
            "aftermath": [
                {
                    "hours": row.hours,
                    "items": row.items,
                    "negative": row.negative,
                    "neutral": row.neutral,
                    "positive": row.positive,
                    "unanswered": row.unanswered,
                    "complete": row.complete,
                }
                for row in review.aftermath
            ],
        },
        "born_of": incident.born_of,
        "born": [
            {"id": child.id, "number": child.number, "title": child.title}
            for child in session.desk.incidents.born(incident.id)
        ],
    }


def handling_lines(session: Session, incident: Incident) -> list[str]:
    """The same for the eye."""
    lines = ["  待政府办指定主办（R5）"] if incident.awaiting_naming else []
    lines += [f"  {PAPER_WORDS[p.kind]} {p.number} {p.unit}（{session.local(p.at)}）" for p in incident.papers]
    lines += [f"  会商 {'、'.join(c.units)}：{c.conclusion}" for c in incident.consultations]
    if incident.born_of is not None:
        parent = session.desk.incidents.get(incident.born_of)
        lines.append(f"  次生于 {parent.number} {parent.title}")
    lines += [f"  次生舆情 {child.number} {child.title}" for child in session.desk.incidents.born(incident.id)]
    if incident.review is not None:
        lines.append(f"  复盘：预案“{incident.review.plan}”，{incident.review.findings}")
        for row in incident.review.aftermath:
            passed = "" if row.complete else "（未满）"
            lines.append(
                f"    发布后 {row.hours} 小时{passed}：信息 {row.items} 条，负面 {row.negative} 条，未答诉求 {row.unanswered} 条"
            )
    return lines
