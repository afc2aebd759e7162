"""`units list, set`: the registry of units, with telephones and posts."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from ..domain.messages import sentence
from ..domain.unit import Unit
from . import chinese
from .saying import Session, table
from .words import WrongUsage


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("单位名录：值班电话、联络员和新闻发言人，只记岗位。")
    chinese.add(group, "list", list_)
    chinese.add(group, "set", set_)
    return group


def list_(context: typer.Context) -> None:
    """名录里的全部单位。"""
    session: Session = context.obj
    units = session.desk.units.list()
    rows = [
        {
            "单位": unit.name,
            "值班电话": unit.duty_phone or "—",
            "联络员": " ".join(filter(None, (unit.liaison_post, unit.liaison_phone))) or "—",
            "发言人": unit.spokesperson_post or "—",
            "别名": "、".join(unit.aliases) or "—",
        }
        for unit in units
    ]
    session.say([_json(unit) for unit in units], table(rows) or ["名录是空的；用 units set 登记。"])


def set_(
    context: typer.Context,
    name: str,
    function: Annotated[str | None, typer.Option(help="职能编号，如 water_supply")] = None,
    phone: Annotated[str | None, typer.Option(help="值班电话")] = None,
    liaison: Annotated[str | None, typer.Option(help="联络员岗位，如 办公室主任")] = None,
    liaison_phone: Annotated[str | None, typer.Option("--liaison-phone", help="联络员岗位电话")] = None,
    spokesperson: Annotated[str | None, typer.Option(help="新闻发言人岗位，如 副局长")] = None,
    alias: Annotated[list[str] | None, typer.Option(help="别名，可多次；写了即取代原有的")] = None,
    note: Annotated[str | None, typer.Option(help="备注")] = None,
) -> None:
    """登记一个单位，或修改已登记的；没有写的各项保持不变。"""
    session: Session = context.obj
    registry = session.desk.units
    if function:
        known = dict(session.desk.items.functions())
        if function not in known:
            raise WrongUsage(sentence("choice_unknown", what="职能", text=function[:40], names="、".join(known)))
    before = registry.find(name)
    given = {
        "function": function,
        "duty_phone": phone,
        "liaison_post": liaison,
        "liaison_phone": liaison_phone,
        "spokesperson_post": spokesperson,
        "note": note,
    }
    changes: dict[str, Any] = {field: value.strip() for field, value in given.items() if value is not None}
    if "function" in changes:
        changes["function"] = changes["function"] or None
    if alias is not None:
        changes["aliases"] = tuple(dict.fromkeys(one.strip() for one in alias if one.strip()))
    if before is None:
        unit = registry.add(name, **changes)
    else:
        unit = replace(before, **changes)
        registry.edit(unit)
    session.say(_json(unit), [f"{'已登记' if before is None else '已修改'} {unit.name}"])


def _json(unit: Unit) -> dict[str, Any]:
    return {
        "id": unit.id,
        "name": unit.name,
        "function": unit.function,
        "aliases": list(unit.aliases),
        "duty_phone": unit.duty_phone,
        "liaison_post": unit.liaison_post,
        "liaison_phone": unit.liaison_phone,
        "spokesperson_post": unit.spokesperson_post,
        "note": unit.note,
    }
