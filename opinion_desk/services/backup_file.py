"""The file of a backup: a zip archive that lists what it holds, each with length and SHA-256, and holds nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError, Refused, Unavailable
from ..domain.instants import from_ms
from ..domain.system_words import why_of

LIST: Final = "desk-backup.json"
FORMAT: Final = 1
DATABASE: Final = "desk.sqlite3"
SINGLE: Final = (DATABASE, "settings.json", "severity.json", "policies.json", "staff.json")
FOLDERS: Final = ("evidence", "models")
_PART_OF_NAME: Final = re.compile(r"^(?!\.)[^\\/:*?\"<>|\x00-\x1f]{1,180}(?<![. ])$")
_LONGEST_LIST: Final = 64 << 20  # bytes
_MOST_MEMBERS: Final = 1_000_000
_MOST_INFLATED: Final = 300  # times the size of the file: a database deflates to a fifth
_CHUNK: Final = 1 << 20
Progress = Callable[[str, int, int | None], None]  # what is being done, how far, of how much


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup."""

    name: str  # relative to the data folder, with /
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BackupList:
    """What a backup says of itself."""

    made_ms: int
    made_by: str
    incidents: int
    items: int
    head: str  # of the chain of acts
    members: tuple[Member, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of everything in it."""
        return sum(member.size for member in self.members)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, or one that was looked into."""

    path: Path
    made: datetime
    incidents: int
    items: int
    files: int  # evidence and learned models beside the database
    size: int  # bytes of what is in it


def silent(what: str, done: int, of: int | None) -> None:
    """Nobody looks on."""


def backup_of(path: Path, listed: BackupList) -> Backup:
    """What the list of a backup says, for the eye."""
    beside = sum(member.name.split("/")[0] in FOLDERS for member in listed.members)
    return Backup(path, from_ms(listed.made_ms), listed.incidents, listed.items, beside, listed.size)


def write_backup(out: Path, facts: BackupList, files: Iterable[tuple[str, Path]], progress: Progress) -> BackupList:
    """Write these files, each under its name, and their list; whole or not at all. Unavailable with a sentence."""
    part = out.with_name(f".desk-{secrets.token_hex(6)}.part")
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "w+b") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
                members = tuple(_add(archive, name, path, progress) for name, path in files)
                listed = replace(facts, members=members)
                text = json.dumps({"format": FORMAT, **asdict(listed)}, ensure_ascii=False, indent=1)
                archive.writestr(zipfile.ZipInfo(LIST), text.encode(), zipfile.ZIP_DEFLATED)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
        return listed
    except OSError as error:
        raise Unavailable("file_unwritable", path=out, why=why_of(error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _add(archive: zipfile.ZipFile, name: str, path: Path, progress: Progress) -> Member:
    digest, size, of = hashlib.sha256(), 0, path.stat().st_size
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
            progress("write", size, of)
    return Member(name, size, digest.hexdigest())


def read_list(path: Path) -> BackupList:
    """What a backup says of itself; Refused when it is none of ours, or holds what a backup does not."""
    return _opened(path, lambda archive: _list_of(archive, path))


def unpack(path: Path, folder: Path, progress: Progress) -> BackupList:
    """Write every member below an empty folder, each proved by its length and hash; Refused when one is not what was listed."""

    def work(archive: zipfile.ZipFile) -> BackupList:
        listed, done = _list_of(archive, path), 0
        for member in listed.members:
            _extract(archive, member, folder, path)
            done += member.size
            progress("unpack", done, listed.size)
        return listed

    return _opened(path, work)


def _opened(path: Path, work: Callable[[zipfile.ZipFile], BackupList]) -> BackupList:
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return work(archive)
    except FileNotFoundError:
        raise Refused("file_missing", path=path) from None
    except DeskError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, KeyError) as error:
        raise Refused("backup_not_ours", path=path) from error
    except (TypeError, AttributeError) as error:  # a list that is not shaped as ours
        raise Refused("backup_not_ours", path=path) from error
    except OSError as error:
        raise Refused("file_unreadable", path=path, why=why_of(error)) from error


def _list_of(archive: zipfile.ZipFile, path: Path) -> BackupList:
    if len(archive.infolist()) > _MOST_MEMBERS or archive.getinfo(LIST).file_size > _LONGEST_LIST:
        raise Refused("backup_not_ours", path=path)
    with archive.open(LIST) as file:
        row = json.loads(file.read(_LONGEST_LIST))
    if row.pop("format") > FORMAT:
        raise Refused("backup_newer", path=path)
    listed = BackupList(**{**row, "members": tuple(Member(**member) for member in row["members"])})
    _check(archive, listed, path)
    return listed


def _check(archive: zipfile.ZipFile, listed: BackupList, path: Path) -> None:
    """Names below the data folder and nowhere else, each once, and the archive holding them and nothing else."""
    names = [member.name for member in listed.members]
    there = [entry.filename for entry in archive.infolist()]
    if DATABASE not in names or sorted([*names, LIST]) != sorted(there):
        raise Refused("backup_not_ours", path=path)
    if len({name.casefold() for name in names}) != len(names) or not all(map(_is_ours, names)):
        raise Refused("backup_not_ours", path=path)
    sizes = {entry.filename: entry.file_size for entry in archive.infolist()}
    if any(member.size != sizes[member.name] or member.size < 0 for member in listed.members):
        raise Refused("backup_not_ours", path=path)
    if listed.size > _MOST_INFLATED * path.stat().st_size:
        raise Refused("backup_inflates", path=path)
    if not isinstance(listed.made_ms, int):
        raise Refused("backup_not_ours", path=path)


def _is_ours(name: str) -> bool:
    if name in SINGLE:
        return True
    first, *rest = name.split("/")
    return first in FOLDERS and bool(rest) and all(map(_PART_OF_NAME.match, rest))


def _extract(archive: zipfile.ZipFile, member: Member, folder: Path, path: Path) -> None:
    target = folder / member.name
    digest, size = hashlib.sha256(), 0
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with archive.open(member.name) as source, target.open("xb") as file:
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                if size > member.size:
                    raise Refused("backup_changed", path=path, name=member.name)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise Unavailable("file_unwritable", path=target, why=why_of(error)) from error
    except zipfile.BadZipFile as error:  # its own checksum
        raise Refused("backup_changed", path=path, name=member.name) from error
    if size != member.size or digest.hexdigest() != member.sha256:
        raise Refused("backup_changed", path=path, name=member.name)
