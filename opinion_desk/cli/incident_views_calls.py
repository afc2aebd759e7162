"""The ladders of a matter in `incident show`."""

from __future__ import annotations

from typing import Any

from ..domain.incident import Incident
from .saying import Session


def calls_json(session: Session, incident: Incident) -> list[dict[str, Any]]:
    """The ladders that climb, for `incident show --json`."""
    ladder = incident.ladder
    return [
        {
            "clock": one.clock,
            "mark": one.mark,
            "rung": one.reached,
            "to": ladder.rungs[one.reached - 1].to
            if ladder is not None and 0 < one.reached <= len(ladder.rungs)
            else None,
            "called": session.iso(one.called),
            "answered": session.iso(one.answered),
            "quiet_until": session.iso(one.quiet_until),
            "next_call": None if ladder is None else session.iso(one.next_call(ladder)),
        }
        for one in incident.escalations
    ]


def calls_lines(session: Session, incident: Incident) -> list[str]:
    """The same in words."""
    lines = []
    for one, row in zip(incident.escalations, calls_json(session, incident), strict=True):
        clock = incident.clock(one.clock)
        name = clock.name if clock is not None else one.clock
        told = f"第 {one.reached} 层 {row['to']}" if row["to"] else "尚未告知"
        stand = "已应答" if one.answered else "暂缓"
        ends = f"{stand}，{session.local(one.quiet_until)} 仍未办则再呼叫" if one.quiet_until else "待应答"
        lines.append(f"  提级 {name}：{told}，{ends}")
    return lines
