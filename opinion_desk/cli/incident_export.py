"""`incident export`: one matter as a folder that convinces an inspector."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .saying import Session, tell


def export(
    context: typer.Context,
    id: str,
    out: Annotated[Path, typer.Option("--out", help="导出到哪个文件夹：新的或空的")],
) -> None:
    """导出一件：经过、存证、数据和校验清单，要么完整要么没有。"""
    session: Session = context.obj
    exported = session.desk.exports.export(id, out)
    for file in exported.missing:
        tell(f"{file.what}：{file.trouble}")
    value = {
        "folder": str(exported.folder),
        "files": list(exported.files),
        "head": exported.head,
        "missing": [{"what": file.what, "digest": file.digest, "why": file.trouble} for file in exported.missing],
    }
    session.say(value, [f"已导出 {len(exported.files)} 个文件到 {exported.folder}"])
