"""`brief`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from ..domain.briefing import BriefingKind
from ..domain.messages import sentence
from . import chinese
from .saying import Session
from .words import WrongUsage


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "brief", brief)


def brief(
    context: typer.Context,
    kind: str,
    out: Annotated[Path, typer.Option(help="写到这个文件：.docx .pdf .xlsx .html .md")],
    day: Annotated[str | None, typer.Option("--date", help="哪一天，如 2026-11-20；默认今天")] = None,
    since: Annotated[str | None, typer.Option("--from", help="起始时刻")] = None,
    until: Annotated[str | None, typer.Option("--to", help="截止时刻")] = None,
    incident: Annotated[str | None, typer.Option(help="快报、专报所报的舆情件")] = None,
) -> None:
    """编制简报：daily（日报）。快报、专报、周报、月报尚未提供。"""
    session: Session = context.obj
    if kind not in {member.value for member in BriefingKind}:
        raise typer.BadParameter(f"没有“{kind}”这种简报；现有 daily")
    if kind != BriefingKind.DAILY:
        raise WrongUsage(sentence("command_missing", command=f"brief {kind}"))
    if incident is not None:
        raise typer.BadParameter("日报不针对单个舆情件")
    made = session.desk.briefings.build(
        BriefingKind.DAILY, _day(session, day), session.instant(since), session.instant(until)
    )
    written = session.desk.briefings.export(made, out)
    session.say(
        {"file": str(written), "kind": kind, "date": made.day.isoformat(), "issue": made.issue},
        [f"{made.title} 第{made.issue}期 已写到 {written}"],
    )


def _day(session: Session, text: str | None) -> date:
    if text is None:
        return session.desk.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongUsage(sentence("day_unreadable", text=text[:40])) from None
