"""A desk put back from a backup: unpacked and proved beside it, then put in its place in one step; what it replaces is kept."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError, Refused, Unavailable
from ..settings import SECRETS, SETTINGS_FILE, Home, settings_from_json
from ..store import outbox
from ..store.backup import BESIDE, alone, is_damage, put_in_place, sync_folder
from ..store.store import Store
from .backup_file import DATABASE, SINGLE, Backup, BackupList, Progress, backup_of, read_list, unpack
from .working_folder import row_of, working_folder

REPLACED: Final = "replaced"  # folder of the home in which what a restore replaced is kept
_ROOM: Final = 64 << 20  # bytes that are left free


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what it replaced is kept (None where nothing was there)."""

    backup: Backup
    kept: Path | None


@contextmanager
def unpacked(home: Home, path: Path, progress: Progress) -> Iterator[tuple[Path, BackupList]]:
    """The files of a backup in a folder on the home's disk, verified, and brought to this program's shape."""
    listed = read_list(path)
    home.make()
    if shutil.disk_usage(home.folder).free < 2 * listed.size + _ROOM:
        raise Unavailable("restore_no_room", path=home.folder, need=(2 * listed.size + _ROOM) >> 20)
    with working_folder(home) as folder:
        unpack(path, folder, progress)
        progress("verify", 0, None)
        opened = Store.open(folder / DATABASE)
        try:
            findings = opened.verify()
            if findings:
                raise Refused("backup_does_not_verify", path=path, what=findings[0].rstrip("。"))
            # What was owed when the backup was made may have gone out since.
            opened.write_now(outbox.may_be_repeated)
        finally:
            opened.close()
        with alone(folder / DATABASE):
            pass  # its log is carried in: one file
        yield folder, listed


def restore(home: Home, now: datetime, path: Path, progress: Progress) -> Restored:
    """Put the desk back; `now` in civil time names the folder of what was replaced. Evidence that is there stays: it bears the name of its content."""
    with unpacked(home, path, progress) as (folder, listed):
        _prepare_settings(home, folder, path)
        there = any((home.folder / name).exists() for name in SINGLE)
        kept = _free_name(home.folder / REPLACED, f"{now:%Y%m%d-%H%M%S}") if there else None
        try:
            _put_database(home, folder, kept, lambda done, of: progress("replace", done, of))
        except BaseException:
            if kept is not None:
                shutil.rmtree(kept, ignore_errors=True)  # nothing was replaced
            raise
        _move_in(home, folder, "models", kept)
        for name in SINGLE[1:]:
            if (folder / name).is_file():
                (folder / name).replace(home.folder / name)
        sync_folder(home.folder)
        return Restored(backup_of(path, listed), kept)


def _put_database(home: Home, folder: Path, kept: Path | None, progress: Callable[[int, int], None]) -> None:
    if kept is None or not home.database.exists():
        _replace_file(home, folder, kept)
        return
    try:
        with alone(home.database) as connection:
            _keep(home, kept, BESIDE[:1])  # its log is carried in
            _move_in(home, folder, "evidence", kept)
            put_in_place(folder / DATABASE, connection, progress)
    except DeskError as failure:
        if not is_damage(failure):
            raise
        _replace_file(home, folder, kept)


def _free_name(folder: Path, name: str) -> Path:
    taken = sum(other.name.startswith(name) for other in folder.glob("*"))
    return folder / (f"{name}-{taken + 1}" if taken else name)


def _keep(home: Home, kept: Path, ends: Sequence[str]) -> None:
    """Copy what will be replaced, as it lies; `ends` are those of the files that make up the database."""
    kept.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in (*(DATABASE + end for end in ends), *SINGLE[1:]):
        if (home.folder / name).is_file():
            shutil.copy2(home.folder / name, kept / name)
    sync_folder(kept)


def _move_in(home: Home, folder: Path, name: str, kept: Path | None) -> None:
    """Move one folder's files into the home; a file that bears the same name and is another is kept."""
    for path in sorted((folder / name).rglob("*")):
        inside = path.relative_to(folder)
        target = home.folder / inside
        if path.is_dir():
            target.mkdir(mode=0o700, parents=True, exist_ok=True)
            continue
        if kept is not None and target.is_file() and target.read_bytes() != path.read_bytes():
            (kept / inside).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(target, kept / inside)
        path.replace(target)


def _replace_file(home: Home, folder: Path, kept: Path | None) -> None:
    """Where no database is that SQLite could read, the new file takes its name; a log left behind is none of its."""
    if kept is not None:
        _keep(home, kept, BESIDE)
    _move_in(home, folder, "evidence", kept)
    for end in BESIDE[1:]:
        home.database.with_name(DATABASE + end).unlink(missing_ok=True)
    (folder / DATABASE).replace(home.database)


def _prepare_settings(home: Home, folder: Path, path: Path) -> None:
    """The backup's settings with the secrets that this machine has of its own, ready to take their place."""
    if not (folder / SETTINGS_FILE).is_file():
        return
    row = row_of(folder / SETTINGS_FILE)
    if row is None:
        raise Refused("backup_not_ours", path=path)
    settings_from_json(row, path)
    mine = row_of(home.folder / SETTINGS_FILE) or {}
    row |= {name: mine[name] for name in SECRETS if name in mine}
    (folder / SETTINGS_FILE).write_text(json.dumps(row, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    (folder / SETTINGS_FILE).chmod(0o600)
