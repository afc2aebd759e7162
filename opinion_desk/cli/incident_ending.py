"""`incident conclude, review, close, dismiss, reopen, merge`: ending a matter."""

from __future__ import annotations

from typing import Annotated

import typer

from .incident_deeds import At, By, Key, Seen, Text, deed_of, done
from .saying import Session


def conclude(
    context: typer.Context,
    id: str,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """办结。"""
    session: Session = context.obj
    done(session, session.desk.incidents.conclude(id, text, deed=deed_of(session, by, at, command_id, seen)))


def review(
    context: typer.Context,
    id: str,
    plan: Annotated[str, typer.Option(help="启用的预案；没有启用的写“未启用”")] = "",
    findings: Annotated[str, typer.Option(help="复盘发现了什么")] = "",
    lessons: Annotated[str, typer.Option(help="以后怎样改进")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """复盘：预案、发现、改进，连同发布后 24、72 小时的舆情变化；级别或等级高的，复盘后才能归档。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.review(id, plan, findings, lessons, deed=deed))


def close(
    context: typer.Context,
    id: str,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """归档。"""
    session: Session = context.obj
    done(session, session.desk.incidents.close(id, text, deed=deed_of(session, by, at, command_id, seen)))


def dismiss(
    context: typer.Context,
    id: str,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """排除，须写明理由。"""
    session: Session = context.obj
    done(session, session.desk.incidents.dismiss(id, text, deed=deed_of(session, by, at, command_id, seen)))


def reopen(
    context: typer.Context, id: str, by: By = None, at: At = None, seen: Seen = None, command_id: Key = None
) -> None:
    """重新立件：归档的不再改动，另立一件并相互注明。"""
    session: Session = context.obj
    done(session, session.desk.incidents.reopen(id, deed=deed_of(session, by, at, command_id, seen)))


def merge(
    context: typer.Context,
    id: str,
    into: Annotated[str, typer.Option(help="并入哪一件")],
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """并入另一件。"""
    session: Session = context.obj
    done(session, session.desk.incidents.merge(id, into, deed=deed_of(session, by, at, command_id, seen)))
