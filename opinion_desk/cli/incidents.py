"""`incident …`: every step of a matter."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from ..domain.commands.judging import Judgement
from ..domain.errors import Refused
from ..domain.incident import EvidenceKind, Incident, Origin, ResponseWay, StartFrom
from ..domain.levels import Grade, Level
from ..domain.verdict import Emergency
from ..services.incidents import Deed
from . import incident_views
from .saying import Session

By = Annotated[str | None, typer.Option("--by", help="谁：姓名或岗位")]
At = Annotated[str | None, typer.Option("--at", help="真实发生的时刻；不写即现在")]
T = TypeVar("T", bound=StrEnum)
Key = Annotated[str | None, typer.Option("--command-id", help="重复的编号不再执行")]
Text = Annotated[str, typer.Option("--text", help="说明")]
UnitName = Annotated[str, typer.Option("--unit", help="单位全称")]
Place = Annotated[str | None, typer.Option("--address", help="发布网址")]
Kept = Annotated[Path | None, typer.Option("--file", help="存证文件")]
What = Annotated[str, typer.Option("--what", help="发布了什么，如 情况通报（第一号）")]


def app() -> typer.Typer:
    """The group of commands."""
    group = typer.Typer(help="舆情件：立件、核定、交办、发布、办结。", no_args_is_help=True, rich_markup_mode=None)
    for name, command in (
        ("open", open_),
        ("confirm", confirm),
        ("regrade", regrade),
        ("assign", assign),
        ("acknowledge", acknowledge),
        ("return", return_),
        ("urge", urge),
        ("reply", reply),
        ("publish", publish),
        ("hold-conference", hold_conference),
        ("respond", respond),
        ("check", check),
        ("answer-call", answer_call),
        ("conclude", conclude),
        ("close", close),
        ("dismiss", dismiss),
        ("reopen", reopen),
        ("merge", merge),
        ("show", incident_views.show),
        ("list", incident_views.list_),
    ):
        group.command(name)(command)
    return group


def _deed(session: Session, by: str | None, at: str | None, key: str | None) -> Deed:
    return Deed(by or session.desk.settings.person, session.instant(at), key)


def _done(session: Session, incident: Incident) -> None:
    value = {"id": incident.id, "state": incident.state.value, "number": incident.number}
    session.say(value, [f"{incident.number} {incident.title}：{incident_views.state_words(incident)}"])


def level_of(number: int | None) -> Level | None:
    """The level of that number; Refused when there is none."""
    if number is None:
        return None
    try:
        return Level(number)
    except ValueError:
        raise Refused("level_unknown", level=number) from None


def _choice(kind: type[T], text: str | None, what: str) -> T | None:
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        names = "、".join(member.value for member in kind)
        raise Refused("choice_unknown", what=what, text=text, names=names) from None


def open_(
    context: typer.Context,
    title: Annotated[str, typer.Option(help="一句话写明什么事")],
    item: Annotated[list[int] | None, typer.Option(help="关联的信息编号")] = None,
    happened: Annotated[str | None, typer.Option(help="事发时刻")] = None,
    published: Annotated[str | None, typer.Option(help="首发时刻")] = None,
    discovered: Annotated[str | None, typer.Option(help="发现时刻")] = None,
    origin: Annotated[str, typer.Option(help="item event phone superior instruction media")] = "item",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """立件。"""
    session: Session = context.obj
    incident = session.desk.incidents.open(
        title,
        items=tuple(item or ()),
        origin=_choice(Origin, origin, "来由") or Origin.ITEM,
        happened=session.instant(happened),
        published=session.instant(published),
        discovered=session.instant(discovered),
        deed=_deed(session, by, at, command_id),
    )
    _done(session, incident)


def _judgement(
    emergency: str | None,
    level: int | None,
    authority: str | None,
    grade: int | None,
    start: str | None,
    reason: str | None,
    response: str | None,
) -> Judgement:
    if grade is not None and grade not in (1, 2, 3, 4):
        raise Refused("grade_unknown", grade=grade)
    way = _choice(ResponseWay, response, "回应方式")
    return Judgement(
        emergency=_choice(Emergency, emergency, "突发事件类别"),
        level=level_of(level),
        authority=authority or "",
        grade=None if grade is None else Grade(grade),
        start=_choice(StartFrom, start, "时限起点"),
        start_reason=reason or "",
        response=way,
        response_reason="" if way is None else reason or "",
    )


def confirm(
    context: typer.Context,
    id: str,
    emergency: Annotated[str | None, typer.Option(help="突发事件类别")] = None,
    level: Annotated[int | None, typer.Option(help="级别 1..4")] = None,
    authority: Annotated[str | None, typer.Option(help="核定机关")] = None,
    grade: Annotated[int | None, typer.Option(help="舆情等级 1..4")] = None,
    start: Annotated[str | None, typer.Option(help="时限起点 happened published discovered confirmed")] = None,
    response: Annotated[str | None, typer.Option(help="public direct file")] = None,
    reason: Annotated[str | None, typer.Option(help="起点或不公开回应的理由")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """核定级别、等级、起点和是否回应，启动时限。"""
    session: Session = context.obj
    judgement = _judgement(emergency, level, authority, grade, start, reason, response)
    _done(session, session.desk.incidents.confirm(id, judgement, deed=_deed(session, by, at, command_id)))


def regrade(
    context: typer.Context,
    id: str,
    emergency: Annotated[str | None, typer.Option(help="突发事件类别")] = None,
    level: Annotated[int | None, typer.Option(help="级别 1..4")] = None,
    authority: Annotated[str | None, typer.Option(help="核定机关")] = None,
    grade: Annotated[int | None, typer.Option(help="舆情等级 1..4")] = None,
    reason: Annotated[str | None, typer.Option(help="降低级别的依据")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """调整级别或等级：起点不变。"""
    session: Session = context.obj
    judgement = _judgement(emergency, level, authority, grade, None, reason, None)
    _done(session, session.desk.incidents.regrade(id, judgement, deed=_deed(session, by, at, command_id)))


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
    _done(session, session.desk.incidents.assign(id, lead, tuple(co or ()), deed=_deed(session, by, at, command_id)))


def acknowledge(
    context: typer.Context, id: str, unit: UnitName, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """签收。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.acknowledge(id, unit, text, deed=_deed(session, by, at, command_id)))


def return_(
    context: typer.Context, id: str, unit: UnitName, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """退单，须写明依据。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.give_back(id, unit, text, deed=_deed(session, by, at, command_id)))


def urge(
    context: typer.Context, id: str, unit: UnitName, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """催办。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.urge(id, unit, text, deed=_deed(session, by, at, command_id)))


def reply(
    context: typer.Context, id: str, unit: UnitName, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """回复核实情况和措施。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.reply(id, unit, text, deed=_deed(session, by, at, command_id)))


def _answer(
    session: Session, kind: EvidenceKind, id: str, what: str, address: str | None, file: Path | None, deed: Deed
) -> None:
    _done(session, session.desk.incidents.answer(id, kind, what, address=address, file=file, deed=deed))


def publish(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记权威发布。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.RELEASE, id, what, address, file, _deed(session, by, at, command_id))


def hold_conference(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记新闻发布会。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.CONFERENCE, id, what, address, file, _deed(session, by, at, command_id))


def respond(
    context: typer.Context, id: str, what: What, address: Place = None, file: Kept = None,
    by: By = None, at: At = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记公开回应。"""
    session: Session = context.obj
    _answer(session, EvidenceKind.RESPONSE, id, what, address, file, _deed(session, by, at, command_id))


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
    _done(session, session.desk.incidents.check(id, step, strike, deed=_deed(session, by, at, command_id)))


def answer_call(context: typer.Context, id: str, by: By = None, at: At = None, command_id: Key = None) -> None:
    """应答提级呼叫；时限照走。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.answer_call(id, deed=_deed(session, by, at, command_id)))


def conclude(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """办结。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.conclude(id, text, deed=_deed(session, by, at, command_id)))


def close(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """归档。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.close(id, text, deed=_deed(session, by, at, command_id)))


def dismiss(
    context: typer.Context, id: str, text: Text = "", by: By = None, at: At = None, command_id: Key = None
) -> None:
    """排除，须写明理由。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.dismiss(id, text, deed=_deed(session, by, at, command_id)))


def reopen(context: typer.Context, id: str, by: By = None, at: At = None, command_id: Key = None) -> None:
    """重新立件：归档的不再改动，另立一件并相互注明。"""
    session: Session = context.obj
    _done(session, session.desk.incidents.reopen(id, deed=_deed(session, by, at, command_id)))


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
    _done(session, session.desk.incidents.merge(id, into, deed=_deed(session, by, at, command_id)))
