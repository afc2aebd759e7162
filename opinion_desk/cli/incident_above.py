"""`incident judge, receive, answer-mandate, report, take-over, sign`: whether to respond, and dealing with those above."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.commands.mandates import Received
from ..domain.commands.reporting import Reporting
from ..domain.commands.responding import Answering
from ..domain.errors import Refused
from ..domain.incident import ResponseCause, ResponseWay
from ..domain.origin import Origin
from ..domain.reporting import ReportStage, ReportTo
from .incident_deeds import At, By, Key, Seen, Text, deed_of, done
from .saying import Session, choice

Cause = Annotated[
    str | None,
    typer.Option("--cause", help="公开回应的事由 policy interests morals emergency superior（国办发〔2016〕61号）"),
]
Approver = Annotated[str, typer.Option("--approver", help="同意的岗位：不公开回应、降低级别必填")]
Paper = Annotated[str, typer.Option("--paper", help="依据的文件：文号或文件名")]
HeardBy = Annotated[str, typer.Option("--heard-by", help="电话通知的，由哪个岗位听取")]
Issuer = Annotated[str, typer.Option("--issuer", help="来文机关、批示岗位或媒体")]
PaperNumber = Annotated[str, typer.Option("--number", help="文号")]
ReplyBy = Annotated[str | None, typer.Option("--reply-by", help="来文所定的回复时限；不写按本工作台的工作日数")]
NoReply = Annotated[bool, typer.Option("--no-reply", help="不需回复")]


def paper_of(
    session: Session, origin: Origin, issuer: str, number: str, text: str, reply_by: str | None, no_reply: bool
) -> Received | None:
    """The paper that these options describe; None where nothing of one is said. Refused beside an origin that has none."""
    if not (issuer or number or text or reply_by or no_reply):
        return None
    if not origin.from_above:
        raise Refused("mandate_not_from_above")
    return Received(origin, issuer, number, text, session.instant(reply_by), not no_reply)


def judge(
    context: typer.Context,
    id: str,
    response: Annotated[str, typer.Option(help="public direct file withheld")],
    cause: Cause = None,
    reason: Annotated[str, typer.Option(help="理由；不公开回应的必填")] = "",
    approver: Approver = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """判断是否回应；需公开回应的自判断时起48小时。"""
    session: Session = context.obj
    way = choice(ResponseWay, response, "回应方式") or ResponseWay.PUBLIC
    answering = Answering(way, choice(ResponseCause, cause, "回应事由"), reason, approver)
    done(session, session.desk.incidents.judge(id, answering, deed=deed_of(session, by, at, command_id, seen)))


def receive(
    context: typer.Context,
    id: str,
    origin: Annotated[str, typer.Option(help="superior instruction media")],
    issuer: Issuer,
    number: PaperNumber = "",
    reply_by: ReplyBy = None,
    no_reply: NoReply = False,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记上级交办、领导批示或媒体采访函；要回复的开始计时。"""
    session: Session = context.obj
    came = choice(Origin, origin, "来由") or Origin.SUPERIOR
    paper = Received(came, issuer, number, text, session.instant(reply_by), not no_reply)
    incident = session.desk.incidents.receive(id, paper, deed=deed_of(session, by, at, command_id, seen))
    done(session, incident, index=len(incident.mandates))


def answer_mandate(
    context: typer.Context,
    id: str,
    index: int,
    text: Text = "",
    number: Annotated[str, typer.Option("--number", help="回复的文号")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记对第几件来文的回复。"""
    session: Session = context.obj
    done(
        session,
        session.desk.incidents.answer_mandate(id, index, text, number, deed=deed_of(session, by, at, command_id, seen)),
    )


def report(
    context: typer.Context,
    id: str,
    stage: Annotated[str, typer.Option(help="phone 电话报告 · first 初报 · follow-up 续报 · final 终报")],
    to: Annotated[str, typer.Option(help="duty_room publicity superior")],
    post: Annotated[str, typer.Option(help="哪个岗位接的")] = "",
    channel: Annotated[str, typer.Option(help="怎样报的：电话、传真、公文系统……")] = "",
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记向上报告；续报自动编号。"""
    session: Session = context.obj
    step = choice(ReportStage, stage.replace("-", "_"), "报告种类") or ReportStage.FIRST
    whom = choice(ReportTo, to.replace("-", "_"), "报告对象") or ReportTo.DUTY_ROOM
    made = Reporting(step, whom, post, channel, text)
    incident = session.desk.incidents.report(id, made, deed=deed_of(session, by, at, command_id, seen))
    done(session, incident, follow_up=incident.reports[-1].number)


def take_over(
    context: typer.Context,
    id: str,
    authority: Annotated[str, typer.Option(help="接管的上级指挥机构")],
    paper: Paper = "",
    heard_by: HeardBy = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记上级接管：法定时限由其承担，本级配合、转发。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.take_over(id, authority, paper, heard_by, deed=deed))


def sign(
    context: typer.Context,
    id: str,
    index: int,
    paper: Paper = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """补签第几项。"""
    session: Session = context.obj
    done(session, session.desk.incidents.sign(id, index, paper, deed=deed_of(session, by, at, command_id, seen)))
