"""`incident assign, acknowledge, return, urge, reply`: handing a matter to units."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.messages import sentence
from .incident_deeds import At, By, Key, Text, deed_of, done
from .saying import Session, tell

UnitName = Annotated[str, typer.Option("--unit", help="单位全称")]


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
