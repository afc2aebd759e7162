"""`incident answer-call`, `snooze`, `clock-jump`: the calls of a ladder, and jumps of the system's time."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ..domain.acts import OF_THE_DESK
from ..domain.clock_jump import Settled
from .incident_deeds import At, By, Key, Seen, deed_of, done
from .saying import Session


def answer_call(
    context: typer.Context, id: str, by: By = None, at: At = None, seen: Seen = None, command_id: Key = None
) -> None:
    """应答提级呼叫；时限照走。"""
    session: Session = context.obj
    done(session, session.desk.incidents.answer_call(id, deed=deed_of(session, by, at, command_id, seen)))


def snooze(
    context: typer.Context,
    id: str,
    until: Annotated[str, typer.Option(help="暂缓到的时刻；不得越过下一个时限节点")],
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """暂缓提级呼叫到某一时刻；时限照走。"""
    session: Session = context.obj
    moment = session.instant(until)
    assert moment is not None
    done(session, session.desk.incidents.snooze(id, moment, deed=deed_of(session, by, at, command_id, seen)))


class JumpDeed(StrEnum):
    """What to do about jumps of the time."""

    SHOW = "show"
    CONFIRM = "confirm"
    REJECT = "reject"


def clock_jump(
    context: typer.Context,
    what: Annotated[JumpDeed, typer.Argument(help="show 列出；confirm 现在的时间无误；reject 曾经有误，已校准")],
    reason: Annotated[str, typer.Option(help="理由；reject 须写明")] = "",
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """系统时间跳动：列出、确认时间无误，或认定有误（期间触发的节点不计）。"""
    session: Session = context.obj
    jumps = session.desk.ticking.jumps
    if what is JumpDeed.SHOW:
        found = jumps.open()
        value = [{"from": session.iso(o.jump.before), "to": session.iso(o.jump.after), "words": o.words} for o in found]
        session.say(value, [o.words for o in found] or ["没有待确认的系统时间跳动。"])
        return
    settled = Settled.CONFIRMED if what is JumpDeed.CONFIRM else Settled.REJECTED
    ended = jumps.settle(settled, reason, deed=deed_of(session, by, at, command_id))
    words = "时间无误，期间触发的节点计入" if settled is Settled.CONFIRMED else "时间有误，期间触发的节点不计并重新起算"
    value_of = {"id": OF_THE_DESK, "state": settled.value, "jumps": ended.jumps, "incidents": ended.incidents}
    session.say(value_of, [f"已处理 {ended.jumps} 次跳动，涉及 {ended.incidents} 件：{words}"])
