"""`incident …`: the group of commands; opening a matter and judging it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ..domain.commands.judging import Judgement
from ..domain.incident import ResponseCause, ResponseWay, StartFrom
from ..domain.levels import Grade, Level
from ..domain.origin import Origin
from ..domain.verdict import Emergency
from . import (
    chinese,
    incident_above,
    incident_calls,
    incident_clocks,
    incident_drafts,
    incident_ending,
    incident_export,
    incident_handling,
    incident_offers,
    incident_papers,
    incident_releasing,
    incident_views,
)
from .incident_above import Approver, Cause, HeardBy, Issuer, NoReply, Paper, PaperNumber, ReplyBy, paper_of
from .incident_deeds import At, By, Key, Seen, deed_of, done
from .saying import Session, choice


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("舆情件：立件、核定、交办、发布、办结。")
    for name, command in (
        ("open", open_),
        ("confirm", confirm),
        ("regrade", regrade),
        ("judge", incident_above.judge),
        ("receive", incident_above.receive),
        ("answer-mandate", incident_above.answer_mandate),
        ("report", incident_above.report),
        ("take-over", incident_above.take_over),
        ("sign", incident_above.sign),
        ("times", incident_clocks.times),
        ("restart", incident_clocks.restart),
        ("clock", incident_clocks.clock),
        ("withdraw-clock", incident_clocks.withdraw_clock),
        ("interpret", incident_clocks.interpret),
        ("meet", incident_clocks.meet),
        ("assign", incident_handling.assign),
        ("acknowledge", incident_handling.acknowledge),
        ("return", incident_handling.return_),
        ("urge", incident_papers.urge),
        ("reply", incident_handling.reply),
        ("step-due", incident_handling.step_due),
        ("hand", incident_papers.hand),
        ("consult", incident_papers.consult),
        ("draft", incident_drafts.draft),
        ("proof", incident_drafts.proof),
        ("send-back", incident_drafts.send_back),
        ("secrecy", incident_drafts.secrecy),
        ("disclose", incident_drafts.disclose),
        ("sign-off", incident_drafts.sign_off),
        ("drop-draft", incident_drafts.drop_draft),
        ("publish", incident_releasing.publish),
        ("hold-conference", incident_releasing.hold_conference),
        ("respond", incident_releasing.respond),
        ("distribute", incident_releasing.distribute),
        ("offers", incident_offers.offers),
        ("accept", incident_offers.accept),
        ("decline", incident_offers.decline),
        ("check", incident_releasing.check),
        ("answer-call", incident_calls.answer_call),
        ("snooze", incident_calls.snooze),
        ("clock-jump", incident_calls.clock_jump),
        ("conclude", incident_ending.conclude),
        ("review", incident_ending.review),
        ("close", incident_ending.close),
        ("dismiss", incident_ending.dismiss),
        ("reopen", incident_ending.reopen),
        ("merge", incident_ending.merge),
        ("export", incident_export.export),
        ("show", incident_views.show),
        ("list", incident_views.list_),
    ):
        chinese.add(group, name, command)
    return group


def open_(
    context: typer.Context,
    title: Annotated[str, typer.Option(help="一句话写明什么事")],
    item: Annotated[list[int] | None, typer.Option(help="关联的信息编号")] = None,
    happened: Annotated[str | None, typer.Option(help="事发时刻")] = None,
    published: Annotated[str | None, typer.Option(help="首发时刻")] = None,
    discovered: Annotated[str | None, typer.Option(help="发现时刻")] = None,
    origin: Annotated[
        str | None, typer.Option(help="item event phone superior instruction media；不写即 item，有 --event 时为 event")
    ] = None,
    event: Annotated[int | None, typer.Option(help="话题里任一条信息的编号：整个话题一并立件")] = None,
    note: Annotated[str, typer.Option(help="来电所述；不要写来电人，号码自动隐去")] = "",
    issuer: Issuer = "",
    number: PaperNumber = "",
    reply_by: ReplyBy = None,
    no_reply: NoReply = False,
    text: Annotated[str, typer.Option("--text", help="来文或批示的内容")] = "",
    drill: Annotated[bool, typer.Option("--drill", help="演练：不真正发送，不计入统计")] = False,
    born_of: Annotated[str | None, typer.Option("--born-of", help="次生舆情：从哪一件的办理中生出")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """立件。"""
    session: Session = context.obj
    came = choice(Origin, origin, "来由") or (Origin.ITEM if event is None else Origin.EVENT)
    service = session.desk.incidents
    incident = service.open(
        title,
        items=(*(item or ()), *(() if event is None else service.items_of_event(event))),
        origin=came,
        happened=session.instant(happened),
        published=session.instant(published),
        discovered=session.instant(discovered),
        born_of=born_of,
        note=note,
        paper=paper_of(session, came, issuer, number, text, reply_by, no_reply),
        drill=drill,
        deed=deed_of(session, by, at, command_id),
    )
    done(session, incident)


def _judgement(
    emergency: str | None,
    level: int | None,
    authority: str | None,
    grade: int | None,
    start: str | None,
    response: str | None,
    reasons: tuple[str, str],
    cause: str | None = None,
    grounds: tuple[str, str, str] = ("", "", ""),
) -> Judgement:
    way = choice(ResponseWay, response, "回应方式")
    paper, heard_by, approver = grounds
    return Judgement(
        emergency=choice(Emergency, emergency, "突发事件类别"),
        level=None if level is None else Level(level),
        authority=authority or "",
        grade=None if grade is None else Grade(grade),
        start=choice(StartFrom, start, "时限起点"),
        start_reason=reasons[0],
        response=way,
        response_reason="" if way is None else reasons[1],
        response_cause=choice(ResponseCause, cause, "回应事由"),
        paper=paper,
        heard_by=heard_by,
        approver=approver,
    )


def reasons_of(given: Sequence[str], words: Sequence[str]) -> tuple[str, str]:
    """The reason of the start and that of the way of answering: one may serve both, two follow the options they stand after."""
    if len(given) < 2:
        return (given[0], given[0]) if given else ("", "")

    def place(option: str) -> int:
        return next((n for n, word in enumerate(words) if word.partition("=")[0] == option), len(words))

    return (given[0], given[1]) if place("--start") < place("--response") else (given[1], given[0])


def confirm(
    context: typer.Context,
    id: str,
    emergency: Annotated[
        str | None, typer.Option(help="突发事件类别 natural_disaster accident public_health public_security")
    ] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="级别 1..4，1 最高")] = None,
    authority: Annotated[str | None, typer.Option(help="核定机关")] = None,
    grade: Annotated[int | None, typer.Option(min=1, max=4, help="舆情等级 1..4，1 最高")] = None,
    start: Annotated[str | None, typer.Option(help="时限起点 happened published discovered confirmed")] = None,
    response: Annotated[str | None, typer.Option(help="public direct file withheld")] = None,
    reason: Annotated[list[str] | None, typer.Option(help="理由：写在 --start 或 --response 之后")] = None,
    cause: Cause = None,
    approver: Approver = "",
    paper: Paper = "",
    heard_by: HeardBy = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """核定级别、等级、起点和是否回应，启动时限。"""
    session: Session = context.obj
    reasons = reasons_of(reason or (), session.words)
    grounds = (paper, heard_by, approver)
    judgement = _judgement(emergency, level, authority, grade, start, response, reasons, cause, grounds)
    done(session, session.desk.incidents.confirm(id, judgement, deed=deed_of(session, by, at, command_id, seen)))


def regrade(
    context: typer.Context,
    id: str,
    emergency: Annotated[
        str | None, typer.Option(help="突发事件类别 natural_disaster accident public_health public_security")
    ] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="级别 1..4，1 最高")] = None,
    authority: Annotated[str | None, typer.Option(help="核定机关")] = None,
    grade: Annotated[int | None, typer.Option(min=1, max=4, help="舆情等级 1..4，1 最高")] = None,
    reason: Annotated[str | None, typer.Option(help="理由；降低级别必填")] = None,
    approver: Approver = "",
    paper: Paper = "",
    heard_by: HeardBy = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """调整级别或等级：起点不变；降低级别须有理由、同意的岗位和核定机关的文件。"""
    session: Session = context.obj
    grounds = (paper, heard_by, approver)
    judgement = _judgement(emergency, level, authority, grade, None, None, (reason or "", ""), None, grounds)
    done(session, session.desk.incidents.regrade(id, judgement, deed=deed_of(session, by, at, command_id, seen)))
