"""`incident publish, hold-conference, respond, check`: answering the public, and the checklist."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.release import EvidenceKind
from ..services.incidents import Deed
from .incident_deeds import At, By, Key, deed_of, done
from .saying import Session

Place = Annotated[str | None, typer.Option("--address", help="发布网址")]
Kept = Annotated[Path | None, typer.Option("--file", help="存证文件")]
What = Annotated[str, typer.Option("--what", help="发布了什么，如 情况通报（第一号）")]


def _answer(
    session: Session, kind: EvidenceKind, id: str, what: str, address: str | None, file: Path | None, deed: Deed
) -> None:
    done(session, session.desk.incidents.answer(id, kind, what, address=address, file=file, deed=deed))


def publish(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记权威发布。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.RELEASE, id, what, address, file, deed_of(session, by, at, command_id))


def hold_conference(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记新闻发布会。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.CONFERENCE, id, what, address, file, deed_of(session, by, at, command_id))


def respond(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记公开回应。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.RESPONSE, id, what, address, file, deed_of(session, by, at, command_id))


def check(
    context: typer.Context,
    id: str,
    step: str,
    strike: Annotated[str | None, typer.Option(help="免做的理由")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """核对一项处置要求：完成，或写明理由免做。"""
    session: Session = context.obj
    done(session, session.desk.incidents.check(id, step, strike, deed=deed_of(session, by, at, command_id)))
