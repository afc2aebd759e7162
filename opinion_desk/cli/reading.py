"""`tag` and `search`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..services.tagging import tag_file
from ..whole_files import check_place
from . import chinese
from .saying import Progress, Session, tell_lines


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "tag", tag)
    chinese.add(app, "search", search, context_settings={"ignore_unknown_options": True})


def tag(
    context: typer.Context,
    file: Path,
    out: Annotated[Path, typer.Option(help="写到这个 JSONL 文件")],
    jurisdiction: Annotated[str | None, typer.Option(help="本地：任何区划的全称或简称")] = None,
) -> None:
    """研判一个 JSONL 文件里的信息，不保存到工作台。"""
    session: Session = context.obj
    check_place(out)
    progress = Progress("研判")
    report = tag_file(file, out, session.desk.texts.reader(jurisdiction), progress)
    progress.end()
    tell_lines(report.problems)
    session.say(
        {
            "read": report.read,
            "tagged": report.tagged,
            "skipped": report.skipped,
            "problems": [{"line": p.line, "why": p.why} for p in report.problems],
            "file": str(out.resolve()),
            "seconds": round(report.seconds, 3),
        },
        [f"研判 {report.tagged} 条，略过 {report.skipped} 行，写到 {out}（{report.seconds:.1f} 秒）"],
    )


def search(
    context: typer.Context,
    query: str,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="最多几条")] = 50,
) -> None:
    """检索：领域: 涉及地: 单位: 来源: 倾向: 等级: 日期: -词 "原文"。"""
    session: Session = context.obj
    hits = session.desk.items.search(query, limit=limit)
    session.say(
        [
            {
                "id": hit.item_id,
                "title": hit.title,
                "source": hit.source,
                "published": session.iso(hit.published),
                "topics": list(hit.topics),
                "unit": hit.unit,
                "snippet": hit.snippet,
            }
            for hit in hits
        ],
        [
            line
            for hit in hits
            for line in (
                f"{hit.item_id}  {hit.title}",
                f"    {hit.source} · {session.local(hit.published)} · {'、'.join(hit.topics) or '—'} · {hit.unit or '—'}",
                f"    {hit.snippet}",
            )
        ]
        or ["没有找到。"],
    )
