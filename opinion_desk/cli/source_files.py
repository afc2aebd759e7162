"""`sources files`: what came of the files of a watched folder."""

from __future__ import annotations

from typing import Annotated

import typer

from ..domain.folder_files import FILE_STATE_WORDS
from .saying import Session, table


def files(
    context: typer.Context,
    source: Annotated[int, typer.Argument(help="监视的文件夹的来源编号")],
    limit: Annotated[int, typer.Option(help="至多列几个文件")] = 50,
) -> None:
    """监视的文件夹里最近的文件，各自读得怎样。"""
    session: Session = context.obj
    found = session.desk.sources.files(source, limit)
    rows = [
        {
            "name": file.name,
            "state": file.state.value,
            "looked": session.iso(file.looked),
            "read": file.entries,
            "skipped": file.skipped,
            "mapping": file.mapping or None,
            "why": file.why,
        }
        for file in found
    ]
    shown = [
        {
            "文件": file.name,
            "结果": FILE_STATE_WORDS[file.state],
            "时间": session.local(file.looked),
            "读到": str(file.entries),
            "略过": str(file.skipped),
            "对照": file.mapping,
            "说明": file.why or "",
        }
        for file in found
    ]
    session.say(rows, table(shown) or ["还没有读过文件。"])
