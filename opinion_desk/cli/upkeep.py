"""`tick`, `verify`, `doctor`."""

from __future__ import annotations

from typing import Annotated

import typer

from . import chinese
from .saying import Session


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "tick", tick)
    chinese.add(app, "verify", verify)
    chinese.add(app, "doctor", doctor)


def tick(
    context: typer.Context,
    now: Annotated[str | None, typer.Option(help="以此时刻为准（只限演示目录）")] = None,
) -> None:
    """走一次时限、提级与待发通知。"""
    session: Session = context.obj
    ticked = session.desk.tick(session.instant(now))
    fired = [
        {"incident": f.incident, "number": f.number, "clock": f.clock, "mark": f.mark, "due": session.iso(f.due)}
        for f in ticked.fired
    ]
    value = {"now": session.iso(ticked.now), "fired": fired, "sent": ticked.sent, "waiting": ticked.waiting}
    lines = [f"{f.number} {f.name} {f.mark_name}（{session.local(f.due)}）" for f in ticked.fired]
    session.say(value, [*lines, f"触发 {len(fired)} 个节点，发出通知 {ticked.sent} 条，待发 {ticked.waiting} 条"])


def verify(context: typer.Context) -> None:
    """核对数据库、记录链与现状是否一致。"""
    session: Session = context.obj
    findings = session.desk.verify()
    session.say({"ok": not findings, "findings": list(findings)}, findings or ["核对无误。"])
    if findings:
        raise typer.Exit(1)


def doctor(context: typer.Context) -> None:
    """检查字体、数据库引擎、磁盘、时钟、密钥环和显示。"""
    session: Session = context.obj
    findings = session.desk.doctor()
    session.say(
        [{"id": f.id, "ok": f.ok, "what": f.sentence, "do": f.remedy} for f in findings],
        [
            line
            for f in findings
            for line in ([f"{'正常' if f.ok else '注意'}  {f.sentence}"] + ([f"      {f.remedy}"] if f.remedy else []))
        ],
    )
