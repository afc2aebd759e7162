"""`incident times, restart, clock, withdraw-clock, interpret, meet`: times put right, the start changed, clocks set by hand."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from ..domain.commands.own_clocks import Term
from ..domain.errors import Refused
from ..domain.incident import Incident, StartFrom
from ..domain.messages import sentence
from ..domain.response_clock import INTERPRETATION, OWN
from .incident_deeds import At, By, Key, Seen, deed_of, done
from .saying import Session, choice
from .words import WrongUsage

Reason = Annotated[str, typer.Option("--reason", help="理由")]
_LONGEST_MIN = 60 * 24 * 366 * 10


def times(
    context: typer.Context,
    id: str,
    happened: Annotated[str | None, typer.Option(help="事发时刻")] = None,
    published: Annotated[str | None, typer.Option(help="首发时刻")] = None,
    discovered: Annotated[str | None, typer.Option(help="发现时刻")] = None,
    reason: Reason = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """更正事发、首发或发现时间；是时限起点的，时限重新起算。"""
    session: Session = context.obj
    typed = {StartFrom.HAPPENED: happened, StartFrom.PUBLISHED: published, StartFrom.DISCOVERED: discovered}
    read = {which: session.instant(text) for which, text in typed.items()}
    given = {which: moment for which, moment in read.items() if moment is not None}
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.correct_times(id, given, reason, deed=deed))


def restart(
    context: typer.Context,
    id: str,
    start: Annotated[str, typer.Option(help="时限起点 happened published discovered confirmed")],
    reason: Reason = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """更改时限起点，须写明理由；时限重新起算。"""
    session: Session = context.obj
    which = choice(StartFrom, start, "时限起点") or StartFrom.PUBLISHED
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.change_start(id, which, reason, deed=deed))


def clock(
    context: typer.Context,
    id: str,
    name: Annotated[str, typer.Option(help="时限的名称；用预设时可不写")] = "",
    owed_by: Annotated[str, typer.Option("--owed-by", help="由谁承担；用预设时可不写")] = "",
    preset: Annotated[
        str, typer.Option(help="照“设置 · 时限规则”里自定的时限设定：其编号或名称；名称、承担者可另写")
    ] = "",
    within_minutes: Annotated[int | None, typer.Option("--within-minutes", help="若干分钟内")] = None,
    due: Annotated[str | None, typer.Option("--due", "--until", help="最迟时刻")] = None,
    working_days: Annotated[int | None, typer.Option("--working-days", help="若干个工作日")] = None,
    ground: Annotated[str, typer.Option(help="依据")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """自定一个时限，或照预设设定。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    if preset:
        if ground or (within_minutes, due, working_days) != (None, None, None):
            raise WrongUsage(sentence("preset_alone"))
        _own(session, session.desk.incidents.set_preset(id, preset, name, owed_by, deed=deed))
        return
    if not name or not owed_by:
        raise WrongUsage(sentence("own_clock_needs_words"))
    if within_minutes is not None and abs(within_minutes) > _LONGEST_MIN:
        raise Refused("own_clock_too_far")
    within = None if within_minutes is None else timedelta(minutes=within_minutes)
    term = Term(within, session.instant(due), working_days)
    _own(session, session.desk.incidents.set_clock(id, name, owed_by, term, ground, deed=deed))


def _own(session: Session, incident: Incident) -> None:
    done(session, incident, clock=[c.id for c in incident.clocks if c.id.startswith(OWN)][-1])


def withdraw_clock(
    context: typer.Context,
    id: str,
    clock: str,
    reason: Reason = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """撤销一个自定时限，须写明理由。"""
    session: Session = context.obj
    done(
        session,
        session.desk.incidents.withdraw_clock(id, clock, reason, deed=deed_of(session, by, at, command_id, seen)),
    )


def interpret(
    context: typer.Context,
    id: str,
    what: Annotated[str, typer.Option(help="政策文件名")],
    published: Annotated[str | None, typer.Option(help="文件公开的时刻；不写即现在")] = None,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记政策文件公开，3个工作日内解读。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    incident = session.desk.incidents.interpret(id, what, session.instant(published), deed=deed)
    done(session, incident, clock=[c.id for c in incident.clocks if c.id.startswith(INTERPRETATION)][-1])


def meet(
    context: typer.Context,
    id: str,
    clock: str,
    what: Annotated[str, typer.Option(help="完成了什么")] = "",
    address: Annotated[str | None, typer.Option(help="网址")] = None,
    file: Annotated[Path | None, typer.Option(help="存证文件")] = None,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记自定时限或政策解读完成，须有凭据。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.meet(id, clock, what, address=address, file=file, deed=deed))
