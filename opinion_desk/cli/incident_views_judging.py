"""`incident show`: what was judged, what came from above, what was reported, which signatures are owed."""

from __future__ import annotations

from typing import Any

from ..domain.incident import Incident
from ..domain.origin import ORIGIN_WORDS
from ..domain.reporting import REPORT_TO_WORDS, report_name
from .saying import Session


def judging_json(session: Session, incident: Incident) -> dict[str, Any]:
    """Further keys beside those of the contract."""
    fixed, over = incident.fixed, incident.taken_over
    return {
        "judgement": {
            "paper": None if fixed is None else fixed.paper,
            "heard_by": None if fixed is None else fixed.heard_by,
            "approver": None if fixed is None else fixed.approver,
            "response_reason": incident.response_reason,
            "response_cause": None if incident.response_cause is None else incident.response_cause.value,
            "response_approver": incident.response_approver,
            "response_judged": session.iso(incident.response_judged),
        },
        "drill": incident.drill,
        "taken_over": None
        if over is None
        else {
            "authority": over.authority,
            "at": session.iso(over.at),
            "paper": over.paper,
            "heard_by": over.heard_by,
        },
        **_with_those_above(session, incident),
        "signatures": [
            {
                "index": one.index,
                "what": one.what,
                "post": one.post,
                "heard_by": one.heard_by,
                "since": session.iso(one.since),
                "given": session.iso(one.given),
                "paper": one.paper,
            }
            for one in incident.signatures
        ],
    }


def _with_those_above(session: Session, incident: Incident) -> dict[str, Any]:
    return {
        "mandates": [
            {
                "index": one.index,
                "origin": one.origin.value,
                "issuer": one.issuer,
                "number": one.number,
                "text": one.text,
                "received": session.iso(one.received),
                "deadline": session.iso(one.deadline),
                "reply_due": one.reply_due,
                "answered": session.iso(one.answered),
                "answer": one.answer,
                "answer_number": one.answer_number,
            }
            for one in incident.mandates
        ],
        "reports": [
            {
                "stage": one.stage.value,
                "number": one.number,
                "to": one.to.value,
                "post": one.post,
                "channel": one.channel,
                "at": session.iso(one.at),
                "by": one.by,
                "text": one.text,
            }
            for one in incident.reports
        ],
    }


def judging_lines(session: Session, incident: Incident) -> list[str]:
    """The same for the eye; nothing where there is nothing."""
    lines = ["  演练：不真正发送，不计入统计"] if incident.drill else []
    if incident.taken_over is not None:
        lines.append(f"  上级接管 {incident.taken_over.authority} {session.local(incident.taken_over.at)}")
    for paper in incident.mandates:
        state = "已回复" if paper.answered else "待回复" if paper.reply_due else "不需回复"
        number = f" {paper.number}" if paper.number else ""
        lines.append(f"  来文 {paper.index} {ORIGIN_WORDS[paper.origin]} {paper.issuer}{number}：{state}")
    lines += [
        f"  {report_name(one.stage, one.number)} {REPORT_TO_WORDS[one.to]}（{one.post}）{session.local(one.at)}"
        for one in incident.reports
    ]
    lines += [f"  待补签 {one.index} {one.what}：{one.post}" for one in incident.signatures if one.open]
    return lines
