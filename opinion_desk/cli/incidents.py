"""`incident …`: the group of commands; opening a matter and judging it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ..domain.commands.judging import Judgement
from ..domain.incident import ResponseWay, StartFrom
from ..domain.levels import Grade, Level
from ..domain.origin import Origin
from ..domain.verdict import Emergency
from . import (
    chinese,
    incident_calls,
    incident_ending,
    incident_handling,
    incident_releasing,
    incident_views,
)
from .incident_deeds import At, By, Key, deed_of, done
from .saying import Session, choice


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("舆情件：立件、核定、交办、发布、办结。")
    for name, command in (
        ("open", open_),
        ("confirm", confirm),
        ("regrade", regrade),
        ("assign", incident_handling.assign),
        ("acknowledge", incident_handling.acknowledge),
        ("return", incident_handling.return_),
        ("urge", incident_handling.urge),
        ("reply", incident_handling.reply),
        ("publish", incident_releasing.publish),
        ("hold-conference", incident_releasing.hold_conference),
        ("respond", incident_releasing.respond),
        ("check", incident_releasing.check),
        ("answer-call", incident_calls.answer_call),
        ("snooze", incident_calls.snooze),
        ("clock-jump", incident_calls.clock_jump),
        ("conclude", incident_ending.conclude),
        ("close", incident_ending.close),
        ("dismiss", incident_ending.dismiss),
        ("reopen", incident_ending.reopen),
        ("merge", incident_ending.merge),
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
        origin=choice(Origin, origin, "来由") or Origin.ITEM,
        happened=session.instant(happened),
        published=session.instant(published),
        discovered=session.instant(discovered),
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
) -> Judgement:
    way = choice(ResponseWay, response, "回应方式")
    return Judgement(
        emergency=choice(Emergency, emergency, "突发事件类别"),
        level=None if level is None else Level(level),
        authority=authority or "",
        grade=None if grade is None else Grade(grade),
        start=choice(StartFrom, start, "时限起点"),
        start_reason=reasons[0],
        response=way,
        response_reason="" if way is None else reasons[1],
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
    response: Annotated[str | None, typer.Option(help="public direct file")] = None,
    reason: Annotated[list[str] | None, typer.Option(help="理由：写在 --start 或 --response 之后")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """核定级别、等级、起点和是否回应，启动时限。"""
    session: Session = context.obj
    judgement = _judgement(emergency, level, authority, grade, start, response, reasons_of(reason or (), session.words))
    done(session, session.desk.incidents.confirm(id, judgement, deed=deed_of(session, by, at, command_id)))


def regrade(
    context: typer.Context,
    id: str,
    emergency: Annotated[
        str | None, typer.Option(help="突发事件类别 natural_disaster accident public_health public_security")
    ] = None,
    level: Annotated[int | None, typer.Option(min=1, max=4, help="级别 1..4，1 最高")] = None,
    authority: Annotated[str | None, typer.Option(help="核定机关")] = None,
    grade: Annotated[int | None, typer.Option(min=1, max=4, help="舆情等级 1..4，1 最高")] = None,
    reason: Annotated[str | None, typer.Option(help="降低级别的依据")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """调整级别或等级：起点不变。"""
    session: Session = context.obj
    judgement = _judgement(emergency, level, authority, grade, None, None, (reason or "", ""))
    done(session, session.desk.incidents.regrade(id, judgement, deed=deed_of(session, by, at, command_id)))
