"""A watched folder's files: which were read, when they looked how, and what came of each; a file is never read twice as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")


class FileState(StrEnum):
    """What came of a file."""

    WAITING = "waiting"  # still being written: looked at again next time
    READ = "read"
    FAILED = "failed"  # not to be understood: tried again when it changes
    UNREADABLE = "unreadable"  # not given by the system: tried again at every visit


FILE_STATE_WORDS: Final[Mapping[FileState, str]] = {
    FileState.WAITING: "等待",
    FileState.READ: "已读",
    FileState.FAILED: "读不懂",
    FileState.UNREADABLE: "打不开",
}


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file as it was last seen: `modified_ns` as the file system tells it, `digest` the SHA-256 (hex) of what was read."""

    name: str
    size: int
    modified_ns: int
    state: FileState
    looked: datetime
    digest: str | None = None
    entries: int = 0
    skipped: int = 0
    mapping: str = ""
    why: str | None = None  # one Chinese sentence

    def looks_like(self, size: int, modified_ns: int) -> bool:
        """Whether the file still looks as it did."""
        return (self.size, self.modified_ns) == (size, modified_ns)


@dataclass(frozen=True, slots=True)
class FolderSeen:
    """What a visit found out about a folder's files: those it looked into, and those that went before they were understood."""

    files: tuple[FolderFile, ...] = ()
    gone: tuple[str, ...] = ()


def is_folder_address(address: str) -> bool:
    """Whether an address is the absolute path of a folder, here or on a share, and no address of the web."""
    return address.startswith(("/", "\\\\")) or _DRIVE.match(address) is not None


def tidy_address(address: str) -> str:
    """An address as it is kept: trimmed, a folder's without the stroke at its end."""
    trimmed = address.strip()
    if not is_folder_address(trimmed):
        return trimmed
    bare = trimmed.rstrip("/\\")
    return bare if bare and not bare.endswith(":") else trimmed
