"""`incident answer-call`: answering the calls of a ladder."""

from __future__ import annotations

import typer

from .incident_deeds import At, By, Key, deed_of, done
from .saying import Session


def answer_call(context: typer.Context, id: str, by: By = None, at: At = None, command_id: Key = None) -> None:
    """应答提级呼叫；时限照走。"""
    session: Session = context.obj
    done(session, session.desk.incidents.answer_call(id, deed=deed_of(session, by, at, command_id)))
