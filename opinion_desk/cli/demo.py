"""`demo`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.errors import Refused
from ..domain.system_words import why_of
from . import chinese
from .saying import Session, finish_saying, tell, write

WINDOW = Path(__file__).resolve().parents[2] / "main.py"


def register(app: typer.Typer) -> None:
    """Add the command."""
    chinese.add(app, "demo", demo)


def demo(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Option(help="把日报写到这个文件夹；写了就不打开窗口，不写则放在系统的临时文件夹")
    ] = None,
) -> None:
    """用内置演示把全部工作做一遍：采集、研判、立件、走时限、出日报；有显示器时打开窗口。"""
    session: Session = context.obj
    with (
        _papers(out) as folder,
        _home(session.home) as home,
        session.opener.demo(home, folder, _progress) as (desk, done),
    ):
        if not session.as_json:
            for line in _summary(done):
                tell(line)
        write(json.dumps(done.as_json(desk), ensure_ascii=False))
        if out is None and has_display():
            finish_saying()
            subprocess.run([sys.executable, str(WINDOW), "--home", str(home)], check=False)


def _summary(done: Any) -> list[str]:
    """The same for the eye, beside the JSON that this command prints in any case."""
    return [
        f"来源 {done.sources} 个，信息 {done.items} 条，去重后 {done.stories} 条，话题 {done.events} 个",
        *(f"舆情件 {line}" for line in done.lines),
        f"节点触发 {len(done.marks)} 个，提级消息送达 {done.messages} 条",
        *(f"文件 {path}" for path in done.files),
        f"用时 {done.seconds:.1f} 秒",
    ]


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _home(chosen: str | None) -> Iterator[Path]:
    if chosen is not None:
        yield Path(chosen)
        return
    with tempfile.TemporaryDirectory(prefix="opinion-desk-demo-") as folder:
        yield Path(folder)


@contextmanager
def _papers(out: Path | None) -> Iterator[Path]:
    """Where the papers go: the folder asked for, else one of the system's temporary folders, which stays as the papers do."""
    if out is not None:
        yield _made(out)
        return
    folder = Path(tempfile.mkdtemp(prefix="opinion-desk-demo-papers-"))
    try:
        yield folder
    finally:
        if not any(folder.iterdir()):
            folder.rmdir()


def _made(out: Path) -> Path:
    """The folder for the papers, made when missing and tried before the day is played."""
    if out.exists() and not out.is_dir():
        raise Refused("out_no_folder", path=out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            return out
    except OSError as error:
        raise Refused("file_unwritable", path=out, why=why_of(error)) from None


def _progress(line: str) -> None:
    if sys.stderr.isatty():
        tell(line)
