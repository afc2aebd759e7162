"""`staff …` and `policies …`: who may do what at this desk, and its clocks and ladders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.errors import Refused
from ..domain.messages import sentence
from ..domain.policy import Policies
from ..domain.roles import Colleague, Role, role_words
from ..services.files import read_json
from . import chinese
from .incident_deeds import ANYBODY, By
from .saying import Session, choice, table

Roles = Annotated[list[str], typer.Option("--role", help="角色，可多次：analyst duty_officer approver administrator")]


def staff() -> typer.Typer:
    """The group of commands on colleagues."""
    group = chinese.group("人员与角色：不设名单时人人可办。")
    chinese.add(group, "list", list_)
    chinese.add(group, "set", set_)
    chinese.add(group, "remove", remove)
    return group


def policies() -> typer.Typer:
    """The group of commands on policies."""
    group = chinese.group("时限规则与提级层级：国家时限只能更严。")
    chinese.add(group, "show", show)
    chinese.add(group, "check", check)
    chinese.add(group, "use", use)
    chinese.add(group, "reset", reset)
    return group


def list_(context: typer.Context) -> None:
    """人员名单。"""
    session: Session = context.obj
    _say_staff(session, session.desk.staff.list())


def _say_staff(session: Session, colleagues: tuple[Colleague, ...]) -> None:
    value = [{"name": one.name, "post": one.post, "roles": sorted(one.roles)} for one in colleagues]
    rows = [{"姓名": one.name, "岗位": one.post or "—", "角色": role_words(one.roles)} for one in colleagues]
    session.say(value, table(rows) or [sentence("staff_none")])


def set_(
    context: typer.Context,
    name: str,
    role: Roles,
    post: Annotated[str, typer.Option("--post", help="岗位")] = "",
    by: By = None,
) -> None:
    """登记一人，或改其岗位与角色。"""
    session: Session = context.obj
    roles = frozenset(found for word in role if (found := choice(Role, word, "角色")) is not None)
    new = Colleague(name, post, roles)
    there = session.desk.staff.list()
    staff = tuple(new if one.name == name else one for one in there)
    if new not in staff:
        staff = (*staff, new)
    _say_staff(session, session.desk.staff.save(staff, _by(session, by)))


def remove(context: typer.Context, name: str, by: By = None) -> None:
    """从名单里去掉一人；以往经过里的署名不变。"""
    session: Session = context.obj
    there = session.desk.staff.list()
    kept = tuple(one for one in there if one.name != name)
    if len(kept) == len(there):
        raise Refused("colleague_not_listed", name=name)
    _say_staff(session, session.desk.staff.save(kept, _by(session, by)))


def _by(session: Session, by: str | None) -> str:
    return by or session.desk.settings.person or ANYBODY


def show(context: typer.Context) -> None:
    """现行的时限规则与提级层级。"""
    session: Session = context.obj
    _say_policies(session, session.desk.policies.in_force(), session.desk.policies.rows())


def _say_policies(session: Session, policies: Policies, rows: Any) -> None:
    lines = [f"{policy.name}（{policy.id}）：{policy.marks[-1].name}，{policy.ground}" for policy in policies.clocks]
    lines += [f"提级（{ladder.words}）：" + " → ".join(rung.to for rung in ladder.rungs) for ladder in policies.ladders]
    session.say(rows, lines)


def check(context: typer.Context, file: Path) -> None:
    """核对一份规则文件能不能用，不改动。"""
    session: Session = context.obj
    rows = read_json(file)
    _say_policies(session, session.desk.policies.check(rows, file), rows)


def use(context: typer.Context, file: Path, by: By = None) -> None:
    """启用一份规则文件；已立件的沿用立件时的提级层级。"""
    session: Session = context.obj
    rows = read_json(file)
    _say_policies(session, session.desk.policies.save(rows, _by(session, by), file), rows)


def reset(context: typer.Context, by: By = None) -> None:
    """恢复默认规则。"""
    session: Session = context.obj
    policies = session.desk.policies.reset(_by(session, by))
    _say_policies(session, policies, session.desk.policies.rows())
