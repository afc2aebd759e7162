"""`backup`, `restore`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final

import typer

from ..domain.errors import DeskError
from ..domain.messages import sentence
from ..services.backup_file import Backup, Progress
from ..services.restoring import Restored
from . import chinese
from .demo import WINDOW
from .saying import Progress as Line
from .saying import Session

_STEPS: Final = MappingProxyType(
    {"copy": "复制数据库", "verify": "核对", "write": "写备份", "unpack": "解开备份", "replace": "恢复数据库"}
)

_PATIENCE_S: Final = 60


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "backup", backup)
    chinese.add(app, "restore", restore)


def backup(context: typer.Context, file: Annotated[Path, typer.Argument(help="写到这个文件（.zip）")]) -> None:
    """把数据库、存证、模型和设置备份成一个文件；不必停下采集和窗口。"""
    session: Session = context.obj
    with _shown() as progress:
        made = session.desk.backups.back_up(file.absolute(), progress)
    words = {"path": made.path, "incidents": made.incidents, "items": made.items, "files": made.files}
    session.say(_value(session, made), [sentence("backed_up", **words), sentence("backup_without_secrets")])


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="backup 写出的文件")],
    reopen: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """从备份恢复；核对无误才动手，原有的数据另存。窗口和采集须先退出。"""
    session: Session = context.obj
    if reopen:
        _restore_for_the_window(session, file)
        return
    with _shown() as progress:
        done = session.desk.backups.restore(file.absolute(), progress)
    kept = None if done.kept is None else str(done.kept)
    lines = [*_told(session, done), sentence("backup_without_secrets")]
    session.say({**_value(session, done.backup), "kept": kept}, lines)


def _restore_for_the_window(session: Session, file: Path) -> None:
    """Wait until the window that asked for it has gone; then restore, and open a window that tells how it went."""
    backups = session.desk.backups
    for _ in range(_PATIENCE_S):
        if backups.is_free():
            break
        time.sleep(1)
    try:
        words = "".join(_told(session, backups.restore(file)))
    except DeskError as failure:
        words = failure.sentence
    backups.post(words)
    home = str(session.desk.home.folder)
    session.close()
    subprocess.Popen([sys.executable, str(WINDOW), "--home", home], start_new_session=True)


def _told(session: Session, done: Restored) -> list[str]:
    made = session.local(done.backup.made)
    lines = [sentence("restored", made=made, incidents=done.backup.incidents, items=done.backup.items)]
    return lines if done.kept is None else [*lines, sentence("restored_kept", kept=done.kept)]


def _value(session: Session, made: Backup) -> dict[str, object]:
    return {
        "file": str(made.path),
        "made": session.iso(made.made),
        "incidents": made.incidents,
        "items": made.items,
        "files": made.files,
        "bytes": made.size,
    }


@contextmanager
def _shown() -> Iterator[Progress]:
    """Progress of each step on stderr, where that is a terminal."""
    line = Line("")

    def show(what: str, done: int, of: int | None) -> None:
        nonlocal line
        line.end()
        line = Line(_STEPS[what])
        line(done * 100 // of if of else 0, 100)

    try:
        yield show
    finally:
        line.end()
