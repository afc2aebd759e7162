"""`mappings list, show, remove`."""

from __future__ import annotations

from typing import Any

import typer

from ..domain.table_mapping import MEANING_WORDS, Meaning, TableMapping
from . import chinese
from .saying import Session, table


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("表头对照：同样表头的导出文件照此读入。")
    chinese.add(group, "list", list_)
    chinese.add(group, "show", show)
    chinese.add(group, "remove", remove)
    return group


def list_(context: typer.Context) -> None:
    """全部对照，以及自带的预设。"""
    session: Session = context.obj
    kept, presets = session.desk.tables.mappings(), session.desk.tables.presets()
    lines = table([{"名称": one.name, "读入": _read_words(one)} for one in kept]) or ["还没有保存的对照。"]
    session.say([_json(one) for one in kept], [*lines, f"自带的预设：{'、'.join(presets)}"])


def show(context: typer.Context, name: str) -> None:
    """一份对照里各列的含义。"""
    session: Session = context.obj
    one = session.desk.tables.mapping(name)
    rows = [{"列": heading, "含义": MEANING_WORDS[meaning]} for heading, meaning in one.meanings]
    session.say(_json(one), [one.name, *table(rows)])


def remove(context: typer.Context, name: str) -> None:
    """删掉一份对照；已经读入的信息保留。"""
    session: Session = context.obj
    session.desk.tables.remove(name)
    session.say({"removed": name}, [f"已删掉对照“{name}”。"])


def _json(one: TableMapping) -> dict[str, Any]:
    return {"name": one.name, "meanings": {heading: meaning.value for heading, meaning in one.meanings}}


def _read_words(one: TableMapping) -> str:
    read = [f"{heading}={MEANING_WORDS[meaning]}" for heading, meaning in one.meanings if meaning is not Meaning.DROP]
    return "，".join(read[:8]) + (" …" if len(read) > 8 else "")
