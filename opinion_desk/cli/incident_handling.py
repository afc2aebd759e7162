"""`incident assign, acknowledge, return, reply, step-due`: handing a matter to units, and what they answer."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.assignment import ReceiptWay, ReplyStage
from ..domain.messages import sentence
from .incident_deeds import At, By, Key, Seen, Text, deed_of, done
from .saying import Session, choice, tell

UnitName = Annotated[str, typer.Option("--unit", help="单位全称")]


def assign(
    context: typer.Context,
    id: str,
    lead: Annotated[str, typer.Option(help="主办单位")],
    co: Annotated[list[str] | None, typer.Option(help="协办单位，可多次")] = None,
    named_by: Annotated[
        str, typer.Option("--named-by", help="退单后由谁指定主办（R5），如 政府办公室；不写即由其补签")
    ] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """交办，编交办单号，启动签收、核实、回应稿、办结各步时限。"""
    session: Session = context.obj
    units = (lead, *(co or ()))
    known = {name for unit in session.desk.units.list() for name in (unit.name, *unit.aliases)}
    deed = deed_of(session, by, at, command_id, seen)
    incident = session.desk.incidents.assign(id, lead, units[1:], deed=deed, enter_new=True, named_by=named_by)
    for unit in {unit.name for unit in session.desk.units.list()} - known:
        tell(sentence("unit_entered", unit=unit))
    done(session, incident)


def acknowledge(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    way: Annotated[str | None, typer.Option(help="签收方式 phone slip mail desk")] = None,
    post: Annotated[str, typer.Option(help="签收的岗位，如 值班室")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """签收。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    how = choice(ReceiptWay, way, "签收方式")
    done(session, session.desk.incidents.acknowledge(id, unit, text, deed=deed, way=how, post=post))


def return_(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    rule: Annotated[str, typer.Option(help="依据的规则 R1..R14")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """退单，须写明依据；一家一次，限时，主办退单后由政府办指定（R5）。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.give_back(id, unit, text, deed=deed, rule=rule))


def reply(
    context: typer.Context,
    id: str,
    unit: UnitName,
    text: Text = "",
    stage: Annotated[str, typer.Option(help="哪一步 verification draft completion")] = "verification",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """回复核实情况和措施、回应稿或办结情况。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    step = choice(ReplyStage, stage, "回复内容") or ReplyStage.VERIFICATION
    done(session, session.desk.incidents.reply(id, unit, text, deed=deed, stage=step))


def step_due(
    context: typer.Context,
    id: str,
    clock: Annotated[str, typer.Argument(help="时限编号，如 verification:云川市水务局")],
    due: Annotated[str, typer.Option("--due", help="新的时限")],
    reason: Annotated[str, typer.Option(help="改期的理由")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """改一家单位某一步的时限；规定时限不能改。"""
    session: Session = context.obj
    moment = session.instant(due)
    if moment is None:
        raise AssertionError("a required option is there")
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.change_step(id, clock, moment, reason, deed=deed))
