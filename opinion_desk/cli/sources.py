"""`sources add, import, export, list, test`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.source import Form
from ..services.sources import SourceRow
from . import chinese
from .saying import Session, choice, table

HEALTH_WORDS = {"new": "未采集", "well": "正常", "failing": "异常", "paused": "已暂停"}
Internal = Annotated[bool, typer.Option("--internal", help="允许非公网地址")]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("来源：添加、导入导出、列表、试读。")
    chinese.add(group, "add", add)
    chinese.add(group, "list", list_)
    chinese.add(group, "test", test)
    chinese.add(group, "import", import_)
    chinese.add(group, "export", export)
    return group


def add(
    context: typer.Context,
    address: str,
    name: Annotated[str | None, typer.Option(help="显示名称")] = None,
    form: Annotated[str | None, typer.Option(help="形式：feed json_feed hot_list table")] = None,
    internal: Internal = False,
) -> None:
    """添加一个来源；先读一次，读不懂的不添加。"""
    session: Session = context.obj
    chosen = choice(Form, form, "形式")
    if chosen in (Form.IMPORT, Form.MANUAL):
        raise typer.BadParameter("来源的形式是 feed json_feed hot_list table 之一")
    source = session.desk.sources.add(address, name=name, form=chosen, internal=internal)
    row = {"id": source.id, "name": source.name, "address": source.address, "form": source.form.value}
    session.say(row, [f"已添加来源 {source.id}：{source.name}（{source.address}）"])


def list_(context: typer.Context) -> None:
    """全部来源及其健康。"""
    session: Session = context.obj
    rows = session.desk.sources.list()
    session.say([_json(session, row) for row in rows], table([_line(session, row) for row in rows]) or ["还没有来源。"])


def _json(session: Session, row: SourceRow) -> dict[str, Any]:
    return {
        "id": row.source.id,
        "name": row.source.name,
        "address": row.source.address,
        "form": row.source.form.value,
        "health": row.state.value,
        "last_success": session.iso(row.health.last_success),
        "next_check": session.iso(row.health.next_check),
        "errors": row.health.errors,
        "why": row.health.why,
        "items": row.items,
    }


def _line(session: Session, row: SourceRow) -> dict[str, str]:
    return {
        "编号": str(row.source.id),
        "名称": row.source.name,
        "状态": HEALTH_WORDS[row.state.value],
        "最近成功": session.local(row.health.last_success),
        "下次": session.local(row.health.next_check),
        "信息": str(row.items),
        "说明": row.health.why or "",
    }


def test(context: typer.Context, address: str, internal: Internal = False) -> None:
    """试读一个地址，什么也不保存。"""
    session: Session = context.obj
    found = session.desk.sources.probe(address, internal=internal)
    value = {
        "form": found.form.value,
        "title": found.title,
        "entries": [
            {"title": e.title, "link": e.link, "published": session.iso(e.published)} for e in found.entries[:20]
        ],
        "problems": list(found.problems),
    }
    lines = [f"{found.title or address}：{found.form.value}，{len(found.entries)} 条"]
    lines += [f"  {session.local(e.published)}  {e.title or '（无标题）'}" for e in found.entries[:10]]
    session.say(value, [*lines, *found.problems])


def import_(context: typer.Context, file: Path, internal: Internal = False) -> None:
    """从 OPML 文件导入来源。"""
    session: Session = context.obj
    added, known = session.desk.sources.import_opml(file, internal=internal)
    session.say({"added": added, "known": known}, [f"新增 {added} 个来源，已有 {known} 个。"])


def export(context: typer.Context, file: Path) -> None:
    """把来源导出为 OPML 文件。"""
    session: Session = context.obj
    count = session.desk.sources.export_opml(file)
    session.say({"file": str(file.resolve()), "sources": count}, [f"已导出 {count} 个来源到 {file}"])
