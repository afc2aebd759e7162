"""`sources add, import, export, list, test`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.errors import Refused
from ..domain.messages import sentence
from ..domain.source import Form
from ..services.source_row import SourceRow
from . import chinese
from .saying import Session, choice, table, tell

HEALTH_WORDS = {"new": "未采集", "well": "正常", "failing": "异常", "silent": "沉默", "paused": "已暂停"}
Internal = Annotated[bool, typer.Option("--internal", help="允许非公网地址")]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("来源：添加、导入导出、列表、试读。")
    chinese.add(group, "add", add)
    chinese.add(group, "list", list_)
    chinese.add(group, "test", test)
    chinese.add(group, "import", import_)
    chinese.add(group, "export", export)
    chinese.add(group, "set", set_)
    chinese.add(group, "watch", watch)
    chinese.add(group, "unwatch", unwatch)
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
    down = session.desk.sources.network_down_since()
    if down is not None:
        tell(sentence("network_down", since=session.local(down)))
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
        "usual_per_day": row.volume.usual,
        "last_day": row.last_day,
        "silent_since": session.iso(row.volume.silent_since),
        "moved_to": row.health.moved_to,
        "watch_until": session.iso(row.health.watch_until),
    }


def _line(session: Session, row: SourceRow) -> dict[str, str]:
    return {
        "编号": str(row.source.id),
        "名称": row.source.name,
        "状态": HEALTH_WORDS[row.state.value],
        "最近成功": session.local(row.health.last_success),
        "下次": session.local(row.health.next_check),
        "平时": "" if row.volume.usual is None else f"{row.volume.usual:,.0f}",
        "近一天": str(row.last_day),
        "信息": str(row.items),
        "说明": " ".join(row.words(session.local, session.desk.clock.now())),
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


def set_(
    context: typer.Context,
    source: int,
    interval: Annotated[str | None, typer.Option(help="检查间隔（分钟），或 auto：按来源自己的节奏")] = None,
    proxy: Annotated[str | None, typer.Option(help="代理地址，如 http://proxy.example.cn:8080；空为不用")] = None,
    header: Annotated[list[str] | None, typer.Option(help="请求头，写成“名称: 内容”，可多次；空为全部去掉")] = None,
) -> None:
    """改一个来源的检查间隔、代理和请求头。"""
    session: Session = context.obj
    minutes = None if interval in (None, "auto") else _minutes(interval or "")
    kept = session.desk.sources.update(
        source,
        interval_s=None if minutes is None else minutes * 60,
        adaptive=True if interval == "auto" else None,
        proxy=proxy,
        headers=None if header is None else dict(map(_header, filter(None, header))),
    )
    every = "auto" if kept.adaptive else kept.interval_s // 60
    value = {"id": kept.id, "interval": every, "proxy": kept.proxy, "headers": dict(kept.headers)}
    session.say(value, [f"已修改来源 {kept.id}：{kept.name}"])


def _minutes(text: str) -> int:
    if not text.isdecimal() or len(text) > 5:
        raise Refused("interval_out_of_range")
    return int(text)


def _header(text: str) -> tuple[str, str]:
    name, colon, value = text.partition(":")
    if not colon:
        raise Refused("header_unusable", name=text[:60])
    return name, value


def watch(
    context: typer.Context,
    source: Annotated[list[int], typer.Argument(help="来源编号，可多个")],
    hours: Annotated[float, typer.Option(help="盯守几小时，到时自动结束")] = 6,
    incident: Annotated[int | None, typer.Option(help="为哪件舆情件")] = None,
) -> None:
    """盯守：这些来源每分钟检查一次，到时自动结束。"""
    session: Session = context.obj
    until = session.desk.sources.watch(source, hours, incident)
    session.say(
        {"sources": source, "until": session.iso(until)},
        [f"盯守 {len(source)} 个来源，到 {session.local(until)} 自动结束。"],
    )


def unwatch(
    context: typer.Context,
    source: Annotated[list[int] | None, typer.Argument(help="来源编号；不写为全部")] = None,
) -> None:
    """提前结束盯守，回到平时的节奏。"""
    session: Session = context.obj
    count = session.desk.sources.unwatch(tuple(source or ()))
    session.say({"sources": count}, [f"已结束 {count} 个来源的盯守。"])
