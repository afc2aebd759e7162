"""Files written whole or not at all: a temporary file beside, flushed to the disk, then put in place in one step."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path
from typing import Final

from .domain.errors import DeskError, Refused, Unavailable
from .domain.system_words import why_of

_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_NO_PLACE: Final = frozenset({errno.ENOENT, errno.ENOTDIR})
_FORBIDDEN: Final = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_BAD_NAME: Final = frozenset({errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ})


def write_whole(out: Path, content: bytes, *, private: bool = False) -> None:
    """Put `content` at `out`; what stood there stays untouched unless all was written. `private`: for its owner alone.

    Refused when the place cannot be written (no such folder, a folder of that name, no permission, a name the
    system does not take); Unavailable when the world is in the way (disk full, file held open by another program).
    """
    target = _real_place(out)
    part = target.parent / f".desk-{secrets.token_hex(6)}.part"
    try:
        try:
            _write_and_flush(part, content, 0o600 if private else 0o666)
        except OSError as why:
            raise _cannot_write(out, why) from why
        _put_in_place(part, target, out)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    _flush_folder(target.parent)


def check_place(out: Path) -> None:
    """Refused when a file cannot be put there at all (no such folder, a folder of that name): to be asked before long work."""
    _real_place(out)


def _real_place(out: Path) -> Path:
    """The file behind links, so that a link goes on pointing at what was written."""
    try:
        target = Path(os.path.realpath(out))
        if target.is_dir():
            raise Refused("paper_is_folder", path=_shown(out))
        if not target.parent.is_dir():
            raise Refused("paper_folder_missing", path=_shown(out))
    except (OSError, ValueError) as why:  # ValueError: a null character or half a surrogate in the name
        raise Refused("paper_name_bad", path=_shown(out)) from why
    return target


def _write_and_flush(part: Path, content: bytes, mode: int) -> None:
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(part: Path, target: Path, out: Path) -> None:
    try:
        part.replace(target)
    except PermissionError as why:  # the folder took the new file, so another program holds the old one
        raise Unavailable("paper_in_use", path=_shown(out)) from why
    except OSError as why:
        raise _cannot_write(out, why) from why


def _cannot_write(out: Path, why: OSError) -> DeskError:
    if why.errno in _FULL:
        return Unavailable("paper_disk_full", path=_shown(out))
    if why.errno in _NO_PLACE:
        return Refused("paper_folder_missing", path=_shown(out))
    if why.errno in _FORBIDDEN:
        return Refused("paper_forbidden", path=_shown(out))
    if why.errno in _BAD_NAME:
        return Refused("paper_name_bad", path=_shown(out))
    return Unavailable("file_unwritable", path=_shown(out), why=why_of(why))


def _flush_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut where the system offers it; Windows does not."""
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _shown(out: Path) -> str:
    """The path as it can be printed, whatever bytes are in it."""
    return str(out).encode("utf-8", "replace").decode("utf-8")
