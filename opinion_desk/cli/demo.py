"""`demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .saying import Session, tell


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    out: Annotated[Path | None, typer.Option(help="把日报写到这个文件夹；写了就不打开窗口")] = None,
) -> None:
    """用内置演示把全部工作做一遍：采集、研判、立件、走时限、出日报。"""
    session: Session = context.obj
    done = session.desk.play_demo(out, tell)
    session.say(
        done.as_json(session.desk.zone),
        [
            f"来源 {done.sources} 个，信息 {done.items} 条，去重后 {done.stories} 条，话题 {done.events} 个",
            *(f"舆情件 {line}" for line in done.incident_lines),
            *(f"文件 {path}" for path in done.files),
            f"用时 {done.seconds:.1f} 秒",
        ],
    )
