"""`collect`, `parse`, `import`."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Final

import typer

from ..domain.errors import Refused, Unavailable
from ..domain.messages import sentence
from ..domain.table_mapping import TableMapping, read_meaning
from ..services.files import read_bytes
from ..services.giving_way import give_way
from . import chinese
from .saying import Progress, Session, tell, tell_lines

_ENDING: Final = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "collect", collect)
    chinese.add(app, "parse", parse)
    chinese.add(app, "import", import_)


def collect(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="采集到期的来源后结束")] = False,
    serve: Annotated[bool, typer.Option("--serve", help="持续采集，并走时限、发通知")] = False,
    source: Annotated[list[int] | None, typer.Option(help="只采集这些来源")] = None,
) -> None:
    """采集来源。"""
    session: Session = context.obj
    if once == serve:
        raise typer.BadParameter("请写 --once 或 --serve 之一")
    if serve and source:
        raise typer.BadParameter("--source 只与 --once 同用")
    if serve:
        _serve(session)
    else:
        _once(session, tuple(source or ()))


def _serve(session: Session) -> None:
    stop = threading.Event()
    if threading.current_thread() is threading.main_thread():  # the process is ours alone
        give_way()
    with _until_told(stop):
        tell(sentence("collector_serving"))
        session.desk.serve(stop)
    session.say({"ended": session.iso(session.desk.clock.now())}, ["采集已结束。"])


@contextmanager
def _until_told(stop: threading.Event) -> Iterator[None]:
    """Ctrl+C and the signals that ask a process to end set `stop`: what is under way is finished and the lease given back."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    known = [getattr(signal, name) for name in _ENDING if hasattr(signal, name)]
    wanted = [
        number for number in known if signal.getsignal(number) is not signal.SIG_IGN
    ]  # nohup asks to be left alone
    before = {number: signal.signal(number, lambda told, frame: stop.set()) for number in wanted}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _once(session: Session, source_ids: tuple[int, ...]) -> None:
    progress = Progress("采集")
    try:
        report = session.desk.sources.collect_now(source_ids, progress=progress)
    finally:
        progress.end()
    failed = [{"source": f.source, "why": f.why} for f in report.failed]
    session.say(
        {
            "sources": report.sources,
            "fetched": report.fetched,
            "unchanged": report.unchanged,
            "failed": failed,
            "items": report.items,
            "new": report.new,
            "seconds": round(report.seconds, 3),
        },
        [
            f"来源 {report.sources}：取到 {report.fetched}，未变 {report.unchanged}，失败 {len(failed)}",
            f"信息 {report.items} 条，其中新增 {report.new} 条，用时 {report.seconds:.1f} 秒",
        ],
    )
    for failure in report.failed:
        tell(f"来源 {failure.source}（{failure.name}）：{failure.why}")
    if report.sources and len(failed) == report.sources:
        raise Unavailable("collect_none", count=report.sources)


def parse(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="订阅文档：RSS、Atom、JSON Feed")],
    url: Annotated[str | None, typer.Option(help="文档的地址，用于补全相对链接")] = None,
    content_type: Annotated[str | None, typer.Option(help="服务器给出的 Content-Type")] = None,
) -> None:
    """用订阅阅读器读一个文档，什么也不保存。"""
    session: Session = context.obj
    parsed = session.desk.texts.parse(read_bytes(file), url=url, content_type=content_type)
    entries = [
        {
            "id": e.id,
            "title": e.title,
            "link": e.link,
            "published": session.iso(e.published),
            "updated": session.iso(e.updated),
            "summary": e.summary,
            "content": e.content,
        }
        for e in parsed.entries
    ]
    value = {
        "format": parsed.format,
        "title": parsed.title,
        "entries": entries,
        "problems": list(parsed.problems),
    }
    lines = [f"{parsed.title or file.name}：{parsed.format or '无法识别'}，{len(entries)} 条"]
    lines += [f"  {session.local(e.published)}  {e.title or '（无标题）'}" for e in parsed.entries]
    session.say(value, [*lines, *parsed.problems])
    if parsed.format is None:
        raise Refused("document_no_feed", path=file.name)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="导出文件")],
    map: Annotated[
        list[str] | None, typer.Option(help="一列的含义，写成 列名=含义，如 信息摘要=body；可写多次")
    ] = None,
    preset: Annotated[str, typer.Option(help="按预设读：新浪舆情通 清博 识微 12345")] = "",
    keep: Annotated[str, typer.Option(help="以这个名称保存对照，以后同样表头照此读入")] = "",
) -> None:
    """导入 .csv .xlsx .jsonl .json 导出文件里的信息。"""
    session: Session = context.obj
    mapping = _mapping(session, file, map or [], preset, keep)
    progress = Progress("导入")
    try:
        report = session.desk.items.import_file(file, progress, mapping)
    except Refused as why:
        if why.id != "table_headings_unknown":
            raise
        raise Refused("told_and_more", told=why.sentence, more=sentence("mapping_by_command")) from why
    except Unavailable as why:
        if not progress.done:
            raise
        raise Unavailable("told_and_more", told=why.sentence, more=sentence("import_stopped")) from why
    except KeyboardInterrupt:
        progress.end()
        if progress.done:
            tell(sentence("import_stopped"))
        raise
    finally:
        progress.end()
    if mapping is not None and keep:
        session.desk.tables.keep(mapping)
    skipped = [{"line": s.line, "why": s.why} for s in report.skipped if not s.still_read]
    by = f"（按“{report.mapping}”）" if report.mapping else ""
    session.say(
        {
            "read": report.read,
            "new": report.new,
            "known": report.known,
            "updated": report.updated,
            "skipped": skipped,
            "ignored": [{"line": s.line, "why": s.why} for s in report.skipped if s.still_read],
            "mapping": report.mapping or None,
        },
        [
            f"读到 {report.read} 条{by}，新增 {report.new} 条，已有 {report.known} 条（其中更新 {report.updated} 条），略过 {len(skipped)} 行"
        ],
    )
    tell_lines(report.skipped)


def _mapping(session: Session, file: Path, said: list[str], preset: str, keep: str) -> TableMapping | None:
    """The mapping that the options say; None where they say nothing."""
    if not (said or preset or keep):
        return None
    meant = {}
    for text in said:
        heading, equals, meaning = text.rpartition("=")
        if not equals or not heading.strip():
            raise Refused("mapping_unreadable", text=text[:60])
        meant[heading.strip()] = read_meaning(meaning)
    return session.desk.tables.map(file, keep or preset or file.stem[:40] or "对照", meant, preset)
