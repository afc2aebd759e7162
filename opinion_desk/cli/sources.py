"""`sources add, import, export, list, look, starter, test`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.errors import Refused
from ..domain.list_rules import JsonRules, PageRules, SourceRules
from ..domain.messages import sentence
from ..domain.source import Form
from ..services.source_row import SourceRow
from ..services.starters import starters
from . import chinese, source_files
from .saying import Session, choice, table, tell
from .words import WrongUsage

HEALTH_WORDS = {"new": "未采集", "well": "正常", "failing": "异常", "silent": "沉默", "paused": "已暂停"}
Rows = Annotated[str | None, typer.Option("--rows", help="列表页每一行的选择器，如 'ul.news > li'")]
TitleAt = Annotated[str, typer.Option("--title-at", help="标题的选择器，或 JSON 字段")]
LinkAt = Annotated[str, typer.Option("--link-at", help="链接的选择器，或 JSON 字段")]
DateAt = Annotated[str, typer.Option("--date-at", help="时间的选择器，或 JSON 字段")]
NextAt = Annotated[str, typer.Option("--next-at", help="“下一页”链接的选择器")]
Pages = Annotated[int, typer.Option("--pages", help="每次读几页，至多 5")]
EntriesAt = Annotated[str | None, typer.Option("--entries", help="JSON 中列表的路径，如 data.list")]
FullText = Annotated[bool, typer.Option("--full-text", help="读取链接页面的正文")]
ContentAt = Annotated[str, typer.Option("--content", help="正文的选择器")]
Address = Annotated[str, typer.Argument(help="网址、RSSHub 路由（rsshub://…），或要监视的文件夹")]
Opml = Annotated[Path, typer.Argument(help="OPML 文件")]
Number = Annotated[int, typer.Argument(help="来源编号，见 sources list")]
Internal = Annotated[bool, typer.Option("--internal", help="允许非公网地址")]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("来源：添加、导入导出、列表、试读。")
    chinese.add(group, "add", add)
    chinese.add(group, "list", list_)
    chinese.add(group, "test", test)
    chinese.add(group, "look", look)
    chinese.add(group, "starter", starter)
    chinese.add(group, "import", import_)
    chinese.add(group, "export", export)
    chinese.add(group, "set", set_)
    chinese.add(group, "files", source_files.files)
    chinese.add(group, "watch", watch)
    chinese.add(group, "unwatch", unwatch)
    return group


def add(
    context: typer.Context,
    address: Address,
    name: Annotated[str | None, typer.Option(help="显示名称")] = None,
    form: Annotated[
        str | None, typer.Option(help="形式：feed json_feed hot_list sitemap list_page table folder")
    ] = None,
    internal: Internal = False,
    folder: Annotated[str, typer.Option(help="所在分组")] = "",
    rows: Rows = None,
    title: TitleAt = "",
    link: LinkAt = "",
    date: DateAt = "",
    next_page: NextAt = "",
    pages: Pages = 1,
    entries: EntriesAt = None,
    full_text: FullText = False,
    content: ContentAt = "",
) -> None:
    """添加一个来源；先读一次，读不懂的不添加。列表页不写规则时取页面上最像的一列。"""
    session: Session = context.obj
    chosen = choice(Form, form, "形式")
    if not address.strip():
        raise Refused("address_missing")
    if chosen in (Form.IMPORT, Form.MANUAL):
        raise typer.BadParameter("来源的形式是 feed json_feed hot_list sitemap list_page table folder 之一")
    rules = _rules(rows, entries, (title, link, date, next_page), pages, (full_text, content))
    source = session.desk.sources.add(_place(address, chosen), name, chosen, internal, rules=rules, folder=folder)
    row = {"id": source.id, "name": source.name, "address": source.address, "form": source.form.value}
    session.say(row, [f"已添加来源 {source.id}：{source.name}（{source.address}）"])


def _place(address: str, form: Form | None = None) -> str:
    """An address as typed; a folder's with its whole path."""
    if form is Form.FOLDER or ("://" not in address and Path(address).is_dir()):
        return str(Path(address).absolute())
    return address


def _rules(
    rows: str | None, entries: str | None, at: tuple[str, str, str, str], pages: int, text: tuple[bool, str]
) -> SourceRules | None:
    """The rules that the options say, None without any."""
    title, link, date, next_page = at
    full_text, content = text
    if rows is None and entries is None and (any(at) or pages != 1):
        raise WrongUsage(sentence("rules_without_rows"))
    if rows is not None and entries is not None:
        raise typer.BadParameter("--rows（列表页）与 --entries（JSON）只能写一个")
    page = None if rows is None else PageRules(rows, title, link, date, next=next_page, pages=pages)
    json = None if entries is None else JsonRules(title or "title", entries, link, published=date)
    if page is None and json is None and not (full_text or content):
        return None
    return SourceRules(page, json, full_text=full_text or bool(content), content=content)


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


def test(
    context: typer.Context,
    address: Address,
    internal: Internal = False,
    rows: Rows = None,
    title: TitleAt = "",
    link: LinkAt = "",
    date: DateAt = "",
    next_page: NextAt = "",
    pages: Pages = 1,
    entries: EntriesAt = None,
    full_text: FullText = False,
    content: ContentAt = "",
) -> None:
    """试读一个地址，什么也不保存。"""
    session: Session = context.obj
    rules = _rules(rows, entries, (title, link, date, next_page), pages, (full_text, content))
    found = session.desk.sources.probe(_place(address), internal=internal, rules=rules)
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


def look(context: typer.Context, address: Address, internal: Internal = False) -> None:
    """看一个网页上有哪些订阅和列表，什么也不保存。"""
    session: Session = context.obj
    seen = session.desk.sources.look(address, internal=internal)
    lists = [
        {"rows": found.rules.rows, "next": found.rules.next or None, "count": len(found.rows), "dated": found.dated,
         "titles": [row.title for row in found.rows[:5]]}
        for found in seen.lists
    ]  # fmt: skip
    value = {"title": seen.title, "feeds": [asdict(feed) for feed in seen.feeds], "lists": lists}
    lines = [seen.title or address, *(f"  订阅 {feed.address} {feed.title}".rstrip() for feed in seen.feeds)]
    for found in seen.lists:
        lines.append(f"  列表 --rows '{found.rules.rows}'：{len(found.rows)} 条，其中 {found.dated} 条有时间")
        lines += [f"      {row.title}" for row in found.rows[:3]]
    session.say(value, lines)


def starter(
    context: typer.Context,
    add: Annotated[list[str] | None, typer.Option(help="添加这个名称的推荐来源；可写多次")] = None,
    fill: Annotated[str, typer.Option(help="推荐来源要求填写的内容，如留言板编号")] = "",
) -> None:
    """推荐的公开来源；选中才添加，不选不采集。"""
    session: Session = context.obj
    listed = starters(session.desk.settings.jurisdiction)
    if add:
        by_name = {one.name: one for one in listed}
        unknown = next((name for name in add if name not in by_name), None)
        if unknown is not None:
            raise Refused("starter_unknown", name=unknown[:40])
        added, known = session.desk.sources.add_starters([by_name[name].filled(fill) for name in add])
        session.say({"added": added, "known": known}, [f"新增 {added} 个来源，已有 {known} 个。"])
        return
    rows = [{"folder": o.folder, "name": o.name, "address": o.address, "asks": o.asks or None} for o in listed]
    shown = [{"分组": o.folder, "名称": o.name, "地址": o.address, "须填写": o.asks} for o in listed]
    session.say(rows, table(shown))


def import_(context: typer.Context, file: Opml, internal: Internal = False) -> None:
    """从 OPML 文件导入来源。"""
    session: Session = context.obj
    added, known = session.desk.sources.import_opml(file, internal=internal)
    session.say({"added": added, "known": known}, [f"新增 {added} 个来源，已有 {known} 个。"])


def export(context: typer.Context, file: Opml) -> None:
    """把来源导出为 OPML 文件。"""
    session: Session = context.obj
    count = session.desk.sources.export_opml(file)
    session.say({"file": str(file.resolve()), "sources": count}, [f"已导出 {count} 个来源到 {file}"])


def set_(
    context: typer.Context,
    source: Number,
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
