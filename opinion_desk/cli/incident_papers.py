"""`incident urge, hand, consult`: the ladder of papers to units, and joint consultation."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.assignment import PaperKind
from .incident_deeds import At, By, Key, Seen, Text, deed_of, done
from .incident_handling import UnitName
from .saying import Session, choice
from .words import WrongUsage

_PAPERS = "noted（提示） forwarded（转办） supervised（督办） talked（约谈） circulated（通报）"


def urge(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """催办。"""
    session: Session = context.obj
    done(session, session.desk.incidents.urge(id, unit, text, deed=deed_of(session, by, at, command_id, seen)))


def hand(
    context: typer.Context,
    id: str,
    unit: UnitName,
    paper: Annotated[str, typer.Option(help=_PAPERS)],
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """向一家单位发提示、转办、督办、约谈或通报；督办在催办之后，约谈和通报在督办之后。"""
    session: Session = context.obj
    kind = choice(PaperKind, paper, "文书")
    if kind is None:
        raise WrongUsage(_PAPERS)
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.hand(id, unit, kind, text, deed=deed))


def consult(
    context: typer.Context,
    id: str,
    unit: Annotated[list[str] | None, typer.Option("--unit", help="参加会商的单位，可多次")] = None,
    text: Annotated[str, typer.Option("--text", help="会商结论")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记会商及其结论。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.consult(id, tuple(unit or ()), text, deed=deed))
