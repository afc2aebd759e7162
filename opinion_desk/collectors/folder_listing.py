"""What lies in a folder: exports that may be read, listed in bounded time even where a share answers no more."""

from __future__ import annotations

import os
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..domain.errors import Unavailable
from ..domain.messages import sentence
from ..domain.system_words import why_of
from .files import SUFFIXES

ANSWERS_WITHIN_S: Final = 20.0
_UNFINISHED: Final = (".part", ".crdownload", ".tmp", ".partial", ".download")
_HIDDEN: Final = (".", "~$", "~")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as it lies there: the path the system opens it by, and the name it is kept and shown by."""

    path: Path
    name: str
    size: int
    modified_ns: int


class Listings:
    """Lists folders. A share that hangs holds one thread of its own up, never the collecting."""

    def __init__(self, answers_within_s: float = ANSWERS_WITHIN_S) -> None:
        self._within_s = answers_within_s
        self._asked: dict[str, Future[list[FoundFile]]] = {}
        self._lock = threading.Lock()

    def files_in(self, address: str) -> list[FoundFile]:
        """The files of a folder that may be read; Unavailable when it cannot be listed, or not in time."""
        with self._lock:
            asked = self._asked.get(address)
            if asked is None:
                asked = self._asked[address] = Future()
                threading.Thread(target=_list_into, args=(asked, address), name="folder", daemon=True).start()
        try:
            return asked.result(self._within_s)
        except TimeoutError:
            raise Unavailable("folder_gone", path=address, why="长时间没有回应") from None
        finally:
            if asked.done():
                with self._lock:
                    self._asked.pop(address, None)


def _list_into(answer: Future[list[FoundFile]], address: str) -> None:
    try:
        found = _files_in(address)
    except Exception as problem:  # told to whoever waits for it
        answer.set_exception(problem)
    else:
        answer.set_result(found)


def _files_in(address: str) -> list[FoundFile]:
    """The files of a folder that may be read: exports, neither hidden nor half written; Unavailable when it cannot be listed."""
    found: dict[str, FoundFile] = {}
    try:
        with os.scandir(address) as listing:
            for entry in listing:
                file = _found(entry) if _is_export(entry.name) else None
                if file is not None:
                    name = file.name if file.name not in found else f"{file.name} ({len(found)})"
                    found[name] = FoundFile(file.path, name, file.size, file.modified_ns)
    except (OSError, ValueError) as problem:  # ValueError: a zero byte in the path
        why = why_of(problem) if isinstance(problem, OSError) else sentence("folder_not_there", path=address)
        raise Unavailable("folder_gone", path=address, why=why) from None
    return list(found.values())


def _is_export(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(SUFFIXES) and not lowered.startswith(_HIDDEN) and not lowered.endswith(_UNFINISHED)


def _found(entry: os.DirEntry[str]) -> FoundFile | None:
    try:
        if not entry.is_file(follow_symlinks=False):
            return None
        stat = entry.stat(follow_symlinks=False)
    except OSError:  # it went while the folder was listed
        return None
    return FoundFile(Path(entry.path), shown_name(entry.name), stat.st_size, stat.st_mtime_ns)


def shown_name(name: str) -> str:
    """A file's name as text: what is no UTF-8 was written by a system that speaks GBK."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name
