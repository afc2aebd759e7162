"""`duty …`: coming on and leaving, swapping, handing over, and the log."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from ..domain.duty.handover import Handover
from ..domain.duty.log import LogLine, Note
from ..domain.messages import sentence
from . import chinese, duty_papers
from . import duty_views as views
from .incident_deeds import At, By, Key, deed_of
from .saying import Session, table, tell
from .words import WrongUsage

Post = Annotated[str, typer.Option("--post", help="值班岗位；不写即排班里的第一个")]
Reason = Annotated[str, typer.Option("--reason", help="理由")]
Which = Annotated[int | None, typer.Argument(help="交接编号；不写即等待接班的那一次")]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("值班：到岗、离岗、调班、交接班、值班日志、排班。")
    for name, command in (
        ("on", on),
        ("off", off),
        ("swap", swap),
        ("offer", offer),
        ("accept", accept),
        ("decline", decline),
        ("log", log),
        ("paper", duty_papers.paper),
        ("log-paper", duty_papers.log_paper),
        ("show", views.show),
        ("rota", views.rota),
    ):
        chinese.add(group, name, command)
    return group


def on(
    context: typer.Context,
    shift: Annotated[str, typer.Option("--shift", help="班次；不写即正在值或将要值的一班")] = "",
    post: Post = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """到岗；还没有人到过岗时即由其负责，否则接班后负责。"""
    session: Session = context.obj
    act = session.desk.duty.on(shift, post, deed=deed_of(session, by, at, command_id))
    who = session.desk.duty.responsible(act.post, act.at)
    if who != act.by:
        tell(sentence("duty_present", who=who, by=act.by))
    session.say({"id": act.id, "state": act.kind.value, "responsible": who}, [f"{act.by} 到岗，{act.post}由{who}负责"])


def off(context: typer.Context, post: Post = "", by: By = None, at: At = None, command_id: Key = None) -> None:
    """离岗；没有人接班以前仍由其负责。"""
    session: Session = context.obj
    act = session.desk.duty.off(post, deed=deed_of(session, by, at, command_id))
    who = session.desk.duty.responsible(act.post, act.at)
    if who == act.by:
        tell(sentence("duty_left_responsible", who=who))
    session.say({"id": act.id, "state": act.kind.value, "responsible": who}, [f"{act.by} 离岗，{act.post}由{who}负责"])


def swap(
    context: typer.Context,
    day: Annotated[str, typer.Option("--day", help="班次开始的日期，如 2026-11-20")],
    shift: Annotated[str, typer.Option("--shift", help="班次")],
    to: Annotated[str, typer.Option("--to", help="改由谁值")],
    reason: Reason = "",
    reported: Annotated[str, typer.Option("--reported", help="已向谁报备")] = "",
    post: Post = "",
    with_day: Annotated[str | None, typer.Option("--with-day", help="互换：对方那一班开始的日期")] = None,
    with_shift: Annotated[str | None, typer.Option("--with-shift", help="互换：对方那一班的班次")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """调班：一班改由他人值，或与对方的一班互换。"""
    session: Session = context.obj
    exchange = None if with_day is None else (_day(with_day), with_shift or shift)
    made = session.desk.duty.swap(
        _day(day), shift, to, reason,
        post=post, reported=reported, exchange=exchange, deed=deed_of(session, by, at, command_id),
    )  # fmt: skip
    line = f"{made.day} {made.post}“{made.shift}”：{made.before or '无人'} → {made.after}"
    session.say({"id": made.id, "state": "swapped", "before": made.before, "after": made.after}, [line])


def offer(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help="交给谁；不写即由来接班的人接")] = "",
    done: Annotated[str, typer.Option("--done", help="已办事项")] = "",
    undone: Annotated[str, typer.Option("--undone", help="未办毕事项及要求")] = "",
    papers: Annotated[str, typer.Option("--papers", help="文电移交")] = "",
    post: Post = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """交班：当时未完的时限、批示、补签、退单和未读提醒一并定格。"""
    session: Session = context.obj
    made = session.desk.duty.offer(to, done, undone, papers, post, deed=deed_of(session, by, at, command_id))
    _told(session, made)


def accept(context: typer.Context, id: Which = None, by: By = None, at: At = None, command_id: Key = None) -> None:
    """接班：从此由其负责。"""
    session: Session = context.obj
    _told(session, session.desk.duty.accept(id, deed=deed_of(session, by, at, command_id)))


def decline(
    context: typer.Context,
    id: Which = None,
    reason: Reason = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """拒接，须写明理由；仍由交班的人负责。"""
    session: Session = context.obj
    _told(session, session.desk.duty.decline(id, reason, deed=deed_of(session, by, at, command_id)))


def log(
    context: typer.Context,
    text: Annotated[str | None, typer.Option("--text", help="起因经过；不写即列出日志")] = None,
    unit: Annotated[str, typer.Option("--unit", help="来电单位")] = "",
    post: Annotated[str, typer.Option("--post", help="来电岗位")] = "",
    phone: Annotated[str, typer.Option("--phone", help="办公电话")] = "",
    place: Annotated[str, typer.Option("--place", help="地点")] = "",
    measures: Annotated[str, typer.Option("--measures", help="已采取措施")] = "",
    impact: Annotated[str, typer.Option("--impact", help="影响与趋势")] = "",
    reported: Annotated[str, typer.Option("--reported", help="已报告领导、单位及时间")] = "",
    incident: Annotated[str | None, typer.Option("--incident", help="相关舆情件的编号")] = None,
    corrects: Annotated[int | None, typer.Option("--corrects", help="更正哪一条")] = None,
    reason: Reason = "",
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="列出多少条")] = 50,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """值班日志：记一条、更正一条；不写 --text 即列出。"""
    session: Session = context.obj
    duty = session.desk.duty
    if text is None:
        _list(session, duty.entries(limit=limit))
        return
    linked = None if incident is None else session.desk.incidents.id_of(incident)
    note = Note(text, unit, post, phone, place, measures, impact, reported, linked)
    made = duty.log(note, corrects=corrects, reason=reason, deed=deed_of(session, by, at, command_id))
    state = "logged" if made.corrects is None else "corrected"
    session.say({"id": made.id, "state": state}, [f"第 {made.id} 条 {session.local(made.at)} {made.note.course}"])


def _list(session: Session, found: tuple[LogLine, ...]) -> None:
    rows = [
        {
            "编号": str(line.entry.id),
            "时间": session.local(line.entry.at),
            "来电": " ".join(filter(None, (line.entry.note.unit, line.entry.note.post))) or "—",
            "起因经过": line.entry.note.course,
            "记录人": line.entry.by,
        }
        for line in found
    ]
    session.say([views.line_json(session, line) for line in found], table(rows) or ["没有值班记录。"])


def _told(session: Session, made: Handover) -> None:
    value = {"id": made.id, "state": made.state.value, "post": made.post, "owed": len(made.sheet.owed)}
    session.say(value, views.handover_lines(session, made))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise WrongUsage(sentence("day_unreadable", text=text[:40])) from None
