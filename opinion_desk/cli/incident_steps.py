"""`incident …` once a matter is judged: assignment, receipt, release, checklist, end."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.messages import sentence
from ..domain.release import EvidenceKind
from ..services.incidents import Deed
from .incident_deeds import At, By, Key, deed_of, done
from .saying import Session, tell

Text = Annotated[str, typer.Option("--text", help="说明")]
UnitName = Annotated[str, typer.Option("--unit", help="单位全称")]
Place = Annotated[str | None, typer.Option("--address", help="发布网址")]
Kept = Annotated[Path | None, typer.Option("--file", help="存证文件")]
What = Annotated[str, typer.Option("--what", help="发布了什么，如 情况通报（第一号）")]


def assign(
    context: typer.Context,
    id: str,
    lead: Annotated[str, typer.Option(help="主办单位")],
    co: Annotated[list[str] | None, typer.Option(help="协办单位，可多次")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """交办。"""
    session: Session = context.obj
    units = (lead, *(co or ()))
    known = {name for unit in session.desk.units.list() for name in (unit.name, *unit.aliases)}
    deed = deed_of(session, by, at, command_id)
    incident = session.desk.incidents.assign(id, lead, units[1:], deed=deed, enter_new=True)
    for unit in {unit.name for unit in session.desk.units.list()} - known:
        tell(sentence("unit_entered", unit=unit))
    done(session, incident)


def acknowledge(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """签收。"""
    session: Session = context.obj
    done(session, session.desk.incidents.acknowledge(id, unit, text, deed=deed_of(session, by, at, command_id)))


def return_(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """退单，须写明依据。"""
    session: Session = context.obj
    done(session, session.desk.incidents.give_back(id, unit, text, deed=deed_of(session, by, at, command_id)))


def urge(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """催办。"""
    session: Session = context.obj
    done(session, session.desk.incidents.urge(id, unit, text, deed=deed_of(session, by, at, command_id)))


def reply(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """回复核实情况和措施。"""
    session: Session = context.obj
    done(session, session.desk.incidents.reply(id, unit, text, deed=deed_of(session, by, at, command_id)))


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


def answer_call(context: typer.Context, id: str, by: By = None, at: At = None, command_id: Key = None) -> None:
    """应答提级呼叫；时限照走。"""
    session: Session = context.obj
    done(session, session.desk.incidents.answer_call(id, deed=deed_of(session, by, at, command_id)))


def conclude(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """办结。"""
    session: Session = context.obj
    done(session, session.desk.incidents.conclude(id, text, deed=deed_of(session, by, at, command_id)))


def close(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """归档。"""
    session: Session = context.obj
    done(session, session.desk.incidents.close(id, text, deed=deed_of(session, by, at, command_id)))


def dismiss(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """排除，须写明理由。"""
    session: Session = context.obj
    done(session, session.desk.incidents.dismiss(id, text, deed=deed_of(session, by, at, command_id)))


def reopen(context: typer.Context, id: str, by: By = None, at: At = None, command_id: Key = None) -> None:
    """重新立件：归档的不再改动，另立一件并相互注明。"""
    session: Session = context.obj
    done(session, session.desk.incidents.reopen(id, deed=deed_of(session, by, at, command_id)))


def merge(
    context: typer.Context,
    id: str,
    into: Annotated[str, typer.Option(help="并入哪一件")],
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """并入另一件。"""
    session: Session = context.obj
    done(session, session.desk.incidents.merge(id, into, deed=deed_of(session, by, at, command_id)))
