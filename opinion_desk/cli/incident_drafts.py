"""`incident draft, proof, send-back, secrecy, disclose, sign-off, drop-draft`: a draft on its way to the public."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.release import Disclosure, Gate, ReviewRound
from .incident_deeds import At, By, Key, Seen, Text, deed_of, done
from .saying import Session, choice

Number = Annotated[int, typer.Argument(metavar="N", help="第几号稿件")]


def draft(
    context: typer.Context,
    id: str,
    what: Annotated[str, typer.Option(help="稿件标题，如 情况通报（第一号）")] = "",
    unit: Annotated[str, typer.Option(help="起草单位；不写即主办单位")] = "",
    file: Annotated[Path | None, typer.Option(help="稿件文件")] = None,
    text: Annotated[str, typer.Option(help="稿件文字")] = "",
    draft: Annotated[int | None, typer.Option(help="第几号稿件的新稿；审校重新开始")] = None,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """稿件送审。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(
        session,
        session.desk.incidents.submit_draft(id, what, unit, text=text, file=file, number=draft, deed=deed),
    )


def proof(
    context: typer.Context,
    id: str,
    number: Number,
    which: Annotated[str, typer.Option("--round", help="first second third：一审一校、二审二校、三审三校")],
    gate: Annotated[list[str] | None, typer.Option(help="把了哪一关，可多次：political policy wording")] = None,
    text: Text = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记一轮审校通过：三轮依次进行，各由不同的人，三关都要把到。"""
    session: Session = context.obj
    gates = [made for one in gate or () if (made := choice(Gate, one, "关")) is not None]
    turn = choice(ReviewRound, which, "审校轮次") or ReviewRound.FIRST
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.proof_draft(id, number, turn, gates, text, deed=deed))


def send_back(
    context: typer.Context, id: str, number: Number, text: Text = "", by: By = None, at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:  # fmt: skip
    """退改，须写明要改什么；改后的新稿重新审校。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.send_draft_back(id, number, text, deed=deed))


def secrecy(
    context: typer.Context,
    id: str,
    number: Number,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记保密审查通过（先审查后公开）。"""
    session: Session = context.obj
    done(
        session, session.desk.incidents.check_draft_secrecy(id, number, deed=deed_of(session, by, at, command_id, seen))
    )


def disclose(
    context: typer.Context,
    id: str,
    number: Number,
    as_: Annotated[str, typer.Option("--as", help="public partial on_request withheld：公开属性")],
    reason: Annotated[str, typer.Option(help="理由：不是主动公开的必填")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """定公开属性。"""
    session: Session = context.obj
    disclosure = choice(Disclosure, as_, "公开属性") or Disclosure.PUBLIC
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.disclose_draft(id, number, disclosure, reason, deed=deed))


def sign_off(
    context: typer.Context,
    id: str,
    number: Number,
    post: Annotated[str, typer.Option(help="签发的岗位；不写即本件舆情等级的审批人")] = "",
    heard_by: Annotated[str, typer.Option(help="口头同意的，由谁听取；随后须补签")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """签发：审校、三关、保密审查、公开属性齐备后。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    done(session, session.desk.incidents.sign_draft(id, number, post, heard_by, deed=deed))


def drop_draft(
    context: typer.Context, id: str, number: Number, text: Text = "", by: By = None, at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:  # fmt: skip
    """撤稿，须写明理由。"""
    session: Session = context.obj
    done(session, session.desk.incidents.drop_draft(id, number, text, deed=deed_of(session, by, at, command_id, seen)))
