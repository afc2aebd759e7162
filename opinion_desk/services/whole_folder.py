"""A folder written whole or not at all: filled beside its place under another name, then put there in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.system_words import why_of

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def check_folder(out: Path) -> None:
    """Refused unless a new folder can be there: no file of that name, no folder that holds anything, a parent that exists."""
    try:
        if out.is_symlink() or (out.exists() and not out.is_dir()):
            raise Refused("export_place_bad", path=_shown(out), why="那里已有一个文件")
        if out.is_dir() and any(out.iterdir()):
            raise Refused("export_folder_full", path=_shown(out))
        if not out.resolve().parent.is_dir():
            raise Refused("export_place_bad", path=_shown(out), why="上一级文件夹不存在")
    except (OSError, ValueError) as why:
        raise Refused("export_place_bad", path=_shown(out), why=_why(why)) from why


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Put these files (names relative to the folder, with / between folders) there, whole or not at all.

    Refused where the folder cannot be made; Unavailable when the disk is full.
    """
    target = out.resolve()
    part = target.parent / f".desk-{secrets.token_hex(6)}.part"
    try:
        part.mkdir(mode=0o700)
        for name, content in files.items():
            place = part / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        check_folder(out)  # it may have been filled meanwhile
        if target.exists():
            target.rmdir()  # empty, or this fails; where a folder stands Windows would not put another
        part.rename(target)
    except OSError as why:
        raise _failure(out, why) from why
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(part)


def _failure(out: Path, why: OSError) -> DeskError:
    if why.errno in _FULL:
        return Unavailable("export_disk_full")
    if why.errno == errno.ENOTEMPTY:
        return Refused("export_folder_full", path=_shown(out))
    return Refused("export_place_bad", path=_shown(out), why=_why(why))


def _why(error: Exception) -> str:
    return why_of(error) if isinstance(error, OSError) else "名称不能用"


def _shown(out: Path) -> str:
    return str(out).encode("utf-8", "replace").decode("utf-8")
